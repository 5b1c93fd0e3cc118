"""Views for people who work on consultations."""

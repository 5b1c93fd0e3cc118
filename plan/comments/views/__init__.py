"""Public pages of comments."""

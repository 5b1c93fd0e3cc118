"""The respondent's way through a form: from "start" to the confirmation."""

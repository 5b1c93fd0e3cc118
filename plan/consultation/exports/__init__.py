"""Files of responses: CSV while it is sent, every kind in a task."""

"""Responses that come as a table: the template, the file, and what is wrong with it by cell."""

"""A whole form as a JSON file: to reuse another body's, to keep one, to write one by program.

The format is described in docs/reference/form-files.md.
"""

#: Stands in every file. A change that old files do not survive gets a new number.
FORMAT = "plan-form/1"

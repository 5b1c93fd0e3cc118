"""Forms, copies of answers and posters as accessible PDF, made by typst from plain data."""

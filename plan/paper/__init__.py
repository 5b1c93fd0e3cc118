"""Accessible PDF, made by typst from plain data: fonts, formatted text, the compiler."""

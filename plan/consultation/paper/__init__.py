"""Forms, copies of answers and posters as accessible PDF, made by typst from plain data."""

from __future__ import annotations

from pathlib import Path

#: Where our templates are.
TEMPLATES = Path(__file__).parent / "templates"

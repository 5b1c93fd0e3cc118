"""Reads PDF files back."""

from __future__ import annotations

import re

import pypdfium2


def words_in(pdf: bytes) -> str:
    """What a PDF says, white space made single."""
    with pypdfium2.PdfDocument(pdf) as document:
        pages = [page.get_textpage().get_text_bounded() for page in document]
    return re.sub(r"\s+", " ", " ".join(pages))

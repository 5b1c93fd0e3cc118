"""Reads PDF files back, and keeps those that a test makes apart from others."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest


def words_in(pdf: bytes, tmp_path: Path) -> str:
    """What a PDF says, white space made single."""
    path = tmp_path / "form.pdf"
    path.write_bytes(pdf)
    pdftotext = shutil.which("pdftotext")
    if pdftotext is None:
        pytest.skip("pdftotext is not installed")
    found = subprocess.run([pdftotext, "-layout", str(path), "-"], capture_output=True, check=True)
    return re.sub(r"\s+", " ", found.stdout.decode())

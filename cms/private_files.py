"""Where private files are kept when they are kept on disk."""

from __future__ import annotations

from django.core.files.storage import FileSystemStorage


class UnaddressedStorage(FileSystemStorage):
    """A folder that no address leads to: views hand its files to those who may have them."""

    def url(self, name: str | None) -> str:
        """ValueError, always; Django's own class would fall back to the public address."""
        raise ValueError("This file is not accessible via a URL.")

"""Which files and images the public may be shown."""

from __future__ import annotations

from typing import Any


def public_file(file: Any) -> Any:
    """The document or image; None when it is missing or kept private.

    A host's own models need no `is_private`: their files are public then.
    """
    return None if file is None or getattr(file, "is_private", False) else file

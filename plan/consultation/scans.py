"""What may be attached to an entered response: a scan, known by its content and not its name."""

from __future__ import annotations

import hashlib
import io
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from PIL import Image

#: Largest scan, in bytes.
LARGEST = 20 * 1024 * 1024
#: Largest picture, in pixels: A3 at 600 dots an inch is 70 million.
MOST_PIXELS = 80_000_000
#: Kinds of picture by Pillow's name.
PICTURES = {"JPEG": "image/jpeg", "PNG": "image/png", "TIFF": "image/tiff"}
PDF = "application/pdf"
#: Kinds that a browser shows by itself.
SHOWN = frozenset({PDF, "image/jpeg", "image/png"})


@dataclass(frozen=True)
class Scan:
    """A scan that was looked at. `name` is the uploader's, without any folder."""

    name: str
    content: bytes
    content_type: str

    @property
    def sha256(self) -> str:
        """Digest of the bytes."""
        return hashlib.sha256(self.content).hexdigest()


def checked_scan(upload: Any) -> Scan:
    """The scan in an uploaded file; ValidationError says what to do instead."""
    if upload.size > LARGEST:
        raise ValidationError(
            _("The file has more than %(number)d MB. Scan it in parts, or with less detail.")
            % {"number": LARGEST // 1024 // 1024}
        )
    content = upload.read()
    upload.seek(0)
    kind = PDF if is_pdf(content) else picture_kind(content)
    if not kind:
        raise ValidationError(_("Choose a scan as PDF, JPEG, PNG or TIFF. This file is none."))
    return Scan(clean_name(upload.name), content, kind)


def is_pdf(content: bytes) -> bool:
    """Whether it begins and ends as a PDF does (ISO 32000, 7.5)."""
    return b"%PDF-" in content[:1024] and b"%%EOF" in content[-2048:]


def picture_kind(content: bytes) -> str:
    """The content type of a picture that can be opened and is not too large; else nothing.

    The size is read from the head, before anything is unpacked.
    """
    try:
        with Image.open(io.BytesIO(content), formats=list(PICTURES)) as picture:
            width, height = picture.size
            kind = PICTURES.get(picture.format or "", "")
            if width * height > MOST_PIXELS:
                return ""
            picture.verify()
    except Exception:  # what Pillow raises for broken files is not listed anywhere
        return ""
    return kind


def clean_name(name: str) -> str:
    """The name without folders and without what no file system keeps."""
    bare = name.replace("\\", "/").rsplit("/", 1)[-1]
    kept = "".join(character for character in bare if character.isprintable())
    return kept[-200:] or "scan"

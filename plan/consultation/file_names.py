"""Names of files as people gave them, made harmless to show, to store and to send."""

from __future__ import annotations

import re
import unicodedata
from pathlib import PurePosixPath

from plan.consultation.file_contents import FileKind

LONGEST = 120
#: Signs that mean something to a file system, a header or a command line.
UNSAFE = re.compile(r'[\\/:*?"<>|;%\x00-\x1f\x7f]')
#: For a name of which nothing is left.
NAMELESS = "file"


def clean_name(given: str, kind: FileKind) -> str:
    """The last part of a name with the ending of its kind, and nothing in it that deceives.

    Signs that turn the direction of writing (which can make “exe” look like “pdf”) go, as do
    control signs and folders.
    """
    base = given.replace("\\", "/").rsplit("/", 1)[-1]
    visible = "".join(
        sign for sign in unicodedata.normalize("NFC", base) if unicodedata.category(sign)[0] != "C"
    )
    plain = " ".join(UNSAFE.sub(" ", visible).split()).strip(". ")
    ending = PurePosixPath(plain).suffix.lower()
    stem = plain[: -len(ending)] if ending in kind.endings else plain
    if ending not in kind.endings:
        ending = kind.endings[0]
    room = LONGEST - len(ending)
    return f"{stem[:room].strip('. ') or NAMELESS}{ending}"

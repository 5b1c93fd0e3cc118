"""What a file really is, by what is in it: neither its name nor what a browser says counts.

Archives are judged by their directory and the first bytes of their parts; nothing is unpacked.
"""

from __future__ import annotations

import io
import warnings
import zipfile
import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from typing import IO

from PIL import Image

#: As many pixels as a photograph of a good camera; more would fill a server's memory.
MOST_PIXELS = 50_000_000
#: Parts of an office document, and their size when unpacked.
MOST_PARTS = 5_000
MOST_UNPACKED = 200 * 1024 * 1024
#: An office document's text shrinks to a twentieth; a bomb to less than a thousandth.
MOST_SHRUNK = 200
#: Parts too small to do harm, however well they shrink.
SMALL_PART = 10 * 1024 * 1024
#: Bytes before each part's name and content.
LOCAL_HEADER = 30
#: A document inside a document, such as the figures of a chart.
MOST_EMBEDDED = 10 * 1024 * 1024
EMBEDDED = "/embeddings/"
ZIP = b"PK\x03\x04"
#: First bytes of other archives: 7-Zip, RAR, gzip, bzip2, xz.
ARCHIVES = (b"7z\xbc\xaf", b"Rar!", b"\x1f\x8b", b"BZh", b"\xfd7zX")
ARCHIVE_ENDINGS = (".7z", ".rar", ".gz", ".tgz", ".bz2", ".xz", ".zip", ".tar", ".jar")
MACROS = ("vbaproject.bin", "basic/script-lc.xml")
#: What `zipfile` raises for archives that lie.
UNREADABLE = (
    zipfile.BadZipFile,
    zlib.error,
    NotImplementedError,
    RuntimeError,
    EOFError,
    OSError,
    ValueError,
)


@dataclass(frozen=True)
class FileKind:
    """A kind of file that can be accepted. Endings come with the usual one first."""

    name: str
    group: str
    content_type: str
    endings: tuple[str, ...]


OPENXML = "application/vnd.openxmlformats-officedocument"
OPENDOCUMENT = "application/vnd.oasis.opendocument"
KINDS = {
    kind.name: kind
    for kind in (
        FileKind("pdf", "pdf", "application/pdf", (".pdf",)),
        FileKind("jpeg", "images", "image/jpeg", (".jpg", ".jpeg")),
        FileKind("png", "images", "image/png", (".png",)),
        FileKind("docx", "documents", f"{OPENXML}.wordprocessingml.document", (".docx",)),
        FileKind("odt", "documents", f"{OPENDOCUMENT}.text", (".odt",)),
        FileKind("xlsx", "spreadsheets", f"{OPENXML}.spreadsheetml.sheet", (".xlsx",)),
        FileKind("ods", "spreadsheets", f"{OPENDOCUMENT}.spreadsheet", (".ods",)),
        FileKind("pptx", "slides", f"{OPENXML}.presentationml.presentation", (".pptx",)),
        FileKind("odp", "slides", f"{OPENDOCUMENT}.presentation", (".odp",)),
    )
}
#: The part that says what an Open XML document is.
OPENXML_PARTS = {"word/document.xml": "docx", "xl/workbook.xml": "xlsx"}
OPENXML_PARTS["ppt/presentation.xml"] = "pptx"


class FileRefusedError(Exception):
    """The file is not taken; `code` says why (see `questions.uploads.faults`)."""

    def __init__(self, code: str) -> None:
        self.code = code
        super().__init__(code)


def judge(file: IO[bytes], groups: Iterable[str]) -> FileKind:
    """The kind of a file, which must be in one of the groups; FileRefusedError otherwise."""
    file.seek(0)
    start = file.read(16)
    if not start:
        raise FileRefusedError("empty")
    kind = KINDS[recognise(file, start)]
    file.seek(0)
    if kind.group not in set(groups):
        raise FileRefusedError("other_type")
    return kind


def recognise(file: IO[bytes], start: bytes) -> str:
    """Name of the kind that the content proves."""
    if start.startswith(b"%PDF-"):
        return recognise_pdf(file)
    if start.startswith(b"\xff\xd8\xff"):
        return recognise_image(file, "JPEG")
    if start.startswith(b"\x89PNG\r\n\x1a\n"):
        return recognise_image(file, "PNG")
    if start.startswith(ZIP):
        return recognise_office(file)
    raise FileRefusedError("other_type")


def recognise_pdf(file: IO[bytes]) -> str:
    """A PDF has a head and an end; one that was cut off has none."""
    file.seek(0, io.SEEK_END)
    file.seek(max(0, file.tell() - 2048))
    if b"%%EOF" not in file.read():
        raise FileRefusedError("damaged")
    return "pdf"


def recognise_image(file: IO[bytes], wanted: str) -> str:
    """An image that can be read, of a size that harms nobody."""
    file.seek(0)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            with Image.open(file, formats=[wanted]) as image:
                if image.width * image.height > MOST_PIXELS:
                    raise FileRefusedError("too_many_pixels")
                image.verify()
            read_pixels(file, wanted)
    except Image.DecompressionBombError:
        raise FileRefusedError("too_many_pixels") from None
    except FileRefusedError:
        raise
    except Exception:
        # Pillow raises errors of many kinds for files that lie, and none of them is ours.
        raise FileRefusedError("damaged") from None
    return wanted.lower()


def read_pixels(file: IO[bytes], wanted: str) -> None:
    """Read a JPEG at an eighth of its size, which needs little memory and finds it cut off."""
    if wanted == "JPEG":
        file.seek(0)
        with Image.open(file, formats=[wanted]) as image:
            image.draft(image.mode, (image.width // 8 or 1, image.height // 8 or 1))
            image.load()


def recognise_office(file: IO[bytes], *, is_embedded: bool = False) -> str:
    """An office document whose archive hides nothing."""
    file.seek(0, io.SEEK_END)
    size = file.tell()
    try:
        with zipfile.ZipFile(file) as archive:
            parts = archive.infolist()
            check_sizes(parts, size)
            for part in parts:
                check_part(archive, part, is_embedded=is_embedded)
            return office_kind(archive, {part.filename for part in parts})
    except UNREADABLE:
        raise FileRefusedError("damaged") from None


def check_sizes(parts: list[zipfile.ZipInfo], size: int) -> None:
    """No more parts, nothing larger unpacked and nothing packed twice than can be honest."""
    unpacked = sum(part.file_size for part in parts)
    if len(parts) > MOST_PARTS or unpacked > MOST_UNPACKED:
        raise FileRefusedError("bomb")
    ordered = sorted(parts, key=lambda part: part.header_offset)
    ends = [*(part.header_offset for part in ordered[1:]), size]
    for part, end in zip(ordered, ends, strict=True):
        if part.header_offset + LOCAL_HEADER + part.compress_size > end:
            raise FileRefusedError("bomb")
    for part in parts:
        if part.file_size > SMALL_PART and part.file_size > MOST_SHRUNK * part.compress_size:
            raise FileRefusedError("bomb")


def check_part(archive: zipfile.ZipFile, part: zipfile.ZipInfo, *, is_embedded: bool) -> None:
    """No password, no way out of the folder, no program, no archive inside."""
    name = part.filename.lower()
    if part.flag_bits & 0x1:
        raise FileRefusedError("locked")
    if name.startswith("/") or "\\" in name or ".." in name.split("/"):
        raise FileRefusedError("damaged")
    if name.endswith(MACROS):
        raise FileRefusedError("macros")
    if part.is_dir():
        return
    with archive.open(part) as content:
        start = content.read(8)
    if start.startswith(ZIP):
        check_embedded(archive, part, is_embedded=is_embedded)
    elif start.startswith(ARCHIVES) or name.endswith(ARCHIVE_ENDINGS):
        raise FileRefusedError("bomb")


def check_embedded(archive: zipfile.ZipFile, part: zipfile.ZipInfo, *, is_embedded: bool) -> None:
    """A document in a document, one deep, is looked at in the same way."""
    if is_embedded or EMBEDDED not in f"/{part.filename}" or part.file_size > MOST_EMBEDDED:
        raise FileRefusedError("bomb")
    with archive.open(part) as content:
        recognise_office(io.BytesIO(content.read(MOST_EMBEDDED)), is_embedded=True)


def office_kind(archive: zipfile.ZipFile, names: set[str]) -> str:
    """What kind of document it is; other archives are not taken."""
    if "[Content_Types].xml" in names:
        found = [kind for part, kind in OPENXML_PARTS.items() if part in names]
        if len(found) == 1:
            return found[0]
    if "mimetype" in names:
        with archive.open("mimetype") as content:
            said = content.read(100).decode("ascii", "replace").strip()
        for kind in KINDS.values():
            if kind.content_type == said and "content.xml" in names:
                return kind.name
    raise FileRefusedError("other_type")

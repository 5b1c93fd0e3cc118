"""Files judged by what is in them: every kind that is taken, and every lie that is not."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from typing import Any

import pytest
from PIL import Image

from plan.consultation.file_contents import KINDS, FileRefusedError, judge
from plan.consultation.file_names import clean_name

ALL = {kind.group for kind in KINDS.values()}
PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\nstartxref\n9\n%%EOF\n"
TYPES = b"<Types/>"


def picture(kind: str, size: tuple[int, int] = (20, 10)) -> bytes:
    """A small image."""
    file = io.BytesIO()
    Image.new("RGB", size, "teal").save(file, kind)
    return file.getvalue()


def archive(*parts: tuple[str, bytes], **options: Any) -> bytes:
    """A zip file."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, **options) as made:
        for name, content in parts:
            made.writestr(name, content)
    return file.getvalue()


def office(part: str, *more: tuple[str, bytes]) -> bytes:
    """An Open XML document."""
    return archive(("[Content_Types].xml", TYPES), (part, b"<document/>"), *more)


def open_document(kind: str, *more: tuple[str, bytes]) -> bytes:
    """An OpenDocument file."""
    said = f"application/vnd.oasis.opendocument.{kind}".encode()
    return archive(("mimetype", said), ("content.xml", b"<office/>"), *more)


WORD, EXCEL = "word/document.xml", "xl/workbook.xml"


def named(value: object) -> str:
    """How a case is called: the same in every process, though files hold the time."""
    return value if isinstance(value, str) else "content"


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (PDF, "pdf"),
        (picture("JPEG"), "jpeg"),
        (picture("PNG"), "png"),
        (office(WORD), "docx"),
        (office(EXCEL), "xlsx"),
        (office("ppt/presentation.xml"), "pptx"),
        (open_document("text"), "odt"),
        (open_document("spreadsheet"), "ods"),
        (open_document("presentation"), "odp"),
        (office(WORD, ("word/embeddings/figures.xlsx", office(EXCEL))), "docx"),
        (office(WORD, ("word/media/one.png", picture("PNG"))), "docx"),
        (office(WORD, ("word/long.xml", b"words " * 200_000)), "docx"),
    ],
    ids=named,
)
def test_taken(content: bytes, kind: str) -> None:
    assert judge(io.BytesIO(content), ALL).name == kind


def huge_png(width: int, height: int) -> bytes:
    """A PNG that claims to be huge, in a few bytes."""

    def chunk(name: bytes, content: bytes) -> bytes:
        whole = name + content
        return struct.pack(">I", len(content)) + whole + struct.pack(">I", zlib.crc32(whole))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    data = zlib.compress(b"\x00" * 1000)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", data) + chunk(b"IEND", b"")


def locked() -> bytes:
    """An archive whose parts say that they have a password."""
    content = bytearray(office(WORD))
    with zipfile.ZipFile(io.BytesIO(bytes(content))) as made:
        for part in made.infolist():
            content[part.header_offset + 6] |= 1
    place = content.find(b"PK\x01\x02")
    while place != -1:
        content[place + 8] |= 1
        place = content.find(b"PK\x01\x02", place + 1)
    return bytes(content)


def overlapping() -> bytes:
    """An archive with the same packed bytes in many of its parts."""
    content = archive(("[Content_Types].xml", TYPES), (WORD, b"x" * 100_000), ("a", b"0" * 9))
    start = content.find(b"PK\x01\x02")
    end = content.find(b"PK\x05\x06")
    entries = content[start:end]
    many = entries * 50
    tail = bytearray(content[end:])
    tail[8:10] = tail[10:12] = struct.pack("<H", 150)
    tail[12:16] = struct.pack("<I", len(many))
    return content[:start] + many + bytes(tail)


def deep() -> bytes:
    """A document in a document in a document."""
    inner = office(EXCEL, ("xl/embeddings/x.xlsx", office(EXCEL)))
    return office(WORD, ("word/embeddings/x.xlsx", inner))


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "empty"),
        (b"MZ\x90\x00 a program", "other_type"),
        (b"<html><script>alert(1)</script>", "other_type"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "other_type"),
        (b"GIF89a" + b"\x00" * 20, "other_type"),
        (b" %PDF-1.7 %%EOF", "other_type"),
        (b"just words", "other_type"),
        (archive(("readme.txt", b"hello")), "other_type"),
        (archive(("mimetype", b"application/epub+zip"), ("content.xml", b"")), "other_type"),
        (office("other.xml"), "other_type"),
        (office(WORD, (EXCEL, b"<x/>")), "other_type"),
        (PDF[:20], "damaged"),
        (picture("JPEG")[:100], "damaged"),
        (picture("JPEG", (900, 900))[:-2000], "damaged"),
        (picture("PNG")[:40], "damaged"),
        (b"\xff\xd8\xff" + b"\x00" * 100, "damaged"),
        (office(WORD)[:60], "damaged"),
        (b"PK\x03\x04" + b"\x00" * 100, "damaged"),
        (office(WORD, ("../../etc/passwd", b"x")), "damaged"),
        (office(WORD, ("/etc/passwd", b"x")), "damaged"),
        (huge_png(30_000, 30_000), "too_many_pixels"),
        (huge_png(8_000, 7_000), "too_many_pixels"),
        (office(WORD, ("word/zeros.bin", b"\x00" * 30_000_000)), "bomb"),
        (office(WORD, *((f"word/{n}.xml", b"") for n in range(5_001))), "bomb"),
        (office(WORD, ("word/inner.zip", archive(("a", b"b")))), "bomb"),
        (office(WORD, ("word/media/one.png", archive(("a", b"b")))), "bomb"),
        (office(WORD, ("word/inner.gz", b"\x1f\x8b\x08" + b"\x00" * 9)), "bomb"),
        (overlapping(), "bomb"),
        (deep(), "bomb"),
        (locked(), "locked"),
        (office(WORD, ("word/vbaProject.bin", b"x")), "macros"),
        (open_document("text", ("Basic/script-lc.xml", b"<x/>")), "macros"),
    ],
    ids=named,
)
def test_refused(content: bytes, code: str) -> None:
    with pytest.raises(FileRefusedError) as error:
        judge(io.BytesIO(content), ALL)
    assert error.value.code == code


def test_only_the_kinds_that_the_editor_chose() -> None:
    with pytest.raises(FileRefusedError) as error:
        judge(io.BytesIO(picture("PNG")), {"pdf", "documents"})
    assert error.value.code == "other_type"


@pytest.mark.parametrize(
    ("given", "kind", "cleaned"),
    [
        ("Our view.pdf", "pdf", "Our view.pdf"),
        ("Our view.PDF", "pdf", "Our view.pdf"),
        ("photo.JPEG", "jpeg", "photo.jpeg"),
        ("evil.exe", "pdf", "evil.exe.pdf"),
        ("../../etc/passwd", "pdf", "passwd.pdf"),
        ("C:\\Users\\me\\letter.docx", "docx", "letter.docx"),
        ("view\u202efdp.exe", "pdf", "viewfdp.exe.pdf"),
        ('a"b\r\nc<d>.pdf', "pdf", "a bc d.pdf"),
        ("رأينا.pdf", "pdf", "رأينا.pdf"),
        ("", "pdf", "file.pdf"),
        ("...", "png", "file.png"),
        (".pdf", "pdf", "pdf.pdf"),
        ("x" * 300 + ".pdf", "pdf", "x" * 116 + ".pdf"),
    ],
)
def test_names_are_made_harmless(given: str, kind: str, cleaned: str) -> None:
    assert clean_name(given, KINDS[kind]) == cleaned

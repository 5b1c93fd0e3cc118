"""What a file is, told by its content: the name may say anything."""

from __future__ import annotations

import enum
import io
import zipfile

from django.utils.translation import gettext as _

from priorities.imports.errors import FileRefusedError

MEGABYTE = 1024 * 1024
LARGEST_FILE = 50 * MEGABYTE

OLD_CONTAINER = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ENCRYPTED_PACKAGE = "EncryptedPackage".encode("utf-16-le")
PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"RIFF", b"II*\0", b"MM\0*")
ARCHIVES = (b"\x1f\x8b", b"7z\xbc\xaf", b"Rar!", b"BZh")
MARKUP = (b"<!doctype", b"<html", b"<?xml", b"<svg")
#: How many bytes are looked at to tell text from other things.
LOOKED_AT = 8192
FEW_CONTROLS = 3


class FileKind(enum.StrEnum):
    """The kinds of files that can be read."""

    DELIMITED = "csv"
    XLSX = "xlsx"
    ODS = "ods"


def kind_of(content: bytes) -> FileKind:
    """What a file is; FileRefusedError where it holds no table."""
    if not content.strip():
        raise FileRefusedError(_("The file is empty. Choose the file that holds the figures."))
    if len(content) > LARGEST_FILE:
        raise FileRefusedError(
            _(
                "The file has more than %(size)s MB. Split it, or save only the sheet you need as "
                "CSV."
            )
            % {"size": LARGEST_FILE // MEGABYTE}
        )
    refuse_other_kinds(content)
    if content.startswith(b"PK"):
        return kind_of_archive(content)
    refuse_binary(content)
    return FileKind.DELIMITED


def refuse_other_kinds(content: bytes) -> None:
    """Say of what is known not to be a table what it is."""
    if content.startswith(PICTURES):
        raise FileRefusedError(
            _("This is a picture. Ask for the figures as a spreadsheet or a CSV file.")
        )
    if content.startswith(b"%PDF"):
        raise FileRefusedError(
            _("This is a PDF document. Ask for the figures as a spreadsheet or a CSV file.")
        )
    if content.startswith(ARCHIVES):
        raise FileRefusedError(_("This is a packed archive. Unpack it and choose the file inside."))
    if content.startswith(OLD_CONTAINER):
        raise FileRefusedError(sentence_of_old_container(content))
    if content[:LOOKED_AT].lstrip(b"\xef\xbb\xbf \t\r\n").lower().startswith(MARKUP):
        raise FileRefusedError(
            _(
                "This is a web page or another document, whatever its name says. Open it in a "
                "spreadsheet and save it as XLSX, ODS or CSV."
            )
        )


def sentence_of_old_container(content: bytes) -> str:
    """Encrypted workbooks and old ones come in the same container."""
    if ENCRYPTED_PACKAGE in content:
        return sentence_of_encryption()
    return _("This is a workbook of Excel 97–2003. Open it and save it as XLSX, ODS or CSV.")


def sentence_of_encryption() -> str:
    """What to do with a workbook that asks for a password."""
    return _("The workbook is protected by a password. Save it without one.")


def kind_of_archive(content: bytes) -> FileKind:
    """Tell workbooks from other packed files by what lies inside."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = set(archive.namelist())
            if "xl/workbook.xml" in names:
                return FileKind.XLSX
            if "content.xml" in names:
                return kind_of_open_document(archive)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, ValueError, OSError) as error:
        raise FileRefusedError(sentence_of_damage()) from error
    raise FileRefusedError(
        _(
            "This is a packed file, but no workbook that can be read. Open it in a spreadsheet and "
            "save it as XLSX, ODS or CSV."
        )
    )


def kind_of_open_document(archive: zipfile.ZipFile) -> FileKind:
    """Only unencrypted spreadsheets."""
    names = set(archive.namelist())
    if "META-INF/manifest.xml" in names:
        with archive.open("META-INF/manifest.xml") as manifest:
            if b"encryption-data" in manifest.read(MEGABYTE):
                raise FileRefusedError(sentence_of_encryption())
    if "mimetype" in names:
        with archive.open("mimetype") as mimetype:
            if b"spreadsheet" not in mimetype.read(200):
                raise FileRefusedError(
                    _("This is a document without sheets. Choose a spreadsheet or a CSV file.")
                )
    return FileKind.ODS


def sentence_of_damage() -> str:
    """What to do with a workbook that breaks off or is garbled."""
    return _(
        "The workbook is damaged: it may have been cut off on its way. Fetch it again, or open it "
        "in a spreadsheet and save it anew."
    )


def refuse_binary(content: bytes) -> None:
    """Text has hardly any control characters; UTF-16 has a zero in every second byte."""
    start = content[:LOOKED_AT]
    controls = sum(byte < 32 and byte not in b"\t\n\r\f" for byte in start)
    if controls > max(FEW_CONTROLS, len(start) // 20) and not looks_like_utf_16(start):
        raise FileRefusedError(
            _("This is no table that can be read. Choose an XLSX, ODS or CSV file.")
        )


def looks_like_utf_16(start: bytes) -> bool:
    """By its mark, or by zeros on one side of most pairs of bytes."""
    if start.startswith((b"\xff\xfe", b"\xfe\xff")):
        return True
    return bool(start) and max(start[::2].count(0), start[1::2].count(0)) > len(start) // 4

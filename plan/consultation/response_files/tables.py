"""An uploaded file as a table of text: XLSX or CSV, whoever wrote it, and nothing evaluated."""

from __future__ import annotations

import csv
import datetime
import io
import zipfile
from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _
from openpyxl import load_workbook

from plan.consultation.exports.csv_files import DANGEROUS

#: Largest file, in bytes, and what a workbook may unpack to.
LARGEST = 10 * 1024 * 1024
LARGEST_UNPACKED = 150 * 1024 * 1024
#: More rows than one request can look through in good time.
MOST_ROWS = 2000
MOST_COLUMNS = 2000
LONGEST_CELL = 40_000
#: Name of the sheet that is read; else the first one.
SHEET = "responses"


class TableError(Exception):
    """The file is no table that could be read; the words say what to do."""


def read_table(content: bytes) -> list[list[str]]:
    """All rows, the header first, without empty rows at the end. TableError in a sentence."""
    if len(content) > LARGEST:
        raise TableError(_("The file has more than 10 MB. Split it, and import the parts."))
    rows = workbook_rows(content) if content[:2] == b"PK" else csv_rows(content)
    table: list[list[str]] = []
    for row in rows:
        table.append([text_of(cell) for cell in row])
        if len(row) > MOST_COLUMNS:
            raise TableError(_("The table has more than 2,000 columns. Use the template."))
        if len(table) > MOST_ROWS + 1:
            raise TableError(_("The table has more than 2,000 rows. Split it into several files."))
    while table and not any(table[-1]):
        table.pop()
    if not table:
        raise TableError(_("The file is empty. Fill in the template."))
    return table


def workbook_rows(content: bytes) -> Iterator[list[Any]]:
    """Rows of a workbook's sheet of responses. Formulas come as the text they are written in."""
    refuse_bombs(content)
    try:
        book = load_workbook(io.BytesIO(content), read_only=True, keep_links=False)
        name = next((n for n in book.sheetnames if n.lower() == SHEET), book.sheetnames[0])
        for row in book[name].iter_rows(max_col=MOST_COLUMNS + 1, values_only=True):
            yield trimmed(list(row))
    except TableError:
        raise
    except Exception as error:  # openpyxl fails in many ways over broken files
        raise TableError(
            _("This workbook cannot be read. Save it again as .xlsx, or as CSV.")
        ) from error


def trimmed(row: list[Any]) -> list[Any]:
    """A row without the empty cells at its end, of which a sheet may tell thousands."""
    while row and row[-1] is None:
        row.pop()
    return row


def refuse_bombs(content: bytes) -> None:
    """No archive that unpacks to more than it should, and no document that defines entities."""
    refusal = TableError(_("This workbook cannot be read. Save it again as .xlsx, or as CSV."))
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            members = archive.infolist()
            if sum(member.file_size for member in members) > LARGEST_UNPACKED:
                raise TableError(_("This workbook unpacks to too much. Save it as CSV."))
            for member in members:
                with archive.open(member) as part:
                    if b"<!DOCTYPE" in part.read(4096).upper():
                        raise refusal
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError, OSError, EOFError) as error:
        raise refusal from error


def csv_rows(content: bytes) -> Iterator[list[Any]]:
    """Rows of a CSV file, with commas, semicolons or tabs between cells."""
    text = decoded(content)
    first = text.split("\n", 1)[0]
    delimiter = max(",;\t", key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        for row in reader:
            yield list(row)
    except csv.Error as error:
        words = _("Line %(line)d of the file cannot be read: a quotation mark may be missing.")
        raise TableError(words % {"line": reader.line_num}) from error


def decoded(content: bytes) -> str:
    """Text in UTF-8 or UTF-16 with a mark, else in UTF-8, else as Windows wrote it."""
    if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return content.decode("utf-16", "replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", "replace")


def text_of(cell: Any) -> str:
    """A cell as the export would have written it; the mark against formulas is taken off."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "1" if cell else "0"
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, datetime.datetime):
        has_time = cell.time() != datetime.time.min
        return cell.isoformat(" ", "minutes") if has_time else cell.date().isoformat()
    if isinstance(cell, datetime.date):
        return cell.isoformat()
    text = "".join(c for c in str(cell) if c != "\x00" and not "\ud800" <= c <= "\udfff")
    if len(text) > LONGEST_CELL:
        raise TableError(_("A cell is longer than any answer. Is this the right file?"))
    text = text.replace("\r\n", "\n").strip()
    return text[1:] if text.startswith("'") and text[1:].startswith(DANGEROUS) else text

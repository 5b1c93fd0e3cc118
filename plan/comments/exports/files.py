"""The kinds of files of comments. What spreadsheets would run is made harmless, as for responses
(`plan.consultation.exports`); times in workbooks are fixed, so that the same rows make the same
bytes.
"""

from __future__ import annotations

import json
import re
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import IO, Protocol
from zipfile import ZIP_DEFLATED, ZipFile

from django.http import FileResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from xlsxwriter import Workbook

from plan.comments.exports.columns import batches
from plan.comments.models import Comment
from plan.comments.models.comments import CommentQuerySet
from plan.consultation.exports.csv_files import BYTE_ORDER_MARK, csv_text, harmless
from plan.consultation.exports.sheets import cells_xml, letters, row_xml
from plan.consultation.exports.xlsx_files import (
    FIXED_DATE,
    MOST_ROWS,
    VALUES,
    TooManyRowsError,
    write_sheet,
)

TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "jsonl": "application/jsonl; charset=utf-8",
}
#: Characters that a text file cannot hold, or only to deceive: all that control but line ends.
CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")


class Columns(Protocol):
    """What a file holds of each comment."""

    header: tuple[str, ...]

    def rows(self, comments: list[Comment]) -> list[list[str]]:
        """The cells of some comments."""


def csv_pieces(rows: CommentQuerySet, columns: Columns) -> Iterator[str]:
    """Lines of a CSV file, some at a time; the header comes at once."""
    yield BYTE_ORDER_MARK + csv_text([list(columns.header)])
    for batch in batches(rows):
        yield csv_text([[harmless(clean(cell)) for cell in row] for row in columns.rows(batch)])


def jsonl_pieces(rows: CommentQuerySet, columns: Columns) -> Iterator[str]:
    """An object to a line, some lines at a time; what is empty is left out."""
    for batch in batches(rows):
        yield "".join([json_line(columns.header, row) for row in columns.rows(batch)])


def json_line(header: Iterable[str], row: Iterable[str]) -> str:
    """One comment."""
    found = {name: cell for name, cell in zip(header, row, strict=True) if cell}
    return json.dumps(found, ensure_ascii=False, separators=(",", ":")) + "\n"


def clean(cell: str) -> str:
    """The cell without characters that no text holds."""
    return CONTROLS.sub("\ufffd", cell)


def write_xlsx(rows: CommentQuerySet, columns: Columns, target: IO[bytes]) -> None:
    """Write a workbook with one sheet; TooManyRowsError where a sheet has no place for all."""
    if rows.count() >= MOST_ROWS:
        raise TooManyRowsError
    with tempfile.TemporaryDirectory() as folder, tempfile.TemporaryFile() as lines:
        frame = Path(folder) / "frame.xlsx"
        write_frame(columns.header, frame)
        last = write_lines(rows, columns, lines)
        extent = f"A1:{letters(len(columns.header) - 1)}{last}"
        with ZipFile(frame) as made, ZipFile(target, "w", ZIP_DEFLATED, compresslevel=1) as book:
            for name in made.namelist():
                with book.open(name, "w", force_zip64=True) as part:
                    if name == VALUES:
                        write_sheet(part, made.read(name), extent, lines)
                    else:
                        part.write(made.read(name))


def write_frame(header: Iterable[str], path: Path) -> None:
    """The workbook with nothing but names of columns."""
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with Workbook(str(path), options) as book:
        book.set_properties({"created": FIXED_DATE.replace(tzinfo=None)})
        sheet = book.add_worksheet("Comments")
        for place, name in enumerate(header):
            sheet.write_string(0, place, name)


def write_lines(rows: CommentQuerySet, columns: Columns, lines: IO[bytes]) -> int:
    """Write the rows of the sheet from the second on; the number of the last."""
    last = 1
    for batch in batches(rows):
        for cells in columns.rows(batch):
            last += 1
            lines.write(row_xml(last, [cells_xml(0, cells)]).encode())
    return last


def as_file(kind: str, rows: CommentQuerySet, columns: Columns, name: str) -> HttpResponseBase:
    """A file to save, streamed; TooManyRowsError for a workbook that cannot hold all."""
    response: HttpResponseBase
    if kind == "xlsx":
        with ExitStack() as failing:
            file = failing.enter_context(tempfile.TemporaryFile())
            write_xlsx(rows, columns, file)
            file.seek(0)
            response = FileResponse(file, content_type=TYPES[kind])
            failing.pop_all()  # from here on the response closes it
    else:
        pieces = csv_pieces if kind == "csv" else jsonl_pieces
        response = StreamingHttpResponse(pieces(rows, columns), content_type=TYPES[kind])
    response["Content-Disposition"] = f'attachment; filename="{name}.{kind}"'
    return response

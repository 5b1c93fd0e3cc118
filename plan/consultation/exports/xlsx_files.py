"""Responses as an Excel workbook: values, the same in words, and the codebook; nothing hidden.

XlsxWriter makes the workbook, its headings and the codebook; rows of responses are put in
afterwards, made of pieces that recur (docs/decisions/0014). Times in the file are fixed, so that
the same data make the same bytes.
"""

from __future__ import annotations

import re
import shutil
import tempfile
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import IO
from zipfile import ZIP_DEFLATED, ZipFile

from django.utils.translation import gettext as _
from xlsxwriter import Workbook

from plan.consultation.exports.codebook_table import codebook_rows
from plan.consultation.exports.labels import ColumnLabels, column_labels
from plan.consultation.exports.rows import ResponseTable
from plan.consultation.exports.sheets import cells_xml, letters, row_xml

Progress = Callable[[int], None]

#: Limit of the format (https://support.microsoft.com/office/1672b34d-7043-467e-8e27-269d656771c3).
MOST_ROWS = 1_048_576
FIXED_DATE = datetime(2000, 1, 1, tzinfo=UTC)
VALUES, WORDS = "xl/worksheets/sheet1.xml", "xl/worksheets/sheet2.xml"
END_OF_ROWS = b"</sheetData>"
EXTENT = re.compile(rb'<dimension ref="[^"]*"/>')


class TooManyRowsError(Exception):
    """A sheet cannot hold so many responses."""


def write_xlsx(table: ResponseTable, path: Path, progress: Progress) -> None:
    """Write the file; TooManyRowsError where a sheet has no place for all responses."""
    if table.count() >= MOST_ROWS:
        raise TooManyRowsError
    labels = column_labels(table)
    with (
        tempfile.TemporaryDirectory() as folder,
        tempfile.TemporaryFile() as values,
        tempfile.TemporaryFile() as words,
    ):
        frame = Path(folder) / "frame.xlsx"
        write_frame(table, labels, frame)
        last = write_rows(table, labels, values, words, progress)
        extent = f"A1:{letters(len(labels) - 1)}{last}"
        with ZipFile(frame) as made, ZipFile(path, "w", ZIP_DEFLATED, compresslevel=1) as book:
            for name in made.namelist():
                with book.open(name, "w", force_zip64=True) as part:
                    if rows := {VALUES: values, WORDS: words}.get(name):
                        write_sheet(part, made.read(name), extent, rows)
                    else:
                        part.write(made.read(name))


def write_frame(table: ResponseTable, labels: Sequence[ColumnLabels], path: Path) -> None:
    """The workbook without responses: headings, and the codebook."""
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with Workbook(str(path), options) as book:
        book.set_properties({"created": FIXED_DATE.replace(tzinfo=None)})
        values, words = book.add_worksheet(_("Values")), book.add_worksheet(_("Labels"))
        codes = book.add_worksheet(_("Codebook"))
        for column, label in enumerate(labels):
            values.write_string(0, column, label.name)
            words.write_string(0, column, label.label)
        for number, row in enumerate(codebook_rows(table.consultation, table.options)):
            for column, cell in enumerate(row):
                codes.write_string(number, column, cell)


def write_rows(
    table: ResponseTable,
    labels: Sequence[ColumnLabels],
    values: IO[bytes],
    words: IO[bytes],
    progress: Progress,
) -> int:
    """Write the rows of both sheets, from the second on; the number of the last."""
    last = 1
    for batch in table.pieces(lambda start, cells: both(labels, start, cells)):
        for row in batch:
            last += 1
            values.write(row_xml(last, [piece[0] for piece in row]).encode())
            words.write(row_xml(last, [piece[1] for piece in row]).encode())
        progress(len(batch))
    return last


def both(labels: Sequence[ColumnLabels], start: int, cells: list[str]) -> tuple[str, str]:
    """Cells as values, and in words."""
    own = labels[start : start + len(cells)]
    in_words = [label.in_words(cell) for label, cell in zip(own, cells, strict=True)]
    values = cells_xml(start, cells)
    return values, values if in_words == cells else cells_xml(start, in_words)


def write_sheet(part: IO[bytes], frame: bytes, extent: str, rows: IO[bytes]) -> None:
    """A sheet that has its headings, with rows after them."""
    before, end, after = frame.partition(END_OF_ROWS)
    part.write(
        re.sub(rb'<dimension ref="[^"]*"/>', f'<dimension ref="{extent}"/>'.encode(), before)
    )
    rows.seek(0)
    shutil.copyfileobj(rows, part)
    part.write(end + after)

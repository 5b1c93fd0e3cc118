"""Responses as an Excel workbook: values, the same in words, and the codebook; nothing hidden.

Texts are stored as texts, so that no cell can be taken for a formula, and the workbook's own dates
are fixed, so that the same data make the same bytes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _
from xlsxwriter import Workbook

from plan.consultation.exports.codebook_table import codebook_rows
from plan.consultation.exports.csv_files import NUMBER
from plan.consultation.exports.labels import ColumnLabels, column_labels
from plan.consultation.exports.rows import ResponseTable

Progress = Callable[[int], None]

#: Limits of the format (https://support.microsoft.com/office/1672b34d-7043-467e-8e27-269d656771c3).
MOST_ROWS = 1_048_576
LONGEST_CELL = 32_767
#: More digits than a spreadsheet keeps: such codes stay texts.
MOST_DIGITS = 15
FIXED_DATE = datetime(2000, 1, 1, tzinfo=UTC)


class TooManyRowsError(Exception):
    """A sheet cannot hold so many responses."""


def write_xlsx(table: ResponseTable, path: Path, progress: Progress) -> None:
    """Write the file; TooManyRowsError where a sheet has no place for all responses."""
    if table.count() >= MOST_ROWS:
        raise TooManyRowsError
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with Workbook(str(path), options) as book:
        book.set_properties({"created": FIXED_DATE.replace(tzinfo=None)})
        values, words = book.add_worksheet(_("Values")), book.add_worksheet(_("Labels"))
        codes = book.add_worksheet(_("Codebook"))
        labels = column_labels(table)
        write_row(values, 0, [label.name for label in labels], is_words=True)
        write_row(words, 0, [label.label for label in labels], is_words=True)
        for number, row in enumerate(counted_rows(table, progress), 1):
            write_row(values, number, row)
            write_row(words, number, in_words(labels, row))
        for number, row in enumerate(codebook_rows(table.consultation, table.options)):
            write_row(codes, number, row, is_words=True)


def counted_rows(table: ResponseTable, progress: Progress) -> Iterator[list[str]]:
    """All rows, telling how far they have come."""
    for rows in table.batches():
        yield from rows
        progress(len(rows))


def in_words(labels: Sequence[ColumnLabels], row: Sequence[str]) -> list[str]:
    """A row with codes put into words."""
    return [
        label.in_words(cell) if label.values and cell else cell
        for label, cell in zip(labels, row, strict=True)
    ]


def write_row(sheet: Any, number: int, row: Sequence[str], *, is_words: bool = False) -> None:
    """One row; numbers as numbers unless all is words. Cells that are empty are not written."""
    write_number, write_string = sheet.write_number, sheet.write_string
    for column, cell in enumerate(row):
        if not cell:
            continue
        value = None if is_words or len(cell) > MOST_DIGITS else as_number(cell)
        if value is not None:
            write_number(number, column, value)
        else:
            write_string(number, column, cell[:LONGEST_CELL])


@lru_cache(maxsize=10_000)
def as_number(cell: str) -> float | None:
    """A cell as a number; None for any other text."""
    return float(cell) if NUMBER.fullmatch(cell) else None

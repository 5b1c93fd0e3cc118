"""Responses as CSV. Cells that a spreadsheet would take for a formula get a leading apostrophe
(https://owasp.org/www-community/attacks/CSV_Injection).
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from plan.consultation.exports.options import ExportOptions
from plan.consultation.exports.rows import ResponseTable
from plan.consultation.models import Consultation

#: Starts of cells that spreadsheets evaluate, full-width forms included.
DANGEROUS = tuple("=+-@\t\r\n＝＋－＠")
NUMBER = re.compile(r"[+-]?\d+(\.\d+)?")
#: By this mark Excel knows UTF-8.
BYTE_ORDER_MARK = "\ufeff"


def harmless(cell: str) -> str:
    """The cell as text that no spreadsheet runs; plain numbers stay numbers."""
    if cell.startswith(DANGEROUS) and not NUMBER.fullmatch(cell):
        return f"'{cell}"
    return cell


def csv_lines(rows: Iterable[list[str]]) -> Iterator[str]:
    """Lines of a CSV file, each as it is made; first the mark."""
    yield BYTE_ORDER_MARK
    for row in rows:
        yield csv_text([[harmless(cell) for cell in row]])


def csv_text(rows: Iterable[list[str]]) -> str:
    """Rows whose cells are harmless, as text."""
    text = io.StringIO()
    csv.writer(text).writerows(rows)
    return text.getvalue()


def response_csv(consultation: Consultation, options: ExportOptions | None = None) -> Iterator[str]:
    """All responses as text, some at a time; the header comes at once."""
    table = ResponseTable(consultation, options or ExportOptions(), clean=harmless)
    yield BYTE_ORDER_MARK + csv_text([[harmless(name) for name in table.header]])
    for rows in table.batches():
        yield csv_text(rows)


def write_csv(table: ResponseTable, path: Path, progress: Callable[[int], None]) -> None:
    """Write the same as a file, whose cells are made harmless here."""
    with path.open("w", encoding="utf-8", newline="") as file:
        file.write(BYTE_ORDER_MARK + csv_text([[harmless(name) for name in table.header]]))
        for rows in table.batches():
            file.write(csv_text([[harmless(cell) for cell in row] for row in rows]))
            progress(len(rows))

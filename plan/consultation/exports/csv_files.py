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
NUMBER = re.compile(r"[+-]?\d+(\.\d+)?", re.ASCII)
#: A number as it would be written again: not “007”, “+44…” or “1.50”, which would lose something.
WRITTEN_NUMBER = re.compile(r"0|-?[1-9]\d*|-?(?:0|[1-9]\d*)\.\d*[1-9]", re.ASCII)
#: By this mark Excel knows UTF-8.
BYTE_ORDER_MARK = "\ufeff"
END_OF_LINE = "\r\n"
#: What makes a cell stand in quotes.
QUOTED = re.compile(r'[",\r\n]')


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
    table = ResponseTable(consultation, options or ExportOptions())
    yield header_text(table)
    for rows in table.pieces(piece_of):
        yield lines_text(rows)


def write_csv(table: ResponseTable, path: Path, progress: Callable[[int], None]) -> None:
    """Write the same as a file."""
    with path.open("w", encoding="utf-8", newline="") as file:
        file.write(header_text(table))
        for rows in table.pieces(piece_of):
            file.write(lines_text(rows))
            progress(len(rows))


def header_text(table: ResponseTable) -> str:
    """The mark and the names of the columns."""
    return BYTE_ORDER_MARK + csv_text([[harmless(name) for name in table.header]])


def piece_of(_start: int, cells: list[str]) -> str:
    """Part of a line: harmless cells with the commas between them, as csv.writer writes them."""
    return ",".join([field(harmless(cell)) if cell else "" for cell in cells])


def field(cell: str) -> str:
    """A cell in quotes where it needs them (RFC 4180)."""
    return '"' + cell.replace('"', '""') + '"' if QUOTED.search(cell) else cell


def lines_text(rows: Iterable[Iterable[str]]) -> str:
    """Lines put together of their parts."""
    return "".join([",".join(row) + END_OF_LINE for row in rows])

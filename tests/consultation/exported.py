"""The file of all responses, taken apart again."""

from __future__ import annotations

import csv
import io

from plan.consultation.exports.csv_files import response_csv
from plan.consultation.exports.options import ExportOptions
from plan.consultation.models import Consultation


def response_rows(consultation: Consultation, *, with_protected: bool = False) -> list[list[str]]:
    """Header and rows, without the mark and the apostrophes that spreadsheets need."""
    options = ExportOptions(with_protected=with_protected)
    text = "".join(response_csv(consultation, options)).removeprefix("\ufeff")
    rows = csv.reader(io.StringIO(text, newline=""))
    return [
        [cell.removeprefix("'") if is_made_harmless(cell) else cell for cell in row] for row in rows
    ]


def is_made_harmless(cell: str) -> bool:
    """Whether an apostrophe stands before what a spreadsheet would run."""
    return cell.startswith("'") and cell[1:].startswith(tuple("=+-@\t\r\n＝＋－＠"))

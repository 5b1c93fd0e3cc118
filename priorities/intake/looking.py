"""A first look at a file: its first rows to show, and a mapping to begin with."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from priorities.imports import AreaTable, WantedMeasure, Workbook, guess_mapping, mapping_to_json
from priorities.imports.layout import find_layout, headings
from priorities.imports.problems import shortened
from priorities.imports.sheets import Row, Sheet, cell_text
from priorities.models import Measure

ROWS = 30
COLUMNS = 150
SHEETS = 60


def sample_of(workbook: Workbook) -> list[dict[str, Any]]:
    """The first rows of each sheet as texts, ready for storage."""
    found = []
    for sheet in workbook.sheets[:SHEETS]:
        layout = find_layout(sheet)
        rows = [
            [shortened(cell_text(cell)) for cell in row[:COLUMNS]]
            for _number, row in sheet.first_rows(max(ROWS, layout.first_row + 10))
        ]
        found.append(
            {
                "name": sheet.name,
                "is_hidden": sheet.is_hidden,
                "rows": rows,
                "merged": {str(n): m for n, m in sheet.merged.items() if n <= len(rows)},
                "header_rows": list(layout.header_rows),
                "first_row": layout.first_row,
            }
        )
    return found


def sample_sheet(sample: dict[str, Any]) -> Sheet:
    """The stored first rows as a sheet, so that the same rules find its headings."""

    def rows() -> Iterator[Row]:
        return (list(row) for row in sample["rows"])

    merged = {int(n): [(pair[0], pair[1]) for pair in m] for n, m in sample["merged"].items()}
    return Sheet(sample["name"], rows, sample["is_hidden"], merged)


def sample_headings(sample: dict[str, Any], header_rows: Sequence[int]) -> list[str]:
    """The heading of each column."""
    width = max((len(row) for row in sample["rows"]), default=0)
    return headings(sample_sheet(sample), tuple(header_rows), width)


def wanted(measure: Measure) -> WantedMeasure:
    """What the guess needs to know of a measure."""
    return WantedMeasure(
        key=str(measure.public_id),
        name=measure.name,
        unit=measure.unit,
        period_kind=measure.period_kind.value,
        dimensions={one["code"]: one["code"] for one in measure.breakdowns},
    )


def guess_of(
    workbook: Workbook, measures: Sequence[Measure], areas: AreaTable, sheet: str = ""
) -> tuple[dict[str, Any], list[list[str]]]:
    """A mapping to begin with, and why: pairs of heading and sentence.

    `sheet` is the one to look at, where a person has chosen it.
    """
    if sheet and (chosen := workbook.sheet(sheet)):
        workbook = replace(workbook, sheets=[chosen], spool=None)
    guess = guess_mapping(workbook, [wanted(measure) for measure in measures], areas)
    reasons = [[reason.subject, reason.sentence] for reason in guess.reasons]
    return mapping_to_json(guess.mapping), reasons

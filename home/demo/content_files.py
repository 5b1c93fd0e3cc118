"""Reads the demonstration's words and figures, which lie beside the code as data."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from priorities.figure_rows import FigureRow

FOLDER = Path(__file__).resolve().parent / "content"
#: The demonstration is written in the first and translated into the others.
SOURCE_LANGUAGE = "en"
TARGET_LANGUAGES = ("pl", "ar")
#: A period and the text of its figure.
Cell = tuple[str, str]


@cache
def read_json(name: str) -> Any:
    """One of the JSON files, by its name without the ending."""
    return json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))


def read_catalogue(language: str) -> dict[str, str]:
    """English words or piece of HTML to its translation."""
    catalogue: dict[str, str] = read_json(language)
    return catalogue


def read_figures(slug: str, area: str = "") -> list[FigureRow]:
    """All figures of a measure: of the whole, which is the area, of areas in it, of groups.

    Sources and licence are in `figures/SOURCES.md`.
    """
    whole = [replace(row, area=area) for row in read_series(slug)]
    areas = [row_of(cell, area=name) for name, cell in read_parts("areas", slug)]
    groups = [
        row_of(cell, area=area, dimensions=dict([name.split("=")]))
        for name, cell in read_parts("groups", slug)
    ]
    return [*whole, *areas, *groups]


def read_series(slug: str) -> list[FigureRow]:
    """The figures of the whole, one row of the file for each."""
    with (FOLDER / "figures" / f"{slug}.csv").open(encoding="utf-8", newline="") as file:
        return list(figure_rows(csv.DictReader(file)))


def figure_rows(rows: Iterator[dict[str, str]] | csv.DictReader[str]) -> Iterator[FigureRow]:
    """Rows of a file as the action wants them."""
    for row in rows:
        yield FigureRow(
            period_start=date.fromisoformat(row["period_start"]),
            period_end=date.fromisoformat(row["period_end"]),
            value=number(row["value"]),
            numerator=number(row["numerator"]),
            denominator=number(row["denominator"]),
            marker=row["marker"],
        )


def read_parts(kind: str, slug: str) -> Iterator[tuple[str, Cell]]:
    """Figures by area or group: a row for each, a column for each period, `2019-01-01/2019-12-31`.

    Nothing where the measure has no such file.
    """
    path = FOLDER / "figures" / kind / f"{slug}.csv"
    if path.exists():
        with path.open(encoding="utf-8", newline="") as file:
            heading, *rows = csv.reader(file)
        for name, *cells in rows:
            yield from ((name, cell) for cell in zip(heading[1:], cells, strict=True))


def area_codes(slug: str) -> list[str]:
    """Areas that a measure has figures of, in the order of the file."""
    return list(dict.fromkeys(name for name, _cell in read_parts("areas", slug)))


def row_of(cell: Cell, **place: Any) -> FigureRow:
    """One cell of a table of areas or groups as the action wants it."""
    period, text = cell
    start, end = map(date.fromisoformat, period.split("/"))
    return FigureRow(period_start=start, period_end=end, value=number(text), **place)


def number(text: str) -> Decimal | None:
    """A figure; None for an empty cell."""
    return Decimal(text) if text else None

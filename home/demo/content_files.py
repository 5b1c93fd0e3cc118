"""Reads the demonstration's words and figures, which lie beside the code as data."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
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


@cache
def read_json(name: str) -> Any:
    """One of the JSON files, by its name without the ending."""
    return json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))


def read_catalogue(language: str) -> dict[str, str]:
    """English words or piece of HTML to its translation."""
    catalogue: dict[str, str] = read_json(language)
    return catalogue


def read_figures(slug: str) -> list[FigureRow]:
    """The series of a measure; sources and licence are in `figures/SOURCES.md`."""
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


def number(text: str) -> Decimal | None:
    """A figure; None for an empty cell."""
    return Decimal(text) if text else None

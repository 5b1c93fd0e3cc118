"""Published files, read by the engine and by plain means."""

from __future__ import annotations

import csv
from datetime import date
from decimal import Decimal
from functools import cache

import pytest

from priorities.imports import (
    AreaTable,
    Extraction,
    Guess,
    WantedMeasure,
    Workbook,
    extract,
    guess_mapping,
    mapping_from_json,
    mapping_to_json,
    read_file,
)
from priorities.imports.mapping import Mapping
from priorities.periods import last_day
from tests.conftest import ROOT
from tests.priorities.imports.makers import check_counts

DATA = ROOT.parent / "shared" / "data"
FILES = DATA / "timeseries"
needs_files = pytest.mark.skipif(
    not FILES.exists(), reason="the folder with the published files is not here"
)
Rows = list[dict[str, str]]
Totals = dict[tuple[str, str], Decimal]
AIRPORTS = "London Heathrow and London City Airports"
TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"


def boroughs() -> AreaTable:
    """Codes of the London boroughs."""
    path = DATA / "census" / "london_boroughs_codes_mye2023_single_age.csv"
    with path.open(encoding="utf-8") as file:
        return AreaTable({row["Name"]: row["Code"] for row in csv.DictReader(file)})


def plain_rows(name: str, delimiter: str = ",", encoding: str = "utf-8") -> Rows:
    """The rows of a text file as the csv module gives them."""
    with (FILES / name).open(encoding=encoding, newline="") as file:
        return list(csv.DictReader(file, delimiter=delimiter))


@cache
def workbook_of(name: str) -> Workbook:
    """A file that is read once for all tests."""
    return read_file((FILES / name).read_bytes(), name)


def guessed(name: str, measures: list[WantedMeasure], areas: AreaTable) -> Guess:
    """A first mapping, which must survive its storage."""
    guess = guess_mapping(workbook_of(name), measures, areas)
    assert mapping_from_json(mapping_to_json(guess.mapping)) == guess.mapping
    return guess


def taken(name: str, mapping: Mapping, areas: AreaTable) -> Extraction:
    """What a file gives."""
    result = extract(workbook_of(name), mapping, areas)
    check_counts(result)
    return result


def totals(result: Extraction, measure: str) -> Totals:
    """Figures by last day and area."""
    found: Totals = {}
    for row in result.figures[measure]:
        assert row.value is not None
        key = (row.period_end.isoformat(), row.area)
        found[key] = found.get(key, Decimal(0)) + row.value
    return found


def month_end(text: str) -> str:
    """The last day of 201811."""
    return last_day(date(int(text[:4]), int(text[4:]), 1)).isoformat()

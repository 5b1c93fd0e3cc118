"""Files as they were published, with totals worked out a second time in another way."""

from __future__ import annotations

import csv
import zipfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from pathlib import Path
from xml.etree import ElementTree

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
from priorities.imports.mapping import Combine, Filter, Mapping, MeasureMapping
from priorities.periods import last_day
from tests.conftest import ROOT
from tests.priorities.imports.makers import check_counts

DATA = ROOT.parent / "shared" / "data"
FILES = DATA / "timeseries"
pytestmark = pytest.mark.skipif(
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


@pytest.mark.parametrize(
    ("name", "area", "kind", "burglary", "unknown"),
    [
        (
            "mps_borough_recent24_201811-202010.csv",
            "LookUp_BoroughName",
            "MinorText",
            "Burglary - Residential",
            [AIRPORTS],
        ),
        (
            "mps_borough_recent24_v2025.csv",
            "BoroughName",
            "MinorText",
            "BURGLARY - RESIDENTIAL",
            [AIRPORTS, "Unknown"],
        ),
        (
            "mps_borough_historical_2010-2018.csv",
            "Borough",
            "Minor Category",
            "Burglary in a Dwelling",
            [],
        ),
    ],
)
def test_recorded_crime_by_borough_and_month(
    name: str, area: str, kind: str, burglary: str, unknown: list[str]
) -> None:
    areas = boroughs()
    wanted = [
        WantedMeasure("burglary", burglary.capitalize()),
        WantedMeasure("all", "All recorded crime"),
    ]
    mapping = guessed(name, wanted, areas).mapping
    assert mapping.is_wide
    first = taken(name, mapping, areas)
    assert sorted(one.text for one in first.unknown_areas) == unknown
    for text in unknown:
        mapping = mapping.with_area(text, "")
    result = taken(name, mapping, areas)
    assert result.is_whole
    assert sorted(result.counts.by_area) == unknown
    rows = plain_rows(name)
    months = [header for header in rows[0] if header.isdecimal()]
    expected: dict[str, Counter[tuple[str, str]]] = {"burglary": Counter(), "all": Counter()}
    for row in rows:
        if row[area] not in unknown:
            for month in months:
                key = (month_end(month), areas.codes[row[area]])
                expected["all"][key] += int(row[month])
                if row[kind] == burglary:
                    expected["burglary"][key] += int(row[month])
    assert totals(result, "all") == dict(expected["all"])
    assert totals(result, "burglary") == dict(expected["burglary"])
    assert result.counts.rows_read == len(rows)


@pytest.mark.parametrize("name", ["PAS_boroughs.csv", "PAS_MPS_total.csv"])
def test_public_attitude_survey(name: str) -> None:
    areas = boroughs()
    wanted = [
        WantedMeasure("trust", "Trust MPS", "percentage", "rolling_12_months"),
        WantedMeasure("good", "Good job local", "percentage", "rolling_12_months"),
    ]
    mapping = guessed(name, wanted, areas).mapping
    for text in ("MPS",):
        mapping = mapping.with_area(text, "E12000007")
    result = taken(name, mapping, areas)
    assert result.is_whole
    names = {**areas.codes, "MPS": "E12000007", "City of Westminster": "E09000033"}
    names["Richmond Upon Thames"] = areas.codes["Richmond upon Thames"]
    for measure, text in (("trust", "Trust MPS"), ("good", '"Good Job" local')):
        expected = {
            ("-".join(reversed(row["Date"].split("/"))), names[row["Borough"]]): Decimal(
                row["Proportion"].replace(",", ".")
            )
            * 100
            for row in plain_rows(name, ";")
            if row["Measure"] == text
        }
        assert totals(result, measure) == expected
    first = result.figures["good"][0]
    assert (first.period_start, first.period_end) == (date(2014, 1, 1), date(2014, 12, 31))


def test_victims_of_homicide_are_counted() -> None:
    areas = boroughs()
    wanted = [
        WantedMeasure("all", "Homicide victims"),
        WantedMeasure("groups", "Victims by sex", "count", "quarter", {"sex": "Sex"}),
    ]
    name = "mps_homicide_victims.csv"
    mapping = guessed(name, wanted, areas).mapping.with_area("Heathrow", "")
    counted = replace(mapping.measures[0], measure="rows", value="", combine=Combine.COUNT)
    result = taken(name, replace(mapping, measures=(*mapping.measures, counted)), areas)
    assert result.is_whole
    rows = [row for row in plain_rows(name) if row["Borough"] != "Heathrow"]
    assert dict(result.counts.by_area) == {"Heathrow": 1}
    expected: Counter[tuple[str, str]] = Counter()
    spelled = {text.casefold(): code for text, code in areas.codes.items()}
    months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
    for row in rows:
        month, year = row["Recorded Date"].split()
        borough = row["Borough"].replace("&", "and").casefold()
        end = last_day(date(int(year), months.index(month) + 1, 1)).isoformat()
        expected[end, spelled[borough]] += 1
    for measure in ("all", "rows"):
        found = totals(result, measure)
        assert {key: value for key, value in found.items() if value} == dict(expected)
        assert len(found) == 12 * 18 * 32
    by_sex = Counter(row["Sex"].casefold() for row in rows)
    sums: Counter[str] = Counter()
    for figure in result.figures["groups"]:
        sums[figure.dimensions["sex"]] += int(figure.value or 0)
    assert sums == by_sex


def spreadsheet_rows(path: Path, sheet: str) -> Iterator[list[str]]:
    """The cells of an ODS sheet by nothing but zip and XML: stored values, else texts."""
    with zipfile.ZipFile(path) as archive, archive.open("content.xml") as content:
        for _event, table in ElementTree.iterparse(content):  # noqa: S314  # a file of our own
            if table.tag != f"{TABLE}table" or table.get(f"{TABLE}name") != sheet:
                continue
            for row in table.iter(f"{TABLE}table-row"):
                cells: list[str] = []
                for cell in row:
                    times = int(cell.get(f"{TABLE}number-columns-repeated", "1"))
                    cells += [spreadsheet_text(cell)] * min(times, 30)
                for _time in range(min(int(row.get(f"{TABLE}number-rows-repeated", "1")), 30)):
                    yield cells


def spreadsheet_text(cell: ElementTree.Element) -> str:
    """One cell's value."""
    for name in ("value", "date-value"):
        stored = cell.get(f"{OFFICE}{name}")
        if stored is not None:
            return stored
    return "\n".join("".join(part.itertext()) for part in cell.iter(f"{TEXT}p"))


def six_decimals(text: str) -> Decimal:
    """A stored number as a figure is kept: 15 digits, six decimals."""
    number = Decimal(f"{float(text):.15g}")
    return number.quantize(Decimal("0.000001"), rounding=ROUND_HALF_UP)


@pytest.mark.parametrize("number", [1, 2, 3, 4, 5, 12, 13])
def test_workforce_tables_with_titles_merged_headings_and_notes(number: int) -> None:
    path = FILES / "police-workforce-sep19-tables.ods"
    table = f"Table_{number}"
    rows = list(spreadsheet_rows(path, table))
    labels = [row[0].strip() for row in rows[6:] if len(row) > 1 and row[1]]
    assert len(labels) > 40
    areas = AreaTable({label: f"E{place:08d}" for place, label in enumerate(labels)})
    first = WantedMeasure("staff", "Police staff", period_kind="other")
    guess = guessed(path.name, [first], areas)
    filters = (
        Filter("A", ("Total",), keeps=False, is_totals=True),
        # A region and a force have the same name: only the blank tells them apart.
        Filter("A", ("West Midlands ",), keeps=False),
    )
    mapping = replace(guess.mapping, sheet=table, filters=filters)
    assert (mapping.header_rows, mapping.first_row) == ((4, 6), 7)
    assert [reason.sentence for reason in guess.reasons if "totals" in reason.sentence] == []
    result = taken(path.name, mapping, areas)
    assert result.is_whole
    expected: dict[tuple[str, str], Decimal | str] = {}
    for row in rows[6:]:
        label = row[0].strip()
        if len(row) > 3 and row[1] and row[0] not in {"Total", "West Midlands "}:
            for place, day in ((1, "2018-09-30"), (2, "2019-03-31"), (3, "2019-09-30")):
                text = row[place]
                expected[day, areas.codes[label]] = "x" if ".." in text else six_decimals(text)
    found = {
        (row.period_end.isoformat(), row.area): row.marker or row.value
        for row in result.figures["staff"]
    }
    assert found == {key: ("c" if value == "*" else value) for key, value in expected.items()}
    assert result.counts.totals_left_out == 1


def test_workforce_over_time_with_footnotes_fused_to_years() -> None:
    path = FILES / "police-workforce-sep19-tables.ods"
    wanted = WantedMeasure("pcso", "Police community support officers", "count", "other")
    guess = guessed(path.name, [wanted], AreaTable({}))
    mapping = guess.mapping
    assert mapping.sheet.startswith("Table_")
    workbook = workbook_of(path.name)
    only = replace(workbook, sheets=[one for one in workbook.sheets if one.name == "Table_6"])
    result = extract(workbook, guess_mapping(only, [wanted]).mapping)
    check_counts(result)
    assert result.is_whole
    rows = [row for row in spreadsheet_rows(path, "Table_6") if row[0].startswith("30 September")]
    assert any(row[0] == "30 September 20122" for row in rows)
    place = next(
        row.index(cell)
        for row in spreadsheet_rows(path, "Table_6")
        for cell in row
        if cell.startswith("Police community support")
    )
    expected = {(f"{row[0].split()[2][:4]}-09-30", ""): six_decimals(row[place]) for row in rows}
    assert totals(result, "pcso") == expected


def test_workforce_open_data_with_a_day_of_each_year() -> None:
    path = FILES / "open-data-table-police-workforce-260723.ods"
    head, *rows = spreadsheet_rows(path, "Data")
    names = {row[2] for row in rows if len(row) > 2 and row[2]}
    areas = AreaTable({name: f"E{place:08d}" for place, name in enumerate(sorted(names))})
    wanted = [
        WantedMeasure("heads", "Total headcount", period_kind="other"),
        WantedMeasure("officers", "Police Officer", "count", "other", {"sex": "Sex"}),
    ]
    mapping = guessed(path.name, wanted, areas).mapping
    assert mapping.period.day_of_year == "03-31"
    result = taken(path.name, mapping, areas)
    assert result.is_whole
    place = head.index("Total (headcount)")
    expected: Totals = {}
    officers: Counter[str] = Counter()
    for row in rows:
        if len(row) > place and row[2]:
            key = (f"{row[0]}-03-31", areas.codes[row[2]])
            expected[key] = expected.get(key, Decimal(0)) + Decimal(row[place])
            if row[head.index("Worker type")].casefold() == "police officer":
                officers[row[head.index("Sex")]] += int(row[place])
    assert totals(result, "heads") == expected
    assert result.counts.rows_read == len([row for row in rows if row[0]])
    by_sex: Counter[str] = Counter()
    for figure in result.figures["officers"]:
        by_sex[figure.dimensions["sex"]] += int(figure.value or 0)
    assert sorted(by_sex.values()) == sorted(officers.values())


def test_killings_counted_from_a_file_that_is_not_utf_8() -> None:
    name = "us_police_killings.csv"
    wanted = [
        WantedMeasure("all", "Killings"),
        WantedMeasure("armed", "Killings", "count", "month"),
    ]
    mapping = guessed(name, wanted, AreaTable({})).mapping
    measures = (
        mapping.measures[0],
        replace(mapping.measures[1], where=(Filter("armed", ("Firearm",)),)),
        MeasureMapping("income", "money", "p_income", combine=Combine.SUM),
    )
    result = taken(name, replace(mapping, measures=measures), AreaTable({}))
    rows = plain_rows(name, encoding="cp1252")
    months = ["January", "February", "March", "April", "May", "June"]
    expected = Counter(f"2015-{months.index(row['month']) + 1:02d}" for row in rows)
    assert result.is_whole
    assert result.notices.totals["windows_encoding"] == 1
    found = {key[0][:7]: int(value) for key, value in totals(result, "all").items()}
    assert found == dict(expected)
    armed = sum(row["armed"] == "Firearm" for row in rows)
    assert sum(totals(result, "armed").values()) == armed
    # "-" stands for missing income: a sum with a part that is not known is not known either.
    missing = {row["month"] for row in rows if row["p_income"] == "-"}
    withheld = {row.period_start.month for row in result.figures["income"] if row.marker == "x"}
    assert withheld == {months.index(month) + 1 for month in missing}

"""The published files, each cut to few rows and columns, with what an editor corrects for it."""

from __future__ import annotations

import csv
import random
import re
from collections.abc import Callable, Iterator
from datetime import date, datetime
from itertools import islice

from tests.priorities.imports import damages
from tests.priorities.imports.damages import Table
from tests.priorities.imports.makers import AREAS
from tests.priorities.imports.real_files import FILES, month_end
from tests.priorities.imports.test_real_workforce import spreadsheet_rows
from tests.priorities.intake.damaged_sources import Row, Source


def rows_of(name: str, columns: list[str], keep: Callable[[Row], bool], most: int) -> Table:
    """Some columns of some rows of a text file."""
    delimiter = ";" if name.startswith("PAS") else ","
    encoding = "cp1252" if name.startswith("us_") else "utf-8"
    with (FILES / name).open(encoding=encoding, newline="") as file:
        found = filter(keep, csv.DictReader(file, delimiter=delimiter))
        return [columns, *([row[one] for one in columns] for row in islice(found, most))]


def only(column: str, text: str) -> dict[str, str]:
    """What an editor chooses so that only some rows count."""
    return {
        "where-0-0-column": column,
        "where-0-0-keeps": "yes",
        "where-0-0-values": text,
    }


def wide(name: str, area: str, kind: str, text: str, months: list[str]) -> Source:
    """Recorded crime: a column for each month."""

    def cut() -> Table:
        kinds = (text, text.replace("Residential", "x"), "Arson", "ARSON", "Murder")
        return rows_of(
            name,
            [area, kind, *months],
            lambda row: row[area] in {"Barnet", "Bexley", "Brent"} and row[kind] in kinds,
            9,
        )

    def days(cells: Row) -> Iterator[tuple[str, str]]:
        for header, number in cells.items():
            if re.fullmatch("(19|20)[0-9]{2}(0[1-9]|1[012])", header.strip()):
                yield month_end(header.strip()), number

    return Source(
        name,
        cut,
        days,
        {"name": text.capitalize()},
        area=area,
        where=(kind, text),
        values=(2, 3, 4),
        changes={**only(kind, text), "measure-0-combine": "single"},
    )


def survey(name: str) -> Source:
    """The Public Attitude Survey: semicolons, days first, decimal commas."""
    is_total = "total" in name

    def cut() -> Table:
        places = {"MPS"} if is_total else {"Barnet", "Bexley"}
        kinds = {'"Good Job" local', "Trust MPS"}
        columns = ["Date", "Survey", "Borough", "Measure", "Proportion"]
        return rows_of(
            name,
            columns,
            lambda row: (
                row["Borough"] in places
                and row["Measure"] in kinds
                and row["Date"].endswith("2019")
            ),
            12,
        )

    def days(cells: Row) -> Iterator[tuple[str, str]]:
        written = cells["Proportion"]
        yield datetime.strptime(cells["Date"].strip(), "%d/%m/%Y").date().isoformat(), written

    return Source(
        name,
        cut,
        days,
        {"name": "Good job local", "unit": "percentage", "frequency": "rolling_12_months"},
        area="Borough",
        where=("Measure", '"Good Job" local'),
        delimiter=";",
        times=100,
        periods=(0,),
        areas={"MPS": "E12000007"} if is_total else {},
        changes={
            **only("Measure", '"Good Job" local'),
            "measure-0-combine": "single",
            "measure-0-percentages": "fraction",
        },
    )


def last_of_month(text: str, form: str = "%b %Y") -> str:
    """The last day of Jan 2003."""
    day = datetime.strptime(text.strip(), form).date()
    return month_end(f"{day:%Y%m}")


def victims(cells: Row) -> Iterator[tuple[str, str]]:
    """One victim a row."""
    yield last_of_month(cells["Recorded Date"]), cells["Count of Victims"]


def killings(cells: Row) -> Iterator[tuple[str, str]]:
    """One person a row; month, day and year apart."""
    day = f"{cells['day']} {cells['month']} {cells['year']}"
    yield month_end(f"{datetime.strptime(day, '%d %B %Y').date():%Y%m}"), "1"


def officers(cells: Row) -> Iterator[tuple[str, str]]:
    """A column for each day."""
    for header, written in cells.items():
        if re.fullmatch("[0-9]{4}-[0-9]{2}-[0-9]{2}", header):
            yield date.fromisoformat(header).isoformat(), written


def headcount(cells: Row) -> Iterator[tuple[str, str]]:
    """The last day of March of each year."""
    yield f"{date(int(cells['As at 31 March...']), 3, 31)}", cells["Total (headcount)"]


def police_areas() -> Table:
    """The head and four rows of a table with titles."""
    rows = islice(spreadsheet_rows(FILES / "police-workforce-sep19-tables.ods", "Table_1"), 10)
    return [[one[:10] if one[10:19] == "T00:00:00" else one for one in row[:4]] for row in rows]


def police_ranks() -> Table:
    """The head and some rows of the open data."""
    rows = spreadsheet_rows(FILES / "open-data-table-police-workforce-260723.ods", "Data")
    return [row[:9] for row in islice(rows, 9)]


def typed_months() -> Table:
    """A made-up table, for which no folder is needed."""
    return damages.sound_table(random.Random(7))[:13]


def month_of(cells: Row) -> Iterator[tuple[str, str]]:
    """A month and its figure."""
    yield last_of_month(cells["Month"], "%Y-%m"), cells["Value"]


RESIDENTIAL = "Burglary - Residential"
CRIME = "mps_borough_recent24_"
MADE_UP = Source(
    "made up.csv",
    typed_months,
    month_of,
    {"name": "Value", "breakdowns": [{"code": "sex", "values": ["f", "m"]}]},
    area="Area",
    group="Sex",
    periods=(0,),
    values=(3,),
    areas=dict(AREAS.codes),
    changes={"measure-0-value": "Value", "measure-0-combine": "single"},
)
PUBLISHED = (
    wide(
        f"{CRIME}201811-202010.csv",
        "LookUp_BoroughName",
        "MinorText",
        RESIDENTIAL,
        ["201811", "201812", "201901"],
    ),
    wide(
        f"{CRIME}v2025.csv",
        "BoroughName",
        "MinorText",
        RESIDENTIAL.upper(),
        ["202312", "202401", "202402"],
    ),
    wide(
        "mps_borough_historical_2010-2018.csv",
        "Borough",
        "Minor Category",
        "Burglary in a Dwelling",
        ["201001", "201002", "201003"],
    ),
    survey("PAS_boroughs.csv"),
    survey("PAS_MPS_total.csv"),
    Source(
        "mps_homicide_victims.csv",
        lambda: rows_of(
            "mps_homicide_victims.csv",
            ["Count of Victims", "Sex", "Recorded Date", "Borough"],
            lambda row: row["Borough"] in {"Wandsworth", "Lambeth", "Southwark", "Brent"},
            14,
        ),
        victims,
        {
            "name": "Homicide victims",
            "breakdowns": [{"code": "sex", "values": ["female", "male", "unrecorded"]}],
        },
        area="Borough",
        group="Sex",
        # Its first column holds figures: there a note is no number.
        harmless=damages.HARMLESS - {damages.titles_and_notes},
        periods=(2,),
        values=(0,),
        adds_up=True,
        changes={
            "measure-0-value": "Count of Victims",
            "measure-0-combine": "sum",
            "measure-0-fills_zeros": None,
        },
    ),
    Source(
        "us_police_killings.csv",
        lambda: rows_of(
            "us_police_killings.csv",
            ["name", "month", "day", "year", "state", "armed"],
            lambda row: row["month"] in {"March", "April"},
            14,
        ),
        killings,
        {"name": "Killings"},
        where=("armed", "Firearm"),
        periods=(1, 2, 3),
        encoding="cp1252",
        adds_up=True,
        changes={
            **only("armed", "Firearm"),
            "measure-0-combine": "count",
            "measure-0-fills_zeros": None,
        },
    ),
    Source(
        "police-workforce-sep19-tables.ods",
        police_areas,
        officers,
        {"name": "Police staff", "frequency": "once"},
        area="",
        areas={
            name: f"E{place:08d}"
            for place, name in enumerate(("North East", "Cleveland", "Durham", "Northumbria"))
        },
        heads=6,
        values=(1, 2, 3),
        changes={"measure-0-combine": "single"},
    ),
    Source(
        "open-data-table-police-workforce-260723.ods",
        police_ranks,
        headcount,
        {"name": "Total headcount", "frequency": "once"},
        area="Force Name",
        periods=(0,),
        values=(7,),
        adds_up=True,
        areas={"Avon & Somerset": "E23000036"},
        changes={
            "measure-0-value": "Total (headcount)",
            "measure-0-combine": "sum",
            "measure-0-fills_zeros": None,
        },
    ),
)

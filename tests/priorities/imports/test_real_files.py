"""Files as they were published, with totals worked out a second time in another way."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from priorities.imports import (
    AreaTable,
    WantedMeasure,
)
from priorities.imports.mapping import Combine, Filter, MeasureMapping
from priorities.periods import last_day
from tests.priorities.imports.real_files import (
    AIRPORTS,
    boroughs,
    guessed,
    month_end,
    needs_files,
    plain_rows,
    taken,
    totals,
)

pytestmark = needs_files


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

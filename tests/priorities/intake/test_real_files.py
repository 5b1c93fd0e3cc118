"""Files as they were published, through the admin's pages into the figures, with own totals."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client

from priorities.imports import AreaTable
from priorities.imports.marker_texts import USUAL_MARKERS
from priorities.intake.tasks import check_batch_task
from priorities.models import ImportBatch, Measure
from priorities.series import public_observations
from tests.priorities.imports.real_files import (
    AIRPORTS,
    FILES,
    boroughs,
    month_end,
    needs_files,
    plain_rows,
)
from tests.priorities.imports.test_real_workforce import six_decimals, spreadsheet_rows
from tests.priorities.intake.browsing import approve, newest, read_with, upload
from tests.priorities.intake.makers import (
    OWNER,
    PUBLISHER,
    make_areas,
    make_measure_record,
    person,
)

pytestmark = [pytest.mark.django_db, needs_files]
Totals = dict[tuple[str, str], Decimal]


class Desk:
    """A data owner and a publisher at their browsers."""

    def __init__(self) -> None:
        self.user = person(*OWNER)
        self.owner, self.publisher = Client(), Client()
        self.owner.force_login(self.user)
        self.publisher.force_login(person(*PUBLISHER))

    def send(self, name: str, *measures: Measure) -> ImportBatch:
        """Upload a file and let the task read it where it is large."""
        assert upload(self.owner, (FILES / name).read_bytes(), name, *measures).status_code == 302
        return self.settled(newest())

    def settled(self, batch: ImportBatch, mapping: Any = None) -> ImportBatch:
        """The batch, once it was read."""
        batch.refresh_from_db()
        if "busy_since" in batch.findings:
            check_batch_task.func(batch.pk, self.user.pk, mapping)
            batch.refresh_from_db()
        return batch

    def read(self, batch: ImportBatch, **changes: Any) -> ImportBatch:
        """Send the mapping with changes; the task reads the file by what was sent."""
        sent: list[Any] = []
        original = check_batch_task.enqueue
        type(check_batch_task).enqueue = lambda task, *given: sent.append(given)  # type: ignore[method-assign]
        try:
            assert read_with(self.owner, batch, **changes).status_code == 302
        finally:
            type(check_batch_task).enqueue = original.__func__  # type: ignore[attr-defined]
        return self.settled(batch, sent[-1][2] if sent else None)

    def publish(self, batch: ImportBatch) -> None:
        """Approve it."""
        assert batch.state == "checked", batch.findings.get("row_problems", {})
        assert approve(self.publisher, batch).status_code == 302


@pytest.fixture
def desk() -> Desk:
    return Desk()


@pytest.fixture
def areas() -> AreaTable:
    found = boroughs()
    make_areas(found)
    return found


def all_codes(table: AreaTable) -> str:
    """The codes of all boroughs, as a measure has them."""
    return " ".join(sorted(set(table.codes.values())))


def totals(measure: Measure) -> Totals:
    """What readers see, by last day and area, over all groups."""
    found: Totals = {}
    for one in public_observations([measure]):
        assert one.value is not None
        key = (one.period_end.isoformat(), one.area)
        found[key] = found.get(key, Decimal(0)) + one.value
    return found


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
def test_recorded_crime(
    desk: Desk,
    areas: AreaTable,
    name: str,
    area: str,
    kind: str,
    burglary: str,
    unknown: list[str],
) -> None:
    one = make_measure_record(burglary.capitalize(), geography=all_codes(areas))
    every = make_measure_record("All recorded crime", geography=all_codes(areas))
    batch = desk.send(name, one, every)
    batch = desk.read(batch)
    asked = batch.findings["extraction"]["unknown_areas"]
    assert sorted(found["text"] for found in asked) == unknown
    if unknown:
        choices = {f"unknown-{place}-choice": "leave out" for place in range(len(asked))}
        batch = desk.read(batch, **choices)
    desk.publish(batch)
    expected: dict[Measure, Counter[tuple[str, str]]] = {one: Counter(), every: Counter()}
    for row in plain_rows(name):
        if row[area] in unknown:
            continue
        for month in (header for header in row if header.isdecimal()):
            key = (month_end(month), areas.codes[row[area]])
            expected[every][key] += int(row[month])
            expected[one][key] += int(row[month]) if row[kind] == burglary else 0
    for measure, sums in expected.items():
        found = totals(measure)
        assert {key: value for key, value in found.items() if value} == {
            key: value for key, value in sums.items() if value
        }


@pytest.mark.parametrize("name", ["PAS_boroughs.csv", "PAS_MPS_total.csv"])
def test_public_attitude_survey(desk: Desk, areas: AreaTable, name: str) -> None:
    measure = make_measure_record(
        "Good job local",
        unit="percentage",
        frequency="rolling_12_months",
        geography=f"E12000007 {all_codes(areas)}",
    )
    batch = desk.read(desk.send(name, measure))
    asked = [one["text"] for one in batch.findings["extraction"]["unknown_areas"]]
    if asked:
        assert asked == ["MPS"]
        batch = desk.read(batch, **{"unknown-0-code": "E12000007"})
    desk.publish(batch)
    names = {**areas.codes, "MPS": "E12000007", "City of Westminster": "E09000033"}
    names["Richmond Upon Thames"] = areas.codes["Richmond upon Thames"]
    expected = {
        ("-".join(reversed(row["Date"].split("/"))), names[row["Borough"]]): Decimal(
            row["Proportion"].replace(",", ".")
        )
        * 100
        for row in plain_rows(name, ";")
        if row["Measure"] == '"Good Job" local'
    }
    assert totals(measure) == expected


def test_victims_of_homicide(desk: Desk, areas: AreaTable) -> None:
    measure = make_measure_record(
        "Homicide victims",
        geography=all_codes(areas),
        breakdowns=[{"code": "sex", "values": ["female", "male", "unrecorded"]}],
    )
    batch = desk.read(desk.send("mps_homicide_victims.csv", measure))
    asked = [one["text"] for one in batch.findings["extraction"]["unknown_areas"]]
    batch = desk.read(
        batch, **{f"unknown-{place}-choice": "leave out" for place in range(len(asked))}
    )
    desk.publish(batch)
    rows = [r for r in plain_rows("mps_homicide_victims.csv") if r["Borough"] not in asked]
    assert sum(totals(measure).values()) == len(rows)
    spelled = {text.casefold(): code for text, code in areas.codes.items()}
    by_area: Counter[str] = Counter()
    for (_end, area), value in totals(measure).items():
        by_area[area] += int(value)
    expected = Counter(spelled[r["Borough"].replace("&", "and").casefold()] for r in rows)
    assert +by_area == expected
    by_sex: Counter[str] = Counter()
    for one in public_observations([measure]):
        by_sex[one.dimensions["sex"]] += int(one.value or 0)
    assert +by_sex == Counter(row["Sex"].casefold() for row in rows)


def test_killings_with_a_filter_typed_by_hand(desk: Desk) -> None:
    measure = make_measure_record("Killings")
    batch = desk.send("us_police_killings.csv", measure)
    batch = desk.read(
        batch,
        **{"where-0-0-column": "armed", "where-0-0-keeps": "yes", "where-0-0-values": "Firearm"},
    )
    desk.publish(batch)
    rows = plain_rows("us_police_killings.csv", encoding="cp1252")
    assert sum(totals(measure).values()) == sum(row["armed"] == "Firearm" for row in rows)


def test_workforce_with_merged_headings_and_markers(desk: Desk) -> None:
    name = "police-workforce-sep19-tables.ods"
    rows = list(spreadsheet_rows(FILES / name, "Table_1"))
    labels = [row[0].strip() for row in rows[6:] if len(row) > 1 and row[1]]
    table = AreaTable({label: f"E{place:08d}" for place, label in enumerate(labels)})
    make_areas(table)
    measure = make_measure_record("Police staff", frequency="once", geography=all_codes(table))
    batch = desk.send(name, measure)
    batch = desk.read(
        batch,
        **{
            "table-sheet": "Table_1",
            "table-header_rows": "4, 6",
            "table-first_row": "7",
            "table-is_wide": "on",
            "column-0-role": "area",
            "filter-total": "2",
            "filter-0-column": "A",
            "filter-0-values": "Total",
            "filter-0-is_totals": "on",
            "filter-1-column": "A",
            "filter-1-values": "West Midlands ",
        },
    )
    desk.publish(batch)
    expected: dict[tuple[str, str], Decimal | str] = {}
    for row in rows[6:]:
        if len(row) > 3 and row[1] and row[0] not in {"Total", "West Midlands "}:
            code = table.codes[row[0].strip()]
            for place, day in ((1, "2018-09-30"), (2, "2019-03-31"), (3, "2019-09-30")):
                marker = USUAL_MARKERS.get(row[place].strip())
                expected[day, code] = marker or six_decimals(row[place])
    found = {
        (one.period_end.isoformat(), one.area): one.marker or one.value
        for one in public_observations([measure])
    }
    assert found == expected


def test_workforce_open_data(desk: Desk) -> None:
    name = "open-data-table-police-workforce-260723.ods"
    head, *rows = spreadsheet_rows(FILES / name, "Data")
    rows = [row for row in rows if len(row) > 2 and row[2]]
    table = AreaTable(
        {text: f"E{place:08d}" for place, text in enumerate(sorted({r[2] for r in rows}))}
    )
    make_areas(table)
    measure = make_measure_record("Total headcount", frequency="once", geography=all_codes(table))
    batch = desk.send(name, measure)
    desk.publish(desk.read(batch))
    place = head.index("Total (headcount)")
    expected: Totals = {}
    for row in rows:
        key = (f"{row[0]}-03-31", table.codes[row[2]])
        expected[key] = expected.get(key, Decimal(0)) + Decimal(row[place])
    assert totals(measure) == expected

"""Files as they were published, with titles, merged headings and notes."""

from __future__ import annotations

import zipfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from xml.etree import ElementTree

import pytest

from priorities.imports import (
    AreaTable,
    WantedMeasure,
    extract,
    guess_mapping,
)
from priorities.imports.mapping import Filter
from tests.priorities.imports.makers import check_counts
from tests.priorities.imports.real_files import (
    FILES,
    OFFICE,
    TABLE,
    TEXT,
    Totals,
    guessed,
    needs_files,
    taken,
    totals,
    workbook_of,
)

pytestmark = needs_files


def spreadsheet_rows(path: Path, sheet: str) -> Iterator[list[str]]:
    """The cells of an ODS sheet by nothing but zip and XML: stored values, else texts."""
    with zipfile.ZipFile(path) as archive, archive.open("content.xml") as content:
        name = ""
        events = ElementTree.iterparse(content, ("start", "end"))  # noqa: S314  # our own file
        for event, row in events:
            if event == "start":
                name = row.get(f"{TABLE}name", "") if row.tag == f"{TABLE}table" else name
            elif row.tag == f"{TABLE}table-row" and name == sheet:
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

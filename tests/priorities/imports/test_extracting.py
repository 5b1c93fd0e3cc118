"""Figures out of rows, with everything that is wrong at once."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from priorities.imports import AreaTable
from priorities.imports.mapping import (
    AreaReading,
    Column,
    Filter,
    Mapping,
    MeasureMapping,
    PeriodReading,
    Role,
)
from priorities.imports.problems import KEPT, Problem
from tests.priorities.imports.makers import extracted, figures, kinds, long_mapping, xlsx

HEAD = "Month,Area,Value\n"


def values(text: str, mapping: Mapping | None = None) -> list[str]:
    """The figures of a small file."""
    return [one[2] for one in figures(extracted(text, mapping or long_mapping()))]


def test_all_problems_are_listed_at_once_with_their_places() -> None:
    text = (
        HEAD + "Apr-21,Camden,5\n"
        "Apr-21,Camden,6\n"
        "soon,Camden,7\n"
        "May-21,Kamden,8\n"
        "May-21,Nowhere at all,8\n"
        "May-21,,8\n"
        ",Barnet,8\n"
        "Jun-21,Barnet,=1+1\n"
        "Jun-21,Barnet,1e400\n"
        "2021,Barnet,5\n"
        "Jul-21,Barnet,nonsense\n"
    )
    result = extracted(text, long_mapping())
    found = [(one.row, one.column, one.text, one.kind) for one in result.problems.kept]
    assert found == [
        (3, "C", "6", "duplicate"),
        (4, "A", "soon", "unreadable_period"),
        (7, "B", "", "missing_area"),
        (8, "A", "", "missing_period"),
        (9, "C", "=1+1", "formula"),
        (10, "C", "1e400", "too_large"),
        (11, "A", "2021", "period_too_long"),
        (12, "C", "nonsense", "no_number"),
        (5, "B", "Kamden", "similar_area"),
        (6, "B", "Nowhere at all", "unknown_area"),
    ]
    assert result.problems.kept[0].sentence.startswith(
        "This gives the same period, area and group as row 2."
    )
    assert "Is it “Camden”?" in result.problems.kept[8].sentence
    assert result.unknown_areas[0].proposals == [("Camden", "E09000007")]
    assert figures(result) == [("2021-04-01", "E09000007", "5", "")]
    assert not result.is_whole
    assert json.loads(json.dumps(result.to_json()))["problems"]["total"] == 10


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("-", "[x]"),
        ("..", "[x]"),
        (":", "[x]"),
        ("c", "[c]"),
        ("*", "[c]"),
        ("[c]", "[c]"),
        ("[C]", "[c]"),
        ("[x]", "[x]"),
        ("[low]", "[low]"),
        ("z", "[z]"),
        ("5 [p]", "5[p]"),
        ("5p", "5[p]"),
        ("5 [r]", "5[r]"),
        ("1200 (r)", "1200[r]"),
        ("0", "0"),
    ],
)
def test_shorthand_becomes_markers(cell: str, expected: str) -> None:
    assert values(f"{HEAD}Apr-21,Camden,{cell}\n") == [expected]


@pytest.mark.parametrize(
    ("cell", "kind"),
    [
        ("p", "marker_without_number"),
        ("5 [c]", "number_beside_marker"),
        ("5*", "number_beside_marker"),
        ("5 [q]", "no_number"),
        ("45%", "percentage_unexpected"),
        ("NaN", "not_finite"),
    ],
)
def test_markers_and_numbers_that_contradict(cell: str, kind: str) -> None:
    assert kinds(extracted(f"{HEAD}Apr-21,Camden,{cell}\n", long_mapping())) == {kind: 1}


def test_the_table_of_markers_is_the_persons() -> None:
    mapping = long_mapping(markers={"-": "0", "999": "x", "": "z", "geheim": "c"})
    text = HEAD + "Apr-21,Camden,-\nMay-21,Camden,999\nJun-21,Camden,\nJul-21,Camden,GEHEIM\n"
    assert values(text, mapping) == ["0", "[x]", "[z]", "[c]"]


def test_empty_cells_notes_and_totals_are_counted() -> None:
    mapping = long_mapping(
        filters=(
            Filter("Area", ("Total",), keeps=False, is_totals=True),
            Filter("Month", ("May-21",), keeps=False),
        )
    )
    text = (
        HEAD + "Apr-21,Camden,5\n"
        "\n"
        "Apr-21,Total2,5\n"
        "May-21,Camden,5\n"
        "Jun-21,Camden,\n"
        "Notes,,\n"
        ",,Source: Home Office\n"
        "1. A long note about the figures,,\n"
    )
    counts = extracted(text, mapping).counts
    assert (counts.rows_read, counts.used, counts.empty, counts.without_figures) == (8, 1, 1, 4)
    assert counts.by_filter == [1, 1]
    assert counts.totals_left_out == 1
    assert counts.measures["m"].empty_cells == 2


def test_areas_can_be_named_or_left_out() -> None:
    mapping = long_mapping().with_area("Kamden", "E09000007").with_area("Unknown", "")
    text = HEAD + "Apr-21,KAMDEN,5\nApr-21,unknown,6\nMay-21,Unknown2,6\n"
    result = extracted(text, mapping)
    assert figures(result) == [("2021-04-01", "E09000007", "5", "")]
    assert dict(result.counts.by_area) == {"unknown": 1}
    assert kinds(result) == {"unknown_area": 1}


def test_one_area_and_one_period_can_stand_for_the_whole_file() -> None:
    mapping = replace(
        long_mapping("Value"),
        period=PeriodReading("financial_year", constant="2021/22"),
        area=AreaReading("E12000007"),
    )
    assert figures(extracted("Value\n5\n", mapping)) == [("2021-04-01", "E12000007", "5", "")]


WIDE = Mapping(
    columns=(Column("Area", 0, Role.AREA), Column("Kind", 1)),
    is_wide=True,
    measures=(MeasureMapping("m", where=(Filter("Kind", ("a",)),)),),
)


def test_wide_tables_give_a_figure_for_each_column() -> None:
    text = "Area,Kind,202101,202102,Note\nCamden,a,1,..\n\nCamden,b,3,4\nBarnet,a,,6,x\n"
    result = extracted(text, WIDE)
    assert figures(result) == [
        ("2021-01-01", "E09000007", "1", ""),
        ("2021-02-01", "E09000007", "[x]", ""),
        ("2021-02-01", "E09000003", "6", ""),
    ]
    assert result.counts.unselected == 1
    assert result.period_columns == ["202101", "202102"]
    assert [one.sentence for one in result.notices.kept] == [
        "The column “Note” is not used: it is no period of the kind that is expected."
    ]


def test_a_column_of_the_wrong_length_is_one_problem() -> None:
    text = "Area,Kind,202101,2021\nCamden,a,1,2\nBarnet,a,3,4\n"
    result = extracted(text, WIDE)
    assert [(one.row, one.column, one.kind) for one in result.problems.kept] == [
        (None, "D", "period_too_long")
    ]


def shares(percentages: str) -> Mapping:
    """A mapping of percentages."""
    return long_mapping(measure=MeasureMapping("m", "percentage", "Value", percentages=percentages))


@pytest.mark.parametrize(
    ("cells", "percentages", "expected", "notices"),
    [
        (["45%", "0.5"], "written", ["45", "0.5"], ["fractions_likely"]),
        (["45", "0.5"], "written", ["45", "0.5"], []),
        (["45%", "0.5"], "fraction", ["45", "50.0"], []),
        (["0.5", "45"], "fraction", ["50.0", "4500"], ["percentages_likely"]),
    ],
)
def test_percentages(
    cells: list[str], percentages: str, expected: list[str], notices: list[str]
) -> None:
    text = HEAD + "".join(f"0{place + 1}/2021,Camden,{one}\n" for place, one in enumerate(cells))
    result = extracted(text, shares(percentages))
    assert [one[2] for one in figures(result)] == expected
    assert list(result.notices.totals) == notices


def test_what_a_column_leaves_open_is_told() -> None:
    text = 'Date,Area,Value\n01/02/2021,Camden,"1,234"\n'
    result = extracted(text, long_mapping("Date,Area,Value"))
    assert figures(result) == [("2021-02-01", "E09000007", "1234", "")]
    assert [one.sentence for one in result.notices.kept] == [
        "“1,234” in “Value” could be thousands or decimals. It was read as 1234. Set the decimal "
        "mark if that is wrong.",
        "“01/02/2021” in “Date” could begin with the day or the month. The day was taken to come "
        "first. Set the order if that is wrong.",
    ]


def test_what_a_person_set_is_open_no_more() -> None:
    mapping = long_mapping(
        "Date,Area,Value",
        measure=MeasureMapping("m", value="Value", decimal_mark=","),
        period=PeriodReading(date_order="mdy"),
    )
    result = extracted('Date,Area,Value\n01/02/2021,Camden,"1,234"\n', mapping)
    assert figures(result) == [("2021-01-01", "E09000007", "1.234", "")]
    assert result.notices.total == 0


def test_columns_that_contradict_themselves_are_problems() -> None:
    text = 'Date,Area,Value\n13/02/2021,Camden,"1,5"\n02/13/2021,Camden,1.5\n'
    found = kinds(extracted(text, long_mapping("Date,Area,Value")))
    assert found["decimal_mark_conflict"] == found["date_order_conflict"] == 1
    assert found["separators"] == 1


def test_problems_are_capped_but_counted() -> None:
    text = HEAD + "".join(f"Apr-21,Camden,bad{place}\n" for place in range(KEPT + 5))
    result = extracted(text, long_mapping())
    assert (len(result.problems.kept), result.problems.total) == (KEPT, KEPT + 5)


def test_problems_are_stored_as_facts() -> None:
    result = extracted(HEAD + "Apr-21,Kamden\x07,5\n", long_mapping())
    problem = result.problems.kept[0]
    assert Problem.from_json(json.loads(json.dumps(problem.to_json()))) == problem
    assert problem.text == "Kamden\ufffd"


def test_zeros_of_workbooks_are_figures() -> None:
    content = xlsx([["Month", "Area", "Value"], ["Apr-21", "Camden", 0]])
    assert [one[2] for one in figures(extracted(content, long_mapping()))] == ["0"]
    mapping = long_mapping(header_rows=(), first_row=1)
    assert kinds(extracted(xlsx([[0, 0, 0]]), mapping, AreaTable({}))) == {
        "unreadable_period": 1,
        "unknown_area": 1,
    }

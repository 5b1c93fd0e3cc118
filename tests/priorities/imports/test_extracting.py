"""Figures out of rows, with everything that is wrong at once."""

from __future__ import annotations

import json
from dataclasses import replace
from decimal import Decimal

import pytest

from priorities.enums import Marker
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


SUM = long_mapping(
    "Month,Area,Sex,Value",
    columns=(
        Column("Month", 0, Role.PERIOD),
        Column("Area", 1, Role.AREA),
        Column("Sex", 2, Role.DIMENSION, "sex", {"F": "female", "M": "male"}),
    ),
    measures=(
        MeasureMapping("m", value="Value", combine="sum"),
        MeasureMapping("by_sex", value="Value", dimensions=("Sex",), constants={"age": "all"}),
        MeasureMapping("women", value="Value", where=(Filter("Sex", ("f",)),)),
        MeasureMapping("rows", combine="count", period_kind="quarter"),
    ),
)


def test_several_measures_of_one_file() -> None:
    text = "Month,Area,Sex,Value\nApr-21,Camden,F,5\nApr-21,Camden,M,6\nMay-21,Camden,F,7 [p]\n"
    result = extracted(text, SUM)
    assert [one[2] for one in figures(result)] == ["11", "7[p]"]
    assert [(one[2], one[3]) for one in figures(result, "by_sex")] == [
        ("5", "age=all;sex=female"),
        ("6", "age=all;sex=male"),
        ("7[p]", "age=all;sex=female"),
    ]
    assert [one[2] for one in figures(result, "women")] == ["5", "7[p]"]
    assert figures(result, "rows") == [("2021-04-01", "E09000007", "3", "")]


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        (["5", "c"], "[c]"),
        (["x", "c"], "[c]"),
        (["5", "low", "x"], "[low]"),
        (["5", "z"], "5"),
        (["z", "z"], "[z]"),
        (["5 [p]", "6"], "11[p]"),
        (["0.1", "0.2"], "0.3"),
        (["-5", "5"], "0"),
    ],
)
def test_sums_with_withheld_parts_are_withheld(cells: list[str], expected: str) -> None:
    rows = "".join(f"Apr-21,Camden,F,{cell}\n" for cell in cells)
    mapping = replace(SUM, measures=SUM.measures[:1])
    assert values(f"Month,Area,Sex,Value\n{rows}", mapping) == [expected]


def test_a_cell_that_two_measures_read_is_one_problem() -> None:
    result = extracted("Month,Area,Sex,Value\nApr-21,Camden,F,abc\n", SUM)
    assert kinds(result) == {"no_number": 1}
    assert result.counts.with_problems == 1


def test_groups_without_a_code_are_listed_once() -> None:
    mapping = replace(SUM, measures=SUM.measures[1:2])
    text = "Month,Area,Sex,Value\nApr-21,Camden,X,1\nMay-21,Camden,X,1\nMay-21,Camden,,1\n"
    result = extracted(text, mapping)
    assert kinds(result) == {"missing_group": 1, "unknown_group": 1}
    assert (result.unknown_groups[0].text, result.unknown_groups[0].rows) == ("X", 2)


def test_codes_are_made_of_texts_where_there_is_no_table() -> None:
    columns = (*SUM.columns[:2], Column("Sex", 2, Role.DIMENSION, "sex"))
    mapping = replace(SUM, columns=columns, measures=SUM.measures[1:2])
    result = extracted("Month,Area,Sex,Value\nApr-21,Camden,Under 25 (all),1\n", mapping)
    assert result.figures["by_sex"][0].dimensions == {"age": "all", "sex": "under-25-all"}


def test_events_are_counted_and_quiet_periods_are_nought() -> None:
    measure = MeasureMapping("m", combine="count", fills_zeros=True, where=(Filter("K", ("a",)),))
    mapping = long_mapping("Date,Area,K", measure=measure)
    text = "Date,Area,K\n03/01/2021,Camden,a\n15/01/2021,Camden,a\n31/03/2021,Barnet,b\n"
    result = extracted(text, mapping)
    assert sorted(figures(result)) == [
        ("2021-01-01", "E09000003", "0", ""),
        ("2021-01-01", "E09000007", "2", ""),
        ("2021-02-01", "E09000003", "0", ""),
        ("2021-02-01", "E09000007", "0", ""),
        ("2021-03-01", "E09000003", "0", ""),
        ("2021-03-01", "E09000007", "0", ""),
    ]
    assert result.counts.measures["m"].zeros_added == 5


def test_dates_in_three_columns() -> None:
    columns = tuple(
        Column(role, place, role)
        for place, role in enumerate((Role.YEAR, Role.MONTH, Role.DAY, Role.AREA))
    )
    mapping = Mapping(columns=columns, measures=(MeasureMapping("m", combine="count"),))
    text = "year,month,day,area\n2021,April,3,Camden\n2021,4,30,Camden\n2021,Feb,30,Camden\n"
    result = extracted(text, mapping)
    assert [one[:3] for one in figures(result)] == [("2021-04-01", "E09000007", "2")]
    assert [(one.row, one.column, one.text) for one in result.problems.kept] == [
        (4, "A", "2021-02-30")
    ]


def test_years_and_quarters_in_two_columns() -> None:
    columns = (Column("year", 0, Role.YEAR), Column("q", 1, Role.QUARTER))
    mapping = Mapping(
        columns=columns,
        period=PeriodReading("quarter"),
        measures=(MeasureMapping("m", value="Value"),),
    )
    result = extracted("year,q,Value\n2021/22,Q3,5\n2021/22,4,6\n", mapping)
    assert [one[0] for one in figures(result)] == ["2021-10-01", "2022-01-01"]


def test_cells_merged_downwards_are_filled() -> None:
    columns = (Column("Area", 0, Role.AREA, fills_down=True), Column("Month", 1, Role.PERIOD))
    mapping = long_mapping(columns=columns)
    text = "Area,Month,Value\nCamden,Apr-21,1\n,May-21,2\nBarnet,Apr-21,3\n"
    assert [one[1] for one in figures(extracted(text, mapping))] == [
        "E09000007",
        "E09000007",
        "E09000003",
    ]


MARGIN = MeasureMapping(
    "m",
    "percentage",
    "Value",
    numerator="n",
    denominator="base",
    lower="low",
    upper="high",
    marker="flag",
    percentages="fraction",
)
MARGIN_HEAD = "Month,Area,Value,n,base,low,high,flag\n"


def test_margins_bases_and_markers_have_columns_of_their_own() -> None:
    result = extracted(
        MARGIN_HEAD + "Apr-21,Camden,0.45,9,20,0.4,50%,p\nMay-21,Camden,,,12,,,c\n",
        long_mapping(MARGIN_HEAD.strip(), measure=MARGIN),
    )
    first, second = result.figures["m"]
    assert (first.value, first.lower, first.upper) == (Decimal(45), Decimal(40), Decimal(50))
    assert (first.numerator, first.denominator, first.marker) == (Decimal(9), Decimal(20), "p")
    assert (second.value, second.denominator, second.marker) == (
        None,
        Decimal(12),
        Marker.CONFIDENTIAL,
    )


@pytest.mark.parametrize(
    ("row", "kind"),
    [
        ("0.45,9,20,0.5,0.6,", "outside_margin"),
        ("0.45,9,20,0.4,,", "margin_incomplete"),
        ("0.45,9,20,0.4,0.5,c", "number_beside_marker"),
        (",9,20,,,c", "number_beside_marker"),
        ("0.45,9,20,0.4,0.5,hm", "unknown_marker_text"),
    ],
)
def test_margins_and_markers_that_do_not_fit(row: str, kind: str) -> None:
    mapping = long_mapping(MARGIN_HEAD.strip(), measure=MARGIN)
    result = extracted(f"{MARGIN_HEAD}Apr-21,Camden,{row}\n", mapping)
    assert kinds(result) == {kind: 1}
    assert figures(result) == []


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

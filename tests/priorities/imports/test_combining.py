"""Rows that fall together, groups, and figures with several numbers."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from priorities.enums import Marker
from priorities.imports.mapping import (
    Column,
    Filter,
    Mapping,
    MeasureMapping,
    PeriodReading,
    Role,
)
from tests.priorities.imports.makers import extracted, figures, kinds, long_mapping

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
    result = extracted(f"Month,Area,Sex,Value\n{rows}", mapping)
    assert [one[2] for one in figures(result)] == [expected]


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

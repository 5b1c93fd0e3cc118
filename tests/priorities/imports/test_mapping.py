"""Mappings: stored and read back, and laid on files that changed."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest

from priorities.imports import (
    Mapping,
    MappingRefusedError,
    WantedMeasure,
    extract,
    guess_mapping,
    mapping_from_json,
    mapping_to_json,
    read_file,
)
from priorities.imports.mapping import (
    AreaReading,
    Column,
    Filter,
    MeasureMapping,
    PeriodReading,
    Role,
)
from tests.priorities.imports.makers import AREAS, extracted, figures, kinds, long_mapping

FULL = Mapping(
    sheet="Data",
    header_rows=(4, 6),
    first_row=7,
    columns=(Column("Sex", 2, Role.DIMENSION, "sex", {"F": "female"}, fills_down=True),),
    is_wide=True,
    period=PeriodReading("quarter", date_order="mdy", day_of_year="03-31"),
    area=AreaReading("E12000007", {"MPS": "E12000007"}, ("Unknown",)),
    filters=(Filter("Sex", ("Total",), keeps=False, is_totals=True),),
    measures=(
        MeasureMapping("m1", "percentage", where=(Filter("Sex", ("F",)),), dimensions=("Sex",)),
    ),
)


def test_mappings_come_back_from_json() -> None:
    stored = json.loads(json.dumps(mapping_to_json(FULL)))
    assert mapping_from_json(stored) == FULL
    assert mapping_from_json({}) == Mapping()
    assert stored["version"] == 1


def test_keys_of_later_versions_are_passed_over() -> None:
    stored = mapping_to_json(FULL)
    stored["colour"] = "red"
    stored["columns"][0]["font"] = {"size": 3}
    assert mapping_from_json(stored) == FULL


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"first_row": "2"}, "mapping.first_row is “2”"),
        ({"first_row": True}, "mapping.first_row"),
        ({"first_row": 0}, "mapping.first_row"),
        ({"header_rows": [9]}, "mapping.header_rows"),
        ({"header_rows": 1}, "mapping.header_rows"),
        ({"columns": {}}, "mapping.columns"),
        ({"columns": [{"header": "a"}]}, "mapping.columns[0].position"),
        ({"columns": [{"header": "a", "position": -1}]}, "mapping.columns[0].position"),
        ({"columns": [{"header": "a", "position": 1, "role": "king"}]}, "role is “king”"),
        ({"columns": ["a"]}, "mapping.columns[0] is “a”"),
        ({"period": {"kind": "week"}}, "mapping.period.kind"),
        ({"period": {"day_of_year": "31 March"}}, "mapping.period.day_of_year"),
        ({"period": {"first_month": 13}}, "mapping.period.first_month"),
        ({"area": {"names": {"a": 1}}}, "mapping.area.names.a"),
        ({"area": {"names": []}}, "mapping.area.names"),
        ({"markers": {"-": "q"}}, "mapping.markers.-"),
        ({"measures": [{"measure": "m", "combine": "mix"}]}, "combine is “mix”"),
        ({"measures": [{"unit": "count"}]}, "mapping.measures[0].measure"),
    ],
)
def test_wrong_types_are_named(change: dict[str, Any], words: str) -> None:
    with pytest.raises(MappingRefusedError) as error:
        mapping_from_json({**mapping_to_json(Mapping()), **change})
    assert words in error.value.sentence


@pytest.mark.parametrize("stored", [None, [], "mapping", 5])
def test_what_is_no_object_is_refused(stored: Any) -> None:
    with pytest.raises(MappingRefusedError):
        mapping_from_json(stored)


def test_names_that_a_person_decided() -> None:
    mapping = Mapping().with_area("MPS", "E12000007").with_area("Unknown", "")
    assert mapping.area == AreaReading("", {"MPS": "E12000007"}, ("Unknown",))
    assert mapping.with_area("MPS", "").area == AreaReading("", {}, ("Unknown", "MPS"))
    assert mapping.with_area("Unknown", "E1").area.left_out == ()


def test_columns_are_found_wherever_they_stand() -> None:
    result = extracted("Value,month,Area \n5,Apr-21,Camden\n", long_mapping())
    assert figures(result) == [("2021-04-01", "E09000007", "5", "")]


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("Months,Area,Value\n", "There is no column “Month”. “Months” may be the same"),
        ("xyz,Area,Value\n", "There is no column “Month”. “xyz” may be the same"),
        ("Area,Value\n", "There is no column “Month”. Choose the column that holds it"),
        ("Month,Area,Value,Value\n", "Several columns are called “Value”"),
        ("Month,Area,Value\n", None),
    ],
)
def test_a_remembered_mapping_that_does_not_fit_says_so(text: str, sentence: str | None) -> None:
    result = extracted(f"{text}Apr-21,Camden,5,5\n", long_mapping())
    sentences = [problem.sentence for problem in result.problems.kept]
    if sentence is None:
        assert sentences == []
    else:
        assert len(sentences) == 1
        assert sentence in sentences[0]
        assert figures(result) == []


def test_columns_without_headings_are_found_by_their_place() -> None:
    mapping = long_mapping(header_rows=(), first_row=1)
    result = extracted("Apr-21,Camden,5\nMay-21,Camden,6\n", mapping)
    assert [one[2] for one in figures(result)] == ["5", "6"]


def test_unused_columns_are_told() -> None:
    result = extracted("Month,Area,Value,Extra\nApr-21,Camden,5,1\n", long_mapping())
    assert [one.sentence for one in result.notices.kept] == ["The column “Extra” is not used."]
    assert result.is_whole


def test_what_stands_among_the_periods_is_not_left_out_unseen() -> None:
    """A damaged heading, a missing one, and one that the mapping leaves out."""
    mapping = Mapping(
        header_rows=(1,),
        first_row=2,
        columns=(Column("Area", 0, Role.AREA), Column("Total", 4, Role.IGNORED)),
        is_wide=True,
        period=PeriodReading("month"),
        measures=(MeasureMapping("m"),),
    )
    result = extracted("Area,Apr-21,May-2l,,Total\nCamden,5,6,7,18\n", mapping)
    assert [one[2] for one in figures(result)] == ["5"]
    told = [one.sentence for one in result.notices.kept]
    assert [
        name for name in ("May-2l", "D", "Total") if any(f"“{name}”" in one for one in told)
    ] == [
        "May-2l",
        "D",
        "Total",
    ]


@pytest.mark.parametrize(
    ("mapping", "expected"),
    [
        (long_mapping(measures=()), {"no_measure": 1}),
        (long_mapping("Area,Value"), {"no_period": 1}),
        (long_mapping(measure=MeasureMapping("m")), {"no_value_column": 1}),
        (long_mapping(sheet="Data"), {"no_sheet": 1}),
        (long_mapping(header_rows=(1,), first_row=9), {"no_rows": 1}),
        (long_mapping(is_wide=True), {"no_period_columns": 1}),
        (long_mapping(markers={"-": "q"}), {"unknown_marker": 1}),
        (long_mapping(period=PeriodReading(constant="2021")), {"bad_constant_period": 1}),
        (long_mapping(period=PeriodReading(constant="soon")), {"bad_constant_period": 1}),
        (
            long_mapping(measure=MeasureMapping("m", "rate", "Value", combine="sum")),
            {"sum_of_shares": 1},
        ),
        (
            long_mapping(measure=MeasureMapping("m", value="Value", lower="Area")),
            {"one_end_of_margin": 1},
        ),
        (
            long_mapping(measure=MeasureMapping("m", value="Value", dimensions=("Area",))),
            {"unknown_dimension_column": 1},
        ),
    ],
)
def test_what_a_mapping_lacks_is_listed(mapping: Mapping, expected: dict[str, int]) -> None:
    assert kinds(extracted("Month,Area,Value\nApr-21,Camden,5\n", mapping)) == expected


def test_everything_that_is_missing_is_named_at_once() -> None:
    measure = MeasureMapping("m", value="Figure", where=(Filter("Kind", ("a",)),))
    mapping = replace(long_mapping(measure=measure), area=AreaReading())
    assert kinds(extracted("A,B\n1,2\n", mapping))["missing_column"] >= 2


def test_two_columns_of_one_period_are_told() -> None:
    content = b"Area,202101,202102,202101\nCamden,1,2,3\nBarnet,4,5,6\n"
    with read_file(content) as workbook:
        mapping = guess_mapping(workbook, [WantedMeasure("m", "Value")], AREAS).mapping
        result = extract(workbook, mapping, AREAS)
    assert mapping.is_wide
    assert [one.sentence for one in result.problems.kept] == [
        "Several columns are called “202101”. Say in the file which is which, or leave them out."
    ]


def test_a_file_without_any_figure_says_so() -> None:
    result = extracted("Month,Area,Value\nApr-21,Camden,\n", long_mapping())
    assert kinds(result) == {"no_figures": 1}


def test_notes_below_do_not_hide_the_day_of_each_year() -> None:
    years = "".join(f"{year},5\n" for year in range(2010, 2022))
    content = f"As at 31 March,Value\n{years}\n1. Something of note.\n"
    with read_file(content.encode()) as workbook:
        mapping = guess_mapping(workbook, [WantedMeasure("m", "Value", "count", "other")]).mapping
    assert mapping.period.day_of_year == "03-31"


def test_a_name_is_guessed_in_each_way_it_is_spelled() -> None:
    content = "Month,Kind,Value\n2021-01,Theft – bike,5\n2021-02,Theft - bike,6\n2021-03,Fraud,7\n"
    with read_file(content.encode()) as workbook:
        mapping = guess_mapping(workbook, [WantedMeasure("m", "Theft - bike")]).mapping
    assert mapping.measures[0].where == (Filter("Kind", ("Theft – bike", "Theft - bike")),)

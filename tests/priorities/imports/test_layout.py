"""Where tables begin and what their columns are called."""

from __future__ import annotations

from typing import Any

import pytest

from priorities.imports.layout import Layout, find_layout, headings, is_total
from priorities.imports.sheets import Sheet, read_file
from tests.priorities.imports.makers import xlsx


def sheet(rows: list[list[Any]], **more: Any) -> Sheet:
    """A sheet of these rows."""
    return Sheet("", lambda: iter(rows), **more)


TITLED = [
    ["Table 1: Police officers by force"],
    [],
    ["England and Wales", "", "", "", "", "Full-time equivalents"],
    ["", "As at:", "", "Change in 12 months\nSep-18 to Sep-19", "", ""],
    [],
    ["", "30 Sep 2018", "30 Sep 2019", "number", "%", "number"],
    ["Cleveland", 1.5, 2.5, 1, "66", 3],
    ["Total2", 1.5, 2.5, 1, "66", 3],
    [],
    ["1. Some forces could not tell."],
]


def test_titles_and_two_rows_of_headings() -> None:
    given = sheet(TITLED)
    layout = find_layout(given)
    assert layout == Layout((4, 6), 7)
    assert headings(given, layout.header_rows, 6) == [
        "A",
        "As at: 30 Sep 2018",
        "As at: 30 Sep 2019",
        "Change in 12 months Sep-18 to Sep-19 number",
        "Change in 12 months Sep-18 to Sep-19 %",
        "Change in 12 months Sep-18 to Sep-19 number (2)",
    ]


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([["Month", "Value"], ["Apr-21", "5"]], Layout((1,), 2)),
        ([["Area", "201811", "201812"], ["Camden", "1", "2"]], Layout((1,), 2)),
        ([["Title"], [], ["Month", "Value"], [], ["Apr-21", "5"]], Layout((3,), 5)),
        ([["Apr-21", "5"], ["May-21", "6"]], Layout((), 1)),
        ([["only text"], ["more"]], Layout((1,), 2)),
        ([], Layout((), 1)),
        ([[], [""]], Layout((), 1)),
        (
            [
                ["", "Camden", "", "Barnet", ""],
                ["Month", "n", "%", "n", "%"],
                ["Apr-21", 1, 2, 3, 4],
            ],
            Layout((1, 2), 3),
        ),
    ],
)
def test_heads_of_tables_are_found(rows: list[list[Any]], expected: Layout) -> None:
    assert find_layout(sheet(rows)) == expected


def test_merged_cells_of_workbooks_are_filled() -> None:
    content = xlsx(
        [["", "", "", "Alone"], ["Area", "Q1", "Q2", "n"]], merged=[(0, 1, 0, 2, "2021/22")]
    )
    with read_file(content) as workbook:
        found = headings(workbook.sheets[0], (1, 2), 4)
    assert found == ["Area", "2021/22 Q1", "2021/22 Q2", "Alone n"]


def test_headings_are_unique_and_never_empty() -> None:
    rows = [["a", "a", "", "a (2)", "a", "C"]]
    found = headings(sheet(rows), (1,), 7)
    assert len(set(found)) == 7
    assert found[:2] == ["a", "a (3)"]
    assert found[3] == "a (2)"
    assert all(found)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Total", True),
        ("Total2", True),
        ("Total 43 forces", True),
        ("GRAND TOTAL", True),
        ("England total", True),
        ("Totalitarian", False),
        ("Camden", False),
        ("Totton", False),
    ],
)
def test_totals_are_known_by_words(text: str, expected: bool) -> None:
    assert is_total(text) == expected

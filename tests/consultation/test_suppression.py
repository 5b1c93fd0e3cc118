"""Nobody can work out a number that is left out, whatever is published, in whatever order."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plan.consultation.suppression import (
    Earlier,
    TooFewError,
    may_show_mean,
    suppressed,
    threshold_of,
)

THRESHOLD = 5
CELLS = "abcdefg"

counts = st.one_of(st.integers(0, 8), st.integers(0, 200))
columns = st.lists(counts, min_size=1, max_size=7)


def shown(
    numbers: Sequence[int], threshold: int = THRESHOLD, earlier: Earlier | None = None
) -> dict[str, int | None] | None:
    """The published table of a question with one answer each; None where there is none."""
    cells = dict(zip(CELLS, numbers, strict=False))
    try:
        return suppressed(cells, sum(numbers), threshold, earlier)
    except TooFewError:
        return None


def solved(equations: list[tuple[list[int], int]], width: int) -> set[int]:
    """Unknowns that linear equations determine, by elimination with exact fractions."""
    rows = [[Fraction(c) for c in (*left, right)] for left, right in equations]
    pivot = 0
    for column in range(width):
        found = next((r for r in range(pivot, len(rows)) if rows[r][column]), None)
        if found is None:
            continue
        rows[pivot], rows[found] = rows[found], rows[pivot]
        factor = rows[pivot][column]
        rows[pivot] = [value / factor for value in rows[pivot]]
        for other in range(len(rows)):
            if other != pivot and rows[other][column]:
                times = rows[other][column]
                rows[other] = [a - times * b for a, b in zip(rows[other], rows[pivot], strict=True)]
        pivot += 1
    return {
        next(i for i in range(width) if row[i])
        for row in rows
        if sum(1 for value in row[:width] if value) == 1
    }


def attack(publications: list[tuple[Sequence[int], dict[str, int | None]]]) -> None:
    """Solve all that was published of one question: each base is what its cells add up to."""
    width = sum(len(table) for _numbers, table in publications)
    equations: list[tuple[list[int], int]] = []
    hidden: set[int] = set()
    start = 0
    for numbers, table in publications:
        equations.append(
            ([1 if start <= i < start + len(table) else 0 for i in range(width)], sum(numbers))
        )
        for place, number in enumerate(table.values(), start):
            if number is None:
                hidden.add(place)
            else:
                equations.append(([1 if i == place else 0 for i in range(width)], number))
        left_out = sum(numbers) - sum(number or 0 for number in table.values())
        unknown = sum(1 for number in table.values() if number is None)
        # Numbers are not negative: with nothing left to share out, all would be known.
        assert unknown == 0 or unknown == len(table) == 1 or left_out >= THRESHOLD
        start += len(table)
    single = len(publications[0][1]) == 1
    assert single or not hidden & solved(equations, width)


def test_the_attack_finds_what_a_careless_table_gives_away() -> None:
    with pytest.raises(AssertionError):
        attack([([2, 50, 60], {"a": None, "b": 50, "c": 60})])


@settings(max_examples=300, deadline=None)
@given(columns)
def test_one_table(numbers: list[int]) -> None:
    table = shown(numbers)
    if table is None:
        assert sum(numbers) < THRESHOLD
        return
    for number in table.values():
        assert number is None or THRESHOLD <= number <= sum(numbers) - THRESHOLD
    attack([(numbers, table)])


@settings(max_examples=300, deadline=None)
@given(columns, st.lists(st.lists(st.integers(0, 12), min_size=7, max_size=7), max_size=3))
def test_later_publications(numbers: list[int], arrivals: list[list[int]]) -> None:
    """Every later number shown differs from every earlier one by nothing or by enough."""
    earlier = Earlier()
    published: list[tuple[Sequence[int], dict[str, int | None]]] = []
    for more in [[0] * 7, *arrivals]:
        numbers = [n + m for n, m in zip(numbers, more, strict=False)]
        table = shown(numbers, earlier=earlier)
        if table is None:
            continue
        published.append((numbers, table))
        earlier = after(earlier, table, sum(numbers))
    if not published:
        return
    attack(published)
    for cell in published[0][1]:
        seen = [table[cell] for _numbers, table in published]
        if None in seen:
            assert not any(seen[seen.index(None) :])
        for one in filter(None, seen):
            for two in filter(None, seen):
                assert one == two or abs(one - two) >= THRESHOLD


def after(earlier: Earlier, table: dict[str, int | None], base: int) -> Earlier:
    """What is known once a table is published."""
    numbers: dict[str, Any] = {cell: list(kept) for cell, kept in earlier.numbers.items()}
    hidden = set(earlier.hidden)
    for cell, number in table.items():
        if number is None:
            hidden.add(cell)
        else:
            numbers.setdefault(cell, []).append(number)
    return Earlier(numbers, frozenset(hidden), [*earlier.bases, base])


@pytest.mark.parametrize(
    ("numbers", "expected"),
    [
        ([20, 30, 40], [20, 30, 40]),
        ([2, 30, 40], [None, None, 40]),
        ([0, 30, 40], [None, None, 40]),
        ([1, 1, 40, 50], [None, None, None, 50]),
        ([3, 4, 40], [None, None, 40]),
        ([5, 30, 40], [5, 30, 40]),
        ([4, 4, 30, 40], [None, None, 30, 40]),
    ],
)
def test_examples(numbers: list[int], expected: list[int | None]) -> None:
    table = shown(numbers)
    assert table is not None
    assert list(table.values()) == expected


def test_too_few_answers_show_nothing_and_too_few_new_ones_neither() -> None:
    assert shown([2, 2]) is None
    earlier = Earlier({"a": [20], "b": [30]}, frozenset(), [50])
    assert shown([20, 34], earlier=earlier) is None
    assert shown([20, 30], earlier=earlier) == {"a": 20, "b": 30}
    assert shown([21, 36], earlier=earlier) == {"a": None, "b": None}
    assert shown([25, 35], earlier=earlier) == {"a": 25, "b": 35}


def test_thresholds() -> None:
    assert threshold_of(5, is_protected=False) == 5
    assert threshold_of(0, is_protected=True) == 10
    assert threshold_of(15, is_protected=True) == 15
    assert shown([0, 3], threshold=0) == {"a": 0, "b": 3}
    assert not may_show_mean(99, 5)
    assert may_show_mean(100, 5)

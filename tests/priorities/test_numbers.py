"""Figures with their units, in several languages."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.utils.translation import override

from priorities.models import Measure
from priorities.numbers import axis_figure, difference, figure, plural_number, rounded

LRI, PDI = "\u2066", "\u2069"


def measure(unit: str, decimals: int = 0, **facts: object) -> Measure:
    """A measure that need not be stored."""
    return Measure(unit=unit, decimals=decimals, **facts)


@pytest.mark.parametrize(
    ("value", "decimals", "expected"),
    [
        ("0.5", 0, "1"),
        ("1.5", 0, "2"),
        ("-0.5", 0, "-1"),
        ("61.44", 1, "61.4"),
        ("61.45", 1, "61.5"),
        ("100", 2, "100.00"),
    ],
)
def test_halves_are_rounded_away_from_zero(value: str, decimals: int, expected: str) -> None:
    assert str(rounded(Decimal(value), decimals)) == expected


@pytest.mark.parametrize(
    ("unit", "decimals", "facts", "value", "expected"),
    [
        ("count", 0, {}, "1234567", "1,234,567"),
        ("count", 0, {}, "-12", "−12"),
        ("count", 1, {}, "3", "3.0"),
        ("percentage", 0, {}, "61", "61%"),
        ("percentage", 1, {}, "61.25", "61.3%"),
        ("percentage", 0, {}, "-2", "−2%"),
        ("percentage_points", 0, {}, "1", "1 percentage point"),
        ("percentage_points", 0, {}, "7", "7 percentage points"),
        ("days", 0, {}, "1", "1 day"),
        ("days", 0, {}, "0", "0 days"),
        ("days", 1, {}, "1.5", "1.5 days"),
        ("rate", 1, {"rate_per": 1000}, "12.34", "12.3 per 1,000"),
        ("rate", 1, {"rate_per": None}, "12.34", "12.3"),
        ("money", 0, {"currency": "GBP"}, "1200", "£1,200"),
        ("money", 2, {"currency": "EUR"}, "-3.5", "−€3.50"),
        ("money", 0, {"currency": "CHF"}, "9", "CHF\u00a09"),
    ],
)
def test_each_unit_in_english(
    unit: str, decimals: int, facts: dict[str, object], value: str, expected: str
) -> None:
    with override("en"):
        assert figure(measure(unit, decimals, **facts), Decimal(value)) == expected


def test_polish_groups_digits_with_a_space_and_has_a_decimal_comma() -> None:
    with override("pl"):
        assert figure(measure("count", 1), Decimal("12345.6")) == "12\u00a0345,6"


def test_a_figure_is_one_piece_in_right_to_left_text() -> None:
    with override("ar"):
        assert figure(measure("percentage"), Decimal("-61")) == f"{LRI}−61%{PDI}"
        assert figure(measure("count"), Decimal("12")) == f"{LRI}12{PDI}"
        assert figure(measure("money", currency="GBP"), Decimal("5")) == f"{LRI}£5{PDI}"


@pytest.mark.parametrize(
    ("unit", "change", "expected"),
    [
        ("percentage", "2", "2 percentage points"),
        ("percentage", "-1", "1 percentage point"),
        ("count", "-12", "12"),
        ("days", "-1", "1 day"),
        ("money", "-50", "£50"),
    ],
)
def test_the_size_of_a_change(unit: str, change: str, expected: str) -> None:
    with override("en"):
        assert difference(measure(unit, currency="GBP"), Decimal(change)) == expected


@pytest.mark.parametrize(
    ("value", "decimals", "expected"),
    [("1", 0, 1), ("1.2", 0, 1), ("1.2", 1, 3), ("0.5", 1, 2), ("1.0", 1, 1), ("-1", 0, 1)],
)
def test_fractions_take_the_plural_of_many(value: str, decimals: int, expected: int) -> None:
    assert plural_number(Decimal(value), decimals) == expected


def test_numbers_beside_an_axis_are_short() -> None:
    with override("en"):
        assert axis_figure(measure("percentage"), Decimal(40), 0) == "40%"
        assert axis_figure(measure("days"), Decimal("2.5"), 1) == "2.5"
        assert axis_figure(measure("money", currency="GBP"), Decimal(5000), 0) == "5,000"

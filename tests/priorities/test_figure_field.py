"""Numbers as people type them."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from priorities.forms import FigureField


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("61", "61"),
        ("61.5", "61.5"),
        ("1,234", "1234"),
        ("1,234,567.8", "1234567.8"),
        ("1 234", "1234"),
        ("61 %", "61"),
        ("£1,200.50", "1200.50"),
        ("−3", "-3"),
        ("-1,000", "-1000"),
    ],
)
def test_numbers_as_people_type_them(typed: str, expected: str) -> None:
    assert FigureField().clean(typed) == Decimal(expected)


@pytest.mark.parametrize("typed", ["1,2", "12,34", "0,67", "1,2345", "1.234,5"])
def test_a_comma_that_could_mean_two_things_is_refused(typed: str) -> None:
    with pytest.raises(ValidationError, match="Write decimals with a point"):
        FigureField().clean(typed)


@pytest.mark.parametrize("typed", ["", None])
def test_nothing_typed_is_nothing(typed: str | None) -> None:
    assert FigureField(required=False).clean(typed) is None


def test_a_number_already_read_stays() -> None:
    assert FigureField().clean(Decimal("3.5")) == Decimal("3.5")
    assert FigureField().prepare_value(Decimal("3.500000")) == "3.5"
    assert FigureField().prepare_value("3,5") == "3,5"

"""What editors are told when a calculation cannot be."""

from __future__ import annotations

from typing import Any

import pytest

from priorities.models import Measure
from priorities.models.calculation_facts import calculation_errors
from tests.priorities.makers import make_record

pytestmark = pytest.mark.django_db
SEX_AND_AGE = [
    {"code": "sex", "values": ["f", "m"]},
    {"code": "age", "values": ["under-25"]},
]


def rolling(part: Measure, **facts: Any) -> dict[str, str]:
    """What is wrong with a rolling sum of a measure."""
    given = {"unit": "count", "frequency": "rolling_12_months", **facts}
    return calculation_errors(Measure(calculation="rolling", calculated_from=part, **given))


@pytest.mark.parametrize("unit", ["percentage", "percentage_points", "rate", "days"])
def test_only_numbers_and_money_are_added_up(unit: str) -> None:
    errors = rolling(make_record(name="Trust", unit=unit))
    assert list(errors) == ["calculated_from"]
    assert "“Trust” cannot be added up over 12 months" in errors["calculated_from"]
    assert "calculate a share from these two" in errors["calculated_from"]
    errors = rolling(make_record(unit="count"), unit=unit)
    assert errors == {"unit": "The unit of this calculation is: Number, Money."}


def test_a_sum_has_the_unit_of_what_it_adds_up() -> None:
    spent = make_record(name="Spent", unit="money")
    assert rolling(spent) == {"unit": "Choose the unit of “Spent”: “Money”."}
    assert not rolling(spent, unit="money")
    assert not rolling(make_record(unit="count"))


def gap(part: Measure | None, first: str, second: str) -> dict[str, str]:
    """What is wrong with a gap between two groups of a measure."""
    facts = {"unit": "percentage_points", "first_group": first, "second_group": second}
    return calculation_errors(Measure(calculation="gap", calculated_from=part, **facts))


@pytest.mark.parametrize(
    ("first", "wrong"),
    [
        ("sex=f", {}),
        ("age=under-25;sex=f", {}),
        ("sex=f;age=under-25", {"first_group": "Write this group as “age=under-25;sex=f”."}),
        ("sex=f;sex=f", {"first_group": "Write this group as “sex=f”."}),
    ],
)
def test_groups_that_there_are(first: str, wrong: dict[str, str]) -> None:
    assert gap(make_record(breakdowns=SEX_AND_AGE), first, "sex=m") == wrong


@pytest.mark.parametrize("typed", ["sex=female", "gender=f", "sex", "f", "sex=f;", "Sex=f", " "])
def test_a_group_that_is_none_is_told_with_those_that_are(typed: str) -> None:
    errors = gap(make_record(name="Trust", breakdowns=SEX_AND_AGE), "sex=m", typed)
    assert errors == {
        "second_group": (
            f"“Trust” has no group “{typed}”. The groups that it has: sex=f, sex=m, age=under-25."
        )
    }


def test_a_measure_without_groups_has_no_gap() -> None:
    errors = gap(make_record(name="Trust"), "sex=f", "sex=m")
    assert errors["first_group"] == (
        "“Trust” has no groups. Add a breakdown on its page and publish it first."
    )
    assert list(gap(make_record(), "", "sex=m")) == ["first_group"]
    assert list(gap(None, "sex=f", "sex=m")) == ["calculated_from"]


def test_a_calculated_measure_has_the_groups_of_its_parts() -> None:
    part = make_record(breakdowns=SEX_AND_AGE)
    share = make_record(calculation="share", calculated_from=part, calculated_by=part)
    assert not gap(share, "sex=f", "sex=m")
    circle = make_record(calculation="share")
    circle.calculated_from = circle
    assert list(gap(circle, "sex=f", "sex=m")) == ["first_group", "second_group"]

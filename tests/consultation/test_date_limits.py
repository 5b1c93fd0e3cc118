"""A date can be asked for within limits, and so many days after another one."""

from __future__ import annotations

import copy
import datetime
import uuid
from typing import Any

import pytest

from plan.consultation.builder import build
from plan.consultation.compiler import compile_form
from plan.consultation.definition import FormDefinition
from plan.consultation.forms import Typed
from plan.consultation.questions import question_type
from plan.consultation.route import route
from tests.consultation.asking import answered, day
from tests.consultation.factories import form_value, known_id, name, question, section

LIMITS = {"earliest": datetime.date(2026, 3, 1), "latest": datetime.date(2026, 3, 31)}


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (("28", "2", "2026"), "Enter a date that is not before 1 March 2026."),
        (("1", "4", "2026"), "Enter a date that is not after 31 March 2026."),
    ],
)
def test_a_date_outside_the_limits_is_told_which_would_do(
    typed: tuple[str, str, str], said: str
) -> None:
    assert answered("date", day(*typed), **LIMITS) == [said]


@pytest.mark.parametrize("number", ["1", "31"])
def test_both_limits_are_within(number: str) -> None:
    [value] = answered("date", day(number, "3", "2026"), **LIMITS)
    assert value.date == datetime.date(2026, 3, int(number))


def test_without_limits_any_date_will_do_and_the_structure_is_as_it_was() -> None:
    sections = [section("s", "Section", question("date", "q", "When?"))]
    compiled = compile_form(form_value(sections))
    assert compiled.structure["sections"][0]["items"][0]["settings"] == {}
    [value] = answered("date", day("1", "1", "1900"))
    assert value.date == datetime.date(1900, 1, 1)


def test_limits_that_leave_no_day_are_refused_beside_the_field() -> None:
    block = question_type("date").block()
    raw = question("date", "q", "When?", earliest="2026-03-31", latest="2026-03-01")["value"]
    with pytest.raises(Exception, match="StructBlock") as caught:
        block.clean(block.to_python(raw))
    errors: Any = caught.value
    [said] = errors.block_errors["latest"].messages
    assert said == "The latest day must not be before the earliest."


def two_dates(*, in_sections: int) -> FormDefinition:
    """A form that asks when something began, and at least two days later, when it ended."""
    first = question("date", "began", "When did it begin?")
    last = question("date", "ended", "And end?", after=known_id("began"), days_after=2)
    parts = [[first, last]] if in_sections == 1 else [[first], [last]]
    sections = [section(f"s{n}", "Section", *asked) for n, asked in enumerate(parts)]
    compiled = compile_form(form_value(copy.deepcopy(sections)))
    return build(compiled.structure, compiled.texts)


def typed_dates(form: FormDefinition, **days: str) -> dict[uuid.UUID, Typed]:
    """Days of March 2026, typed."""
    boxes = {
        f"{name(key)}-{box}": [number]
        for key, given in days.items()
        for box, number in (("day", given), ("month", "3"), ("year", "2026"))
    }
    return {part.id: boxes for part in form.sections}


@pytest.mark.parametrize("in_sections", [1, 2])
def test_a_date_must_come_after_another_one(in_sections: int) -> None:
    form = two_dates(in_sections=in_sections)
    assert route(form, typed_dates(form, began="10", ended="12")).is_complete()
    assert route(form, typed_dates(form, ended="1")).is_complete()
    way = route(form, typed_dates(form, began="10", ended="11"))
    assert not way.is_complete()
    assert [str(e) for errors in way.forms[-1].errors.values() for e in errors] == [
        "Enter a date that is not before 12 March 2026, after what you answered before."
    ]


def test_the_end_of_the_calendar_is_no_error() -> None:
    form = two_dates(in_sections=1)
    typed = typed_dates(form, began="10", ended="11")
    for values in typed.values():
        values[f"{name('began')}-year"] = ["9999"]
        values[f"{name('began')}-month"] = ["12"]
        values[f"{name('began')}-day"] = ["31"]
    assert route(form, typed).is_complete() in (True, False)

"""An option that was given 0 in sharing out is answered for, and was not chosen."""

from __future__ import annotations

import uuid
from decimal import Decimal

import pytest

from plan.consultation.actions.count_responses import count_responses
from plan.consultation.answers import AnswerValue
from plan.consultation.codebook import codebook
from plan.consultation.crosstabs import filtered_figures, who_chose
from plan.consultation.definition import ClauseDefinition
from plan.consultation.logic import clause_holds
from plan.consultation.models import Consultation
from plan.consultation.questions import question_type
from plan.consultation.reconciliation import differences
from plan.consultation.tally_figures import tally_figures
from tests.consultation.asking import asked
from tests.consultation.counted import add_response, axis_on, choose, crossed, number_of
from tests.consultation.factories import (
    known_id,
    make_consultation,
    option,
    question,
    record,
    section,
)
from tests.consultation.samples import BUSES, LIGHT, PATROLS, POINTS

pytestmark = pytest.mark.django_db


def shared(**numbers: int) -> list[AnswerValue]:
    """A number for each of these answers."""
    return [
        AnswerValue(option_id=uuid.UUID(known_id(name)), number=Decimal(number))
        for name, number in numbers.items()
    ]


@pytest.fixture
def consultation() -> Consultation:
    """Three shared out money: one gave nothing to light and said so, one left it empty."""
    money = question("points", "money", "How would you share out the money?", **POINTS)
    options = [option("person", "As a person"), option("body", "As a body")]
    kind = question("single_choice", "as", "How do you respond?", options=options)
    made = record(make_consultation(sections=[section("s", "S", money, kind)]))
    add_response(made, {"money": shared(buses=100, light=0), "as": choose("person")})
    add_response(made, {"money": shared(buses=40, light=60, patrols=0), "as": choose("body")})
    add_response(made, {"money": shared(buses=100), "as": choose("body")})
    count_responses(consultation=made)
    return made


def test_only_those_are_counted_who_gave_something(consultation: Consultation) -> None:
    assert number_of(consultation, "money") == 3
    assert [number_of(consultation, "money", name) for name in ("buses", "light", "patrols")] == [
        3,
        1,
        0,
    ]
    found = tally_figures(consultation).question(uuid.UUID(known_id("money")))
    assert found is not None
    (table,) = found.tables
    assert (table.kind, table.base) == ("points", 3)
    assert [(line.number, line.mean) for line in table.lines] == [(3, 80), (1, 20), (0, 0)]


def test_counts_rows_and_files_agree_before_and_after_a_recount(
    consultation: Consultation,
) -> None:
    assert differences(consultation) == []
    count_responses(consultation=consultation, anew=True)
    assert differences(consultation) == []
    assert number_of(consultation, "money", "light") == 1


def test_filters_and_tables_of_two_questions_leave_them_out(consultation: Consultation) -> None:
    money, kind = axis_on(consultation, "money"), axis_on(consultation, "as")
    light = next(one for one in money.points if one.option_id == uuid.UUID(LIGHT))
    assert who_chose(consultation, money, light).count() == 1
    total, _figures = filtered_figures(consultation, codebook(consultation), money, light)
    assert total == 1
    one_way = crossed(money, kind, consultation)
    assert [(list(row.numbers), row.base) for row in one_way.rows] == [
        ([1, 2], 3),
        ([0, 1], 1),
        ([0, 0], 0),
    ]
    other_way = crossed(kind, money, consultation)
    assert [list(row.numbers) for row in other_way.rows] == [[1, 0, 0], [2, 1, 0]]
    assert one_way.base == other_way.base == 3


@pytest.mark.parametrize(
    ("operator", "named", "expected"),
    [
        ("is", BUSES, True),
        ("is", LIGHT, False),
        ("is_not", LIGHT, True),
        ("is_one_of", LIGHT, False),
        ("is", PATROLS, False),
    ],
)
def test_conditions_hold_for_what_got_something(operator: str, named: str, expected: bool) -> None:
    key = uuid.UUID(known_id("money"))
    clause = ClauseDefinition(key, operator, (named,))
    assert clause_holds(clause, {key: shared(buses=100, light=0)}) is expected


def test_what_was_typed_is_kept() -> None:
    points = asked("points", **POINTS)
    stored = question_type("points").to_values(points, {BUSES: 100, LIGHT: 0})
    assert stored == shared(buses=100, light=0)
    assert question_type("points").cells(points, stored) == ["100", "0", "0"]


def test_of_special_category_nought_is_not_stored_where_it_would_be_counted() -> None:
    points = asked("points", is_protected=True, **POINTS)
    stored = question_type("points").to_values(points, {BUSES: 100, LIGHT: 0})
    assert stored == shared(buses=100)
    assert question_type("points").cells(points, stored) == ["100", "0", "0"]

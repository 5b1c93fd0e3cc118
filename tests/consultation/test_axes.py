"""Scales and matrices are filtered by and put against each other like any closed question."""

from __future__ import annotations

import uuid

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from plan.consultation.actions.count_responses import count_responses
from plan.consultation.answers import AnswerValue
from plan.consultation.axes import Axis
from plan.consultation.crosstabs import pair_counts
from plan.consultation.models import Consultation
from tests.consultation.counted import add_response, axis_on, choose, crossed
from tests.consultation.factories import (
    known_id,
    make_consultation,
    option,
    question,
    record,
    section,
)
from tests.consultation.samples import MATRIX
from tests.consultation.test_dashboard import read
from tests.consultation.test_scale_dont_know import OFFERED

pytestmark = pytest.mark.django_db

DONT_KNOW = str(uuid.uuid5(uuid.UUID(known_id("trust")), "dont_know"))


def judged(**rows: str) -> list[AnswerValue]:
    """Values of a matrix: the option of each row."""
    return [
        AnswerValue(row_id=uuid.UUID(known_id(row)), option_id=uuid.UUID(known_id(chosen)))
        for row, chosen in rows.items()
    ]


def point(number: int) -> list[AnswerValue]:
    """A point of the scale."""
    return [AnswerValue(position=number)]


@pytest.fixture
def consultation() -> Consultation:
    """Four who count and one who does not, each beside what they said of day and night."""
    asked = [
        question("matrix", "safety", "Safe?", **MATRIX),
        question("scale", "trust", "Trust?", **OFFERED),
        question(
            "several_choices",
            "topics",
            "Topics?",
            minimum=None,
            maximum=None,
            options=[option("buses", "Buses"), option("lamps", "Lamps")],
        ),
        question("matrix", "secret", "Secret?", is_protected=True, **MATRIX),
        question("scale", "hidden", "Hidden?", is_protected=True, **OFFERED),
    ]
    found = record(make_consultation(sections=[section("s", "S", *asked)]))
    both, secret = choose("buses", "lamps"), judged(day="unsafe")
    add_response(
        found,
        {"safety": judged(day="safe", night="unsafe"), "trust": point(4), "topics": both,
         "secret": secret, "hidden": point(2)},
    )  # fmt: skip
    add_response(found, {"safety": judged(day="safe", night="safe"), "trust": point(4)})
    add_response(found, {"safety": judged(night="safe"), "trust": point(1), "topics": both[:1]})
    not_known = [AnswerValue(option_id=uuid.UUID(DONT_KNOW))]
    add_response(found, {"safety": judged(day="unsure"), "trust": not_known})
    add_response(found, {"safety": judged(day="safe"), "trust": point(4)}, is_test=True)
    count_responses(consultation=found)
    return found


def numbers(first: Axis, second: Axis, consultation: Consultation) -> list[list[int]]:
    """The numbers of a crosstab, each row with its base behind it; the base of all at the end."""
    table = crossed(first, second, consultation)
    return [*([*row.numbers, row.base] for row in table.rows), [table.base]]


def test_rows_and_points_are_offered_by_name(consultation: Consultation) -> None:
    text = read(consultation)
    assert f'<option value="{known_id("safety")}:{known_id("night")}">Safe? – After dark' in text
    assert f'<option value="{known_id("trust")}">Trust?</option>' in text
    assert f'<option value="{known_id("trust")}:3">3</option>' in text
    assert f'<option value="{known_id("trust")}:{DONT_KNOW}">Cannot say</option>' in text
    for name in ("secret", "hidden"):
        assert known_id(name) not in text


@pytest.mark.parametrize(
    ("parts", "number"),
    [
        (("safety", "day", "safe"), "2 responses"),
        (("safety", "night", "safe"), "2 responses"),
        (("safety", "night", "unsafe"), "1 response"),
        (("safety", "night", "unsure"), "0 responses"),
        (("topics", "buses"), "2 responses"),
        (("secret", "day", "unsafe"), "4 responses"),
    ],
)
def test_only_those_who_judged_a_row(
    consultation: Consultation, parts: tuple[str, ...], number: str
) -> None:
    key = ":".join(map(known_id, parts))
    assert f"<strong>{number}</strong>" in read(consultation, f"?only={key}")


@pytest.mark.parametrize(
    ("point", "number"),
    [("4", "2 responses"), ("3", "0 responses"), (DONT_KNOW, "1 response"), ("9", "4 responses")],
)
def test_only_those_at_a_point_of_a_scale(
    consultation: Consultation, point: str, number: str
) -> None:
    query = f"?only={known_id('trust')}:{point}"
    assert f"<strong>{number}</strong>" in read(consultation, query)


def test_special_category_for_those_who_may(consultation: Consultation) -> None:
    rights = ("export_response", "export_protectedanswer")
    key = ":".join(map(known_id, ("secret", "day", "unsafe")))
    text = read(consultation, f"?only={key}", *rights)
    assert "<strong>1 response</strong>" in text
    assert "Secret? – By day" in text
    assert f'<option value="{known_id("hidden")}' not in text


def test_two_rows_of_one_matrix(consultation: Consultation) -> None:
    day, night = (axis_on(consultation, "safety", row) for row in ("day", "night"))
    assert numbers(day, night, consultation) == [[1, 1, 0, 2], [0, 0, 0, 0], [0, 0, 0, 0], [2]]
    query = f"?first={day.key}&second={night.key}"
    text = read(consultation, query)
    assert "“Safe? – By day” by “Safe? – After dark” (2 answered both)" in text
    assert "<td>1 (50%)</td>" in text


def test_a_filter_holds_for_the_comparison_and_is_said_in_words(
    consultation: Consultation, admin_client: Client
) -> None:
    def read_with(query: str) -> str:
        place = f"/admin/consultations/{consultation.public_id}/?{query}"
        return admin_client.get(place).content.decode()

    day, night = (axis_on(consultation, "safety", row) for row in ("day", "night"))
    buses = ":".join(map(known_id, ("topics", "buses")))
    pair = f"first={day.key}&second={night.key}"
    assert "(2 answered both)" in read_with(pair)
    text = read_with(f"only={buses}&{pair}")
    assert "Only those who answered “Buses” to “Topics?”. 2 responses.</p>" in text
    assert 'action="#filter-section"' in text
    assert 'id="filter-section"' in text
    assert "(1 answered both)" in text
    assert "the comparison and the questions are only of those chosen" in text
    secret = ":".join(map(known_id, ("secret", "day", "unsafe")))
    assert "(1 answered both)" in read_with(f"only={secret}&{pair}")


def test_only_the_ends_of_a_scale_say_what_they_mean(consultation: Consultation) -> None:
    labels = [point.label for point in axis_on(consultation, "trust").points]
    assert labels == ["1 – Bad", "2", "3", "4", "5 – Good", "Cannot say"]


def test_a_scale_and_a_row(consultation: Consultation) -> None:
    trust, day = axis_on(consultation, "trust"), axis_on(consultation, "safety", "day")
    assert numbers(trust, day, consultation) == [
        [0, 0, 0, 0], [0, 0, 0, 0], [0, 0, 0, 0], [2, 0, 0, 2], [0, 0, 0, 0], [0, 0, 1, 1], [3],
    ]  # fmt: skip
    assert numbers(day, trust, consultation) == [
        [0, 0, 0, 2, 0, 0, 2], [0, 0, 0, 0, 0, 0, 0], [0, 0, 0, 0, 0, 1, 1], [3],
    ]  # fmt: skip


def test_bases_where_the_other_takes_several_answers(consultation: Consultation) -> None:
    trust, topics = axis_on(consultation, "trust"), axis_on(consultation, "topics")
    assert numbers(trust, topics, consultation) == [
        [1, 0, 1], [0, 0, 0], [0, 0, 0], [1, 1, 1], [0, 0, 0], [0, 0, 0], [2],
    ]  # fmt: skip
    night = axis_on(consultation, "safety", "night")
    assert numbers(night, topics, consultation) == [[1, 0, 1], [1, 1, 1], [0, 0, 0], [2]]
    secret = axis_on(consultation, "secret", "day")
    assert numbers(secret, topics, consultation) == [[0, 0, 0], [1, 1, 1], [0, 0, 0], [1]]
    assert numbers(topics, secret, consultation) == [[0, 1, 0, 1], [0, 1, 0, 1], [1]]


def test_one_query_where_each_makes_one_row(consultation: Consultation) -> None:
    trust, day = axis_on(consultation, "trust"), axis_on(consultation, "safety", "day")
    for first, second, number in ((trust, trust, 1), (day, trust, 2), (trust, day, 2)):
        with CaptureQueriesContext(connection) as found:
            pair_counts(consultation, first, second)
        assert len(found) == number

"""The dashboard of a consultation: numbers as at the last count, and figures of every question."""

from __future__ import annotations

import uuid
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django_tasks import task_backends

from plan.consultation.actions.count_responses import count_responses
from plan.consultation.actions.save_section import clear_attempt, save_section
from plan.consultation.actions.start_attempt import start_attempt
from plan.consultation.answers import AnswerValue
from plan.consultation.codebook import codebook
from plan.consultation.counts import Place
from plan.consultation.crosstabs import filtered_figures, median
from plan.consultation.dashboards import starts
from plan.consultation.definition import OptionDefinition, QuestionDefinition, RowDefinition
from plan.consultation.figure_tables import Numbers, figures
from plan.consultation.models import Attempt, Consultation, FormTexts, TallyState
from tests.consultation.counted import add_response, axis_on, choose, crossed
from tests.consultation.factories import (
    known_id,
    make_consultation,
    option,
    question,
    record,
    section,
    standard_sections,
)
from tests.consultation.test_admin import staff

pytestmark = pytest.mark.django_db


@pytest.fixture
def consultation() -> Consultation:
    """Four responses: two of persons, one of an organisation, one that says nothing."""
    faith = question(
        "single_choice",
        "faith",
        "Your religion?",
        is_protected=True,
        options=[option("faithless", "None"), option("faithful", "Some")],
    )
    found = record(make_consultation(sections=[*standard_sections(), section("f", "Faith", faith)]))
    add_response(
        found,
        {
            "as": choose("person"),
            "topics": choose("violence", "trust"),
            "number": [AnswerValue(number=Decimal(2))],
            "faith": choose("faithful"),
        },
    )
    add_response(
        found,
        {
            "as": choose("person"),
            "topics": choose("violence"),
            "number": [AnswerValue(number=Decimal(5))],
        },
    )
    add_response(
        found,
        {"as": choose("organisation"), "number": [AnswerValue(number=Decimal(30))]},
        channel="paper",
        language="pl",
    )
    add_response(found, {})
    add_response(found, {"as": choose("person"), "topics": choose("trust")}, is_test=True)
    count_responses(consultation=found)
    return found


def coded(consultation: Consultation, name: str) -> QuestionDefinition:
    """A question as the codebook has it."""
    return next(
        one.question for one in codebook(consultation) if str(one.question.id) == known_id(name)
    )


def read(consultation: Consultation, query: str = "", *rights: str) -> str:
    """The dashboard as somebody with these rights reads it, without its line breaks."""
    client = staff("view_response", *rights)
    place = f"/admin/consultations/{consultation.public_id}/{query}"
    return " ".join(client.get(place).content.decode().split())


def test_numbers_and_figures(consultation: Consultation) -> None:
    text = read(consultation)
    assert "<strong>4 responses</strong>" in text
    assert "As at" in text
    for row in ("Website</th><td>3</td>", "Paper</th><td>1</td>", "English</th><td>3</td>"):
        assert row in text
    assert "As a person</th><td>2</td>" in text
    assert "Answered: 3. Not answered or not asked: 1." in text
    # Of the two who chose topics, each option has its own share.
    assert "Violence</th><td>2</td>" in text
    assert "Trust</th><td>1</td>" in text
    assert "100.0%" in text
    assert "Mean: 12.33. Median: 5." in text
    assert "Read what was written" in text
    assert "Your religion?" not in text
    assert "are of all responses" not in text


def test_special_category_for_those_who_may_count_by_it(consultation: Consultation) -> None:
    rights = ("export_response", "export_protectedanswer")
    text = read(consultation, "", *rights)
    assert "Your religion?" in text
    assert "Some</th><td>1</td>" in text


def test_only_those_who_gave_an_answer(consultation: Consultation) -> None:
    text = read(consultation, f"?only={known_id('as')}:{known_id('person')}")
    assert "<strong>2 responses</strong> with the answer chosen below" in text
    assert "are of all responses" in text
    assert "Mean: 3.50." in text
    axis = axis_on(consultation, "as")
    total, found = filtered_figures(consultation, codebook(consultation), axis, axis.points[1])
    assert total == 1
    topics = next(one for one in found if str(one.question.id) == known_id("topics"))
    assert (topics.base, topics.not_answered) == (0, 1)


def test_two_questions_against_each_other(consultation: Consultation) -> None:
    found = crossed(axis_on(consultation, "as"), axis_on(consultation, "topics"), consultation)
    assert [(row.label, list(row.numbers), row.base) for row in found.rows] == [
        ("As a person", [2, 1, 0, 0], 2),
        ("As an organisation", [0, 0, 0, 0], 0),
        ("Another way", [0, 0, 0, 0], 0),
    ]
    assert found.base == 2
    text = read(consultation, f"?first={known_id('as')}&second={known_id('topics')}")
    assert "(2 answered both)" in text
    assert "<td>2 (100%)</td>" in text


@pytest.mark.parametrize(
    "query",
    ["?only=x", "?only=x:y", "?first=1&second=2", "?only=%00", "?first=&second=%F0%9F"],
)
def test_impossible_filters_show_everything(consultation: Consultation, query: str) -> None:
    assert "<strong>4 responses</strong>" in read(consultation, query)


def test_filters_by_special_category_are_not_offered_and_not_taken(
    consultation: Consultation,
) -> None:
    query = f"?only={known_id('faith')}:{known_id('faithful')}"
    assert "<strong>4 responses</strong>" in read(consultation, query)
    rights = ("export_response", "export_protectedanswer")
    assert "<strong>1 response</strong>" in read(consultation, query, *rights)


def test_median_of_an_even_number(consultation: Consultation) -> None:
    add_response(consultation, {"number": [AnswerValue(number=Decimal(6))]})
    count_responses(consultation=consultation)
    assert median(consultation, coded(consultation, "number")) == Decimal("5.5")
    assert median(consultation, coded(consultation, "place")) is None


def test_before_the_first_count_a_count_is_queued_once(db: None) -> None:
    found = record(make_consultation())
    add_response(found, {"as": choose("person")})
    queue = task_backends["default"]
    queue.clear()
    assert "The responses are being counted." in read(found)
    assert [result.task.name for result in queue.results] == ["count_task"]
    read(found, "", "erase_response")
    assert len(queue.results) == 1
    call_task = queue.results[0]
    call_task.task.func(*call_task.args)
    assert TallyState.objects.get(consultation=found).as_at is not None
    assert "<strong>1 response</strong>" in read(found, "", "view_contactdetail")


def test_starts_completion_and_drop_out(consultation: Consultation) -> None:
    texts = FormTexts.objects.get(version__consultation=consultation)
    for sections in (["about"], ["about", "views"], []):
        attempt, _token = start_attempt(consultation=consultation, texts_pk=texts.pk)
        for name in sections:
            save_section(
                attempt=attempt, section_id=uuid.UUID(known_id(name)), typed={}, is_valid=True
            )
        clear_attempt(attempt=attempt)
    start_attempt(consultation=consultation, texts_pk=texts.pk)
    Attempt.objects.create(consultation=consultation, texts=texts, token_hash="t", is_test=True)
    found = starts(consultation)
    assert (found.started, found.sent, found.in_progress, found.abandoned) == (7, 3, 1, 3)
    assert found.completion == pytest.approx(100 * 3 / 7)
    assert [(bar.label, bar.number) for bar in found.drop_out] == [
        ("Before the first section was kept", 1),
        ("About you", 1),
        ("Your views", 1),
        ("Faith", 0),
    ]


def test_the_number_of_queries_does_not_grow(consultation: Consultation) -> None:
    def queries(*rights: str) -> int:
        client = staff("view_response", *rights)
        place = f"/admin/consultations/{consultation.public_id}/"
        client.get(place)
        with CaptureQueriesContext(
            connection,
        ) as found:
            client.get(place)
        return len(found)

    few = queries("erase_response")
    for n in range(30):
        day = timezone.now() - timedelta(days=n)
        add_response(consultation, {"as": choose("person")}, received_at=day)
    count_responses(consultation=consultation)
    assert queries("erase_response", "view_contactdetail") == few


# Types of question that others write: by what their rows hold.

Q, A, B, R, S = (uuid.UUID(int=n) for n in range(1, 6))
OPTIONS = (OptionDefinition(A, "A"), OptionDefinition(B, "B"))


def asked(**fields: Any) -> QuestionDefinition:
    """A question; its type says nothing of how it is counted."""
    return QuestionDefinition(Q, "short_text", "Question?", **fields)


def test_a_matrix_has_a_table_for_each_row_on_its_own_base() -> None:
    numbers = Numbers(
        {
            Place(Q): 10,
            Place(Q, R): 10,
            Place(Q, S): 4,
            Place(Q, R, A): 7,
            Place(Q, R, B): 3,
            Place(Q, S, B): 4,
        }
    )
    rows = (RowDefinition(R, "By day"), RowDefinition(S, "By night"))
    found = figures(asked(options=OPTIONS, rows=rows), numbers, 12)
    assert [
        (t.title, t.base, [(line.number, line.share) for line in t.lines]) for t in found.tables
    ] == [("By day", 10, [(7, 70.0), (3, 30.0)]), ("By night", 4, [(0, 0.0), (4, 100.0)])]
    assert found.not_answered == 2


def test_a_ranking_has_first_choices_and_mean_ranks() -> None:
    numbers = Numbers(
        {
            Place(Q): 4,
            Place(Q, None, A, 1): 3,
            Place(Q, None, A, 2): 1,
            Place(Q, None, B, 1): 1,
            Place(Q, None, B, 2): 3,
        }
    )
    (table,) = figures(asked(options=OPTIONS), numbers, 4).tables
    assert table.kind == "ranks"
    assert [(line.number, line.mean) for line in table.lines] == [
        (3, Decimal("1.25")),
        (1, Decimal("1.75")),
    ]


def test_points_have_means_over_all_who_answered() -> None:
    numbers = Numbers(
        {Place(Q): 4, Place(Q, None, A): 3, Place(Q, None, B): 4},
        {Place(Q, None, A): Decimal(100), Place(Q, None, B): Decimal(300)},
    )
    (table,) = figures(asked(options=OPTIONS), numbers, 4).tables
    assert table.kind == "points"
    assert [(line.number, line.mean) for line in table.lines] == [(3, 25), (4, 75)]


def test_a_scale_shows_points_that_nobody_chose_and_its_mean() -> None:
    numbers = Numbers({Place(Q): 4, Place(Q, None, None, 1): 1, Place(Q, None, None, 4): 3})
    (table,) = figures(asked(settings={"minimum": 0, "maximum": 5}), numbers, 4).tables
    assert [(line.label, line.number) for line in table.lines] == [
        ("0", 0), ("1", 1), ("2", 0), ("3", 0), ("4", 3), ("5", 0),
    ]  # fmt: skip
    assert table.mean == Decimal("3.25")

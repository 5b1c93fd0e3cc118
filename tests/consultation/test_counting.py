"""Counts kept beside the rows: they follow what is sent, changed, withdrawn and erased."""

from __future__ import annotations

import uuid
from datetime import UTC, datetime
from decimal import Decimal
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from home.models import User
from plan.consultation.actions import count_responses as counting
from plan.consultation.actions.count_responses import count_responses
from plan.consultation.actions.erase_response import erase_response
from plan.consultation.answers import AnswerValue
from plan.consultation.counts import count_all_rows
from plan.consultation.models import (
    Answer,
    Consultation,
    ProtectedAnswer,
    Response,
    ResponseTally,
    Source,
    Tally,
    TallyState,
)
from tests.consultation.counted import add_response, choose, number_of
from tests.consultation.factories import known_id, make_consultation, record
from tests.consultation.test_admin import answer

pytestmark = pytest.mark.django_db


@pytest.fixture
def consultation() -> Consultation:
    """An open consultation."""
    return record(make_consultation())


def kept(consultation: Consultation) -> dict[Any, Any]:
    """All that is kept, to compare."""
    tallies = Tally.objects.filter(consultation=consultation).values_list(
        "question_id", "row_id", "option_id", "position", "number", "total"
    )
    responses = ResponseTally.objects.filter(consultation=consultation).values_list(
        "day", "channel", "language", "source", "number"
    )
    return {"tallies": set(tallies), "responses": set(responses)}


def test_new_responses_are_added_and_each_only_once(consultation: Consultation) -> None:
    add_response(consultation, {"as": choose("person"), "topics": choose("violence", "trust")})
    assert count_responses(consultation=consultation) == 1
    add_response(consultation, {"as": choose("person"), "number": [AnswerValue(number=Decimal(7))]})
    assert count_responses(consultation=consultation) == 1
    assert count_responses(consultation=consultation) == 0
    assert number_of(consultation, "as", "person") == 2
    assert number_of(consultation, "as") == 2
    assert number_of(consultation, "topics") == 1
    assert number_of(consultation, "topics", "violence") == 1
    assert number_of(consultation, "topics", "trust") == 1
    number = Tally.objects.get(consultation=consultation, question_id=known_id("number"))
    assert (number.number, number.total) == (1, Decimal(7))


def test_tests_and_withdrawn_responses_are_never_counted(consultation: Consultation) -> None:
    add_response(consultation, {"as": choose("person")}, is_test=True)
    add_response(consultation, {"as": choose("person")}, withdrawn_at=timezone.now())
    assert count_responses(consultation=consultation) == 0
    assert kept(consultation) == {"tallies": set(), "responses": set()}


def test_batches_add_up_to_a_recount(
    consultation: Consultation, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(counting, "BATCH", 2)
    count_responses(consultation=consultation)
    for n in range(5):
        add_response(
            consultation,
            {"as": choose("person" if n % 2 else "organisation"), "topics": choose("violence")},
        )
    assert count_responses(consultation=consultation) == 5
    found = kept(consultation)
    assert count_responses(consultation=consultation, anew=True) == 5
    assert kept(consultation) == found
    assert number_of(consultation, "as", "person") == 2


def test_what_a_million_marks_cannot_say_rows_of_a_matrix_and_ranks_do(
    consultation: Consultation,
) -> None:
    """Rows as other types store them are counted by what they hold."""
    response = add_response(consultation, {})
    question, row, option = uuid.uuid4(), uuid.uuid4(), uuid.uuid4()
    other = uuid.uuid4()
    rows = [
        {"row_id": row, "option_id": option},
        {"row_id": other, "option_id": option},
    ]
    for fields in rows:
        Answer.objects.create(
            consultation=consultation, response=response, question_id=question, **fields
        )
    rank = uuid.uuid4()
    for position in (1, 2):
        Answer.objects.create(
            consultation=consultation,
            response=response,
            question_id=rank,
            option_id=uuid.uuid4(),
            position=position,
        )
    scale = uuid.uuid4()
    Answer.objects.create(
        consultation=consultation, response=response, question_id=scale, position=4
    )
    count_responses(consultation=consultation)
    numbers = {
        (t.question_id, t.row_id, t.option_id is not None, t.position): t.number
        for t in Tally.objects.filter(consultation=consultation)
    }
    assert numbers == {
        (question, None, False, None): 1,
        (question, row, False, None): 1,
        (question, other, False, None): 1,
        (question, row, True, None): 1,
        (question, other, True, None): 1,
        (rank, None, False, None): 1,
        (rank, None, True, 1): 1,
        (rank, None, True, 2): 1,
        (scale, None, False, None): 1,
        (scale, None, False, 4): 1,
    }


def test_answers_of_special_category_are_counted_by_their_options(
    consultation: Consultation,
) -> None:
    for _ in range(2):
        response = add_response(consultation, {})
        ProtectedAnswer.objects.create(
            consultation=consultation,
            response=response,
            question_id=known_id("faith"),
            option_id=known_id("none"),
        )
    count_responses(consultation=consultation)
    assert number_of(consultation, "faith", "none") == 2
    assert number_of(consultation, "faith") == 2


def test_responses_by_day_in_the_zone_channel_language_and_source(
    consultation: Consultation,
) -> None:
    source = Source.objects.create(consultation=consultation, code="lib", label="Library")
    late = datetime(2026, 6, 30, 23, 30, tzinfo=UTC)
    add_response(consultation, received_at=late, source=source)
    add_response(consultation, received_at=late, channel="paper", language="pl")
    add_response(consultation, received_at=late, channel="paper", language="pl")
    count_responses(consultation=consultation)
    day = datetime(2026, 7, 1, tzinfo=UTC).date()
    assert kept(consultation)["responses"] == {
        (day, "web", "en", source.pk, 1),
        (day, "paper", "pl", None, 2),
    }


def test_an_erased_response_leaves_the_counts(consultation: Consultation) -> None:
    first = add_response(consultation, {"as": choose("person")})
    add_response(consultation, {"as": choose("person")})
    count_responses(consultation=consultation)
    administrator = User.objects.create_superuser("a@example.com", "pw")
    erase_response(response=first, user=administrator, reason="asked")
    assert TallyState.objects.get(consultation=consultation).needs_recount
    assert count_responses(consultation=consultation) == 1
    assert number_of(consultation, "as", "person") == 1
    assert not TallyState.objects.get(consultation=consultation).needs_recount


def test_a_response_not_counted_yet_asks_for_no_recount(consultation: Consultation) -> None:
    response = add_response(consultation)
    administrator = User.objects.create_superuser("a@example.com", "pw")
    erase_response(response=response, user=administrator, reason="asked")
    assert not TallyState.objects.filter(consultation=consultation).exists()


def test_withdrawal_that_nobody_told_of_is_noticed(consultation: Consultation) -> None:
    response = add_response(consultation, {"as": choose("person")})
    count_responses(consultation=consultation)
    Response.objects.filter(pk=response.pk).update(withdrawn_at=timezone.now())
    count_responses(consultation=consultation)
    assert number_of(consultation, "as", "person") == 0
    assert not Response.objects.get(pk=response.pk).is_tallied


def test_a_recount_that_was_killed_is_begun_again(consultation: Consultation) -> None:
    add_response(consultation, {"as": choose("person")})
    count_responses(consultation=consultation)
    counting.begin_recount(consultation)
    Tally.objects.all().delete()
    add_response(consultation, {"as": choose("person")})
    assert counting.count_batch(consultation) == 0
    assert count_responses(consultation=consultation) == 2
    assert number_of(consultation, "as", "person") == 2


def test_a_response_gone_during_a_recount_makes_it_begin_again(
    consultation: Consultation, monkeypatch: pytest.MonkeyPatch
) -> None:
    gone = add_response(consultation, {"as": choose("person")})
    add_response(consultation, {"as": choose("organisation")})
    real, calls = count_all_rows, []

    def count_and_lose(*args: Any, **options: Any) -> Any:
        counts = real(*args, **options)
        if not calls:
            gone.delete()
        calls.append(1)
        return counts

    monkeypatch.setattr(counting, "count_all_rows", count_and_lose)
    assert count_responses(consultation=consultation, anew=True) == 1
    assert len(calls) == 2
    assert number_of(consultation, "as", "person") == 0


def test_the_command_counts_all_or_one(consultation: Consultation) -> None:
    add_response(consultation)
    out = StringIO()
    call_command("count_responses", stdout=out)
    assert out.getvalue() == f"{consultation.public_id}: 1 responses counted.\n"
    out = StringIO()
    call_command("count_responses", consultation.public_id, recount=True, stdout=out)
    assert out.getvalue() == f"{consultation.public_id}: 1 responses counted.\n"
    with pytest.raises(CommandError, match="There is no such consultation"):
        call_command("count_responses", "nothing")


def test_sending_does_no_counting(consultation: Consultation) -> None:
    answer(consultation)
    assert not TallyState.objects.exists()
    assert not Response.objects.get().is_tallied

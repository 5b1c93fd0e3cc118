"""Counts, rows and export agree, and a command that says so notices when they do not (R7)."""

from __future__ import annotations

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from plan.consultation.actions.count_responses import count_responses
from plan.consultation.answers import AnswerValue
from plan.consultation.models import Answer, Consultation, ResponseTally, Tally
from tests.consultation.counted import add_response, choose
from tests.consultation.factories import known_id, make_consultation, record
from tests.consultation.test_admin import answer

pytestmark = pytest.mark.django_db


@pytest.fixture
def consultation() -> Consultation:
    """Three responses that are counted, and one that never is."""
    found = record(make_consultation())
    answer(found)
    add_response(found, {"as": choose("person"), "topics": choose("violence", "trust")})
    add_response(found, {"missing": [AnswerValue(text="Light")]})
    add_response(found, {"as": choose("person")}, is_test=True)
    count_responses(consultation=found)
    return found


def outcome(*arguments: str, **options: bool) -> str:
    """What the command says, its error included."""
    out = StringIO()
    try:
        call_command("reconcile_consultation", *arguments, stdout=out, **options)
    except CommandError as error:
        out.write(f"error: {error}")
    return out.getvalue()


def test_agreement(consultation: Consultation) -> None:
    assert outcome(consultation.public_id) == f"{consultation.public_id}: agrees\n"
    assert outcome(all=True) == f"{consultation.public_id}: agrees\n"


def test_a_wrong_tally_is_named_with_all_its_numbers(consultation: Consultation) -> None:
    Tally.objects.filter(option_id=known_id("person")).update(number=7)
    text = outcome(consultation.public_id)
    assert f"  q1 option {known_id('person')}: tallies 7, rows 2, export 2\n" in text
    assert "error: Run count_responses" in text


def test_a_lost_answer_and_a_wrong_number_of_responses_are_named(
    consultation: Consultation,
) -> None:
    Answer.objects.filter(question_id=known_id("missing"), text="Light").delete()
    ResponseTally.objects.update(number=9)
    text = outcome(consultation.public_id)
    assert "responses: tallies 9, rows 3, export 3" in text
    assert "q8: tallies 2, rows 1, export 1" in text


def test_a_wrong_sum_is_named(consultation: Consultation) -> None:
    Tally.objects.filter(question_id=known_id("number")).update(total=5)
    assert "q4, sum: tallies 5, rows 3" in outcome(consultation.public_id)


def test_what_is_not_counted_yet_differs_until_it_is(consultation: Consultation) -> None:
    add_response(consultation, {"as": choose("person")})
    assert "responses: tallies 3, rows 4, export 4" in outcome(consultation.public_id)
    call_command("count_responses", stdout=StringIO())
    assert outcome(consultation.public_id) == f"{consultation.public_id}: agrees\n"


def test_it_wants_one_or_all(consultation: Consultation) -> None:
    assert outcome() == ("error: Name one consultation by the id in its address, or give --all.")
    assert "There is no such consultation" in outcome("nothing")

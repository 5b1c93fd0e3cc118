"""No change of a form leaves an answer without its question or its option."""

from __future__ import annotations

from typing import Any

import pytest

from plan.consultation.models import Answer, ConsultationPage, FormTexts, FormVersion
from plan.consultation.orphans import orphan_faults
from plan.guards import PageHeldError
from tests.consultation.browsing import Walk, stored
from tests.consultation.factories import (
    form_value,
    known_id,
    make_consultation,
    name,
    question,
    record,
)
from tests.factories import fresh, publish

pytestmark = pytest.mark.django_db


@pytest.fixture
def answered() -> ConsultationPage:
    """A consultation with three responses, one of which answered little."""
    page = make_consultation()
    Walk(page).finish_form()
    other = Walk(page)
    other.start()
    other.first(**{name("as"): known_id("organisation"), name("email"): ""})
    other.second(**{name("topics"): [known_id("violence")]})
    other.send()
    bare = Walk(page)
    bare.start()
    bare.post("section/1/", {name("as"): known_id("organisation")})
    bare.post("section/2/")
    bare.send()
    assert record(page).responses.count() == 3
    return fresh(page)


def raw(page: ConsultationPage) -> list[dict[str, Any]]:
    """The form as stored."""
    return list(page.form.get_prep_value())


def without(page: ConsultationPage, section: int, place: int) -> list[dict[str, Any]]:
    """The form without one question."""
    sections = raw(page)
    del sections[section]["value"]["questions"][place]
    return sections


def without_option(page: ConsultationPage, section: int, place: int, option: int) -> Any:
    """The form without one option."""
    sections = raw(page)
    del sections[section]["value"]["questions"][place]["value"]["options"][option]
    return sections


def faults(page: ConsultationPage, sections: list[dict[str, Any]]) -> list[str]:
    """What stands against the form."""
    return orphan_faults(page.translation_key, form_value(sections))


GONE = (
    "“{question}” has been answered in {number} responses: put it back as it was. "
    "Its words may be corrected; tick “stop asking from now on” if it is to go."
)
ONE_GONE = (
    "“{question}” has been answered in 1 response: put it back as it was. "
    "Its words may be corrected; tick “stop asking from now on” if it is to go."
)


@pytest.mark.parametrize(
    ("section", "place", "sentence"),
    [
        (0, 0, GONE.format(question="How do you respond?", number=3)),
        (0, 1, ONE_GONE.format(question="Your email address")),
        (0, 2, GONE.format(question="When did you read the draft?", number=2)),
        (0, 3, GONE.format(question="How many are you?", number=2)),
        (1, 0, GONE.format(question="Which matter most?", number=2)),
        (1, 1, GONE.format(question="Do you agree with the priorities?", number=2)),
        (1, 3, GONE.format(question="What is missing?", number=2)),
    ],
)
def test_deleting_a_question_in_use(
    answered: ConsultationPage, section: int, place: int, sentence: str
) -> None:
    assert faults(answered, without(answered, section, place)) == [sentence]


def test_deleting_a_section_names_each_question_in_order(answered: ConsultationPage) -> None:
    assert faults(answered, raw(answered)[1:]) == [
        GONE.format(question="How do you respond?", number=3),
        ONE_GONE.format(question="Your email address"),
        GONE.format(question="When did you read the draft?", number=2),
        GONE.format(question="How many are you?", number=2),
    ]


def test_emptying_the_form_names_every_question(answered: ConsultationPage) -> None:
    assert len(faults(answered, [])) == 8


def test_retyping_a_question_in_use(answered: ConsultationPage) -> None:
    sections = raw(answered)
    sections[0]["value"]["questions"][3] = question("short_text", "number", "How many are you?")
    assert faults(answered, sections) == [GONE.format(question="How many are you?", number=2)]


def test_deleting_an_option_in_use(answered: ConsultationPage) -> None:
    assert faults(answered, without_option(answered, 0, 0, 1)) == [
        "The answer “As an organisation” to “How do you respond?” has been chosen in "
        "2 responses: put it back. Its words may be corrected."
    ]
    answered = fresh(answered)
    assert faults(answered, without_option(answered, 1, 0, 1)) == [
        "The answer “Trust” to “Which matter most?” has been chosen in 1 response: "
        "put it back. Its words may be corrected."
    ]


def test_what_nobody_answered_may_go(answered: ConsultationPage) -> None:
    assert faults(answered, without_option(answered, 0, 0, 2)) == []
    assert faults(answered, without_option(answered, 1, 0, 2)) == []


def test_rewording_moving_and_adding_are_allowed(answered: ConsultationPage) -> None:
    sections = raw(answered)
    sections[1]["value"]["questions"].append(sections[0]["value"]["questions"].pop())
    sections[0]["value"]["questions"][0]["value"]["text"] = "How are you answering?"
    sections[0]["value"]["questions"].append(question("short_text", "new", "Anything else?"))
    assert faults(answered, sections) == []
    answered.form = form_value(sections)
    publish(answered)
    assert FormVersion.objects.count() == 2
    assert Answer.objects.count() == 16


def test_without_responses_everything_may_go() -> None:
    page = make_consultation()
    assert faults(page, []) == []
    page.form = form_value(raw(page)[:1])
    publish(page)
    assert FormVersion.objects.count() == 2


def test_publishing_from_code_is_refused_and_changes_nothing(answered: ConsultationPage) -> None:
    before, rows = stored(), FormTexts.objects.count()
    answered.form = form_value(without(answered, 0, 3))
    with pytest.raises(PageHeldError) as error:
        answered.save_revision().publish()
    sentence = GONE.format(question="How many are you?", number=2)
    assert error.value.reasons == (sentence,)
    assert str(error.value) == sentence
    assert (stored(), FormTexts.objects.count()) == (before, rows)


def test_late_answers_to_a_question_that_went_do_not_block_other_changes() -> None:
    """Whoever began before it went may still send an answer to it."""
    page = make_consultation()
    walk = Walk(page)
    walk.start()
    page = fresh(page)
    page.form = form_value(without(page, 0, 3))
    page = publish(page)
    walk.first()
    walk.second()
    walk.send()
    assert Answer.objects.filter(question_id=known_id("number")).count() == 1
    assert faults(page, raw(page)) == []
    sections = raw(page)
    sections[0]["value"]["questions"][0]["value"]["text"] = "How are you answering?"
    assert faults(page, sections) == []


def test_retyped_question_is_held_to_the_type_that_was_answered() -> None:
    page = make_consultation()
    sections = raw(page)
    sections[0]["value"]["questions"][3] = question("short_text", "number", "How many are you?")
    page.form = form_value(sections)
    page = publish(page)
    walk = Walk(page)
    walk.start()
    walk.first(**{name("number"): "about three"})
    walk.second()
    walk.send()
    assert Answer.objects.get(question_id=known_id("number")).text == "about three"
    assert faults(page, raw(page)) == []
    assert faults(page, without(page, 0, 3)) == [ONE_GONE.format(question="How many are you?")]

"""Who answers for an organisation finds the way to colleagues, and names the organisation once."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from wagtail.models import Locale

from plan.consultation.actions.create_question_banks import create_question_banks
from plan.consultation.forms import field_name
from plan.consultation.models import AttemptSection, QuestionBank
from plan.consultation.shipped_banks.reading import bank_id
from tests.consultation.bank_makers import of_bank
from tests.consultation.browsing import Walk, heading_of, text_of
from tests.consultation.factories import make_consultation, question, section
from tests.factories import make_locale

pytestmark = pytest.mark.django_db
AS_WHOM, NAMED = (field_name(bank_id("respondent-type", key)) for key in ("as", "organisation"))
OFFER = 'name="team" value="1"'


@pytest.fixture
def walk(client: Client) -> Walk:
    """Somebody who has begun a form that asks first as whom people respond."""
    make_locale("en")
    create_question_banks()
    bank = QuestionBank.objects.get(
        translation_key=bank_id("respondent-type"), locale=Locale.objects.get(language_code="en")
    )
    page = make_consultation(
        sections=[
            section("one", "One", of_bank(bank)),
            section("two", "Two", question("long_text", "words", "What is missing?")),
        ]
    )
    found = Walk(page, client)
    found.start()
    return found


def answer_as(walk: Walk, whom: str, **more: str) -> Any:
    """Send the first section, and open the second one."""
    walk.post("section/1/", {AS_WHOM: str(bank_id("respondent-type", whom)), **more})
    return walk.get("section/2/")


def test_an_organisation_is_offered_to_answer_with_colleagues(walk: Walk) -> None:
    assert OFFER not in text_of(walk.get("section/1/"))
    assert OFFER in text_of(answer_as(walk, "for-organisation"))
    assert OFFER not in text_of(answer_as(walk, "person"))


def test_what_was_typed_is_kept_and_the_name_is_not_asked_again(walk: Walk) -> None:
    answer_as(walk, "for-organisation", **{NAMED: " Friends of the park "})
    response = walk.post("section/2/", {"q-anything": "", "team": "1"})
    assert (response.status_code, response["Location"]) == (303, f"{walk.address}team/")
    assert AttemptSection.objects.count() == 2
    page = walk.get("team/")
    assert heading_of(page) == "Work on this with colleagues"
    assert 'value="Friends of the park"' in text_of(page)


def test_a_name_of_somebody_who_answers_for_themselves_is_not_taken(walk: Walk) -> None:
    answer_as(walk, "person", **{NAMED: "Friends of the park"})
    assert "Friends of the park" not in text_of(walk.get("team/"))


def test_who_leads_a_team_finds_back_to_it_whatever_they_answer(walk: Walk) -> None:
    answer_as(walk, "person")
    walk.post("team/", {"organisation": "Friends of the park"})
    assert OFFER in text_of(walk.get("section/2/"))

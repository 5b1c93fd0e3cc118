"""One attempt makes one response: double clicks, retries, second tabs, collisions (promise R2)."""

from __future__ import annotations

import uuid
from datetime import timedelta
from typing import Any
from unittest import mock

import pytest
from django.db import IntegrityError
from django.utils import timezone
from wagtail.models import ModelLogEntry

from plan.consultation.actions.save_section import AlreadySentError, clear_attempt, save_section
from plan.consultation.actions.submit_response import (
    AttemptGoneError,
    IncompleteError,
    submit_response,
)
from plan.consultation.models import Attempt, AttemptSection, Consultation, Response
from tests.consultation.browsing import (
    Walk,
    heading_of,
    page_of,
    stored,
    text_of,
    token_in,
)
from tests.consultation.factories import (
    first_answers,
    known_id,
    make_consultation,
    name,
    second_answers,
    standard_sections,
)

pytestmark = pytest.mark.django_db


def test_sending_twice_gives_the_same_receipt(walk: Walk) -> None:
    walk.finish_form()
    before = stored()
    again = walk.send()
    assert (again.status_code, again["Location"]) == (303, f"{walk.address}sent/")
    assert stored() == before


def test_a_section_sent_again_unchanged_leads_to_the_receipt(walk: Walk) -> None:
    walk.finish_form()
    before = stored()
    for again in (walk.first(), walk.second()):
        assert (again.status_code, again["Location"]) == (303, f"{walk.address}sent/")
    assert stored() == before


def test_second_tab_shows_reference_and_differences(walk: Walk) -> None:
    response = walk.finish_form()
    before = stored()
    page = walk.second(**{name("place"): "Barnet"})
    assert (page.status_code, heading_of(page)) == (409, "Your answers have already been sent")
    words = text_of(page)
    assert response.reference in words
    assert "Hackney" in words
    assert "Barnet" in words
    assert "What is missing?" not in words
    assert (name("place"), "Barnet") in page_of(page).hidden
    assert f"{walk.address}sent/" in page_of(page).links
    assert stored() == before


def test_answers_typed_in_a_second_tab_can_take_the_place_of_those_sent(walk: Walk) -> None:
    response = walk.finish_form()
    shown = walk.second(**{name("place"): "Barnet", name("topics"): [known_id("none")]})
    hidden: dict[str, Any] = {}
    for key, value in page_of(shown).hidden:
        hidden.setdefault(key, []).append(value)
    changed = walk.client.post(f"{walk.address}section/2/", {**hidden, "change": "1"})
    assert (changed.status_code, changed["Location"]) == (303, f"{walk.address}sent/")
    assert Response.objects.get() == response
    assert response.answers.get(question_id=known_id("place")).text == "Barnet"
    topics = response.answers.filter(question_id=known_id("topics"))
    assert [row.option_id for row in topics] == [uuid.UUID(known_id("none"))]
    assert response.answers.count() == 7
    assert response.contact_details.count() == 1
    entry = ModelLogEntry.objects.get(action="plan_consultation.change_response")
    assert entry.data["reference"] == response.reference


def test_contact_details_can_be_changed_too(walk: Walk) -> None:
    response = walk.finish_form()
    walk.first(change="1", **{name("email"): "other@example.com"})
    assert response.contact_details.get().value == "other@example.com"


def test_incomplete_answers_cannot_take_the_place_of_those_sent(walk: Walk) -> None:
    walk.finish_form()
    before = stored()
    page = walk.first(change="1", **{name("as"): []})
    assert page.status_code == 409
    words = text_of(page)
    assert "What you typed is not complete, so it cannot take the place of what was sent." in words
    assert 'name="change"' not in words
    assert stored() == before


def test_another_site_cannot_change_what_was_sent(walk: Walk) -> None:
    walk.finish_form()
    before = stored()
    page = walk.post(
        "section/2/",
        {**second_answers(), name("place"): "Barnet", "change": "1"},
        Origin="https://elsewhere.example",
    )
    assert page.status_code == 403
    assert "Barnet" in text_of(page)
    assert stored() == before


def test_reference_that_is_taken_is_made_anew(walk: Walk) -> None:
    taken = Walk(walk.page).finish_form().reference
    walk.fill()
    field = Response._meta.get_field("reference")
    with mock.patch.object(field, "_get_default", side_effect=[taken, taken, "ACDEFGHJ"]):
        assert walk.send()["Location"] == f"{walk.address}sent/"
    assert set(Response.objects.values_list("reference", flat=True)) == {taken, "ACDEFGHJ"}


def test_a_reference_that_stays_taken_stores_nothing(walk: Walk) -> None:
    taken = Walk(walk.page).finish_form().reference
    walk.fill()
    before = stored()
    field = Response._meta.get_field("reference")
    attempt = Attempt.objects.get(response=None)
    with (
        mock.patch.object(field, "_get_default", return_value=taken) as made,
        pytest.raises(IntegrityError),
    ):
        submit_response(attempt=attempt, received_at=timezone.now())
    assert made.call_count == 5
    assert stored() == before


def test_attempt_cleared_while_the_answers_were_on_their_way(walk: Walk) -> None:
    walk.fill()
    attempt = Attempt.objects.get()
    Attempt.objects.filter(pk=attempt.pk).delete()
    with pytest.raises(AttemptGoneError):
        submit_response(attempt=attempt, received_at=timezone.now())
    assert Response.objects.count() == 0


def test_what_was_typed_survives_another_tab_that_cleared_the_attempt(walk: Walk) -> None:
    walk.start()

    def clear_first(**given: Any) -> None:
        saving.side_effect = save_section
        clear_attempt(attempt=Attempt.objects.get(pk=given["attempt"].pk))
        raise AlreadySentError

    with mock.patch("plan.consultation.journey.sections.save_section") as saving:
        saving.side_effect = clear_first
        response = walk.first()
    assert response.status_code == 409
    assert 'value="someone@example.com"' in text_of(response)
    assert token_in(response) == walk.cookie.value != walk.token
    assert AttemptSection.objects.get().typed[name("email")] == ["someone@example.com"]


def test_a_section_is_not_stored_once_the_answers_are_sent(walk: Walk) -> None:
    response = walk.finish_form()
    with pytest.raises(AlreadySentError):
        save_section(attempt=response.attempt, section_id=uuid.uuid4(), typed={}, is_valid=True)
    assert AttemptSection.objects.count() == 0


def test_incomplete_answers_carry_all_their_forms(walk: Walk) -> None:
    walk.start()
    with pytest.raises(IncompleteError) as error:
        submit_response(attempt=Attempt.objects.get(), received_at=timezone.now())
    assert [form.is_valid() for form in error.value.route.forms] == [False, True]
    assert Response.objects.count() == 0


@pytest.mark.parametrize("is_required", [True, False])
def test_whoever_waits_for_the_lock_gets_the_same_response(is_required: bool) -> None:
    """What waited for a lock sees the attempt as it was before: not sent, its sections gone."""
    sections = standard_sections()
    sections[0]["value"]["questions"][0]["value"]["is_required"] = is_required
    walk = Walk(make_consultation(sections=sections))
    response = walk.finish_form()
    before = stored()
    attempt = Attempt.objects.get()
    with mock.patch("plan.consultation.actions.submit_response.response_of") as look:
        look.side_effect = [None, response]
        assert submit_response(attempt=attempt, received_at=timezone.now()) == response
    assert stored() == before


def test_change_after_closing_is_refused_and_shown(walk: Walk) -> None:
    walk.finish_form()
    before = stored()
    past = timezone.now() - timedelta(minutes=1)
    Consultation.objects.update(closes_at=past)
    page = walk.second(change="1", **{name("place"): "Barnet"})
    assert (page.status_code, heading_of(page)) == (410, "This consultation has closed")
    assert "Barnet" in text_of(page)
    assert stored() == before


def test_first_answers_of_the_factory_are_valid(walk: Walk) -> None:
    walk.start()
    assert walk.first().status_code == 303
    kept = AttemptSection.objects.get()
    assert kept.is_valid is True
    assert set(kept.typed) == set(first_answers())

"""What no browser of ours would send: the right status, a page that helps, nothing by half."""

from __future__ import annotations

import uuid
from datetime import timedelta

import pytest
from django.utils import timezone

from plan.consultation.models import Answer, Attempt, AttemptSection, Consultation, Response
from tests.consultation.browsing import (
    Walk,
    heading_of,
    page_of,
    stored,
    summary_errors,
    text_of,
    token_in,
)
from tests.consultation.factories import (
    first_answers,
    known_id,
    make_consultation,
    name,
    record,
    second_answers,
)

pytestmark = pytest.mark.django_db

LOST = (
    "We could not find the answers you gave on other pages: too much time may have passed. "
    "What you typed on this page is kept. Look through the other pages before you send."
)
FROM_ELSEWHERE = [
    {"Origin": "https://elsewhere.example"},
    {"Origin": "null"},
    {"Sec-Fetch-Site": "cross-site"},
    {"Sec-Fetch-Site": "same-site"},
]


@pytest.mark.parametrize("token", ["", "forged", "ż" * 500, "x" * 5000])
def test_unknown_attempt_keeps_what_was_typed_and_begins_a_new_one(walk: Walk, token: str) -> None:
    response = walk.post("section/2/", {**second_answers(), "attempt": token})
    assert response.status_code == 409
    assert summary_errors(response) == [("", LOST)]
    assert 'value="Hackney"' in text_of(response)
    attempt = Attempt.objects.get()
    assert attempt.sections.get().typed[name("place")] == ["Hackney"]
    walk.token = token_in(response)
    assert walk.cookie.value == walk.token
    assert walk.second().status_code == 303


def test_expired_attempt_is_treated_as_lost(walk: Walk) -> None:
    walk.start()
    Attempt.objects.update(last_active_at=timezone.now() - timedelta(days=30))
    Walk(walk.page).start()
    assert Attempt.objects.count() == 1
    response = walk.first()
    assert response.status_code == 409
    assert 'value="someone@example.com"' in text_of(response)


def test_lost_attempt_whose_page_is_only_left_begins_none(walk: Walk) -> None:
    response = walk.first(keep="1")
    assert response.status_code == 204
    assert Attempt.objects.count() == 0
    assert walk.cookie is None


@pytest.mark.parametrize("step", ["section/1/", "section/2/", "check/", "sent/"])
def test_steps_without_an_attempt_say_what_to_do(walk: Walk, step: str) -> None:
    response = walk.get(step)
    assert (response.status_code, heading_of(response)) == (404, "We cannot find your answers")
    assert walk.address in page_of(response).actions
    assert Attempt.objects.count() == 0


def test_sending_without_an_attempt(walk: Walk) -> None:
    response = walk.send()
    assert (response.status_code, heading_of(response)) == (404, "We cannot find your answers")
    assert Response.objects.count() == 0


def test_token_of_another_consultation_opens_nothing(walk: Walk) -> None:
    walk.fill()
    other = Walk(make_consultation(slug="other"))
    other.token = walk.token
    assert other.send().status_code == 404
    assert Response.objects.count() == 0


@pytest.mark.parametrize(
    ("method", "step", "allowed"),
    [
        ("put", "", "GET, POST, HEAD"),
        ("delete", "section/1/", "GET, POST, HEAD"),
        ("patch", "check/", "GET, POST, HEAD"),
        ("post", "sent/", "GET, HEAD"),
        ("options", "finish/", "GET, POST, HEAD"),
    ],
)
def test_wrong_method_is_refused_with_a_page(
    walk: Walk, method: str, step: str, allowed: str
) -> None:
    walk.fill()
    before = stored()
    response = getattr(walk.client, method)(walk.address + step)
    assert (response.status_code, response["Allow"]) == (405, allowed)
    assert heading_of(response) == "This page cannot be used in that way"
    assert walk.address in page_of(response).links
    assert "no-store" in response["Cache-Control"]
    assert stored() == before


def test_head_is_answered_like_get(walk: Walk) -> None:
    walk.start()
    response = walk.client.head(f"{walk.address}section/1/")
    assert (response.status_code, response.content) == (200, b"")


def test_null_characters_are_dropped(walk: Walk) -> None:
    walk.start()
    strange = {f"{name('place')}-\x00": "x", f"{name('as')}-other": "\x00"}
    walk.first()
    assert walk.second(**{name("place"): "Hack\x00ney", **strange}).status_code == 303
    walk.send()
    assert Answer.objects.get(question_id=known_id("place")).text == "Hackney"


def test_unknown_questions_are_dropped(walk: Walk) -> None:
    walk.start()
    foreign = {f"q-{uuid.uuid4().hex}": "x", name("place"): "in another section", "stray": "x"}
    walk.first(**foreign)
    assert set(AttemptSection.objects.get().typed) == set(first_answers())


@pytest.mark.parametrize("value", ["x", known_id("nowhere"), known_id("violence")])
def test_unknown_options_are_refused(walk: Walk, value: str) -> None:
    walk.start()
    response = walk.first(**{name("as"): value})
    assert response.status_code == 422
    assert summary_errors(response) == [
        (f"#id_{name('as')}-0", "One of the answers is not offered any more. Choose again.")
    ]


@pytest.mark.parametrize("number", ["0", "3", "99", "9" * 5000])
def test_sections_that_do_not_exist(walk: Walk, number: str) -> None:
    walk.fill()
    before = stored()
    address = f"section/{number}/"
    assert walk.get(address).status_code == 404
    assert walk.post(address, second_answers()).status_code == 404
    assert stored() == before


@pytest.mark.parametrize("number", ["0", "3", "", "x", "-1", "²", "9" * 5000])
def test_changing_a_section_that_does_not_exist(walk: Walk, number: str) -> None:
    walk.fill()
    before = stored()
    response = walk.post("check/", {"change_section": number})
    # An empty number is no wish to change anything: the answers are shown.
    assert response.status_code == (200 if number == "" else 404)
    assert stored() == before


@pytest.mark.parametrize("step", ["", "section/1/", "check/", "sent/", "finish/"])
def test_consultations_that_do_not_exist(walk: Walk, step: str) -> None:
    address = f"/en/take-part/nosuchid/{step}"
    assert walk.client.get(address).status_code == 404
    assert walk.client.post(address).status_code == (405 if step == "sent/" else 404)
    assert Attempt.objects.count() == 0


def test_unpublished_consultation_has_no_form() -> None:
    walk = Walk(make_consultation(is_live=False))
    assert Consultation.objects.count() == 1
    assert walk.client.post(walk.address).status_code == 404
    assert Attempt.objects.count() == 0


def test_language_without_a_page(walk: Walk) -> None:
    response = walk.client.post(f"/pl/take-part/{record(walk.page).public_id}/")
    assert response.status_code == 404
    assert Attempt.objects.count() == 0


def test_consultation_without_a_form_in_force() -> None:
    page = make_consultation(sections=[], opens_at=None, closes_at=None)
    Consultation.objects.update(opens_at=timezone.now() - timedelta(days=1))
    walk = Walk(page)
    for response in (walk.client.post(walk.address), walk.first()):
        assert response.status_code == 404
        assert heading_of(response) == "The survey cannot be answered in this language yet"
        assert "It is being prepared." in text_of(response)
    assert Attempt.objects.count() == 0

"""Finishing, clearing, what the next person at the device may see, going without cookies."""

from __future__ import annotations

import pytest
from django.test import Client

from plan.consultation.models import (
    Attempt,
    AttemptSection,
    Response,
)
from tests.consultation.browsing import (
    STORED,
    Walk,
    heading_of,
    page_of,
    stored,
    summary_errors,
    text_of,
    title_of,
    token_in,
)
from tests.consultation.factories import first_answers, name, record, second_answers

pytestmark = pytest.mark.django_db


def test_answers_begun_on_this_device_are_not_shown_to_the_next_person(walk: Walk) -> None:
    walk.start()
    walk.first()
    again = walk.client.post(walk.address)
    assert again.status_code == 200
    assert heading_of(again) == "Answers have already been begun on this device"
    assert "someone@example.com" not in text_of(again)
    assert f"{walk.address}section/1/" in page_of(again).links
    assert Attempt.objects.count() == 1


def test_starting_anew_deletes_what_was_begun(walk: Walk) -> None:
    walk.start()
    walk.first()
    before = Attempt.objects.get().pk
    again = walk.post("", {"anew": "1"})
    assert again.status_code == 303
    assert Attempt.objects.get().pk != before
    assert AttemptSection.objects.count() == 0
    assert walk.cookie.value != walk.token


def test_starting_again_after_sending_is_another_attempt(walk: Walk) -> None:
    first = walk.finish_form()
    assert walk.start().status_code == 303
    walk.first()
    walk.second()
    walk.send()
    assert Response.objects.count() == 2
    assert Response.objects.exclude(pk=first.pk).get().reference != first.reference


def test_finish_and_clear_deletes_what_was_typed(walk: Walk) -> None:
    walk.start()
    walk.first()
    response = walk.post("finish/")
    assert (response.status_code, response["Location"]) == (303, f"{walk.address}finish/")
    assert stored() == {model.__name__: [] for model in STORED}
    assert walk.cookie.value == ""
    assert walk.cookie["path"] == walk.address
    cleared = walk.get("finish/")
    assert heading_of(cleared) == "This device no longer holds anything of yours"
    assert walk.get("section/1/").status_code == 404


def test_finish_after_sending_keeps_the_response(walk: Walk) -> None:
    walk.finish_form()
    before = stored()
    walk.post("finish/")
    assert stored() == before
    assert walk.cookie.value == ""
    lost = walk.get("sent/")
    assert (lost.status_code, heading_of(lost)) == (404, "We cannot find your answers")


def test_finish_is_offered_on_every_step(walk: Walk) -> None:
    walk.fill()
    for step in ("section/1/", "section/2/", "check/"):
        assert f'formaction="{walk.address}finish/"' in text_of(walk.get(step))
    walk.send()
    assert f"{walk.address}finish/" in page_of(walk.get("sent/")).actions


def test_nothing_typed_can_be_seen_by_going_back_after_sending(walk: Walk) -> None:
    walk.finish_form()
    for step in ("section/1/", "section/2/", "check/"):
        response = walk.get(step)
        assert (response.status_code, response["Location"]) == (303, f"{walk.address}sent/")
    receipt = text_of(walk.get("sent/"))
    for answer in ("Hackney", "someone@example.com", "More buses", "Violence", "As a person"):
        assert answer not in receipt


def test_receipt_asked_for_too_early_leads_to_checking(walk: Walk) -> None:
    walk.start()
    response = walk.get("sent/")
    assert (response.status_code, response["Location"]) == (303, f"{walk.address}check/")


def test_every_page_is_kept_out_of_caches_indexes_and_history(walk: Walk) -> None:
    walk.fill()
    pages = [walk.get(step) for step in ("section/1/", "section/2/", "check/")]
    walk.send()
    pages += [walk.get("sent/"), walk.get("finish/"), walk.post("finish/")]
    for page in pages:
        assert "no-store" in page["Cache-Control"]
        assert page["X-Robots-Tag"] == "noindex, nofollow"
        assert page["Referrer-Policy"] == "same-origin"


def test_titles_say_nothing_of_subject_or_answers(walk: Walk) -> None:
    walk.fill()
    pages = [walk.get(step) for step in ("section/1/", "section/2/", "check/")]
    walk.send()
    pages.append(walk.get("sent/"))
    assert [title_of(page) for page in pages] == [
        "Section 1 of 2",
        "Section 2 of 2",
        "Check your answers",
        "Answers sent",
    ]


def test_the_whole_way_without_cookies(walk: Walk) -> None:
    def post(step: str, data: dict[str, object]) -> object:
        walk.client = Client()
        return walk.post(step, data)

    page = post("", {"cookieless": "1"})
    assert heading_of(page) == "About you"
    assert not walk.client.cookies
    walk.token = token_in(page)
    page = post("section/1/", {**first_answers(), name("as"): []})
    assert summary_errors(page)[0][1] == "Choose an answer."
    page = post("section/1/", first_answers())
    assert (page.status_code, heading_of(page)) == (200, "Your views")
    page = post("section/2/", {**second_answers(), "back": "1"})
    assert (page.status_code, heading_of(page)) == (200, "About you")
    page = post("section/2/", second_answers())
    assert (page.status_code, heading_of(page)) == (200, "Check your answers")
    page = post("check/", {"change_section": "1"})
    assert heading_of(page) == "About you"
    assert ("check", "1") in page_of(page).hidden
    page = post("section/1/", {**first_answers(), "check": "1"})
    assert heading_of(page) == "Check your answers"
    page = post("check/", {})
    assert (page.status_code, heading_of(page)) == (200, "Your answers have been sent")
    assert Response.objects.get().reference in text_of(page)
    page = post("check/", {})
    assert Response.objects.get().reference in text_of(page)
    assert Response.objects.count() == 1


def test_those_without_cookies_are_told_how_to_go_on(walk: Walk) -> None:
    walk.client.post(walk.address)
    walk.client = Client()
    page = walk.get("section/1/")
    assert (page.status_code, heading_of(page)) == (404, "We cannot find your answers")
    assert ("cookieless", "1") in page_of(page).hidden


def test_two_people_do_not_see_each_others_answers(walk: Walk) -> None:
    walk.start()
    walk.first()
    other = Walk(walk.page)
    other.start()
    assert "someone@example.com" not in text_of(other.get("section/1/"))
    assert other.token != walk.token
    assert record(walk.page).attempts.count() == 2

"""Sections in any order: the list, how far each has come, and the ways back to it."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client

from plan.consultation.models import Response
from tests.consultation.browsing import Walk, heading_of, stored, text_of, token_in
from tests.consultation.factories import known_id, make_consultation, name
from tests.consultation.test_routes import CONDITIONS, conditions_value, contact_sections

pytestmark = pytest.mark.django_db

YES, NO = known_id("yes"), known_id("no")
SEEN = {f"{name('who')}-seen": "1"}


@pytest.fixture
def any_order(client: Client) -> Walk:
    """Somebody about to answer the sections of a routed form in any order."""
    page = make_consultation(
        sections=contact_sections(),
        conditions=conditions_value(*CONDITIONS),
        section_order="any",
    )
    return Walk(page, client)


def states(response: Any) -> dict[str, str]:
    """State of each section in the list, by title."""
    items = re.findall(r'<li class="govuk-task-list__item.*?</li>', text_of(response))
    found = {}
    for item in items:
        title = re.search(r"<(?:button|span)[^>]*>(.*?)</(?:button|span)>", item)
        state = re.search(r' id="task-\d+-status">(?:<strong[^>]*>)?(.*?)</', item)
        assert title is not None
        assert state is not None
        found[title[1]] = state[1]
    return found


def test_the_list_says_how_far_each_section_has_come(any_order: Walk) -> None:
    started = any_order.client.post(any_order.address)
    assert started["Location"] == f"{any_order.address}sections/"
    page = any_order.get("sections/")
    any_order.token = token_in(page)
    assert "Answer only what matters to you, in any order." in text_of(page)
    assert "0 of 2 sections completed." in text_of(page)
    assert states(page) == {
        "Contact": "Not started",
        "About the contact": "Cannot start yet",
        "The end": "Not started",
    }
    assert 'value="3"' not in text_of(page)
    opened = any_order.post("sections/", {"open_section": "4"})
    assert opened["Location"] == f"{any_order.address}section/4/"
    back = any_order.post("section/4/", {name("last"): "Bye"})
    assert back["Location"] == f"{any_order.address}sections/"
    any_order.post("section/1/", {name("contact-q"): YES, **SEEN})
    assert states(any_order.get("sections/")) == {
        "Contact": "In progress",
        "About the contact": "Not started",
        "The end": "Completed",
    }
    any_order.post("section/1/", {name("contact-q"): NO})
    assert states(any_order.get("sections/")) == {"Contact": "Completed", "The end": "Completed"}
    assert any_order.post("sections/", {"check": "1"})["Location"].endswith("/check/")
    any_order.send()
    assert [row.text for row in Response.objects.get().answers.order_by("pk")] == ["", "Bye"]


def test_every_way_back_leads_to_the_list(any_order: Walk) -> None:
    any_order.client.post(any_order.address)
    any_order.token = token_in(any_order.get("sections/"))
    section = any_order.get("section/1/")
    assert "Back to all sections" in text_of(section)
    assert "Section 1 of 2" in text_of(section)
    for step in ("section/1/", "check/"):
        name_of_button = "back" if step == "section/1/" else "tasks"
        answer = any_order.post(step, {name_of_button: "1"})
        assert (answer.status_code, answer["Location"]) == (303, f"{any_order.address}sections/")
    again = any_order.client.post(any_order.address, {"attempt": any_order.token})
    assert f"{any_order.address}sections/" in text_of(again)


def test_a_change_leads_back_to_checking(any_order: Walk) -> None:
    any_order.client.post(any_order.address)
    any_order.token = token_in(any_order.get("sections/"))
    answer = any_order.post("section/4/", {name("last"): "Bye", "check": "1"})
    assert answer["Location"] == f"{any_order.address}check/"


def test_an_exit_takes_the_place_of_the_list(any_order: Walk) -> None:
    any_order.client.post(any_order.address)
    any_order.token = token_in(any_order.get("sections/"))
    any_order.post("section/1/", {name("age"): "9"})
    page = any_order.get("sections/")
    assert heading_of(page) == "This survey is for people over 12"


def test_the_list_without_cookies(any_order: Walk) -> None:
    page = any_order.client.post(any_order.address, {"cookieless": "1"})
    assert heading_of(page) == "Your answers"
    any_order.token = token_in(page)
    any_order.client = Client()
    opened = any_order.post("sections/", {"open_section": "1"})
    assert heading_of(opened) == "Contact"
    any_order.client = Client()
    kept = any_order.post("section/1/", {name("contact-q"): NO})
    assert states(kept)["Contact"] == "Completed"


@pytest.mark.parametrize("number", ["0", "9", "x", "²", "9" * 5000])
def test_sections_that_are_not_there(any_order: Walk, number: str) -> None:
    any_order.client.post(any_order.address)
    any_order.token = token_in(any_order.get("sections/"))
    before = stored()
    assert any_order.post("sections/", {"open_section": number}).status_code == 404
    assert stored() == before


def test_a_form_in_one_order_has_no_list(walk: Walk) -> None:
    walk.start()
    walk.first()
    answer = walk.get("sections/")
    assert (answer.status_code, answer["Location"]) == (303, f"{walk.address}section/2/")
    walk.second()
    assert walk.get("sections/")["Location"] == f"{walk.address}check/"

"""All questions on one page, before starting and before opening, with conditions in words."""

from __future__ import annotations

import uuid
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from plan.consultation.conditions_in_words import sentence
from plan.consultation.definition import ClauseDefinition
from tests.consultation.browsing import Walk, heading_of, page_of, text_of
from tests.consultation.factories import known_id, make_consultation, question, section
from tests.consultation.test_routes import definition, routed_consultation
from tests.factories import restrict

pytestmark = pytest.mark.django_db


def test_everything_is_there_with_its_conditions(client: Client) -> None:
    walk = Walk(routed_consultation(), client)
    page = walk.get("questions/")
    text = text_of(page)
    assert (page.status_code, heading_of(page)) == (200, "All the questions")
    for words in ("With whom?", "About the contact", "This survey is for people over 12", "Yes"):
        assert words in text
    assert text.count("Only if you answered “Yes” to “Any contact?”.") == 2
    assert "Only if your answer to “Age?” is less than 13." in text
    assert "Version 1 of the questions." in text


def test_a_scale_shows_its_points_and_what_its_ends_mean(client: Client) -> None:
    scale = question("scale", "q", "How safe?", low=1, high=3, low_end="Not", high_end="Very")
    page = make_consultation(sections=[section("s", "S", scale)])
    words = page_of(Walk(page, client).get("questions/")).words
    place = words.index("How safe?")
    assert words[place + 1 : place + 7] == ["(optional)", "1", "Not", "2", "3", "Very"]


def test_it_can_be_cached_and_sets_no_cookie(walk: Walk) -> None:
    walk.start()
    walk.first()
    page = walk.get("questions/")
    assert page["Cache-Control"] == "public, max-age=60"
    assert page["X-Robots-Tag"] == "noindex"
    assert not page.cookies
    assert "Cookie" not in page.get("Vary", "")
    assert "someone@example.com" not in text_of(page)
    assert walk.token not in text_of(page)
    assert walk.client.post(f"{walk.address}questions/").status_code == 405


def test_it_is_linked_before_and_while_open_and_not_after(client: Client) -> None:
    now = timezone.now()
    for opens, closes, is_linked in ((1, 9, True), (-1, 9, True), (-9, -1, False)):
        page = make_consultation(
            opens=now + timedelta(days=opens), closes=now + timedelta(days=closes)
        )
        walk = Walk(page, client)
        assert (f"{walk.address}questions/" in text_of(client.get(page.url))) is is_linked
        assert walk.get("questions/").status_code == 200


def test_drafts_and_restricted_pages_show_nothing(client: Client) -> None:
    now = timezone.now()
    page = make_consultation(opens=now - timedelta(days=9), closes=now - timedelta(days=1))
    walk = Walk(page, client)
    restrict(page)
    answer = walk.get("questions/")
    assert answer.status_code == 302
    assert "Where do you live?" not in text_of(answer)
    page.unpublish()
    assert walk.get("questions/").status_code == 404
    assert client.get("/en/take-part/nothing/questions/").status_code == 404


@pytest.mark.parametrize(
    ("operator", "key", "values", "expected"),
    [
        (
            "is_one_of", "contact-q", ["yes", "no"],
            "Only if you answered “Yes” or “No” to “Any contact?”.",
        ),
        ("is_none_of", "contact-q", ["no"], "Only if you did not answer “No” to “Any contact?”."),
        ("answered", "age", [], "Only if you answered “Age?”."),
        ("not_answered", "age", [], "Only if you left “Age?” unanswered."),
        (
            "at_least", "age", ["1234.5"],
            "Only if your answer to “Age?” is 1234.5 or more.",
        ),
        (
            "more_than", "age", ["2026-03-27"],
            "Only if your answer to “Age?” is after 27 March 2026.",
        ),
        ("is", "last", ["100 % %(x)s"], "Only if you answered “100 % %(x)s” to “Anything else?”."),
        ("is", "no-such", ["x"], ""),
    ],
)  # fmt: skip
def test_comparisons_in_words(operator: str, key: str, values: list[str], expected: str) -> None:
    known = {"yes": known_id("yes"), "no": known_id("no")}
    clause = ClauseDefinition(
        uuid.UUID(known_id(key)), operator, tuple(known.get(value, value) for value in values)
    )
    assert sentence(clause, definition()) == expected


def test_30_questions_cost_what_3_cost(client: Client) -> None:
    costs = {}
    for number in (3, 30):
        asked = [question("short_text", f"n{place}", f"{place}?") for place in range(number)]
        walk = Walk(make_consultation(sections=[section("one", "One", *asked)]), client)
        walk.get("questions/")
        with CaptureQueriesContext(connection) as captured:
            walk.get("questions/")
        costs[number] = len(captured)
    assert costs[3] == costs[30] <= 8, costs

"""Changing one answer from the check page, and sending only the words that were on the screen."""

from __future__ import annotations

import pytest
from django.test import Client

from plan.consultation.models import Attempt, FormTexts, Response
from tests.consultation.browsing import (
    Walk,
    heading_of,
    page_of,
    stored,
    summary_errors,
    text_of,
    token_in,
)
from tests.consultation.factories import known_id, name
from tests.factories import translate

pytestmark = pytest.mark.django_db


def key(question: str) -> str:
    """A question as the check page's buttons name it."""
    return name(question).removeprefix("q-")


def test_each_question_has_a_way_back_to_itself(walk: Walk) -> None:
    walk.fill()
    page = text_of(walk.get("check/"))
    assert page.count('name="change_question"') == 8
    assert f'value="{key("place")}" formaction="{walk.address}check/#id_{name("place")}"' in page
    for question, number, control in (("place", 2, ""), ("as", 1, "-0"), ("date", 1, "-day")):
        answer = walk.post("check/", {"change_question": key(question)})
        expected = f"{walk.address}section/{number}/?check=1#id_{name(question)}{control}"
        assert (answer.status_code, answer["Location"]) == (303, expected)
        fragment = expected.split("#")[1]
        assert fragment in page_of(walk.get(f"section/{number}/", check=1)).ids


@pytest.mark.parametrize("wrong", ["", "x", "0" * 32, "\x00", known_id("email")])
def test_a_question_that_is_not_there_leaves_everything_as_it_is(walk: Walk, wrong: str) -> None:
    walk.fill()
    before = stored()
    answer = walk.post("check/", {"change_question": wrong})
    assert (answer.status_code, heading_of(answer)) == (200, "Check your answers")
    assert stored() == before


def test_one_answer_is_changed_without_cookies(walk: Walk) -> None:
    walk.fill()
    walk.client = Client()
    page = walk.post("check/", {"change_question": key("place")})
    assert heading_of(page) == "Your views"
    assert ("check", "1") in page_of(page).hidden


def test_words_that_changed_in_another_tab_are_shown_before_they_are_sent(walk: Walk) -> None:
    translate(walk.page, "pl")
    walk.fill()
    words = dict(page_of(walk.get("check/")).hidden)["words"]
    english = FormTexts.objects.get(language="en")
    assert words == str(english.pk)
    polish = Walk(walk.page, walk.client, "pl")
    walk.post("check/", {"language": "pl"})
    polish.token = token_in(polish.get("check/"))
    assert Attempt.objects.get().texts.language == "pl"
    answer = walk.post("check/", {"words": words})
    assert (answer.status_code, Response.objects.count()) == (409, 0)
    assert summary_errors(answer)[0][1].startswith("Nothing was sent yet:")
    assert "Where do you live?" in text_of(answer)
    again = dict(page_of(answer).hidden)["words"]
    assert walk.post("check/", {"words": again}).status_code == 303
    sent = Response.objects.get()
    assert (str(sent.texts_id), sent.language) == (again, "en")
    repeat = walk.post("check/", {"words": "0"})
    assert (repeat.status_code, Response.objects.count()) == (303, 1)


def test_words_nobody_knows_send_nothing(walk: Walk) -> None:
    walk.fill()
    before = stored()
    assert walk.post("check/", {"words": "\x00'x"}).status_code == 409
    assert stored() == before

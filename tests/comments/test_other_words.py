"""Nobody is said to have commented on words they never saw; and a form goes on in any language."""

from __future__ import annotations

from typing import Any

import pytest
from bs4 import BeautifulSoup

from plan.comments.links import token_of
from plan.comments.models import Comment, CommentSettings
from plan.comments.tokens import read_attempt_token
from plan.models import Passage, SectionPage
from tests.comments.commenting import (
    Commenter,
    one,
    page_of,
    passage_path,
    path_of,
    reply_fields,
    token_beside,
    words_of,
)
from tests.comments.factories import make_comment
from tests.factories import fresh, publish, translate

pytestmark = pytest.mark.django_db


@pytest.fixture
def somebody(taking: CommentSettings, passage: Passage) -> Commenter:
    return Commenter(passage)


def reword(passage: Passage, before: str, now: str) -> None:
    """An editor publishes other words."""
    page: Any = fresh(SectionPage.objects.get(pk=passage.page_id))
    raw = [dict(block) for block in page.body.raw_data]
    raw[0]["value"] = raw[0]["value"].replace(before, now)
    page.body = SectionPage._meta.get_field("body").stream_block.to_python(raw)
    publish(page)


def fields_of(response: Any) -> dict[str, str]:
    """What the form on a page sends when nothing is changed in it."""
    form = BeautifulSoup(response.content, "html.parser").select_one("form[data-plan-compose]")
    assert form is not None
    sent = {str(one["name"]): str(one.get("value", "")) for one in form.select("input")}
    sent |= {str(one["name"]): one.get_text().strip() for one in form.select("textarea")}
    chosen = form.select_one("[name=language] [selected]")
    return {**sent, "language": str(chosen["value"]) if chosen else ""}


def test_a_form_brings_back_the_words_beside_it(somebody: Commenter) -> None:
    sent = fields_of(somebody.read())
    assert sent["seen"] == somebody.passage.text
    token = read_attempt_token(sent["attempt"])
    assert token is not None
    assert token.stood_beside("We  listen\nto everybody.", "en")
    assert not token.stood_beside("We listen to nobody.", "en")
    assert not token.stood_beside(somebody.passage.text, "ar")


@pytest.mark.parametrize("how", [{}, {"preview": "1"}, {"change": "1"}, {"text": ""}])
def test_words_published_meanwhile_are_shown_first(
    somebody: Commenter, how: dict[str, str]
) -> None:
    typed = {**fields_of(somebody.read()), "text": "Well said.", "name": "Me", **how}
    reword(somebody.passage, "listen to everybody", "ignore everybody")
    response = somebody.client.post(somebody.path, typed)
    assert response.status_code == 409
    page = words_of(response)
    assert "the words of this passage have changed since you began" in page
    assert page.index("We listen to everybody.") < page.index("We ignore everybody.")
    assert not Comment.objects.exists()
    again = fields_of(response)
    assert (again["text"], again["name"]) == (typed["text"], "Me")
    assert again["seen"] == "We ignore everybody."
    sent = somebody.client.post(somebody.path, {**again, "text": "No."})
    assert sent.status_code == 303
    comment = Comment.objects.get()
    assert (comment.passage_text, comment.text) == ("We ignore everybody.", "No.")
    assert somebody.client.post(somebody.path, {**again, "text": "No."}).status_code == 303
    assert Comment.objects.count() == 1


def test_a_form_sent_before_the_words_changed_still_leads_to_its_comment(
    somebody: Commenter,
) -> None:
    first = somebody.send("Once.")
    reword(somebody.passage, "listen to everybody", "ignore everybody")
    assert somebody.send("Once.")["Location"] == first["Location"]
    assert Comment.objects.count() == 1


def test_words_that_were_never_shown_are_not_shown_back(somebody: Commenter) -> None:
    reword(somebody.passage, "listen to everybody", "ignore everybody")
    response = somebody.send("Well said.", seen="We promise money.")
    assert response.status_code == 409
    assert "We promise money." not in page_of(response)


def test_other_words_of_other_passages_and_other_lines_are_no_matter(
    somebody: Commenter,
) -> None:
    page: Any = fresh(SectionPage.objects.get(pk=somebody.passage.page_id))
    page.title = "Another title"
    publish(page)
    assert somebody.send("Well said.").status_code == 303


def test_a_comment_that_changed_while_somebody_replied(
    taking: CommentSettings, somebody: Commenter
) -> None:
    parent = make_comment(taking, somebody.passage, "Trees are good.")
    typed = reply_fields(parent, "I agree.")
    Comment.objects.update(text="Trees are bad.")
    path = one("reply_to_comment", parent)
    response = somebody.client.post(path, typed)
    assert response.status_code == 409
    page = words_of(response)
    assert "the comment that you reply to has changed since you began" in page
    assert "Trees are bad." in page
    assert "Trees are good." not in page
    again = fields_of(response)
    assert again["text"] == "I agree."
    assert "seen" not in again
    assert somebody.client.post(path, again).status_code == 303


def test_a_form_goes_on_in_another_language(taking: CommentSettings, somebody: Commenter) -> None:
    passage = somebody.passage
    assert "plan-compose-languages" not in page_of(somebody.read())
    translate(passage.page, "ar")
    form = BeautifulSoup(somebody.read().content, "html.parser")
    button = form.select_one("[data-plan-language=ar]")
    assert button is not None
    arguments = (passage.translation_key, passage.block_id)
    arabic = path_of("comment_on", *arguments, language="ar")
    assert (button["formaction"], button["name"]) == (arabic, "change")
    typed = {**fields_of(somebody.read()), "text": "Trees.", "name": "Me", "change": "1"}
    response = somebody.client.post(arabic, typed)
    assert response.status_code == 200
    there = fields_of(response)
    assert (there["text"], there["name"], there["language"]) == ("Trees.", "Me", "en")
    assert there["seen"] != passage.text
    assert somebody.client.post(arabic, there).status_code == 303
    comment = Comment.objects.get()
    assert (comment.passage_language, comment.language) == ("ar", "en")
    again = somebody.client.post(somebody.path, {**typed, "change": ""})
    assert again["Location"].split("?")[0].endswith(path_of("own_comment", comment.reference,
        token_of(comment)))  # fmt: skip
    assert Comment.objects.count() == 1


def test_who_has_written_nothing_writes_in_the_language_they_went_to(
    taking: CommentSettings, somebody: Commenter
) -> None:
    passage = somebody.passage
    typed = {**fields_of(somebody.read()), "name": "Me", "change": "1"}
    translate(passage.page, "ar")
    arguments = (passage.translation_key, passage.block_id)
    there = somebody.client.post(path_of("comment_on", *arguments, language="ar"), typed)
    assert (fields_of(there)["language"], fields_of(there)["name"]) == ("ar", "Me")


def test_a_form_of_another_language_is_not_sent_unseen(
    taking: CommentSettings, somebody: Commenter
) -> None:
    translate(somebody.passage.page, "ar")
    path = passage_path(somebody.passage, "ar") + "comment/"
    fields = {"attempt": token_beside(somebody.passage.text), "text": "Trees.", "name": "Me"}
    assert somebody.client.post(path, fields).status_code == 409
    assert not Comment.objects.exists()

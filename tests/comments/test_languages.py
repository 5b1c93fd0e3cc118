"""In which language a comment is written: its author says so, and readers see it."""

from __future__ import annotations

from typing import Any

import pytest
from bs4 import BeautifulSoup, Tag
from django.test import Client

from plan.comments.actions.own_comment import edit_comment
from plan.comments.actions.post_comment import Words
from plan.comments.enums import HintKind
from plan.comments.links import token_of
from plan.comments.models import Comment, CommentSettings, ListedWords
from plan.consultation.models import WatchedWords
from plan.models import Passage
from tests.comments.commenting import Commenter, page_of, path_of, words_of
from tests.comments.factories import make_comment, post
from tests.comments.reading import address_of
from tests.factories import translate

pytestmark = pytest.mark.django_db


@pytest.fixture
def somebody(taking: CommentSettings, passage: Passage) -> Commenter:
    return Commenter(passage)


def field_of(response: Any) -> Tag:
    """The list of languages on a page."""
    found = BeautifulSoup(response.content, "html.parser").select_one("select[name=language]")
    assert found is not None
    return found


def chosen(response: Any) -> list[str]:
    """What is chosen in it."""
    return [str(option["value"]) for option in field_of(response).select("[selected]")]


def test_the_language_of_the_page_is_chosen_already(somebody: Commenter) -> None:
    translate(somebody.passage.page, "ar")
    page = somebody.read()
    assert chosen(page) == ["en"]
    assert "Language you write in" in words_of(page)
    polish = field_of(page).select_one("[value=pl]")
    assert polish is not None
    assert (polish["lang"], polish.get_text()) == ("pl", "Polski")
    assert chosen(somebody.client.get(path_in_arabic(somebody))) == ["ar"]


def path_in_arabic(somebody: Commenter) -> str:
    """The passage's page."""
    arguments = (somebody.passage.translation_key, somebody.passage.block_id)
    return path_of("passage", *arguments, language="ar")


def test_a_comment_in_another_language_than_the_page(somebody: Commenter) -> None:
    preview = page_of(somebody.send("Więcej ławek.", language="pl", preview="1"))
    assert 'class="plan-comment__text" lang="pl"' in preview
    assert somebody.send("Więcej ławek.", language="pl").status_code == 303
    comment = Comment.objects.get()
    assert (comment.language, comment.passage_language) == ("pl", "en")


def test_no_language_and_one_that_is_not_offered(somebody: Commenter) -> None:
    refused = somebody.send(language="tlh")
    assert refused.status_code == 422
    assert "Choose one of these languages." in words_of(refused)
    assert chosen(somebody.send("", language="pl")) == ["pl"]
    assert not Comment.objects.exists()
    assert somebody.send(language="").status_code == 303
    assert Comment.objects.get().language == "en"


def test_a_site_in_one_language_does_not_ask(
    somebody: Commenter, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("plan.comments.forms.get_content_languages", lambda: {"en": "English"})
    assert 'name="language"' not in page_of(somebody.read())
    assert somebody.send(language="pl").status_code == 303
    assert Comment.objects.get().language == "en"


def test_its_author_can_correct_it(
    taking: CommentSettings, somebody: Commenter, passage: Passage
) -> None:
    somebody.send("Więcej ławek.")
    comment = Comment.objects.get()
    path = path_of("edit_own_comment", comment.reference, token_of(comment))
    assert chosen(somebody.client.get(path)) == ["en"]
    fields = {"text": "Więcej ławek.", "name": "Me", "language": "pl"}
    assert somebody.client.post(path, fields).status_code == 303
    comment.refresh_from_db()
    assert comment.language == "pl"
    edit_comment(comment=comment, words=Words("Jeszcze więcej."))
    comment.refresh_from_db()
    assert comment.language == "pl"


def test_words_on_lists_are_found_whatever_language_was_chosen(
    taking: CommentSettings, passage: Passage
) -> None:
    WatchedWords.objects.create(language="en", words="hurt myself")
    ListedWords.objects.create(language="pl", words="głupi")
    comment = post(taking, passage, "I will hurt myself, głupi.", language="en")
    assert set(kinds(comment)) == {HintKind.HARM}
    other = post(taking, passage, "I will hurt myself, głupi.", name="B")
    other = edit_comment(comment=other, words=Words("I hurt myself, głupi.", language="pl"))
    assert set(kinds(other)) == {HintKind.HARM, HintKind.WORDS}


def kinds(comment: Comment) -> list[str]:
    """Kinds of its hints."""
    return list(comment.hints.values_list("kind", flat=True))


def test_readers_see_which_language_it_is(
    taking: CommentSettings, somebody: Commenter, passage: Passage
) -> None:
    make_comment(taking, passage, "Dzień dobry.", language="pl", name="Ola")
    make_comment(taking, passage, "Good morning.", name="Ada")
    for response, line in (
        (somebody.read(), ".plan-comment__when"),
        (Client().get(address_of(taking)), "article > p:first-child"),
    ):
        tree = BeautifulSoup(response.content, "html.parser")
        polish, english = tree.select(line)
        name = polish.select_one("bdi[lang=pl]")
        assert name is not None
        assert name.get_text() == "Polski"
        assert "Language:" in polish.get_text()
        assert "English" not in english.get_text()

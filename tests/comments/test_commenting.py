"""Commenting over HTTP: what becomes of what is sent, and that nothing typed is lost."""

from __future__ import annotations

import uuid
from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.utils import timezone

from home.models import User
from plan.comments.enums import CommentState, Identification, Scope, Showing
from plan.comments.links import token_of
from plan.comments.models import Comment, CommentSettings
from plan.consultation.models import WatchedWords
from plan.models import Passage
from plan.networks import DAY, key_of
from tests.comments.commenting import (
    Commenter,
    page_of,
    passage_path,
    path_of,
    token_beside,
    words_of,
)

pytestmark = pytest.mark.django_db

ELSEWHERE = {"Sec-Fetch-Site": "cross-site"}


@pytest.fixture
def somebody(taking: CommentSettings, passage: Passage) -> Commenter:
    return Commenter(passage)


def test_get_leads_to_the_form(somebody: Commenter) -> None:
    response = somebody.client.get(somebody.path)
    assert response.status_code == 303
    assert response["Location"] == f"{passage_path(somebody.passage)}#comment"


def test_a_comment_is_stored_and_its_author_gets_the_link(somebody: Commenter) -> None:
    response = somebody.send(" More\r\nbenches.\x00 ", quotation="listen   to\n everybody")
    comment = Comment.objects.get()
    assert response.status_code == 303
    own = path_of("own_comment", comment.reference, token_of(comment))
    assert response["Location"] == f"{own}?sent=1"
    assert not response.cookies
    assert (comment.text, comment.quotation) == ("More\nbenches.", "listen to everybody")
    assert (comment.language, comment.author.name) == ("en", "A neighbour")
    page = words_of(somebody.follow(response))
    assert "Your comment has been sent" in page
    assert comment.reference in page
    assert "A moderator reads it within 48 hours." in page
    assert own in page_of(somebody.follow(response))


def test_pages_of_forms_are_kept_by_nobody(somebody: Commenter) -> None:
    for response in (somebody.send(""), somebody.follow(somebody.send())):
        assert "no-store" in response["Cache-Control"]
        assert response["X-Robots-Tag"] == "noindex, nofollow"
        assert response["Referrer-Policy"] == "strict-origin"
        assert 'content="noindex' in page_of(response)


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"text": ""}, "Write your comment."),
        ({"text": " \x00\n"}, "Write your comment."),
        ({"text": "x" * 2001}, "can have up to 2000 characters. You have written 2001."),
        ({"name": ""}, "Enter the name to show with your comment."),
        ({"name": "x" * 101}, "The name can have up to 100 characters."),
        ({"quotation": "never said"}, "These words are not in the passage."),
        ({"quotation": "x" * 2001}, "Quote up to 2000 characters of the passage."),
        ({"email": "nobody"}, "Enter an email address in the right form"),
    ],
)
def test_what_is_to_be_put_right(somebody: Commenter, fields: Any, message: str) -> None:
    response = somebody.send(**{"text": "Fine.", **fields})
    assert response.status_code == 422
    assert message in words_of(response)
    assert "There is a problem" in words_of(response)
    for words in fields.values():
        assert words.replace("\x00", "").strip() in page_of(response)
    assert somebody.token in page_of(response)
    assert not Comment.objects.exists()


def test_preview_sends_nothing_and_leads_on_or_back(somebody: Commenter) -> None:
    response = somebody.send("More <b>benches</b>.", preview="1", quotation="We listen")
    assert response.status_code == 200
    page = page_of(response)
    assert "This is how your comment will look" in page
    assert "More &lt;b&gt;benches&lt;/b&gt;." in page
    assert 'name="preview"' not in page
    assert not Comment.objects.exists()
    changed = somebody.send("More <b>benches</b>.", change="1", name="")
    assert changed.status_code == 200
    assert "There is a problem" not in words_of(changed)
    assert "More &lt;b&gt;benches&lt;/b&gt;." in page_of(changed)
    assert somebody.send("More <b>benches</b>.").status_code == 303


def test_the_same_form_twice_is_one_comment(somebody: Commenter) -> None:
    first, again = somebody.send("Once."), somebody.send("Once.")
    assert first["Location"] == again["Location"]
    assert Comment.objects.count() == 1


def test_the_same_form_with_other_words_changes_nothing(somebody: Commenter) -> None:
    somebody.send("Once.")
    comment = Comment.objects.get()
    response = somebody.send("Twice.", quotation="We listen")
    assert response.status_code == 409
    page = words_of(response)
    for words in (comment.reference, "Once.", "Twice.", "Change the comment"):
        assert words in page
    assert path_of("edit_own_comment", comment.reference, token_of(comment)) in page_of(response)
    comment.refresh_from_db()
    assert comment.text == "Once."
    Comment.objects.update(decided_at=timezone.now(), state=CommentState.PUBLISHED)
    assert "Change the comment" not in words_of(somebody.send("Thrice."))


@pytest.mark.parametrize("token", ["", "forged", "x" * 5000, "a:b:c"])
def test_without_a_token_of_ours_the_form_comes_again(somebody: Commenter, token: str) -> None:
    response = somebody.send("More benches.", attempt=token)
    assert response.status_code == 422
    assert "send it once more" in words_of(response)
    assert "More benches." in page_of(response)
    assert not Comment.objects.exists()


def test_from_another_site_the_form_comes_again(somebody: Commenter) -> None:
    response = somebody.send("More benches.", headers=ELSEWHERE)
    assert response.status_code == 403
    assert "came from another site" in words_of(response)
    assert "More benches." in page_of(response)
    assert not Comment.objects.exists()
    assert somebody.send("More benches.").status_code == 303


@pytest.mark.parametrize(
    ("days", "status", "words"),
    [
        (-40, 410, "Comments on this passage closed on"),
        (5, 403, "You can comment on this passage from"),
    ],
)
def test_outside_its_time_nothing_typed_is_lost(
    taking: CommentSettings, somebody: Commenter, days: int, status: int, words: str
) -> None:
    consultation = taking.consultation
    consultation.opens_at += timedelta(days=days)
    consultation.closes_at += timedelta(days=days)
    consultation.save()
    response = somebody.send("More benches.")
    assert response.status_code == status
    assert words in words_of(response)
    assert "More benches." in page_of(response)
    assert not Comment.objects.exists()


def test_whoever_had_begun_has_the_grace(taking: CommentSettings, somebody: Commenter) -> None:
    consultation, now = taking.consultation, timezone.now()
    consultation.closes_at, consultation.grace_minutes = now - timedelta(minutes=5), 10
    consultation.save()
    assert somebody.send("Late.").status_code == 410
    early = token_beside(somebody.passage.text, minutes=6)
    assert somebody.send("In time.", attempt=early).status_code == 303


def test_sent_again_after_closing_it_is_still_the_same(
    taking: CommentSettings, somebody: Commenter
) -> None:
    first = somebody.send("Once.")
    taking.consultation.closes_at = timezone.now() - timedelta(minutes=1)
    taking.consultation.save()
    assert somebody.send("Once.")["Location"] == first["Location"]


def test_only_chosen_places_take_comments(taking: CommentSettings, somebody: Commenter) -> None:
    taking.scope = Scope.CHOSEN
    taking.save()
    response = somebody.send("More benches.")
    assert response.status_code == 404
    assert "No comments are taken on this passage." in words_of(response)
    assert "More benches." in page_of(response)
    key, block = somebody.passage.translation_key, somebody.passage.block_id
    taking.places.create(translation_key=key, block_id=block)
    assert somebody.send("More benches.").status_code == 303


def test_a_passage_that_is_not_there(somebody: Commenter) -> None:
    path = path_of("comment_on", somebody.passage.translation_key, uuid.uuid4())
    response = somebody.client.post(path, {"text": "More benches.", "attempt": somebody.token})
    assert response.status_code == 404
    assert "More benches." in page_of(response)


def test_a_name_may_be_left_out_where_an_address_is_asked_for(
    taking: CommentSettings, somebody: Commenter
) -> None:
    taking.identification = Identification.EMAIL
    taking.save()
    refused = somebody.send("Fine.", name="")
    assert refused.status_code == 422
    assert "Enter your email address." in words_of(refused)
    response = somebody.send("Fine.", name="", email="Me@Example.org")
    comment = Comment.objects.get()
    assert comment.state == CommentState.UNCONFIRMED
    assert comment.author.email == "me@example.org"
    assert "Confirm your email address" in words_of(somebody.follow(response))


def test_no_form_where_an_address_cannot_be_confirmed(
    taking: CommentSettings, somebody: Commenter, settings: Any
) -> None:
    settings.PLAN_MAIL_IS_CONFIGURED = False
    assert 'name="email"' not in page_of(somebody.read())
    taking.identification = Identification.EMAIL
    taking.save()
    page = words_of(somebody.read())
    assert "this site cannot send the letter" in page
    assert "Send comment" not in page


def test_signing_in_where_that_is_asked_for(taking: CommentSettings, somebody: Commenter) -> None:
    taking.identification = Identification.ACCOUNT
    taking.save()
    page = page_of(somebody.read())
    assert "Sign in to comment" in page
    assert "next=%2Fen%2Fpassages%2F" in page
    assert 'name="text"' not in page
    refused = somebody.send("Fine.")
    assert refused.status_code == 403
    assert "you are not signed in" in words_of(refused)
    assert "Fine." in page_of(refused)
    assert not Comment.objects.exists()
    user = User.objects.create_user("me@example.org")
    somebody.client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    assert "Send comment" in words_of(somebody.read())
    assert somebody.send("Fine.", name="").status_code == 303
    assert Comment.objects.get().author.user == user


def test_whoever_is_signed_in_is_noted_only_where_that_is_asked_for(somebody: Commenter) -> None:
    user = User.objects.create_user("me@example.org")
    somebody.client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    somebody.send("Fine.")
    assert Comment.objects.get().author.user is None


def test_what_programs_fill_in_waits(taking: CommentSettings, somebody: Commenter) -> None:
    taking.showing = Showing.AT_ONCE
    taking.save()
    somebody.send("Buy now.", subject="x")
    comment = Comment.objects.get()
    assert (comment.state, comment.doubts) == (CommentState.WAITING, ["trap"])


def test_very_many_from_one_network_calculate_first(somebody: Commenter) -> None:
    cache.set(key_of("81.2.69.0/24"), 100_000, DAY)
    where = {"X-Forwarded-For": "81.2.69.142"}
    somebody.client.defaults["REMOTE_ADDR"] = "81.2.69.142"
    response = somebody.send("From a library.", headers=where)
    assert response.status_code == 429
    page = page_of(response)
    assert "One moment, please" in page
    assert "From a library." in page
    assert "data-plan-proof" in page
    assert not Comment.objects.exists()
    assert somebody.send("From a library.", anyway="1").status_code == 303
    assert Comment.objects.get().doubts == ["crowded"]


def test_support_is_shown_at_once_to_whoever_may_tell_of_harm(somebody: Commenter) -> None:
    WatchedWords.objects.create(language="en", words="abuse")
    response = somebody.send("There is abuse at home.")
    page = words_of(somebody.follow(response))
    assert "If you need support" in page
    other = Commenter(somebody.passage)
    assert "If you need support" not in words_of(other.follow(other.send("Fine.")))


def test_shown_at_once(taking: CommentSettings, somebody: Commenter) -> None:
    taking.showing = Showing.AT_ONCE
    taking.save()
    page = words_of(somebody.follow(somebody.send("Fine.")))
    assert "Your comment is published" in page
    assert "A moderator will read it afterwards." in page
    assert "See it at its passage" in page
    assert "Fine." in words_of(somebody.read())

"""Replies: to comments that everybody reads, one level deep."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from plan.comments.actions import post_comment
from plan.comments.actions.own_comment import withdraw_comment
from plan.comments.actions.post_comment import Posting
from plan.comments.enums import CommentState
from plan.comments.models import Comment, CommentSettings
from plan.models import Passage
from tests.comments.commenting import Commenter, one, page_of, token_beside, words_of
from tests.comments.factories import make_comment

pytestmark = pytest.mark.django_db


@pytest.fixture
def somebody(taking: CommentSettings, passage: Passage) -> Commenter:
    return Commenter(passage)


def reply(client: Client, comment: Comment, text: str = "Well said.", **fields: Any) -> Any:
    """Send a reply, from a form opened a minute ago."""
    token = token_beside(comment.text)
    sent = {"attempt": token, "text": text, "name": "Another", **fields}
    return client.post(one("reply_to_comment", comment), sent)


def test_a_reply(taking: CommentSettings, somebody: Commenter) -> None:
    parent = make_comment(taking, somebody.passage, "More benches.")
    page = somebody.client.get(one("reply_to_comment", parent))
    assert page.status_code == 200
    assert "You reply to this comment" in words_of(page)
    assert "More benches." in words_of(page)
    assert 'name="quotation"' not in page_of(page)
    response = reply(somebody.client, parent, quotation="never said")
    assert response.status_code == 303
    made = Comment.objects.latest("pk")
    assert (made.reply_to, made.quotation) == (parent, "")
    below = reply(somebody.client, Comment.objects.get(pk=publish(made).pk))
    assert below.status_code == 303
    assert Comment.objects.latest("pk").reply_to == parent


def publish(comment: Comment) -> Comment:
    """As a moderator would."""
    comment.state, comment.decided_at = CommentState.PUBLISHED, timezone.now()
    comment.save()
    return comment


def test_a_reply_to_what_is_not_shown(taking: CommentSettings, somebody: Commenter) -> None:
    parent = make_comment(taking, somebody.passage, "A secret.", state=CommentState.WAITING)
    response = reply(somebody.client, parent)
    assert response.status_code == 404
    assert "Well said." in page_of(response)
    assert "A secret." not in page_of(response)
    assert Comment.objects.count() == 1


def test_no_replies_where_they_are_switched_off(
    taking: CommentSettings, somebody: Commenter
) -> None:
    parent = make_comment(taking, somebody.passage, "More benches.")
    taking.has_replies = False
    taking.save()
    assert one("reply_to_comment", parent) not in page_of(somebody.read())
    assert reply(somebody.client, parent).status_code == 404
    assert Comment.objects.count() == 1


@pytest.mark.parametrize("is_erased", [True, False])
def test_what_goes_while_somebody_replies(
    taking: CommentSettings,
    somebody: Commenter,
    monkeypatch: pytest.MonkeyPatch,
    is_erased: bool,
) -> None:
    parent = make_comment(taking, somebody.passage, "More benches.")

    def act_first(posting: Posting) -> None:
        if is_erased:
            Comment.objects.filter(pk=parent.pk).delete()
        else:
            withdraw_comment(comment=parent)

    monkeypatch.setattr(post_comment, "require_taking", act_first)
    response = reply(somebody.client, parent)
    assert response.status_code == 404
    assert "This comment is not shown" in words_of(response)
    assert "Well said." in page_of(response)
    assert Comment.objects.get() == parent  # what a refused attempt did is undone with it

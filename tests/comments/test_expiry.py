"""What is kept for a time is deleted when it is over, by the database's clock; no sooner."""

from __future__ import annotations

from datetime import date, timedelta
from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command
from django.utils import timezone

from plan.comments.actions import delete_expired_comments
from plan.comments.actions.change_state import locked
from plan.comments.actions.own_comment import confirm_comment
from plan.comments.enums import CommentState
from plan.comments.models import (
    Comment,
    CommentAuthor,
    CommentOriginal,
    CommentSettings,
    Follower,
)
from plan.comments.tallies import counted, stored
from plan.models import Passage
from tests.comments.factories import make_comment

pytestmark = pytest.mark.django_db


def today(days: int = 0) -> date:
    """The day so many days from now."""
    return (timezone.now() + timedelta(days=days)).date()


def keep_until(taking: CommentSettings, day: date) -> None:
    """Set the retention of the consultation."""
    taking.consultation.retain_until = day
    taking.consultation.save()


def run() -> list[int]:
    """The numbers that the command prints."""
    out = StringIO()
    call_command("delete_expired_comments", stdout=out)
    return [int(line.rpartition(": ")[2]) for line in out.getvalue().splitlines()]


@pytest.mark.parametrize(("days", "is_deleted"), [(-1, True), (0, False), (1, False)])
def test_originals(taking: CommentSettings, passage: Passage, days: int, is_deleted: bool) -> None:
    comment = make_comment(taking, passage, state=CommentState.REDACTED)
    CommentOriginal.objects.create(comment=comment, text="All", delete_on=today(days))
    assert run() == [int(is_deleted), 0, 0, 0]
    assert CommentOriginal.objects.exists() is not is_deleted
    assert Comment.objects.count() == 1


def test_originals_without_a_date_stay(taking: CommentSettings, passage: Passage) -> None:
    comment = make_comment(taking, passage, state=CommentState.REDACTED)
    CommentOriginal.objects.create(comment=comment, text="All")
    assert run() == [0, 0, 0, 0]


@pytest.mark.parametrize(
    ("state", "days", "is_deleted"),
    [
        (CommentState.UNCONFIRMED, 15, True),
        (CommentState.UNCONFIRMED, 13, False),
        (CommentState.WAITING, 15, False),
        (CommentState.PUBLISHED, 15, False),
    ],
)
def test_unconfirmed(
    taking: CommentSettings, passage: Passage, state: CommentState, days: int, is_deleted: bool
) -> None:
    posted = timezone.now() - timedelta(days=days)
    make_comment(taking, passage, state=state, posted_at=posted, email="a@example.org")
    assert run() == [0, int(is_deleted), 0, 0]
    assert Comment.objects.exists() is CommentAuthor.objects.exists() is not is_deleted


def test_what_is_confirmed_meanwhile_stays(
    taking: CommentSettings, passage: Passage, monkeypatch: pytest.MonkeyPatch
) -> None:
    posted = timezone.now() - timedelta(days=15)
    for _ in range(2):
        make_comment(taking, passage, state=CommentState.UNCONFIRMED, posted_at=posted)
    confirmed, gone = Comment.objects.order_by("pk")

    def act_first(comment: Comment) -> Comment:
        confirm_comment(comment=confirmed)
        Comment.objects.filter(pk=gone.pk).delete()
        return locked(comment)

    monkeypatch.setattr(delete_expired_comments, "locked", act_first)
    assert run() == [0, 0, 0, 0]
    assert Comment.objects.get().state == CommentState.WAITING


def test_the_site_says_how_long_unconfirmed_ones_stay(
    taking: CommentSettings, passage: Passage, settings: Any
) -> None:
    settings.PLAN_UNCONFIRMED_DAYS = 2
    posted = timezone.now() - timedelta(days=3)
    make_comment(taking, passage, state=CommentState.UNCONFIRMED, posted_at=posted)
    assert run() == [0, 1, 0, 0]


def test_authors_after_retention(taking: CommentSettings, passage: Passage) -> None:
    comment = make_comment(taking, passage, "Kept.", email="a@example.org")
    CommentOriginal.objects.create(comment=comment, text="All")
    keep_until(taking, today())
    assert run() == [0, 0, 0, 0]
    keep_until(taking, today(-1))
    assert run() == [0, 0, 1, 0]
    assert not CommentAuthor.objects.exists()
    assert not CommentOriginal.objects.exists()
    assert Comment.objects.get().text == "Kept."
    assert run() == [0, 0, 0, 0]


def test_texts_go_with_their_authors_where_that_was_said(
    taking: CommentSettings, passage: Passage
) -> None:
    taking.keeps_text = False
    taking.save()
    first = make_comment(taking, passage)
    make_comment(taking, passage, reply_to=first)
    keep_until(taking, today(-1))
    assert run() == [0, 0, 2, 0]
    assert not Comment.objects.exists()
    assert +stored() == counted() == {}


@pytest.mark.parametrize(
    ("age", "is_confirmed", "kept_days", "is_deleted"),
    [(8, False, 9, True), (6, False, 9, False), (8, True, 9, False), (0, True, -1, True)],
)
def test_followers(
    taking: CommentSettings,
    passage: Passage,
    age: int,
    is_confirmed: bool,
    kept_days: int,
    is_deleted: bool,
) -> None:
    keep_until(taking, today(kept_days))
    row = Follower.objects.create(
        consultation=taking.consultation,
        translation_key=passage.translation_key,
        block_id=passage.block_id,
        email="a@example.org",
        language="en",
        confirmed_at=timezone.now() if is_confirmed else None,
    )
    Follower.objects.filter(pk=row.pk).update(created_at=timezone.now() - timedelta(days=age))
    assert run() == [0, 0, 0, int(is_deleted)]
    assert Follower.objects.exists() is not is_deleted

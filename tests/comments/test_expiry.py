"""What is kept for a time is deleted when it is over, by the database's clock; no sooner."""

from __future__ import annotations

from datetime import date, timedelta
from io import StringIO
from typing import Any
from uuid import uuid4

import pytest
from django.core.management import call_command
from django.utils import timezone
from wagtail.models import ModelLogEntry

from plan.comments.actions import delete_expired_comments
from plan.comments.actions.change_state import NotPossibleError, locked
from plan.comments.actions.count_comments import count_agreements
from plan.comments.actions.decide_comment import decide_comment
from plan.comments.actions.delete_expired_comments import WHY, erase_one
from plan.comments.actions.own_comment import confirm_comment
from plan.comments.desk.one_comment import possible_decisions
from plan.comments.enums import CommentState, Decision, HintKind
from plan.comments.links import opens_comment, token_of
from plan.comments.models import (
    Agreement,
    Comment,
    CommentAuthor,
    CommentHint,
    CommentOriginal,
    CommentReport,
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


def beside(comment: Comment) -> None:
    """Everything that may lie beside a comment."""
    comment.hints.create(kind=HintKind.CONTACT, found="07700 900123")
    comment.hints.create(kind=HintKind.HARM, note="Jane, passed on.", seen_at=timezone.now())
    comment.reports.create(browser_hash="r", words="This is Jane.", language="en")
    comment.agreeing.create(browser_hash="a", network_hash="n")
    comment.agreeing.create(browser_hash="b")
    Comment.objects.filter(pk=comment.pk).update(agreements=2)


def test_nothing_beside_a_published_text_outlasts_retention(
    taking: CommentSettings, passage: Passage
) -> None:
    comment = make_comment(taking, passage, "Kept.", email="a@example.org")
    beside(comment)
    token = token_of(comment)
    keep_until(taking, today())
    assert run() == [0, 0, 0, 0]
    assert (CommentHint.objects.count(), Agreement.objects.get(browser_hash="a").pk > 0) == (
        2,
        True,
    )
    keep_until(taking, today(-1))
    assert run() == [0, 0, 1, 0]
    found = Comment.objects.get()
    assert (found.text, found.state, found.agreements) == ("Kept.", "published", 2)
    assert not opens_comment(token, found)
    assert not CommentHint.objects.exists()
    assert not CommentReport.objects.exists()
    assert {(row.browser_hash, row.network_hash) for row in Agreement.objects.all()} == {
        (str(row.pk), "") for row in Agreement.objects.all()
    }
    assert count_agreements() == []
    entry = ModelLogEntry.objects.get(action="plan_comments.erase_author")
    assert entry.data == {"reference": found.reference, "reason": WHY, "kept_text": True}
    assert run() == [0, 0, 0, 0]
    assert ModelLogEntry.objects.count() == 1


def test_what_lies_beside_it_goes_though_its_author_is_gone(
    taking: CommentSettings, passage: Passage
) -> None:
    beside(make_comment(taking, passage))
    CommentAuthor.objects.all().delete()
    keep_until(taking, today(-1))
    assert run() == [0, 0, 1, 0]
    assert not CommentHint.objects.exists()


@pytest.mark.parametrize("state", [CommentState.REJECTED, CommentState.REMOVED])
def test_words_that_are_not_published_go_and_the_decision_stays(
    taking: CommentSettings, passage: Passage, admin_user: Any, state: CommentState
) -> None:
    rule = uuid4()
    comment = make_comment(
        taking, passage, "Bad.", state=state, quotation="We", rule_id=rule, told="Be kind."
    )
    beside(comment)
    keep_until(taking, today(-1))
    assert run() == [0, 0, 1, 0]
    found = Comment.objects.get()
    assert (found.text, found.quotation, found.told) == ("", "", "")
    assert (found.state, found.rule_id) == (state, rule)
    assert not CommentHint.objects.exists()
    assert run() == [0, 0, 0, 0]
    with pytest.raises(NotPossibleError):
        decide_comment(comment=found, decision=Decision.RETURN, user=admin_user)
    assert possible_decisions(found, admin_user) == []


@pytest.mark.parametrize("state", [CommentState.WAITING, CommentState.UNCONFIRMED])
def test_what_nobody_decided_on_goes_whole(
    taking: CommentSettings, passage: Passage, state: CommentState
) -> None:
    comment = make_comment(taking, passage, "Words.", state=state)
    beside(comment)
    keep_until(taking, today(-1))
    assert run() == [0, 0, 1, 0]
    assert not Comment.objects.exists()
    entry = ModelLogEntry.objects.get(action="plan_comments.erase")
    assert entry.data == {"reference": comment.reference, "reason": WHY}


def test_texts_go_too_whose_authors_went_before(taking: CommentSettings, passage: Passage) -> None:
    make_comment(taking, passage)
    CommentAuthor.objects.all().delete()
    CommentSettings.objects.update(keeps_text=False)
    keep_until(taking, today(-1))
    assert run() == [0, 0, 1, 0]
    assert not Comment.objects.exists()
    assert run() == [0, 0, 0, 0]


def test_one_that_is_gone_by_then_is_passed_over() -> None:
    assert erase_one(Comment(pk=0)) == 0


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

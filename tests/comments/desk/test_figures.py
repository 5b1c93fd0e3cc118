"""Figures, and the sentences for everybody: counted from the rows, and true."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from plan.comments.actions.decide_comment import decide_comment
from plan.comments.durations import in_words
from plan.comments.enums import CommentState, Decision
from plan.comments.figures import comment_figures, transparency_line
from plan.comments.models import Comment, CommentSettings, HouseRules
from plan.models import Passage
from tests.comments.desk.conftest import SignedIn
from tests.comments.desk.readings import QUEUE, first_reason, words
from tests.comments.factories import make_comment

pytestmark = pytest.mark.django_db


def decided(
    taking: CommentSettings, passage: Passage, hours: float, state: CommentState, **fields: Any
) -> Comment:
    """A comment that was decided on after so many hours."""
    now = timezone.now()
    posted = now - timedelta(hours=hours)
    return make_comment(
        taking, passage, state=state, posted_at=posted, decided_at=now, state_since=now, **fields
    )


@pytest.fixture
def many(taking: CommentSettings, passage: Passage) -> CommentSettings:
    """Some in each state."""
    for hours in (1, 2, 5):
        decided(taking, passage, hours, CommentState.PUBLISHED)
    decided(taking, passage, 7, CommentState.REDACTED, language="pl")
    rule = first_reason(make_comment(taking, passage, state=CommentState.WAITING)).id
    for _ in range(2):
        decided(taking, passage, 9, CommentState.REJECTED, rule_id=rule)
    decided(taking, passage, 9, CommentState.REMOVED)
    make_comment(taking, passage, state=CommentState.WITHDRAWN, decided_at=None)
    make_comment(taking, passage, state=CommentState.UNCONFIRMED)
    return taking


def test_in_numbers(many: CommentSettings) -> None:
    figures = comment_figures(many.consultation)
    assert (figures.received, figures.published, figures.refused) == (9, 4, 2)
    assert (figures.waiting, figures.unread) == (1, 0)
    assert figures.median == timedelta(hours=7)
    assert [(one.label, one.number, one.of) for one in figures.rejected] == [("Be civil.", 2, 2)]
    assert [(one.label, one.number) for one in figures.by_language] == [
        ("English", 8),
        ("Polski", 1),
    ]
    assert sum(figures.by_state.values()) == figures.received


def test_in_sentences(many: CommentSettings) -> None:
    assert transparency_line(many.consultation) == (
        "9 comments were received. 4 were published. 2 were rejected: "
        "2 for “\u2068Be civil\u2069”. 1 was withdrawn by its author. 1 was removed by order. "
        "1 waits for a decision. Half were decided within 7 hours."
    )


def test_one(taking: CommentSettings, passage: Passage) -> None:
    assert transparency_line(taking.consultation) == ""
    make_comment(taking, passage, state=CommentState.UNCONFIRMED)
    assert transparency_line(taking.consultation) == ""
    make_comment(taking, passage, state=CommentState.WAITING)
    line = "1 comment was received. 1 waits for a decision."
    assert transparency_line(taking.consultation) == line


def test_a_rule_that_is_gone_keeps_its_words(
    taking: CommentSettings, passage: Passage, moderator: Any
) -> None:
    comment = make_comment(taking, passage, state=CommentState.WAITING)
    reason = first_reason(comment)
    decide_comment(comment=comment, decision=Decision.REJECT, user=moderator, reason=reason)
    HouseRules.objects.all().delete()
    assert "1 was rejected: 1 for “\u2068Be civil\u2069”." in transparency_line(taking.consultation)


def test_what_is_shown_unread_is_told_on_the_desk(
    taking: CommentSettings, passage: Passage
) -> None:
    make_comment(taking, passage, decided_at=None)
    assert comment_figures(taking.consultation).unread == 1


@pytest.mark.parametrize(
    ("took", "shown"),
    [
        (timedelta(seconds=3), "1 minute"),
        (timedelta(minutes=4, seconds=1), "5 minutes"),
        (timedelta(hours=1), "60 minutes"),
        (timedelta(hours=1, seconds=1), "2 hours"),
        (timedelta(hours=48), "48 hours"),
        (timedelta(hours=49), "3 days"),
    ],
)
def test_times_are_rounded_up(took: timedelta, shown: str) -> None:
    assert in_words(took) == shown


def test_the_page(many: CommentSettings, signed_in: SignedIn) -> None:
    client = signed_in("Moderator")
    url = f"{QUEUE}figures/{many.consultation.public_id}/"
    assert url in client.get(f"{QUEUE}figures/").content.decode()
    text = words(client.get(url))
    assert transparency_line(many.consultation) in text
    assert "Wait for a decision 1" in text
    assert "Half were decided within 7 hours" in text
    assert "In all 9" in text
    assert "Be civil. 2 100 %" in text
    assert client.get(f"{QUEUE}figures/nowhere/", follow=True).status_code == 404


def test_before_the_first_comment(taking: CommentSettings, signed_in: SignedIn) -> None:
    url = f"{QUEUE}figures/{taking.consultation.public_id}/"
    assert "No comments yet." in words(signed_in("Analyst").get(url))
    assert signed_in("Publisher").get(url)["Location"] == "/admin/"


@pytest.mark.parametrize("number", [3, 30])
def test_eight_queries_at_most(
    taking: CommentSettings,
    passage: Passage,
    django_assert_max_num_queries: DjangoAssertNumQueries,
    number: int,
) -> None:
    rule = first_reason(make_comment(taking, passage)).id
    for _ in range(number):
        decided(taking, passage, 2, CommentState.REJECTED, rule_id=rule)
    with django_assert_max_num_queries(8):
        transparency_line(taking.consultation)

"""News of a passage: told to its followers of what is public, at most once an hour."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from io import StringIO
from typing import Any

import pytest
import time_machine
from django.core import mail
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from plan.comments.actions.decide_comment import Redaction, decide_comment
from plan.comments.enums import CommentState, Decision, Showing
from plan.comments.following.links import link_path
from plan.comments.letters.followers import tell_followers
from plan.comments.models import CommentSettings, Follower
from plan.models import Passage
from tests.comments.factories import make_comment, passages_of, post
from tests.comments.test_following import make_follower
from tests.factories import committing

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("tasks")]


@pytest.fixture
def follower(taking: CommentSettings, passage: Passage) -> Follower:
    """An address that has been confirmed."""
    return make_follower(taking, passage, "ada@example.org")


@pytest.fixture
def clock() -> Iterator[Any]:
    """Time that stands still."""
    with time_machine.travel(timezone.now(), tick=False) as travelling:
        yield travelling


def receivers() -> list[str]:
    """To whom letters went; and forget them."""
    found = sorted(letter.to[0] for letter in mail.outbox)
    mail.outbox.clear()
    return found


class TestNews:
    """Told of what is public, at most once an hour."""

    def publish(self, taking: CommentSettings, passage: Passage, admin_user: Any) -> Any:
        """A comment is posted and published."""
        with committing():
            comment = post(taking, passage, "Words of a stranger.")
        with committing():
            return decide_comment(comment=comment, decision=Decision.PUBLISH, user=admin_user)

    def test_a_letter_when_it_is_public_and_not_before(
        self, taking: CommentSettings, passage: Passage, follower: Follower, admin_user: Any
    ) -> None:
        make_follower(taking, passage, "unsure@example.org", confirmed_at=None)
        other = passages_of(passage.page)[1]
        make_follower(taking, other, "elsewhere@example.org")
        with committing():
            comment = post(taking, passage, "Words of a stranger.")
        assert receivers() == []
        with committing():
            decide_comment(comment=comment, decision=Decision.PUBLISH, user=admin_user)
        [letter] = mail.outbox
        assert letter.subject == "New comments on “Have your say”"
        assert f"passage {passage.number}" in letter.body
        assert "Words of a stranger." not in letter.body
        assert link_path("stop_following", follower) in letter.extra_headers["List-Unsubscribe"]
        assert receivers() == ["ada@example.org"]

    def test_at_once_where_comments_are_shown_at_once(
        self, taking: CommentSettings, passage: Passage, follower: Follower
    ) -> None:
        taking.showing = Showing.AT_ONCE
        taking.save()
        with committing():
            post(taking, passage)
        assert receivers() == ["ada@example.org"]

    def test_how_many_follow_costs_a_request_nothing(
        self, taking: CommentSettings, passage: Passage, settings: Any
    ) -> None:
        settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.dummy.DummyBackend"}}
        taking.showing = Showing.AT_ONCE
        taking.save()
        with committing():
            post(taking, passage)
        queries = []
        for number in (2, 20):
            for place in range(number):
                make_follower(taking, passage, f"{number}-{place}@example.org")
            with CaptureQueriesContext(connection) as captured, committing():
                post(taking, passage)
            queries.append(len(captured))
        assert queries[0] == queries[1]

    def test_what_a_queue_did_not_take_is_told_later(
        self, taking: CommentSettings, passage: Passage, follower: Follower, settings: Any,
        clock: Any,
    ) -> None:  # fmt: skip
        taking.showing = Showing.AT_ONCE
        taking.save()
        working, broken = settings.TASKS, "tests.comments.broken_queue.BrokenBackend"
        settings.TASKS = {"default": {"BACKEND": broken}}
        with committing():
            post(taking, passage)
        settings.TASKS = working
        call_command("send_comment_news", stdout=StringIO())
        assert receivers() == ["ada@example.org"]

    def test_nothing_of_what_is_gone_by_then(
        self, taking: CommentSettings, passage: Passage, follower: Follower
    ) -> None:
        Follower.objects.update(news_at=timezone.now())
        hidden = make_comment(taking, passage, state=CommentState.REJECTED)
        tell_followers.call(hidden.pk)
        tell_followers.call(0)
        assert receivers() == []

    def test_redacting_and_publishing_again_are_no_news(
        self, taking: CommentSettings, passage: Passage, follower: Follower, admin_user: Any,
        clock: Any,
    ) -> None:  # fmt: skip
        comment = self.publish(taking, passage, admin_user)
        receivers()
        clock.shift(timedelta(hours=2))
        with committing():
            decide_comment(
                comment=comment, decision=Decision.REDACT, user=admin_user, why="A name.",
                redaction=Redaction(text=((0, 5),)),
            )  # fmt: skip
        call_command("send_comment_news", stdout=StringIO())
        assert receivers() == []

    def test_one_letter_an_hour(
        self, taking: CommentSettings, passage: Passage, follower: Follower, admin_user: Any,
        clock: Any,
    ) -> None:  # fmt: skip
        for _ in range(3):
            self.publish(taking, passage, admin_user)
        assert receivers() == ["ada@example.org"]
        clock.shift(timedelta(minutes=59))
        call_command("send_comment_news", stdout=StringIO())
        assert receivers() == []
        clock.shift(timedelta(minutes=1))
        for expected in (["ada@example.org"], []):
            call_command("send_comment_news", stdout=StringIO())
            assert receivers() == expected

    def test_none_where_nothing_is_shown_or_rejected(
        self, taking: CommentSettings, passage: Passage, follower: Follower, admin_user: Any
    ) -> None:
        CommentSettings.objects.update(showing=Showing.NEVER)
        self.publish(taking, passage, admin_user)
        make_comment(taking, passage, state=CommentState.REJECTED)
        assert receivers() == []

"""Letters to moderators: of harm at once, a digest once a day, and how to stop them."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from io import StringIO
from typing import Any

import pytest
import time_machine
from django.contrib.auth.models import Permission
from django.core import mail
from django.core.exceptions import PermissionDenied
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.users.models import UserProfile

from home.models import User
from plan.comments.actions.change_mail import change_mail
from plan.comments.enums import CommentState, HintKind
from plan.comments.letters.moderators import send_urgent_letter, stop_path, waiting_for
from plan.comments.models import CommentReport, CommentSettings, ModeratorMail
from plan.consultation.models import WatchedWords
from plan.models import Passage
from tests.comments.factories import make_comment, post
from tests.factories import committing

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("tasks")]

DESK = ("view_comment", "moderate_comment")
NAMED_ROLE = ("view_disclosurehint",)


def person(name: str, *permissions: str, **fields: Any) -> User:
    """A member of staff with these permissions."""
    user = User.objects.create_user(f"{name}@example.org", **fields)
    user.user_permissions.set(Permission.objects.filter(codename__in=permissions))
    return user


@pytest.fixture
def moderator(db: None) -> User:
    """Somebody at the desk."""
    return person("moderator", *DESK)


def send_digests() -> str:
    """Run the command."""
    out = StringIO()
    call_command("send_comment_digests", stdout=out)
    return out.getvalue().strip()


def receivers() -> list[str]:
    """To whom letters went; and forget them."""
    found = sorted(letter.to[0] for letter in mail.outbox)
    mail.outbox.clear()
    return found


class TestUrgent:
    """A comment that may disclose harm."""

    @pytest.fixture(autouse=True)
    def words(self, db: None) -> None:
        """What is watched for."""
        WatchedWords.objects.create(language="en", words="hurts me")

    def test_the_named_role_is_told_at_once_and_nobody_else(
        self, taking: CommentSettings, passage: Passage, moderator: User
    ) -> None:
        person("carer", *NAMED_ROLE)
        person("away", *NAMED_ROLE, is_active=False)
        ModeratorMail.objects.create(user=person("quiet", *NAMED_ROLE), wants_urgent=False)
        with committing():
            comment = post(taking, passage, "He hurts me.")
        [letter] = mail.outbox
        assert letter.subject == "Urgent: a comment may disclose harm"
        assert comment.reference in letter.body
        assert "hurts" not in letter.body
        assert receivers() == ["carer@example.org"]

    def test_how_many_are_told_costs_a_request_nothing(
        self, taking: CommentSettings, passage: Passage, settings: Any
    ) -> None:
        settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.dummy.DummyBackend"}}
        queries = []
        for number in (1, 5):
            for place in range(number):
                person(f"carer-{number}-{place}", *NAMED_ROLE)
            with CaptureQueriesContext(connection) as captured, committing():
                post(taking, passage, "He hurts me.")
            queries.append(len(captured))
        assert queries[0] == queries[1]

    def test_nothing_of_what_is_harmless_or_has_been_seen_to(
        self, taking: CommentSettings, passage: Passage
    ) -> None:
        carer = person("carer", *NAMED_ROLE)
        with committing():
            post(taking, passage, "Fine.")
        comment = make_comment(taking, passage, state=CommentState.WAITING)
        comment.hints.create(kind=HintKind.HARM, seen_at=timezone.now())
        send_urgent_letter.call(comment.pk, carer.pk, 0)
        assert receivers() == []

    def test_in_the_language_of_whoever_gets_it(
        self, taking: CommentSettings, passage: Passage
    ) -> None:
        profile = UserProfile.get_for_user(person("carer", *NAMED_ROLE))
        profile.preferred_language = "pl"
        profile.save()
        with committing():
            post(taking, passage, "He hurts me.")
        assert len(mail.outbox) == 1


class TestDigest:
    """Once a day at most, and only when something waits."""

    def test_numbers_age_and_the_way(
        self, taking: CommentSettings, passage: Passage, moderator: User
    ) -> None:
        long_ago = timezone.now() - timedelta(hours=30, minutes=5)
        make_comment(taking, passage, state=CommentState.WAITING, state_since=long_ago)
        make_comment(taking, passage, decided_at=None)
        reported = make_comment(taking, passage)
        CommentReport.objects.create(comment=reported, browser_hash="x", language="en")
        make_comment(taking, passage)
        assert send_digests() == "Digests: 1"
        [letter] = mail.outbox
        assert letter.to == ["moderator@example.org"]
        assert letter.subject == "3 comments wait for you"
        assert "Readers have reported 1 of them." in letter.body
        assert "The oldest has waited for 30 hours." in letter.body
        assert "/admin/" in letter.body
        stop = f"http://testserver{stop_path(moderator)}"
        assert letter.extra_headers["List-Unsubscribe"] == f"<{stop}>"
        assert letter.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"

    def test_what_was_reported_waits_since_it_was_reported(
        self, taking: CommentSettings, passage: Passage, moderator: User
    ) -> None:
        long_ago = timezone.now() - timedelta(days=60)
        comment = make_comment(taking, passage, posted_at=long_ago, state_since=long_ago)
        for hours in (5, 2, 50):
            report = CommentReport.objects.create(
                comment=comment, browser_hash=str(hours), language="en"
            )
            since = timezone.now() - timedelta(hours=hours, minutes=1)
            report.reported_at, report.handled_at = since, since if hours == 50 else None
            report.save()
        waiting = waiting_for(moderator)
        assert (waiting.number, waiting.reported, waiting.hours) == (1, 1, 5)
        newer = timezone.now() - timedelta(hours=3)
        make_comment(taking, passage, state=CommentState.WAITING, state_since=newer)
        assert waiting_for(moderator).hours == 5
        CommentReport.objects.all().delete()
        assert waiting_for(moderator).hours == 3

    def test_nothing_when_nothing_waits(
        self, taking: CommentSettings, passage: Passage, moderator: User
    ) -> None:
        for state in set(CommentState) - {CommentState.WAITING}:
            make_comment(taking, passage, state=state)
        assert send_digests() == "Digests: 0"
        assert receivers() == []

    def test_once_a_day(self, taking: CommentSettings, passage: Passage, moderator: User) -> None:
        make_comment(taking, passage, state=CommentState.WAITING)
        now = timezone.now()
        with time_machine.travel(now, tick=False) as clock:
            assert [send_digests(), send_digests()] == ["Digests: 1", "Digests: 0"]
            clock.shift(timedelta(hours=22))
            assert send_digests() == "Digests: 0"
            clock.shift(timedelta(hours=2))
            assert send_digests() == "Digests: 1"

    def test_what_is_set_aside_is_counted_for_the_named_role_alone(
        self, taking: CommentSettings, passage: Passage, moderator: User
    ) -> None:
        comment = make_comment(taking, passage, state=CommentState.WAITING)
        comment.hints.create(kind=HintKind.HARM)
        person("carer", *DESK, *NAMED_ROLE)
        send_digests()
        assert receivers() == ["carer@example.org"]

    def test_only_who_moderates_and_wants_it(
        self, taking: CommentSettings, passage: Passage
    ) -> None:
        make_comment(taking, passage, state=CommentState.WAITING)
        person("reader", "view_comment")
        quiet = person("quiet", *DESK)
        change_mail(user=quiet, wants_digest=False, wants_urgent=True)
        assert send_digests() == "Digests: 0"
        with pytest.raises(PermissionDenied):
            change_mail(user=person("stranger"), wants_digest=True, wants_urgent=True)
        assert not ModeratorMail.objects.filter(user__email="stranger@example.org").exists()

    def test_the_same_queries_for_many_comments(
        self, taking: CommentSettings, passage: Passage, moderator: User,
        django_assert_max_num_queries: Callable[..., Any],
    ) -> None:  # fmt: skip
        for _ in range(30):
            make_comment(taking, passage, state=CommentState.WAITING)
        with django_assert_max_num_queries(60):
            send_digests()


class TestStopping:
    """By a link without signing in."""

    def test_opening_asks_and_pressing_stops(self, moderator: User) -> None:
        path = stop_path(moderator)
        page = Client().get(path)
        assert "Stop sending me digests" in page.content.decode()
        assert "no-store" in page["Cache-Control"]
        assert not ModeratorMail.objects.filter(wants_digest=False).exists()
        done = Client(enforce_csrf_checks=True).post(path, {"List-Unsubscribe": "One-Click"})
        assert done.status_code == 200
        assert ModeratorMail.objects.get(user=moderator).wants_digest is False
        assert ModeratorMail.objects.get(user=moderator).wants_urgent is True

    def test_a_wrong_token_does_nothing(self, moderator: User) -> None:
        wrong = re.sub(r"[0-9a-f]{64}", "0" * 64, stop_path(moderator))
        assert Client().post(wrong).status_code == 404
        other = person("other")
        swapped = stop_path(moderator).replace(f"/{moderator.pk}/", f"/{other.pk}/")
        assert Client().post(swapped).status_code == 404
        assert not ModeratorMail.objects.exists()

    def test_somebody_who_is_gone(self, moderator: User) -> None:
        path = stop_path(moderator)
        moderator.delete()
        assert Client().post(path).status_code == 200
        assert not ModeratorMail.objects.exists()

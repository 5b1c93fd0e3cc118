"""Letters that confirm comments: none forgotten, nobody flooded, an address can be corrected."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.core import mail
from django.core.cache import cache
from django.test import Client
from django.utils import timezone
from wagtail.models import ModelLogEntry

from plan.comments.actions.ask_again import ask_again
from plan.comments.actions.author_letters import claim_letters
from plan.comments.actions.change_state import NotPossibleError
from plan.comments.actions.own_comment import confirm_comment, withdraw_comment
from plan.comments.enums import CommentState, Identification
from plan.comments.letters import authors, receipts
from plan.comments.links import confirming_token_of, token_of
from plan.comments.models import Comment, CommentAuthor, CommentSettings
from plan.models import Passage
from tests.comments.commenting import path_of, words_of
from tests.comments.factories import make_comment, post
from tests.factories import committing

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("tasks")]

ADDRESS = "ada@example.org"


@pytest.fixture(autouse=True)
def asks(taking: CommentSettings) -> None:
    """Addresses have to be confirmed."""
    taking.identification = Identification.EMAIL
    taking.save()


@pytest.fixture(autouse=True)
def clock() -> Iterator[Any]:
    """Time that stands still, and nothing counted yet."""
    cache.clear()
    with time_machine.travel(timezone.now(), tick=False) as travelling:
        yield travelling
    cache.clear()


@pytest.fixture
def later(monkeypatch: pytest.MonkeyPatch) -> list[tuple[Any, ...]]:
    """What is put off, as a queue that can wait would keep it."""
    kept: list[tuple[Any, ...]] = []
    monkeypatch.setattr(receipts, "put_off", lambda _task, *given: kept.append(given))
    return kept


def posted(taking: CommentSettings, passage: Passage, email: str = ADDRESS) -> Comment:
    """A comment that was posted, with what waits for its commit."""
    with committing():
        return post(taking, passage, email=email)


def letters() -> list[Any]:
    """What was sent, and forget it."""
    found, mail.outbox[:] = list(mail.outbox), []
    return found


def own(comment: Comment, name: str = "own_comment") -> str:
    """An address that the secret link opens."""
    return path_of(name, comment.reference, token_of(comment))


def confirming(comment: Comment) -> str:
    """The address in the letter."""
    comment = Comment.objects.get(pk=comment.pk)
    return path_of("confirm_comment", comment.reference, confirming_token_of(comment))


class TestSeveral:
    """Many comments of one address within an hour."""

    def test_those_beyond_the_limit_come_together_an_hour_later(
        self, taking: CommentSettings, passage: Passage, clock: Any, later: list[Any]
    ) -> None:
        comments = [posted(taking, passage) for _ in range(6)]
        assert len(letters()) == 3
        waits = timedelta(hours=1)
        assert later == [(waits, one.pk, 0) for one in comments[3:]]
        clock.shift(waits + timedelta(seconds=1))
        for _delay, *arguments in later:
            receipts.send_receipt.call(*arguments)
        [letter] = letters()
        assert letter.subject == "Confirm your comments on “Have your say”"
        assert [confirming(one) in letter.body for one in comments] == [False] * 3 + [True] * 3
        for one in comments:
            assert Client().post(confirming(one)).status_code == 303
        assert set(Comment.objects.values_list("state", flat=True)) == {"waiting"}

    def test_whoever_confirms_as_they_go_never_waits(
        self, taking: CommentSettings, passage: Passage, later: list[Any]
    ) -> None:
        for _ in range(5):
            comment = posted(taking, passage)
            with committing():
                confirm_comment(comment=comment)
        assert [letter.subject.split(" on ")[0] for letter in letters()] == [
            "Confirm your comment",
            "Your comment",
        ] * 5
        assert later == []

    def test_secret_links_come_together_too(
        self, taking: CommentSettings, passage: Passage, clock: Any, later: list[Any]
    ) -> None:
        taking.identification = Identification.NAME
        taking.save()
        comments = [posted(taking, passage) for _ in range(5)]
        withdrawn = posted(taking, passage)
        withdraw_comment(comment=withdrawn)
        other = posted(taking, passage, "eve@example.org")
        letters()
        clock.shift(timedelta(hours=1, seconds=1))
        for _delay, *arguments in later:
            receipts.send_receipt.call(*arguments)
        [letter] = letters()
        assert letter.subject == "Your comments on “Have your say”"
        there = [one for one in [*comments, withdrawn, other] if token_of(one) in letter.body]
        assert there == comments[3:]

    def test_a_letter_that_fails_is_due_again(
        self, taking: CommentSettings, passage: Passage, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def fail(**_letter: Any) -> None:
            raise OSError

        with monkeypatch.context() as patch:
            patch.setattr(authors, "send_letter", fail)
            comment = posted(taking, passage)
        assert CommentAuthor.objects.get().letter_sent_at is None
        receipts.send_receipt.call(comment.pk, 1)
        receipts.send_receipt.call(comment.pk, 1)
        assert len(letters()) == 1

    def test_two_processes_send_one_letter(self, taking: CommentSettings, passage: Passage) -> None:
        comment = make_comment(taking, passage, state=CommentState.UNCONFIRMED, email=ADDRESS)
        assert claim_letters(comment=comment) == [comment]
        assert claim_letters(comment=comment) == []
        receipts.mail_due(comment)
        assert letters() == []


class TestAgain:
    """The author has the letter sent again, from the page that the secret link opens."""

    @pytest.fixture
    def comment(self, taking: CommentSettings, passage: Passage) -> Comment:
        """A comment that waits to be confirmed."""
        comment = posted(taking, passage)
        letters()
        return comment

    def ask(self, comment: Comment, email: str = ADDRESS, **more: Any) -> Any:
        """Press the button."""
        with committing():
            return Client().post(own(comment, "send_own_letter"), {"email": email}, **more)

    def test_the_page_shows_the_address_and_says_what_happens(self, comment: Comment) -> None:
        page = Client().get(own(comment))
        assert f'value="{ADDRESS}"' in page.content.decode()
        assert "your comment is neither shown nor decided on before you do" in words_of(page)
        assert "not confirmed within 14 days is deleted" in words_of(page)
        done = self.ask(comment)
        assert (done.status_code, done["Location"]) == (303, f"{own(comment)}?letter=1")
        assert "The letter goes out again" in words_of(Client().get(done["Location"]))
        [letter] = letters()
        assert confirming(comment) in letter.body
        assert not ModelLogEntry.objects.filter(action="plan_comments.change_address").exists()

    def test_another_address_ends_the_links_before(self, comment: Comment) -> None:
        before = confirming(comment)
        self.ask(comment, "Ada@Example.com")
        [letter] = letters()
        assert letter.to == ["ada@example.com"]
        assert confirming(comment) in letter.body
        assert Client().post(before).status_code == 404
        assert Comment.objects.get().state == "unconfirmed"
        assert Client().post(confirming(comment)).status_code == 303
        assert Comment.objects.get().state == "waiting"
        entry = ModelLogEntry.objects.get(action="plan_comments.change_address")
        assert (entry.message, entry.data) == ("Another address given by its author", {})

    def test_not_without_end(self, comment: Comment) -> None:
        addresses = [f"ada{number}@example.org" for number in range(4)]
        pages = [self.ask(comment, address) for address in addresses]
        assert [page.status_code for page in pages] == [303, 303, 303, 429]
        assert "sent several times within the last hour" in words_of(pages[3])
        assert 'value="ada3@example.org"' in pages[3].content.decode()
        assert len(letters()) == 3
        assert CommentAuthor.objects.get().email == "ada2@example.org"

    def test_a_network_floods_nobody(
        self, taking: CommentSettings, passage: Passage, comment: Comment
    ) -> None:
        others = [
            make_comment(taking, passage, state=CommentState.UNCONFIRMED, email=f"{n}@example.org")
            for n in range(20)
        ]
        pages = [
            self.ask(one, f"x{one.pk}@example.org", REMOTE_ADDR="8.8.8.8")
            for one in [*others, comment]
        ]
        assert [page.status_code for page in pages] == [303] * 20 + [429]
        assert len(letters()) == 20

    @pytest.mark.parametrize(
        ("email", "error"),
        [
            ("", "Enter your email address."),
            ("ada", "Enter an email address in the right form, like name@example.com."),
        ],
    )
    def test_what_is_no_address_is_refused(self, comment: Comment, email: str, error: str) -> None:
        page = self.ask(comment, email)
        assert page.status_code == 422
        assert error in words_of(page)
        assert (CommentAuthor.objects.get().email, letters()) == (ADDRESS, [])

    def test_another_site_sends_nothing(self, comment: Comment) -> None:
        page = self.ask(comment, "eve@example.org", headers={"Sec-Fetch-Site": "cross-site"})
        assert page.status_code == 403
        assert (CommentAuthor.objects.get().email, letters()) == (ADDRESS, [])

    def test_nothing_once_it_is_confirmed_or_without_mail(
        self, comment: Comment, settings: Any
    ) -> None:
        settings.PLAN_MAIL_IS_CONFIGURED = False
        assert "Send the letter again" not in words_of(Client().get(own(comment)))
        assert self.ask(comment)["Location"] == own(comment)
        settings.PLAN_MAIL_IS_CONFIGURED = True
        confirm_comment(comment=comment)
        assert "Send the letter again" not in words_of(Client().get(own(comment)))
        assert self.ask(comment, "eve@example.org")["Location"] == own(comment)
        with pytest.raises(NotPossibleError):
            ask_again(comment=comment, email="eve@example.org")
        assert (CommentAuthor.objects.get().email, letters()) == (ADDRESS, [])

    def test_an_address_that_changes_meanwhile_is_not_confirmed(self, comment: Comment) -> None:
        read = Comment.objects.select_related("author").get()
        CommentAuthor.objects.update(email="eve@example.org")
        with pytest.raises(NotPossibleError):
            confirm_comment(comment=read)
        assert CommentAuthor.objects.get().confirmed_at is None

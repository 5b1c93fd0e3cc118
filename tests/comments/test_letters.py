"""Letters to authors: the link to confirm, the secret link, what was decided."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from django.core import mail
from wagtail.models import Site

from plan.comments.actions.decide_comment import Redaction, decide_comment
from plan.comments.actions.own_comment import confirm_comment, withdraw_comment
from plan.comments.actions.report_comment import report_comment
from plan.comments.enums import CommentState, Decision, Identification, Showing
from plan.comments.letters import authors, receipts
from plan.comments.letters.sending import DELAYS, try_to_send
from plan.comments.links import confirming_token_of, own_path, token_of
from plan.comments.models import Comment, CommentSettings
from plan.comments.rules import rules_of
from plan.consultation.models import ConsultationPage
from plan.models import Passage
from tests.comments.factories import make_comment, post
from tests.factories import committing

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("tasks")]


def letters() -> list[Any]:
    """What was sent, and forget it."""
    found, mail.outbox[:] = list(mail.outbox), []
    return found


def decide(comment: Comment, decision: Decision, user: Any, **how: Any) -> Comment:
    """A decision, with what waits for its commit."""
    with committing():
        return decide_comment(comment=comment, decision=decision, user=user, **how)


def posted(taking: CommentSettings, passage: Passage, **fields: Any) -> Comment:
    """A comment that was posted, with what waits for its commit."""
    with committing():
        return post(taking, passage, "Words of mine.", email="ada@example.org", **fields)


class TestReceipt:
    """What goes out when a comment comes in."""

    def test_the_secret_link_from_the_sites_own_address(
        self, taking: CommentSettings, passage: Passage
    ) -> None:
        Site.objects.update(hostname="plan.example", port=443)
        comment = posted(taking, passage)
        [letter] = letters()
        assert letter.to == ["ada@example.org"]
        assert letter.subject == "Your comment on “Have your say”"
        assert f"https://plan.example{own_path(comment)}" in letter.body
        assert token_of(comment) in letter.body
        assert letter.from_email.startswith('"Office of the Mayor" <')
        assert letter.body.endswith("Office of the Mayor\n")
        assert "Words of mine." not in letter.body

    def test_the_link_that_confirms_and_then_the_receipt(
        self, taking: CommentSettings, passage: Passage
    ) -> None:
        taking.identification = Identification.EMAIL
        taking.save()
        comment = posted(taking, passage)
        [letter] = letters()
        assert letter.subject == "Confirm your comment on “Have your say”"
        assert confirming_token_of(comment) in letter.body
        assert token_of(comment) not in letter.body
        with committing():
            confirm_comment(comment=comment)
        [receipt] = letters()
        assert token_of(comment) in receipt.body
        assert confirming_token_of(comment) not in receipt.body

    def test_in_the_language_of_the_comment(
        self, taking: CommentSettings, passage: Passage
    ) -> None:
        posted(taking, passage, language="pl")
        [letter] = letters()
        assert "/pl/" in letter.body

    def test_nothing_without_an_address_or_without_mail(
        self, taking: CommentSettings, passage: Passage, settings: Any
    ) -> None:
        with committing():
            post(taking, passage)
        settings.PLAN_MAIL_IS_CONFIGURED = False
        posted(taking, passage)
        assert letters() == []
        assert Comment.objects.count() == 2

    def test_what_was_taken_back_gets_no_receipt(
        self, taking: CommentSettings, passage: Passage
    ) -> None:
        comment = make_comment(taking, passage, email="ada@example.org")
        withdraw_comment(comment=comment)
        receipts.send_receipt.call(comment.pk, 0)
        assert letters() == []

    def test_line_ends_make_no_header(self, taking: CommentSettings, passage: Passage) -> None:
        ConsultationPage.objects.update(title="Have\r\nBcc: x@example.org")
        posted(taking, passage, name="Ada\r\nBcc: x@example.org")
        [letter] = letters()
        assert letter.recipients() == ["ada@example.org"]
        assert "\n" not in letter.subject
        assert "x@example.org" not in letter.body.replace("Have Bcc: x@example.org", "")


class TestOutcome:
    """What was decided, for those who asked to be told."""

    @pytest.fixture
    def comment(self, taking: CommentSettings, passage: Passage) -> Comment:
        """A comment that waits, of somebody who wants to be told."""
        comment = posted(taking, passage, wants_mail=True)
        letters()
        return comment

    def test_published(self, comment: Comment, admin_user: Any) -> None:
        decide(comment, Decision.PUBLISH, admin_user)
        [letter] = letters()
        assert "has been published." in letter.body
        assert token_of(comment) in letter.body

    def test_redacted_says_why_in_general_words(self, comment: Comment, admin_user: Any) -> None:
        how = {"redaction": Redaction(text=((0, 5),)), "why": "Names Mr Secret."}
        decide(comment, Decision.REDACT, admin_user, **how)
        [letter] = letters()
        assert "Some words were taken out" in letter.body
        assert "Secret" not in letter.body

    def test_rejected_names_the_rule_and_what_to_change(
        self, taking: CommentSettings, comment: Comment, admin_user: Any
    ) -> None:
        reason = rules_of(taking, "en").reasons[0]
        decide(comment, Decision.REJECT, admin_user, reason=reason, why="Calls us names.")
        [letter] = letters()
        assert "The house rule that it breaks: Be civil." in letter.body
        assert "Write it again without insults." in letter.body
        assert "Calls us names." not in letter.body

    def test_own_words_take_the_place_of_those_of_the_rule(
        self, taking: CommentSettings, comment: Comment, admin_user: Any
    ) -> None:
        reason = replace(rules_of(taking, "en").reasons[0], told="Leave out the second line.")
        decide(comment, Decision.REJECT, admin_user, reason=reason)
        [letter] = letters()
        assert "Leave out the second line." in letter.body
        assert "Write it again without insults." not in letter.body

    def test_removed_by_order(self, comment: Comment, admin_user: Any) -> None:
        decide(comment, Decision.REMOVE, admin_user, why="Order 12/2026.")
        [letter] = letters()
        assert "had to be removed" in letter.body
        assert "12/2026" not in letter.body

    def test_read_where_nothing_is_shown(
        self, taking: CommentSettings, comment: Comment, admin_user: Any
    ) -> None:
        CommentSettings.objects.update(showing=Showing.NEVER)
        decide(comment, Decision.PUBLISH, admin_user)
        [letter] = letters()
        assert "It is not shown to the public." in letter.body

    def test_nothing_for_who_did_not_ask_nor_for_what_changed_again(
        self, taking: CommentSettings, passage: Passage, comment: Comment, admin_user: Any
    ) -> None:
        other = posted(taking, passage)
        letters()
        decide(other, Decision.PUBLISH, admin_user)
        authors.send_outcome.call(comment.pk, CommentState.PUBLISHED.value, 0)
        assert letters() == []

    @pytest.mark.parametrize("showing", [Showing.CHECKED, Showing.NEVER])
    def test_back_in_the_queue(
        self, taking: CommentSettings, comment: Comment, admin_user: Any, showing: Showing
    ) -> None:
        CommentSettings.objects.update(showing=showing)
        decide(comment, Decision.PUBLISH, admin_user)
        letters()
        decide(comment, Decision.RETURN, admin_user)
        [letter] = letters()
        assert "looks at your comment on “Have your say” again" in letter.body
        assert ("Until then it is not shown." in letter.body) is (showing is Showing.CHECKED)
        assert token_of(comment) in letter.body

    def test_a_dismissed_report_is_no_news(self, comment: Comment, admin_user: Any) -> None:
        decide(comment, Decision.PUBLISH, admin_user)
        letters()
        report_comment(comment=comment, browser_hash="a", language="en", words="Spam.")
        decide(comment, Decision.PUBLISH, admin_user)
        assert letters() == []
        assert not comment.reports.filter(handled_at=None).exists()

    def test_the_first_look_at_what_was_shown_at_once(
        self, comment: Comment, admin_user: Any
    ) -> None:
        Comment.objects.update(state=CommentState.PUBLISHED)
        decide(comment, Decision.PUBLISH, admin_user)
        assert len(letters()) == 1

    def test_what_is_taken_out_later_is_told(self, comment: Comment, admin_user: Any) -> None:
        for start in (0, 6):
            redaction = Redaction(text=((start, start + 2),))
            decide(comment, Decision.REDACT, admin_user, redaction=redaction, why="x")
        assert len(letters()) == 2

    def test_rejected_in_the_moderators_own_words(
        self, taking: CommentSettings, comment: Comment, admin_user: Any
    ) -> None:
        reason = replace(rules_of(taking, "en").reasons[0], told="Leave Jane out.")
        decide(comment, Decision.REJECT, admin_user, reason=reason)
        [letter] = letters()
        assert "Be civil." in letter.body
        assert "Leave Jane out." in letter.body
        assert "Write it again without insults." not in letter.body


class TestFailing:
    """A mail server or queue that fails changes nothing."""

    def test_neither_fails_the_comment(
        self, taking: CommentSettings, passage: Passage, monkeypatch: pytest.MonkeyPatch,
        caplog: pytest.LogCaptureFixture,
    ) -> None:  # fmt: skip
        def fail(**_letter: Any) -> None:
            raise OSError("No route to ada@example.org")

        monkeypatch.setattr(authors, "send_letter", fail)
        assert posted(taking, passage).state == CommentState.WAITING
        assert "could not be sent: OSError" in caplog.text
        assert "ada@example.org" not in caplog.text

    def test_a_queue_that_does_not_answer(
        self, taking: CommentSettings, passage: Passage, settings: Any,
        caplog: pytest.LogCaptureFixture,
    ) -> None:  # fmt: skip
        settings.TASKS = {"default": {"BACKEND": "tests.comments.broken_queue.BrokenBackend"}}
        assert posted(taking, passage).pk
        assert Comment.objects.count() == 1
        assert "could not be queued" in caplog.text

    def test_it_is_tried_again_a_few_times(self, caplog: pytest.LogCaptureFixture) -> None:
        tried: list[Any] = []

        class Later:
            """A task of a queue that can wait."""

            supports_defer = True

            def get_backend(self) -> Later:
                return self

            def using(self, run_after: Any) -> Later:
                return self

            def enqueue(self, *arguments: Any) -> None:
                tried.append(arguments)

        def fail() -> None:
            raise OSError

        for tries in range(len(DELAYS) + 1):
            try_to_send(fail, Later(), tries, 7)
        assert tried == [(7, 1), (7, 2), (7, 3), (7, 4)]
        assert "could not be sent" in caplog.text

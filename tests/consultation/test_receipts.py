"""Receipts by email and copies of answers: what they hold, and that mail can fail nobody."""

from __future__ import annotations

import time
from typing import Any

import pytest
from django.core import mail
from django.core.mail.backends.base import BaseEmailBackend
from django.test import Client
from django.utils import timezone

from plan.consultation import receipts
from plan.consultation.models import ContactDetail, Response
from plan.consultation.private_links import private_path
from plan.consultation.protection import seal
from plan.consultation.receipts import DELAYS, send_receipt
from plan.mail import is_mail_configured
from tests.consultation.browsing import Walk, page_of, stored, summary_errors, text_of
from tests.consultation.printing import words_in

pytestmark = pytest.mark.django_db


class RefusingBackend(BaseEmailBackend):
    """A mail server that is not there."""

    def send_messages(self, messages: Any) -> int:
        """Refuse."""
        raise ConnectionRefusedError("for someone@example.com")


class TimingOutBackend(BaseEmailBackend):
    """A mail server that hangs for as long as it is let."""

    waited: float = 0

    def __init__(self, *args: Any, timeout: float | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        type(self).waited = timeout or 0

    def send_messages(self, messages: Any) -> int:
        """Give up when told to."""
        raise TimeoutError


@pytest.fixture
def sent(walk: Walk) -> Response:
    """A response that was sent in the walk's browser."""
    return walk.finish_form()


def ask(walk: Walk, **data: Any) -> Any:
    """Ask for a receipt on the confirmation page."""
    return walk.post("receipt/", data)


@pytest.mark.usefixtures("tasks")
class TestAsking:
    """On the confirmation page."""

    def test_the_page_offers_it(self, walk: Walk, sent: Response) -> None:
        page = walk.get("sent/")
        assert f"{walk.address}receipt/" in page_of(page).actions
        assert "Send my receipt to the email address in my answers" in text_of(page)
        assert "someone@example.com" not in text_of(page)

    def test_without_mail_nothing_is_offered_or_sent(
        self, walk: Walk, sent: Response, settings: Any
    ) -> None:
        settings.PLAN_MAIL_IS_CONFIGURED = False
        assert not is_mail_configured()
        page = walk.get("sent/")
        assert f"{walk.address}receipt/" not in page_of(page).actions
        assert ask(walk, email="me@example.org").status_code == 303
        assert mail.outbox == []

    def test_it_goes_to_the_address_typed_and_keeps_it_nowhere(
        self, walk: Walk, sent: Response
    ) -> None:
        before = stored()
        done = ask(walk, email="me@example.org")
        assert done["Location"].endswith("/sent/?receipt=1")
        assert "Your receipt is on its way." in text_of(walk.client.get(done["Location"]))
        assert [letter.to for letter in mail.outbox] == [["me@example.org"]]
        assert stored() == before

    def test_it_goes_to_the_address_in_the_answers_when_ticked(
        self, walk: Walk, sent: Response
    ) -> None:
        assert ask(walk, to_contact="contact").status_code == 303
        assert [letter.to for letter in mail.outbox] == [["someone@example.com"]]

    def test_without_an_address_in_the_answers_there_is_no_tick(
        self, walk: Walk, sent: Response
    ) -> None:
        ContactDetail.objects.all().delete()
        assert "to_contact" not in text_of(walk.get("sent/"))
        assert ask(walk, to_contact="contact").status_code == 422
        assert mail.outbox == []

    @pytest.mark.parametrize(
        ("typed", "message"),
        [
            ("", "Enter the email address for your receipt."),
            (
                "nobody",
                "Enter an email address in the right form, like name@example.com.",
            ),
            (
                "a@example.org\nBcc: b@example.org",
                "Enter an email address in the right form, like name@example.com.",
            ),
        ],
    )
    def test_what_is_no_address_is_refused_and_kept(
        self, walk: Walk, sent: Response, typed: str, message: str
    ) -> None:
        page = ask(walk, email=typed)
        assert page.status_code == 422
        assert summary_errors(page) == [("#id_email", message)]
        assert sent.reference in text_of(page)
        assert mail.outbox == []

    def test_another_site_sends_none(self, walk: Walk, sent: Response) -> None:
        page = walk.post(
            "receipt/", {"email": "me@example.org"}, **{"Sec-Fetch-Site": "cross-site"}
        )
        assert page.status_code == 403
        assert mail.outbox == []

    def test_nobody_is_flooded(self, walk: Walk, sent: Response) -> None:
        codes = [ask(walk, email="me@example.org").status_code for _ in range(5)]
        assert codes == [303, 303, 303, 429, 429]
        assert len(mail.outbox) == 3

    def test_a_cache_that_is_gone_stops_nobody(
        self, walk: Walk, sent: Response, monkeypatch: Any
    ) -> None:
        def broken(*args: Any, **kwargs: Any) -> None:
            raise ConnectionError

        monkeypatch.setattr("plan.mail_limits.cache.add", broken)
        ask(walk, email="me@example.org")
        assert len(mail.outbox) == 1

    def test_who_has_not_sent_gets_none(self, walk: Walk) -> None:
        walk.fill()
        assert ask(walk, email="me@example.org").status_code == 404
        assert mail.outbox == []

    def test_browsers_without_cookies_are_told_too(self, sent: Response, walk: Walk) -> None:
        bare = Walk(walk.page)
        bare.token = walk.token
        page = ask(bare, email="me@example.org")
        assert page.status_code == 200
        assert "Your receipt is on its way." in text_of(page)


@pytest.mark.usefixtures("tasks")
class TestTheLetter:
    """Reference, private link, copy."""

    def letter(self, walk: Walk) -> Any:
        """The letter that goes out."""
        ask(walk, email="me@example.org")
        return mail.outbox[0]

    def test_it_holds_reference_and_link(self, walk: Walk, sent: Response) -> None:
        letter = self.letter(walk)
        link = private_path(sent, sent.consultation, "en")
        assert letter.subject == f"Your answers have been sent: {sent.reference}"
        assert f"http://testserver{link}" in letter.body
        assert "“Have your say”" in letter.body
        assert Client().get(link).status_code == 200

    def test_the_copy_holds_questions_and_answers(self, walk: Walk, sent: Response) -> None:
        [(filename, content, kind)] = self.letter(walk).attachments
        assert (filename, kind) == (f"{sent.reference}.pdf", "application/pdf")
        words = words_in(content)
        for needed in (sent.reference, "How do you respond?", "As a person", "Hackney", "3"):
            assert needed in words
        assert b"pdfuaid:part" in content

    def test_a_copy_that_fails_leaves_the_letter(
        self, walk: Walk, sent: Response, monkeypatch: Any
    ) -> None:
        def fail(*args: Any) -> bytes:
            raise RuntimeError

        monkeypatch.setattr(receipts, "answers_pdf", fail)
        letter = self.letter(walk)
        assert letter.attachments == []
        assert sent.reference in letter.body

    def test_a_withdrawn_response_has_no_receipt(self, sent: Response) -> None:
        Response.objects.update(withdrawn_at=timezone.now())
        send_receipt.call(seal({"to": "me@example.org"}), sent.pk, "http://testserver", 0)
        assert mail.outbox == []


class TestFailing:
    """Mail can fail, hang, or be without a queue: the response and its page stand."""

    def test_a_server_that_refuses(
        self, walk: Walk, sent: Response, settings: Any, tasks: None, caplog: Any
    ) -> None:
        settings.EMAIL_BACKEND = f"{__name__}.RefusingBackend"
        before = stored()
        assert ask(walk, email="me@example.org").status_code == 303
        assert walk.get("sent/").status_code == 200
        assert stored() == before
        assert f"{sent.reference} could not be sent: ConnectionRefusedError" in caplog.text
        assert "@example" not in caplog.text

    def test_a_server_that_hangs_is_left_after_some_seconds(
        self, walk: Walk, sent: Response, settings: Any, tasks: None
    ) -> None:
        settings.EMAIL_BACKEND = f"{__name__}.TimingOutBackend"
        settings.EMAIL_TIMEOUT = None
        started = time.monotonic()
        assert ask(walk, email="me@example.org").status_code == 303
        assert time.monotonic() - started < 5
        assert TimingOutBackend.waited == 10

    def test_a_queue_that_is_gone(self, walk: Walk, sent: Response, monkeypatch: Any) -> None:
        def broken(*args: Any, **kwargs: Any) -> None:
            raise ConnectionError

        monkeypatch.setattr(type(send_receipt), "enqueue", broken)
        assert ask(walk, email="me@example.org").status_code == 303
        assert Response.objects.count() == 1

    def test_it_is_tried_again_later_and_later_and_then_given_up(
        self, sent: Response, settings: Any
    ) -> None:
        from django_tasks import default_task_backend

        settings.EMAIL_BACKEND = f"{__name__}.RefusingBackend"
        secret = seal({"to": "me@example.org"})
        default_task_backend.clear()
        for tries in range(len(DELAYS) + 1):
            send_receipt.call(secret, sent.pk, "http://testserver", tries)
        results = default_task_backend.results
        assert [one.args[-1] for one in results] == [1, 2, 3, 4]
        waits = [(one.task.run_after - one.enqueued_at).total_seconds() for one in results]
        assert [round(seconds / 60) for seconds in waits] == [1, 10, 60, 360]

    def test_the_queue_holds_no_address(self, walk: Walk, sent: Response) -> None:
        from django_tasks import default_task_backend

        default_task_backend.clear()
        ask(walk, email="me@example.org")
        [queued] = [
            one for one in default_task_backend.results if one.task.func is send_receipt.func
        ]
        assert "example.org" not in repr(queued.args)

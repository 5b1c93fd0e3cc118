"""Save and come back later: a link that works from any device, and only that link."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.core.files.base import ContentFile
from django.test import Client
from django.utils import timezone
from django_tasks import default_task_backend

from plan.consultation.actions.start_attempt import delete_idle_attempts
from plan.consultation.models import AnswerFile, Attempt, Consultation, Response
from plan.consultation.protection import unseal
from plan.consultation.return_mail import mail_return_link
from plan.tokens import hash_token
from tests.consultation.browsing import (
    Walk,
    heading_of,
    stored,
    summary_errors,
    text_of,
    token_in,
)
from tests.consultation.factories import name, record

pytestmark = pytest.mark.django_db

LOST = (404, "This link does not work")


def saved(walk: Walk, **data: Any) -> str:
    """Make a link; its address below the form's."""
    page = walk.post("save/", {"make": "1", **data})
    assert (page.status_code, heading_of(page)) == (200, "Your answers are saved")
    found = re.search(r'value="http://testserver([^"]+)"', text_of(page))
    assert found is not None
    return found[1].removeprefix(walk.address)


def elsewhere(walk: Walk) -> Walk:
    """The same person at another device."""
    return Walk(walk.page, Client())


def opens(walk: Walk, link: str) -> tuple[int, str]:
    """What the link says."""
    page = walk.get(link)
    return page.status_code, heading_of(page)


def test_a_link_brings_answers_back_on_another_device(walk: Walk) -> None:
    walk.start()
    kept = walk.post("section/1/", {name("email"): "half", "save": "1"})
    assert kept["Location"] == f"{walk.address}save/"
    assert "Make my link" in text_of(walk.get("save/"))
    link = saved(walk)
    attempt = Attempt.objects.get()
    token = link.split("/")[1]
    assert attempt.return_hash == hash_token(token)
    assert attempt.kept_until == record(walk.page).closes_at
    there = elsewhere(walk)
    before = stored()
    assert opens(there, link) == (200, "Go on with your answers")
    assert there.client.head(walk.address + link).status_code == 200
    assert stored() == before
    assert not there.client.cookies
    going = there.client.post(walk.address + link)
    assert going["Location"] == f"{walk.address}sections/"
    assert there.cookie["path"] == walk.address
    assert there.get("sections/")["Location"] == f"{walk.address}section/1/"
    page = there.get("section/1/")
    assert 'value="half"' in text_of(page)
    there.token = token_in(page)
    assert there.token == token
    there.first()
    there.second()
    there.send()
    assert Response.objects.get().attempt == attempt
    assert opens(there, link) == (200, "Your answers have been sent")
    shown = there.client.post(walk.address + link)
    assert shown["Location"] == f"{walk.address}sent/"


def test_a_new_link_ends_the_one_before_and_not_the_visit(walk: Walk) -> None:
    walk.start()
    first = saved(walk)
    there = elsewhere(walk)
    there.client.post(walk.address + first)
    there.token = first.split("/")[1]
    second = saved(there)
    assert opens(elsewhere(walk), first) == LOST
    assert opens(elsewhere(walk), second) == (200, "Go on with your answers")
    assert there.get("section/1/").status_code == 200
    assert token_in(there.get("section/1/")) == second.split("/")[1]
    assert walk.get("section/1/").status_code == 200


def test_forged_expired_and_borrowed_links(walk: Walk) -> None:
    walk.start()
    link = saved(walk)
    before = stored()
    for wrong in ("return/forged/", f"return/{walk.token}/", f"{link[:-2]}x/", "return/%00/"):
        page = walk.get(wrong)
        assert (page.status_code, heading_of(page)) == LOST, wrong
        assert walk.client.post(walk.address + wrong).status_code == 404
    assert "start again" in text_of(walk.get("return/forged/"))
    assert stored() == before
    past = timezone.now() - timedelta(minutes=1)
    Attempt.objects.update(kept_until=past)
    Consultation.objects.update(closes_at=past)
    assert opens(elsewhere(walk), link) == LOST
    Consultation.objects.update(closes_at=timezone.now() + timedelta(days=1))
    assert opens(elsewhere(walk), link) == (200, "Go on with your answers")


def test_after_closing_what_was_typed_can_be_copied(walk: Walk) -> None:
    walk.start()
    walk.first()
    link = saved(walk)
    Consultation.objects.update(closes_at=timezone.now() - timedelta(minutes=1))
    page = elsewhere(walk).client.post(walk.address + link)
    assert (page.status_code, heading_of(page)) == (410, "This consultation has closed")
    assert "someone@example.com" in text_of(page)


def test_idle_answers_with_a_link_stay_until_it_ends(walk: Walk) -> None:
    walk.start()
    saved(walk)
    other = elsewhere(walk)
    other.start()
    Attempt.objects.update(last_active_at=timezone.now() - timedelta(days=9))
    assert delete_idle_attempts() == 1
    assert Attempt.objects.get().return_hash
    past = timezone.now() - timedelta(minutes=1)
    Consultation.objects.update(closes_at=past)
    Attempt.objects.update(kept_until=past)
    assert delete_idle_attempts() == 1


def test_sent_answers_are_forgotten_on_the_device_in_spite_of_a_link(walk: Walk) -> None:
    walk.fill()
    saved(walk)
    walk.send()
    Attempt.objects.update(last_active_at=timezone.now() - timedelta(days=9))
    assert delete_idle_attempts() == 1
    assert Response.objects.count() == 1


def test_without_closing_a_link_works_for_the_days_that_are_set(walk: Walk, settings: Any) -> None:
    settings.PLAN_RETURN_DAYS = 3
    Consultation.objects.update(closes_at=None)
    walk.start()
    saved(walk)
    left = Attempt.objects.get().kept_until - timezone.now()
    assert timedelta(days=2, hours=23) < left < timedelta(days=3, hours=1)


def test_taking_answers_off_the_device_keeps_them_for_the_link(walk: Walk) -> None:
    walk.start()
    link = saved(walk)
    gone = walk.post("finish/", {"keep_link": "1"})
    assert gone["Location"] == f"{walk.address}finish/?kept=1"
    assert walk.cookie.value == ""
    assert "Your answers are kept for your link." in text_of(walk.get("finish/", kept=1))
    assert opens(walk, link) == (200, "Go on with your answers")


def test_finish_and_clear_ends_link_and_files(
    walk: Walk, django_capture_on_commit_callbacks: Callable[..., Any]
) -> None:
    walk.start()
    link = saved(walk)
    row = AnswerFile(attempt=Attempt.objects.get(), name="a.txt", size=1, sha256="0")
    row.file.save("a.txt", ContentFile(b"a"))
    row.save()
    assert row.file.storage.exists(row.file.name)
    with django_capture_on_commit_callbacks(execute=True):
        walk.post("finish/")
    assert Attempt.objects.count() == 0
    assert AnswerFile.objects.count() == 0
    assert not row.file.storage.exists(row.file.name)
    assert opens(walk, link) == LOST


def test_a_wrong_address_makes_no_link(walk: Walk) -> None:
    walk.start()
    page = walk.post("save/", {"make": "1", "email": "nobody"})
    wrong = "Enter an email address in the right form, like name@example.com."
    assert (page.status_code, summary_errors(page)) == (422, [("#email", wrong)])
    assert 'value="nobody"' in text_of(page)
    assert Attempt.objects.get().return_hash is None


def test_the_link_goes_by_mail_and_nobody_can_read_the_queue(walk: Walk) -> None:
    default_task_backend.clear()
    walk.start()
    link = saved(walk, email="someone@example.com")
    queued = default_task_backend.results[-1]
    sealed, language = queued.args
    assert "someone" not in str(queued.args)
    assert link not in str(queued.args)
    letter = unseal(sealed)
    assert (letter["to"], language) == ("someone@example.com", "en")
    mail_return_link.func(sealed, language)
    sent = mail.outbox[0]
    assert sent.to == ["someone@example.com"]
    assert f"http://testserver{walk.address}{link}" in sent.body
    assert f"You asked us to save your answers to “{walk.page.title}”." in sent.body
    assert "someone@example.com" not in str(stored())


def test_a_letter_does_not_name_what_others_must_not_see(walk: Walk) -> None:
    default_task_backend.clear()
    Consultation.objects.update(is_sensitive=True)
    walk.start()
    link = saved(walk, email="someone@example.com")
    sealed, language = default_task_backend.results[-1].args
    mail_return_link.func(sealed, language)
    assert f"http://testserver{walk.address}{link}" in mail.outbox[0].body
    assert "save answers that you have not sent yet" in mail.outbox[0].body
    assert walk.page.title not in mail.outbox[0].body


def test_letters_are_limited_and_failing_mail_changes_nothing(
    walk: Walk, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*args: object, **kwargs: object) -> None:
        raise OSError("The queue does not answer.")

    walk.start()
    monkeypatch.setattr(default_task_backend, "enqueue", refuse)
    link = saved(walk, email="someone@example.com")
    assert opens(elsewhere(walk), link) == (200, "Go on with your answers")
    for _ in range(2):
        saved(walk, email="someone@example.com")
    page = walk.post("save/", {"make": "1", "email": "someone@example.com"})
    assert "It was not sent by email" in text_of(page)


def test_without_mail_no_address_is_asked_for(walk: Walk, settings: Any) -> None:
    settings.PLAN_MAIL_IS_CONFIGURED = False
    walk.start()
    assert 'name="email"' not in text_of(walk.get("save/"))
    default_task_backend.clear()
    saved(walk, email="someone@example.com")
    assert default_task_backend.results == []


def test_other_sites_make_and_open_no_links(walk: Walk) -> None:
    walk.start()
    page = walk.post("save/", {"make": "1"}, **{"Sec-Fetch-Site": "cross-site"})
    assert page.status_code == 403
    assert Attempt.objects.get().return_hash is None
    link = saved(walk)
    there = elsewhere(walk)
    foreign = there.client.post(walk.address + link, headers={"Sec-Fetch-Site": "cross-site"})
    assert (foreign.status_code, heading_of(foreign)) == (200, "Go on with your answers")
    assert not there.client.cookies


def test_whoever_has_begun_other_answers_here_is_warned(walk: Walk) -> None:
    walk.start()
    link = saved(walk)
    there = elsewhere(walk)
    there.start()
    assert "Other answers have been begun on this device" in text_of(there.get(link))
    assert "Other answers have been begun" not in text_of(walk.get(link))

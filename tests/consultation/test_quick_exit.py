"""Sensitive consultations and sections: a way out, support, and words on the end."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from plan.consultation.home_panel import MailPanel
from plan.consultation.models import Consultation
from plan.mail import is_mail_configured
from plan.models import ServiceDetails
from tests.consultation.browsing import Walk, stored, text_of
from tests.consultation.factories import make_consultation, standard_sections
from tests.factories import make_locale

pytestmark = pytest.mark.django_db

EXIT = "data-plan-quick-exit"


def sensitive(client: Client, **fields: Any) -> Walk:
    """A form whose second section is sensitive."""
    sections = standard_sections()
    sections[1]["value"]["is_sensitive"] = True
    support = "<p>Talk to <b>the helpline</b>.</p>"
    return Walk(make_consultation(sections=sections, support=support, **fields), client)


def test_every_step_of_a_sensitive_consultation_has_a_way_out(
    client: Client, settings: Any
) -> None:
    settings.PLAN_QUICK_EXIT_URL = "https://weather.example/"
    walk = sensitive(client, is_sensitive=True)
    walk.fill()
    steps = ["section/1/", "section/2/", "check/", "save/"]
    pages = [walk.get(step) for step in steps]
    before = stored()
    walk.send()
    pages += [walk.get("sent/"), walk.get("return/x/"), walk.post("finish/") or None]
    link = 'href="https://weather.example/" rel="nofollow noreferrer"'
    for page in pages[:-1]:
        assert text_of(page).count(link) == 1
        assert EXIT in text_of(page)
    assert before != stored()


def test_only_a_sensitive_section_has_support_around_its_questions(client: Client) -> None:
    ServiceDetails.objects.create(
        locale=make_locale("en"), site_name="Plans", emergency_notice="In danger call 112."
    )
    walk = sensitive(client)
    walk.fill()
    plain, hard = text_of(walk.get("section/1/")), text_of(walk.get("section/2/"))
    assert EXIT not in plain
    assert "helpline" not in plain
    assert EXIT in hard
    assert hard.count("Talk to <b>the helpline</b>.") == 2
    assert hard.index("the helpline") < hard.index("Where do you live?")
    assert hard.rindex("the helpline") > hard.index("What is missing?")
    assert hard.count("Nobody reads answers as they come in. <span>In danger call 112.</span>") == 2


def test_no_number_to_call_stands_in_the_code(client: Client) -> None:
    walk = sensitive(client)
    walk.fill()
    text = text_of(walk.get("section/2/"))
    assert "Nobody reads answers as they come in." in text
    assert "999" not in text


def test_each_step_says_when_the_end_is_near(walk: Walk) -> None:
    walk.start()
    assert "Closes on" not in text_of(walk.get("section/1/"))
    closes = timezone.now() + timedelta(hours=5, minutes=1)
    Consultation.objects.update(closes_at=closes, grace_minutes=30)
    for step in ("section/1/", "check/"):
        assert "5 hours left." in text_of(walk.get(step))
    Consultation.objects.update(closes_at=timezone.now() - timedelta(minutes=1))
    assert Walk(walk.page, Client()).start().status_code == 410
    Consultation.objects.filter().update(closes_at=timezone.now())
    assert "so you can still send your answers until" in text_of(walk.get("section/1/"))


@pytest.mark.parametrize(
    ("given", "backend", "expected"),
    [
        (None, "django.core.mail.backends.smtp.EmailBackend", True),
        (None, "django.core.mail.backends.filebased.EmailBackend", True),
        (None, "django.core.mail.backends.console.EmailBackend", False),
        (None, "django.core.mail.backends.dummy.EmailBackend", False),
        (True, "django.core.mail.backends.console.EmailBackend", True),
        (False, "django.core.mail.backends.smtp.EmailBackend", False),
    ],
)
def test_whether_mail_is_configured(
    settings: Any, given: bool | None, backend: str, expected: bool
) -> None:
    settings.PLAN_MAIL_IS_CONFIGURED = given
    settings.EMAIL_BACKEND = backend
    assert is_mail_configured() is expected


@pytest.mark.parametrize(("is_configured", "is_told"), [(False, True), (True, False)])
def test_staff_are_told_while_mail_is_not_set_up(
    admin_client: Client, settings: Any, is_configured: bool, is_told: bool
) -> None:
    settings.PLAN_MAIL_IS_CONFIGURED = is_configured
    assert ("Mail is not set up" in text_of(admin_client.get("/admin/"))) is is_told
    assert MailPanel.order < 90

"""Trying a form that is not published: in the admin, and with a link to the draft."""

from __future__ import annotations

import pytest
from django.test import Client
from django.utils import timezone

from home.models import User
from plan.consultation.models import Attempt, ConsultationPage, Response
from plan.models import DraftLink
from tests.consultation.factories import (
    first_answers,
    make_consultation,
    name,
    second_answers,
)
from tests.consultation.test_admin import staff

pytestmark = pytest.mark.django_db


@pytest.fixture
def page() -> ConsultationPage:
    """An open consultation."""
    return make_consultation()


def test_trying_a_form_walks_every_step_and_stores_nothing(page: ConsultationPage) -> None:
    client = Client()
    client.force_login(User.objects.create_superuser("boss@example.com", "pw"))
    place = f"/admin/consultations/form/{page.pk}/"
    assert "Section 1 of 2" in client.get(place).content.decode()
    wrong = client.post(place, {"trial_step": "1"})
    assert wrong.status_code == 422
    assert "Choose an answer." in wrong.content.decode()
    second = client.post(place, {"trial_step": "1", **first_answers()})
    text = second.content.decode()
    assert "Section 2 of 2" in text
    assert f'name="{name("number")}" value="3"' in text
    back = client.post(place, {"trial_step": "2", "back": "1", **first_answers()})
    assert "Section 1 of 2" in back.content.decode()
    answers = {**first_answers(), **second_answers()}
    check = client.post(place, {"trial_step": "2", **answers}).content.decode()
    assert "Hackney" in check
    change = client.post(place, {"trial_step": "check", "change_section": "2", **answers})
    assert "Section 2 of 2" in change.content.decode()
    assert "TEST-ONLY" in client.post(place, {"trial_step": "check", **answers}).content.decode()
    incomplete = client.post(place, {"trial_step": "check"})
    assert incomplete.status_code == 422
    assert Attempt.objects.count() == Response.objects.count() == 0


def test_trying_a_form_is_for_those_who_edit_the_page(page: ConsultationPage) -> None:
    assert staff().get(f"/admin/consultations/form/{page.pk}/").status_code == 302


def test_a_draft_link_walks_through_the_form_and_ends(page: ConsultationPage) -> None:
    boss = User.objects.create_superuser("boss@example.com", "pw")
    client = Client()
    client.force_login(boss)
    place = f"/admin/plan/pages/{page.pk}/drafts/"
    text = client.post(place, {"note": "The panel", "days": "7"}).content.decode()
    address = text.split('href="http://testserver', 1)[1].split('"', 1)[0]
    assert address.endswith("/form/")
    visitor = Client()
    first = visitor.get(address)
    assert "Section 1 of 2" in first.content.decode()
    assert first["Cache-Control"] == "no-store"
    second = visitor.post(address, {"trial_step": "1", **first_answers()})
    assert "Section 2 of 2" in second.content.decode()
    assert visitor.get(address.replace("/drafts/", "/drafts/x")).status_code == 404
    DraftLink.objects.update(revoked_at=timezone.now())
    assert visitor.get(address).status_code == 410
    assert Attempt.objects.count() == 0

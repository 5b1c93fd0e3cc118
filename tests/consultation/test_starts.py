"""Only attempts of one's own are starts and drop-outs: no colleague's part, no change."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db.models import F
from django.test import Client

from plan.consultation.actions.save_section import clear_attempt
from plan.consultation.actions.start_attempt import delete_idle_attempts
from plan.consultation.dashboards import starts
from plan.consultation.models import AbandonedTally, Attempt, Consultation, Response
from plan.consultation.private_links import private_path
from tests.consultation.browsing import Walk
from tests.consultation.colleagues import Colleague
from tests.consultation.factories import name, record
from tests.consultation.test_private_page import response_page

pytestmark = pytest.mark.django_db


def numbers(consultation: Consultation) -> tuple[int, int, int, int]:
    """Started, sent, in progress, ended without being sent."""
    found = starts(consultation)
    return found.started, found.sent, found.in_progress, found.abandoned


def days_pass() -> None:
    """Nobody touches an attempt for long, and all that are idle are deleted."""
    idle = F("last_active_at") - timedelta(days=3)
    Attempt.objects.update(last_active_at=idle, kept_until=idle)
    delete_idle_attempts()


def begin_change(response: Response) -> Walk:
    """Start to change a response on its private page, and answer otherwise."""
    other = Walk(response_page(response), Client())
    link = private_path(response, response.consultation, "en")
    assert other.client.post(f"{link}change/").status_code == 200
    other.second(**{name("place"): "Camden"})
    assert Attempt.objects.filter(changes=response).exists()
    return other


def test_a_colleague_s_part_is_neither_start_nor_drop_out(lead: Walk, colleague: Colleague) -> None:
    consultation = record(lead.page)
    assert Attempt.objects.count() == 2
    assert numbers(consultation) == (1, 0, 1, 0)
    clear_attempt(attempt=colleague.attempt)
    assert numbers(consultation) == (1, 0, 1, 0)
    assert not AbandonedTally.objects.exists()


def test_a_team_that_never_sends_is_one_drop_out(lead: Walk, colleague: Colleague) -> None:
    days_pass()
    assert not Attempt.objects.exists()
    assert numbers(record(lead.page)) == (1, 0, 0, 1)


def test_a_team_that_sends_is_one_start(lead: Walk, colleague: Colleague) -> None:
    lead.second()
    lead.send()
    days_pass()
    assert numbers(record(lead.page)) == (1, 1, 0, 0)


def test_a_change_is_neither_start_nor_drop_out(walk: Walk) -> None:
    response = walk.finish_form()
    consultation = record(walk.page)
    assert numbers(consultation) == (1, 1, 0, 0)
    begin_change(response)
    assert numbers(consultation) == (1, 1, 0, 0)
    days_pass()
    assert numbers(consultation) == (1, 1, 0, 0)
    assert not AbandonedTally.objects.exists()


def test_a_change_that_is_sent_or_cleared_adds_nothing(walk: Walk) -> None:
    response = walk.finish_form()
    consultation = record(walk.page)
    begin_change(response).send()
    assert Response.objects.get().changed_at is not None
    begin_change(response).post("finish/")
    assert numbers(consultation) == (1, 1, 0, 0)
    days_pass()
    assert numbers(consultation) == (1, 1, 0, 0)

"""Attempts that were never sent are counted when they are deleted, and nothing else stays."""

from __future__ import annotations

import uuid
from datetime import timedelta
from typing import Any

import pytest
from django.db.models import Sum
from django.test import Client
from django.utils import timezone

from plan.consultation.actions.save_section import clear_attempt, save_section
from plan.consultation.actions.start_attempt import delete_idle_attempts, start_attempt
from plan.consultation.models import (
    AbandonedTally,
    Attempt,
    Consultation,
    FormTexts,
    Response,
)
from tests.consultation.factories import known_id
from tests.consultation.test_admin import answer
from tests.consultation.test_counting import (
    consultation,
)

__all__ = ["consultation"]

pytestmark = pytest.mark.django_db


def begun(consultation: Consultation, *sections: str, is_idle: bool = True) -> Attempt:
    """An attempt with these sections kept, untouched for long."""
    texts = FormTexts.objects.get(version__consultation=consultation)
    attempt, _token = start_attempt(consultation=consultation, texts_pk=texts.pk)
    for section in sections:
        save_section(
            attempt=attempt, section_id=uuid.UUID(known_id(section)), typed={}, is_valid=True
        )
    if is_idle:
        past = timezone.now() - timedelta(days=3)
        Attempt.objects.filter(pk=attempt.pk).update(last_active_at=past, started_at=past)
    return attempt


def endings() -> dict[Any, int]:
    """Numbers of attempts not sent by the last section kept."""
    rows = AbandonedTally.objects.order_by().values_list("last_section")
    return dict(rows.annotate(found=Sum("number")))


def test_idle_attempts_are_counted_by_their_last_section_when_deleted(
    consultation: Consultation,
) -> None:
    begun(consultation)
    begun(consultation, "views", "about")
    begun(consultation, "about")
    for _ in range(3):
        begun(consultation, "about", is_idle=False)
    # The third start cleared the first away, and so on: none is left to be counted twice.
    delete_idle_attempts()
    delete_idle_attempts()
    assert endings() == {
        None: 1,
        uuid.UUID(known_id("views")): 1,
        uuid.UUID(known_id("about")): 1,
    }
    assert Attempt.objects.count() == 3
    fields = {field.name for field in AbandonedTally._meta.get_fields()}
    assert fields == {
        "id", "consultation", "day", "language", "source", "last_section", "number",
    }  # fmt: skip


def test_sent_test_and_changing_attempts_are_not_abandoned(consultation: Consultation) -> None:
    answer(consultation)
    begun(consultation, is_idle=False)
    Attempt.objects.filter(response=None).update(is_test=True)
    changing = begun(consultation, is_idle=False)
    Attempt.objects.filter(pk=changing.pk).update(changes=Response.objects.get())
    past = timezone.now() - timedelta(days=3)
    Attempt.objects.update(last_active_at=past)
    assert delete_idle_attempts() == 3
    assert endings() == {}


def test_clearing_answers_counts_one_attempt_not_sent(consultation: Consultation) -> None:
    clear_attempt(attempt=begun(consultation, "about", is_idle=False))
    assert endings() == {uuid.UUID(known_id("about")): 1}
    assert not Attempt.objects.exists()


def test_where_people_stopped_is_shown_once_somebody_has(
    consultation: Consultation, admin_client: Client
) -> None:
    def read() -> str:
        return admin_client.get(f"/admin/consultations/{consultation.public_id}/").content.decode()

    attempt = begun(consultation, "about", is_idle=False)
    assert "Not sent yet: 1." in read()
    assert "Last section kept of those that ended without being sent" not in read()
    clear_attempt(attempt=attempt)
    assert "Last section kept of those that ended without being sent" in read()

"""Keep what was typed, or clear everything."""

from __future__ import annotations

import uuid

from django.db import transaction
from django.db.models.functions import Now

from plan.consultation.forms import Typed
from plan.consultation.models import Attempt, AttemptSection, Response


class AlreadySentError(Exception):
    """The attempt has become a response; nothing was stored."""


@transaction.atomic
def save_section(*, attempt: Attempt, section_id: uuid.UUID, typed: Typed, is_valid: bool) -> None:
    """Store a section as typed. AlreadySentError when the answers have been sent meanwhile."""
    locked = Attempt.objects.select_for_update().filter(pk=attempt.pk)
    if not locked.exists() or Response.objects.filter(attempt=attempt.pk).exists():
        raise AlreadySentError
    AttemptSection.objects.bulk_create(
        [AttemptSection(attempt=attempt, section_id=section_id, typed=typed, is_valid=is_valid)],
        update_conflicts=True,
        unique_fields=["attempt", "section_id"],
        update_fields=["typed", "is_valid"],
    )
    locked.update(last_active_at=Now())


def clear_attempt(*, attempt: Attempt) -> None:
    """Delete what was typed, and the way back to it."""
    attempt.delete()

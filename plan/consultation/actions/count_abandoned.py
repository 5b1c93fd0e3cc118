"""Count attempts that end without being sent, so that nothing else of them need be kept."""

from __future__ import annotations

import uuid
from collections import Counter
from collections.abc import Collection
from datetime import date
from typing import NamedTuple

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone

from plan.consultation.builder import definition_by_texts
from plan.consultation.models import AbandonedTally, Attempt, AttemptSection


class Ending(NamedTuple):
    """What abandoned attempts are counted by; nothing of it is personal."""

    consultation_id: int
    day: date
    language: str
    source_id: int | None
    last_section: uuid.UUID | None


def count_abandoned(*, attempts: Collection[int]) -> None:
    """Add those of these attempts to the counts that would have become a response of their own.

    Neither tests, nor changes to a response, nor what colleagues prepared for their lead. The
    caller holds the attempts locked and deletes them in the same transaction.
    """
    unsent = Attempt.objects.filter(
        pk__in=attempts, response=None, is_test=False, changes=None, team=None, ended_at=None
    )
    rows = list(unsent.select_related("consultation"))
    if not rows:
        return
    kept: dict[int, set[uuid.UUID]] = {}
    sections = AttemptSection.objects.filter(attempt__in=[row.pk for row in rows])
    for attempt_pk, section in sections.values_list("attempt", "section_id"):
        kept.setdefault(attempt_pk, set()).add(section)
    endings = Counter(ending_of(row, kept.get(row.pk, set())) for row in rows)
    for ending, number in sorted(endings.items(), key=str):
        add_ending(ending, number)


def ending_of(attempt: Attempt, kept: set[uuid.UUID]) -> Ending:
    """Where an attempt ended: at the last section in the form's order that was kept of it."""
    definition = definition_by_texts(attempt.texts_id)
    order = [section.id for section in definition.sections if section.id in kept]
    return Ending(
        attempt.consultation_id,
        timezone.localtime(attempt.started_at, attempt.consultation.zone).date(),
        definition.language,
        attempt.source_id,
        order[-1] if order else None,
    )


def add_ending(ending: Ending, number: int) -> None:
    """Add to the row, or make it; another process may make it at the same moment."""
    row = AbandonedTally.objects.filter(**ending._asdict())
    if row.update(number=F("number") + number):
        return
    try:
        with transaction.atomic():
            AbandonedTally.objects.create(**ending._asdict(), number=number)
    except IntegrityError:
        row.update(number=F("number") + number)

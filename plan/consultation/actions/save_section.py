"""Keep what was typed, or clear everything."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Sequence

from django.db import transaction
from django.db.models.functions import Now

from plan.consultation.actions.count_abandoned import count_abandoned
from plan.consultation.forms import Typed
from plan.consultation.models import AnswerFile, Attempt, AttemptSection, Response


class AlreadySentError(Exception):
    """The attempt has become a response; nothing was stored."""


@transaction.atomic
def save_section(*, attempt: Attempt, section_id: uuid.UUID, typed: Typed, is_valid: bool) -> None:
    """Store a section as typed. AlreadySentError when the answers have been sent meanwhile."""
    locked = Attempt.objects.select_for_update().filter(pk=attempt.pk)
    current = locked.first()
    if current is None or current.is_change_sent:
        raise AlreadySentError
    if Response.objects.filter(attempt=attempt.pk).exists():
        raise AlreadySentError
    AttemptSection.objects.bulk_create(
        [AttemptSection(attempt=attempt, section_id=section_id, typed=typed, is_valid=is_valid)],
        update_conflicts=True,
        unique_fields=["attempt", "section_id"],
        update_fields=["typed", "is_valid"],
    )
    locked.update(last_active_at=Now())


@transaction.atomic
def clear_attempt(*, attempt: Attempt) -> None:
    """Delete what was typed, the files that came with it, and every way back to it.

    An attempt that was not sent is only counted.
    """
    rows = Attempt.objects.select_for_update().filter(pk=attempt.pk)
    count_abandoned(attempts=list(rows.values_list("pk", flat=True)))
    forget_files([attempt.pk])
    attempt.delete()


def forget_files(attempts: Sequence[int]) -> None:
    """Delete the files of unsent attempts from where they are kept, once that is certain."""
    unsent = AnswerFile.objects.filter(attempt__in=attempts, response=None)
    for name in unsent.values_list("file", flat=True):
        transaction.on_commit(deletion_of(name), robust=True)


def deletion_of(name: str) -> Callable[[], None]:
    """What deletes one file; a function of its own, whose name Django logs if it fails."""

    def delete() -> None:
        delete_file(name)

    return delete


def delete_file(name: str) -> None:
    """Delete one file."""
    AnswerFile._meta.get_field("file").storage.delete(name)

"""Delete stored files of responses, because they may hold one that is erased or withdrawn."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from wagtail.log_actions import log

from plan.consultation.actions.make_export import delete_export
from plan.consultation.enums import ExportState
from plan.consultation.models import Consultation, Export

#: Files that hold responses, or are getting them now; those that wait are made without it.
MADE = (ExportState.RUNNING, ExportState.DONE)


def delete_exports_on_commit(*, consultation: Consultation, user: Any = None) -> None:
    """Delete a consultation's files once it is certain that a response of it is gone."""

    def delete() -> None:
        delete_exports(consultation=consultation, user=user)

    transaction.on_commit(delete, robust=True)


def delete_exports(*, consultation: Consultation, user: Any = None) -> int:
    """Delete all files made or being made up to now; how many they were. Logged if any."""
    made = Export.objects.filter(consultation=consultation, state__in=MADE)
    number = sum(delete_locked(key) for key in made.values_list("pk", flat=True))
    if number:
        log(
            instance=consultation,
            action="plan_consultation.delete_exports",
            user=user,
            data={"number": number},
        )
    return number


@transaction.atomic
def delete_locked(key: int) -> int:
    """Delete one file, which its task may be finishing; whether it was there still."""
    export = Export.objects.select_for_update().filter(pk=key).first()
    if export is None:
        return 0
    delete_export(export)
    return 1

"""Put an entered response right, where it differs from what came in."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from wagtail.log_actions import log

from plan.consultation.actions.replace_answers import mark_changed
from plan.consultation.actions.submit_response import IncompleteError
from plan.consultation.entry import EntrySheet
from plan.consultation.hints import schedule_hints
from plan.consultation.models import Response
from plan.consultation.permissions import can_correct_response
from plan.consultation.rows import clear_answers, store_answers


@transaction.atomic
def correct_response(*, response: Response, sheet: EntrySheet, reason: str, user: Any) -> None:
    """Replace the answers of an entry by those of a sheet, at any time; it is to be checked anew.

    PermissionDenied for other roles and for responses that nobody entered; IncompleteError where
    an answer cannot be stored. What was answered stands in no log, why it was changed does.
    """
    locked = Response.objects.select_for_update().get(pk=response.pk)
    if not can_correct_response(user, locked):
        raise PermissionDenied
    if not sheet.is_valid():
        raise IncompleteError(sheet.way)
    clear_answers(locked)
    store_answers(locked, sheet.pairs())
    mark_changed(locked, sheet.definition)
    Response.objects.filter(pk=locked.pk).update(checked_by=None, checked_at=None)
    transaction.on_commit(lambda: schedule_hints(locked.pk), robust=True)
    log(
        instance=locked.consultation,
        action="plan_consultation.correct_response",
        user=user,
        data={"reference": locked.reference, "reason": reason},
    )

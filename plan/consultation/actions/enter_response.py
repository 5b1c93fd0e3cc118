"""Record a response that came on paper, by phone or otherwise than through the website."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models.functions import Now
from wagtail.log_actions import log

from plan.consultation.actions.attach_scan import store_scans
from plan.consultation.actions.clear_tests import clear_tests_at_opening
from plan.consultation.actions.submit_response import IncompleteError, NotOpenError
from plan.consultation.entry import EntrySheet
from plan.consultation.enums import ConsultationState
from plan.consultation.hints import schedule_hints
from plan.consultation.models import Consultation, Response, Source
from plan.consultation.permissions import can_enter_response
from plan.consultation.rows import store_answers
from plan.consultation.scans import Scan


@dataclass(frozen=True)
class Receipt:
    """What is known of a response besides its answers.

    `key` stands for one sheet: whatever is sent twice with it makes one response.
    """

    key: str
    channel: str
    received_at: datetime
    original_language: str = ""
    source: Source | None = None


@transaction.atomic
def enter_response(
    *,
    consultation: Consultation,
    sheet: EntrySheet,
    receipt: Receipt,
    user: Any,
    scans: Sequence[Scan] = (),
) -> Response:
    """The response of a sheet: made now, or the one its key made before.

    One received outside the open period is recorded and marked. PermissionDenied for other roles;
    NotOpenError before the first opening; IncompleteError where an answer cannot be stored.
    """
    if not can_enter_response(user, consultation):
        raise PermissionDenied
    locked = Consultation.objects.select_for_update().get(pk=consultation.pk)
    key = f"entry:{receipt.key}"
    if (
        existing := Response.objects.filter(consultation=locked, import_key=key).first()
    ) is not None:
        return existing
    refuse_early(locked)
    clear_tests_at_opening(locked)
    if not sheet.is_valid():
        raise IncompleteError(sheet.way)
    response = Response.objects.create(
        consultation=locked,
        version_id=sheet.definition.version,
        texts_id=sheet.definition.texts,
        language=sheet.definition.language,
        channel=receipt.channel,
        received_at=receipt.received_at,
        is_late=locked.state_at(receipt.received_at) is not ConsultationState.OPEN,
        original_language=receipt.original_language,
        source=receipt.source,
        entered_by=user,
        entered_at=Now(),
        import_key=key,
    )
    store_answers(response, sheet.pairs())
    store_scans(response, scans)
    log_entry(response, user, "enter_response", {"channel": receipt.channel})
    transaction.on_commit(lambda: schedule_hints(response.pk), robust=True)
    return response


def refuse_early(consultation: Consultation) -> None:
    """Nothing is entered of a consultation that was never open."""
    now: datetime = Consultation.objects.filter(pk=consultation.pk).values_list(Now()).get()[0]
    if consultation.state_at(now) is ConsultationState.SCHEDULED:
        raise NotOpenError(ConsultationState.SCHEDULED)


def log_entry(response: Response, user: Any, action: str, data: dict[str, Any]) -> None:
    """A line in the history of the consultation, which names the response and no answer."""
    log(
        instance=response.consultation,
        action=f"plan_consultation.{action}",
        user=user,
        data={"reference": response.reference, **data},
    )

"""Times that are no longer set on the page: people can answer already, and are told of changes."""

from __future__ import annotations

from datetime import datetime

from plan.consultation.enums import ConsultationState
from plan.consultation.models import Consultation, ConsultationPage
from plan.consultation.queries import database_now


def opened_record(page: ConsultationPage) -> Consultation | None:
    """The record of a public page that has opened; None before, and for drafts."""
    record = Consultation.objects.filter(translation_key=page.translation_key).first()
    if record is None or record.state_at(database_now()) is ConsultationState.SCHEDULED:
        return None
    return record


def held_dates(page: ConsultationPage) -> dict[str, datetime | None]:
    """By name, as they are: the opening once it is past, the closing while it is to come."""
    record = opened_record(page) if page.live else None
    if record is None:
        return {}
    held = {"opens_at": record.opens_at}
    if record.state_at(database_now()) is ConsultationState.OPEN:
        held["closes_at"] = record.closes_at
    return held

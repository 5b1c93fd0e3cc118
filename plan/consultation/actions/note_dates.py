"""Keep in the history that a publication moved the closing time of what had opened."""

from __future__ import annotations

from typing import Any

from plan.consultation.actions.change_dates import note
from plan.consultation.enums import DateChangeKind
from plan.consultation.held_dates import opened_record
from plan.consultation.models import ConsultationPage, DateChange


def note_dates(*, page: ConsultationPage, user: Any) -> DateChange | None:
    """Before the record follows the page: write down the change, which has no public reason.

    The actions of `change_dates` write down their own.
    """
    if page.dates_are_noted or not page.is_source():
        return None
    record = opened_record(page)
    if record is None or record.closes_at == page.closes_at:
        return None
    before, after = record.closes_at, page.closes_at
    is_later = after is None or (before is not None and after > before)
    kind = DateChangeKind.EXTENDED if is_later else DateChangeKind.CLOSED_EARLY
    return note(record, page, user, kind, (before, after), {})

"""What the template of a commitment gets."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils import timezone

from plan.queries import direction_of
from plan.readers import Reader
from plan.shown_passages import shown_passages
from priorities import queries
from priorities.blocks import newest_first
from priorities.commitments.ages import age_words, newest_day, seconds_of_today
from priorities.commitments.facts import record_facts
from priorities.commitments.milestones import milestones_of
from priorities.contexts import ShownStatus, measure_cards, shown_status
from priorities.models import CommitmentPage, CommitmentStatusChange


@dataclass(frozen=True)
class ShownChange:
    """An entry of the history."""

    status: ShownStatus
    since: datetime
    reason: str
    #: The language of the reason where it is not the reader's.
    language: str
    direction: str
    due_on: date | None
    #: Whether the date is another than before.
    is_due_new: bool


def commitment(page: CommitmentPage, reader: Reader) -> dict[str, Any]:
    """A commitment: status, who, by when, how it went. A preview shows the draft's facts."""
    facts = record_facts(page) if reader.is_preview else vars(page.commitment)
    changes = list(page.commitment.status_changes.all()) if page.commitment_id else []
    today = timezone.localdate()
    served = queries.pages_served(facts, page, reader)
    updated = newest_day([facts["last_update_on"], *(one.changed_at for one in changes[:1])])
    if updated is not None:
        reader.freshness.limit(seconds_of_today())
    return {
        "passages": shown_passages([page], reader)[page.pk],
        "reference": facts["reference"],
        "status": shown_status(facts["status"]),
        "due_on": facts["due_on"],
        "age": age_words(updated, today) if updated else "",
        "history": shown_history(changes, reader.language),
        "milestones": milestones_of(page, is_preview=reader.is_preview, today=today),
        "partners": [block.value for block in page.partners if block.value["organisation"]],
        "updates": newest_first(page.updates),
        "outcomes": served.outcomes,
        "measure_cards": measure_cards(served.measures, reader),
        "reports": queries.reports_on(page.plan_page, reader) if page.plan_page else [],
    }


def shown_history(changes: Sequence[CommitmentStatusChange], language: str) -> list[ShownChange]:
    """Entries, the newest first, in a language as far as they are translated."""
    earlier = [*changes[1:], None]
    return [
        shown_change(change, before, language)
        for change, before in zip(changes, earlier, strict=True)
    ]


def shown_change(
    change: CommitmentStatusChange, before: CommitmentStatusChange | None, language: str
) -> ShownChange:
    """One entry."""
    own = str(change.reasons.get(language, ""))
    other = "" if own or not change.reason else change.language
    return ShownChange(
        status=shown_status(change.status),
        since=change.changed_at,
        reason=own or change.reason,
        language=other,
        direction=direction_of(other) if other else "",
        due_on=change.due_on,
        is_due_new=before is not None and before.due_on != change.due_on,
    )

"""Of what an owner is to be reminded: updates of an open period, dates that near or have passed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Q

from plan.models import Plan, PlanPage
from priorities.enums import ENDED_STATUSES, ReportingState, UpdateState
from priorities.models import (
    Commitment,
    CommitmentPage,
    CommitmentUpdate,
    Owner,
    OwnerReminder,
    Ownership,
    ReportingPeriod,
)

#: How long before an update of a period is due, and before a commitment is.
BEFORE_PERIOD, BEFORE_DUE = timedelta(days=7), timedelta(days=14)


@dataclass(frozen=True)
class Occasion:
    """One thing to remind of: `kind` says in which words, `key` that it is told once."""

    commitment: Commitment
    kind: str
    key: str
    day: date


def commitments_in(plan: Plan) -> set[int]:
    """Records that the public pages of a plan show."""
    below = Q(pk__in=[])
    for path in PlanPage.objects.filter(translation_key=plan.translation_key).values_list(
        "path", flat=True
    ):
        below |= Q(path__startswith=path)
    return set(CommitmentPage.objects.live().filter(below).values_list("commitment", flat=True))


def spoken_in(period: ReportingPeriod) -> set[int]:
    """Commitments of which an owner has said something since the period began."""
    rows = CommitmentUpdate.objects.filter(submitted_at__date__gte=period.starts_on)
    rows = rows.exclude(state=UpdateState.RETURNED)
    return set(rows.values_list("commitment", flat=True))


def silent_ownerships(period: ReportingPeriod) -> Sequence[Ownership]:
    """Owners whose commitments nobody has said anything of in the period."""
    silent = commitments_in(period.plan) - spoken_in(period)
    rows = Ownership.objects.filter(commitment__in=silent)
    rows = rows.exclude(commitment__status__in=ENDED_STATUSES)
    return list(rows.select_related("commitment", "owner").order_by("commitment", "owner"))


def occasions_today(
    today: date, chased: ReportingPeriod | None = None
) -> dict[int, list[Occasion]]:
    """What is to be told to each owner, by primary key, without what was told before."""
    found: dict[int, list[Occasion]] = {}
    for pk, occasion in [*of_periods(today, chased), *of_dates(today)]:
        found.setdefault(pk, []).append(occasion)
    told = set(OwnerReminder.objects.values_list("owner", "commitment", "occasion"))
    return {
        pk: kept
        for pk, occasions in found.items()
        if (kept := [one for one in occasions if (pk, one.commitment.pk, one.key) not in told])
    }


def of_periods(today: date, chased: ReportingPeriod | None) -> Iterable[tuple[int, Occasion]]:
    """Open periods, before and after their day; one that staff chase at once."""
    periods = ReportingPeriod.objects.filter(state=ReportingState.OPEN).select_related("plan")
    for period in periods:
        day = period.updates_due_on
        if period == chased:
            kind, key = "chased", f"chase:{period.pk}:{today.isoformat()}"
        elif today > day:
            kind, key = "period-after", f"period-after:{period.pk}"
        elif today >= day - BEFORE_PERIOD:
            kind, key = "period-before", f"period-before:{period.pk}"
        else:
            continue
        for one in silent_ownerships(period):
            yield one.owner_id, Occasion(one.commitment, kind, key, day)


def of_dates(today: date) -> Iterable[tuple[int, Occasion]]:
    """Commitments whose day nears, or has passed."""
    rows = Ownership.objects.filter(commitment__due_on__lte=today + BEFORE_DUE)
    rows = rows.exclude(commitment__status__in=ENDED_STATUSES).select_related("commitment")
    for one in rows.order_by("commitment__due_on", "commitment"):
        day = one.commitment.due_on or today  # the filter lets none through without a date
        kind = "due-after" if day < today else "due-before"
        yield one.owner_id, Occasion(one.commitment, kind, f"{kind}:{day.isoformat()}", day)


def note_told(owner: Owner, occasions: Iterable[Occasion]) -> None:
    """Remember what was told, so that it is told once."""
    OwnerReminder.objects.bulk_create(
        [
            OwnerReminder(owner=owner, commitment=one.commitment, occasion=one.key)
            for one in occasions
        ],
        ignore_conflicts=True,
    )

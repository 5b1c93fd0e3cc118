"""Bring calculated measures up to date with what they are calculated from."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from priorities.actions.record_observations import (
    RecordedFigures,
    locked,
    log_result,
    newest_of,
    write_figures,
)
from priorities.calculations import Parts, calculate
from priorities.models import ImportBatch, Measure, Observation
from priorities.series import points_of, public_observations


@transaction.atomic
def recalculate(
    *,
    measure: Measure,
    user: Any = None,
    at: datetime | None = None,
    batch: ImportBatch | None = None,
) -> RecordedFigures:
    """Write the figures of a calculated measure as they follow at an instant; end the others.

    A measure that is not calculated is left as it is. Repeating it changes nothing.
    """
    measure = locked(measure)
    result = RecordedFigures(0, 0, 0)
    if not measure.calculation or measure.calculated_from is None:
        return result
    instant = at or timezone.now()
    for moment in (instant, *releases_after(measure, instant)):
        result = result + write_at(measure, moment, batch)
    log_result(measure, result, user)
    recalculate_dependents(measure=measure, at=at, batch=batch, user=user)
    return result


def releases_after(measure: Measure, instant: datetime) -> list[datetime]:
    """When figures that wait become public, the measure's own and those it is calculated from."""
    parts = [measure.pk, measure.calculated_from_id, measure.calculated_by_id]
    rows = Observation.objects.filter(measure__in=[key for key in parts if key is not None])
    begun = rows.filter(published_from__gt=instant).order_by()
    ended = rows.filter(published_until__gt=instant).order_by()
    moments = {
        *begun.values_list("published_from", flat=True).distinct(),
        *ended.values_list("published_until", flat=True).distinct(),
    }
    return sorted(moment for moment in moments if moment is not None)


def write_at(measure: Measure, moment: datetime, batch: ImportBatch | None) -> RecordedFigures:
    """Figures as they follow at one moment; those that wait beyond it have their own."""
    rows = calculate(parts_of(measure, moment))
    newest = list(newest_of(measure))
    waiting = {one.identity for one in newest if one.published_from > moment}
    wanted = {row.identity for row in rows} | waiting
    return write_figures(
        measure=measure,
        rows=[row for row in rows if row.identity not in waiting],
        ended=[one.identity for one in newest if one.identity not in wanted],
        at=moment,
        batch=batch,
    )


def parts_of(measure: Measure, at: datetime) -> Parts:
    """What a measure is calculated from, as it will be public at an instant."""
    first = points_of(public_observations([one for one in [measure.calculated_from] if one], at))
    by = measure.calculated_by
    return Parts(measure, first, points_of(public_observations([by], at)) if by else ())


def dependents(measure: Measure) -> Iterable[Measure]:
    """Measures calculated from this one."""
    return (
        Measure.objects.exclude(calculation="")
        .filter(Q(calculated_from=measure) | Q(calculated_by=measure))
        .exclude(pk=measure.pk)
        .order_by("pk")
    )


def recalculate_dependents(
    *, measure: Measure, user: Any, at: datetime | None, batch: ImportBatch | None
) -> None:
    """All that follow from a measure, and what follows from those."""
    for one in dependents(measure):
        recalculate(measure=one, user=user, at=at, batch=batch)

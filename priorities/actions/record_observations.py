"""Store many figures of a measure at once, as an import or a loader has them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from plan.content_version import content_changed
from priorities.figure_rows import FigureRow, Identity, key_of_dimensions
from priorities.log_actions import OBSERVATIONS_RECORDED
from priorities.models import Measure, Observation

FACTS = ("period_kind", "value", "numerator", "denominator", "lower", "upper", "marker", "status")


@dataclass(frozen=True)
class RecordedFigures:
    """How many figures were new, changed, and as before."""

    created: int
    changed: int
    unchanged: int


def identity_of(observation: Observation) -> Identity:
    """What decides that a stored figure is meant."""
    return (
        observation.period_start,
        observation.period_end,
        observation.area,
        observation.dimensions_key,
    )


def facts_of(row: FigureRow, measure: Measure) -> dict[str, Any]:
    """What is stored beside the identity."""
    given = {name: getattr(row, name) for name in FACTS}
    return {**given, "period_kind": row.period_kind or measure.period_kind.value}


@transaction.atomic
def record_observations(
    *, measure: Measure, rows: Iterable[FigureRow], user: Any = None
) -> RecordedFigures:
    """Add and change figures until the series has these rows; others stay as they are.

    All or nothing: ValidationError lists what is wrong by row, counted from 1. Repeating it
    changes nothing and logs nothing.
    """
    # The lock on the record lets two imports of one measure wait for each other.
    measure = Measure.objects.select_for_update().get(pk=measure.pk)
    stored = {identity_of(one): one for one in measure.observations.all()}
    wanted = list(rows)
    refuse_repeated(wanted)
    fresh: list[Observation] = []
    changed: list[Observation] = []
    problems: list[str] = []
    for place, row in enumerate(wanted, start=1):
        found = stored.get(row.identity)
        target = found or new_observation(measure, row)
        facts = facts_of(row, measure)
        if found is not None and not differs(found, facts):
            continue
        for name, value in facts.items():
            setattr(target, name, value)
        problems += problems_of(target, place)
        (fresh if found is None else changed).append(target)
    if problems:
        raise ValidationError(problems)
    write(fresh, changed)
    result = RecordedFigures(len(fresh), len(changed), len(wanted) - len(fresh) - len(changed))
    log_result(measure, result, user)
    return result


def new_observation(measure: Measure, row: FigureRow) -> Observation:
    """An unsaved figure with the row's identity."""
    return Observation(
        measure=measure,
        period_start=row.period_start,
        period_end=row.period_end,
        area=row.area,
        dimensions=dict(row.dimensions),
        dimensions_key=key_of_dimensions(row.dimensions),
    )


def differs(found: Observation, facts: Mapping[str, Any]) -> bool:
    """Whether a stored figure must change."""
    return any(getattr(found, name) != value for name, value in facts.items())


def refuse_repeated(rows: Iterable[FigureRow]) -> None:
    """One figure cannot be given twice: which of the two would hold?"""
    seen: dict[Identity, int] = {}
    problems = []
    for place, row in enumerate(rows, start=1):
        if row.identity in seen:
            problems.append(
                _("Row %(row)s gives the same period, area and group as row %(first)s. Remove one.")
                % {"row": place, "first": seen[row.identity]}
            )
        seen.setdefault(row.identity, place)
    if problems:
        raise ValidationError(problems)


def problems_of(observation: Observation, place: int) -> list[str]:
    """What is wrong with a row, in sentences that say which row."""
    try:
        observation.clean_fields(exclude=["measure"])
        observation.clean()
    except ValidationError as error:
        return [
            _("Row %(row)s: %(problem)s") % {"row": place, "problem": problem}
            for problem in error.messages
        ]
    return []


def write(fresh: list[Observation], changed: list[Observation]) -> None:
    """Store the difference; the time of a change is the figure's own."""
    from django.utils import timezone

    now = timezone.now()
    for observation in changed:
        observation.updated_at = now
    Observation.objects.bulk_create(fresh, batch_size=500)
    Observation.objects.bulk_update(changed, [*FACTS, "updated_at"], batch_size=200)
    if fresh or changed:
        content_changed()  # what is written in bulk tells nobody


def log_result(measure: Measure, result: RecordedFigures, user: Any) -> None:
    """One entry in the measure's history, when anything changed."""
    if result.created or result.changed:
        data = {"created": result.created, "changed": result.changed}
        log(instance=measure, action=OBSERVATIONS_RECORDED, user=user, data=data)

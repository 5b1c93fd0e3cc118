"""Store figures of a measure: the one way in, for imports, typed figures, loaders, calculations."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from plan.content_version import content_changed
from priorities.figure_checks import figure_errors
from priorities.figure_rows import FACTS, FigureRow, Identity, key_of_dimensions
from priorities.log_actions import OBSERVATIONS_RECORDED
from priorities.models import ImportBatch, Measure, Observation

#: Releases that a measure's record remembers; all figures say when they were published.
KEPT_RELEASES = 50
#: Columns that decide which figure is meant.
IDENTITY = ("period_start", "period_end", "area", "dimensions_key")


@dataclass(frozen=True)
class RecordedFigures:
    """How many figures were new, changed, taken away, and as before."""

    created: int
    changed: int
    unchanged: int
    ended: int = 0

    def __add__(self, other: RecordedFigures) -> RecordedFigures:
        """Both together."""
        return RecordedFigures(
            self.created + other.created,
            self.changed + other.changed,
            self.unchanged + other.unchanged,
            self.ended + other.ended,
        )


@transaction.atomic
def record_observations(
    *,
    measure: Measure,
    rows: Iterable[FigureRow],
    user: Any = None,
    ended: Collection[Identity] = (),
    at: datetime | None = None,
    batch: ImportBatch | None = None,
) -> RecordedFigures:
    """Add and change figures until the series has these rows; others stay as they are.

    `at` is when readers see them: now, or a release in the future. `ended` are figures that are no
    longer public from then on. Earlier values are kept. All or nothing: ValidationError lists what
    is wrong by row, counted from 1. Repeating it changes nothing and logs nothing.
    """
    wanted = list(rows)
    measure = locked(measure)
    refuse_repeated(wanted)
    refuse_wrong(measure, wanted)
    result = write_figures(measure=measure, rows=wanted, ended=ended, at=at, batch=batch)
    log_result(measure, result, user)
    from priorities.actions.recalculate import recalculate_dependents

    recalculate_dependents(measure=measure, at=at, batch=batch, user=user)
    return result


def locked(measure: Measure) -> Measure:
    """The record under lock, so that two imports of one measure wait for each other."""
    return Measure.objects.select_for_update().get(pk=measure.pk)


def write_figures(
    *,
    measure: Measure,
    rows: Iterable[FigureRow],
    ended: Collection[Identity] = (),
    at: datetime | None = None,
    batch: ImportBatch | None = None,
) -> RecordedFigures:
    """Write the difference between what is in force and the rows; the caller has checked them.

    ValidationError where a figure waits for a release of its own, which this would contradict.
    """
    now = timezone.now()
    instant = at if at is not None and at > now else now
    newest = {one.identity: one for one in newest_of(measure)}
    fresh: list[Observation] = []
    old: list[Observation] = []
    unchanged = 0
    for row in rows:
        found = newest.get(row.identity)
        if found is not None and not differs(found, facts_of(row, measure)):
            unchanged += 1
            continue
        fresh.append(new_observation(measure, row, instant, batch))
        if found is not None:
            fresh[-1].revision = found.revision + 1
            old.append(found)
    gone = [newest[identity] for identity in ended if identity in newest]
    refuse_ending(measure, fresh, newest, instant)
    refuse_waiting([*old, *gone], instant)
    end_figures([*old, *gone], instant, batch)
    Observation.objects.bulk_create(fresh, batch_size=500)
    if fresh or gone:
        note_release(measure, instant, len(fresh) + len(gone))
        content_changed()  # what is written in bulk tells nobody
    return RecordedFigures(len(fresh) - len(old), len(old), unchanged, len(gone))


def newest_of(measure: Measure) -> QuerySet[Observation]:
    """Figures that nothing has ended: in force, or waiting for their release."""
    return measure.observations.filter(published_until__isnull=True)


def facts_of(row: FigureRow, measure: Measure) -> dict[str, Any]:
    """What is stored beside the identity."""
    given = {name: getattr(row, name) for name in FACTS}
    return {**given, "period_kind": row.period_kind or measure.period_kind.value}


def new_observation(
    measure: Measure, row: FigureRow, at: datetime, batch: ImportBatch | None
) -> Observation:
    """An unsaved figure with the row's identity and facts."""
    return Observation(
        measure=measure,
        period_start=row.period_start,
        period_end=row.period_end,
        area=row.area,
        dimensions=dict(row.dimensions),
        dimensions_key=key_of_dimensions(row.dimensions),
        published_from=at,
        batch=batch,
        **facts_of(row, measure),
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


def refuse_wrong(measure: Measure, rows: Iterable[FigureRow]) -> None:
    """ValidationError with all that is wrong, in sentences that say which row."""
    problems = []
    for place, row in enumerate(rows, start=1):
        problems += [
            _("Row %(row)s: %(problem)s") % {"row": place, "problem": problem}
            for problem in problems_of(measure, row)
        ]
    if problems:
        raise ValidationError(problems)


def problems_of(measure: Measure, row: FigureRow) -> list[str]:
    """What is wrong with a row."""
    found = new_observation(measure, row, timezone.now(), None)
    try:
        found.clean_fields(exclude=["measure", "batch", "ended_by"])
    except ValidationError as error:
        return list(error.messages)
    return list(figure_errors(found, measure).values())


def refuse_waiting(found: Iterable[Observation], at: datetime) -> None:
    """What waits for a release cannot be changed before it, nor by two batches at once."""
    waiting = [one for one in found if one.published_from > at]
    if waiting:
        raise ValidationError(
            _(
                "Figures of “%(measure)s” for %(period)s already wait for their release. Undo that "
                "batch first, or choose a later release."
            )
            % {"measure": waiting[0].measure.name, "period": waiting[0].period}
        )


def refuse_ending(
    measure: Measure,
    fresh: Iterable[Observation],
    newest: Mapping[Identity, Observation],
    at: datetime,
) -> None:
    """What a release will take away cannot be given anew before it: two would be public at once."""
    added = {one.identity: one for one in fresh if one.identity not in newest}
    if not added:
        return
    ending = measure.observations.filter(published_until__gt=at).only(*IDENTITY, "measure")
    if any(one.identity in added for one in ending):
        raise ValidationError(
            _(
                "A release that is still to come takes away figures of “%(measure)s” that you give "
                "here. Undo that batch first, or choose a later release."
            )
            % {"measure": measure.name}
        )


def end_figures(found: Collection[Observation], at: datetime, batch: ImportBatch | None) -> None:
    """From an instant on, these are no longer public."""
    keys = [one.pk for one in found]
    for start in range(0, len(keys), 500):
        Observation.objects.filter(pk__in=keys[start : start + 500]).update(
            published_until=at, ended_by=batch
        )


def note_release(measure: Measure, at: datetime, figures: int) -> None:
    """Keep on the record when readers see something new, and how many figures of it."""
    known = {one["at"]: one["figures"] for one in measure.releases}
    text = at.astimezone(UTC).isoformat()
    known[text] = known.get(text, 0) + figures
    measure.releases = [{"at": at, "figures": known[at]} for at in sorted(known)][-KEPT_RELEASES:]
    Measure.objects.filter(pk=measure.pk).update(releases=measure.releases)


def log_result(measure: Measure, result: RecordedFigures, user: Any) -> None:
    """One entry in the measure's history, when anything changed."""
    if result.created or result.changed or result.ended:
        data = {
            "created": result.created,
            "changed": result.changed,
            "ended": result.ended,
        }
        log(instance=measure, action=OBSERVATIONS_RECORDED, user=user, data=data)

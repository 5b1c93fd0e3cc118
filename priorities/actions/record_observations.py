"""Store figures of a measure: the one way in, for imports, typed figures, loaders, calculations."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any, NamedTuple

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from plan.content_version import content_changed
from priorities.actions.keep_summaries import measure_changed
from priorities.bulk_rows import insert_rows
from priorities.figure_checks import figure_errors
from priorities.figure_rows import CELLS, FACTS, FigureRow, Identity, cells_of
from priorities.log_actions import OBSERVATIONS_RECORDED
from priorities.models import ImportBatch, Measure, Observation
from priorities.periods import period_label

#: Releases that a measure's record remembers; all figures say when they were published.
KEPT_RELEASES = 50
#: Columns that decide which figure is meant.
IDENTITY = ("period_start", "period_end", "area", "dimensions_key")
#: Columns of a figure.
COLUMNS = (
    "measure_id",
    "published_from",
    "published_until",
    "batch_id",
    "ended_by_id",
    "created_at",
    "revision",
    *CELLS,
)
#: Rows read at a time.
AT_ONCE = 2_000


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
    kind = measure.period_kind.value
    newest = {one.identity: one for one in newest_of(measure)}
    fresh: list[tuple[FigureRow, int]] = []
    old: list[Newest] = []
    unchanged = 0
    for row in rows:
        found = newest.get(row.identity)
        if found is None:
            fresh.append((row, 0))
        elif found.facts == cells_of(row, kind)[-len(FACTS) :]:
            unchanged += 1
        else:
            fresh.append((row, found.revision + 1))
            old.append(found)
    gone = [newest[identity] for identity in ended if identity in newest]
    refuse_ending(measure, fresh, instant)
    refuse_waiting(measure, [*old, *gone], instant)
    end_figures([*old, *gone], instant, batch)
    told = (measure.pk, instant, None, batch.pk if batch else None, None, now)
    insert_rows(
        Observation,
        COLUMNS,
        ((*told, revision, *cells_of(row, kind)) for row, revision in fresh),
    )
    if fresh or gone:
        note_release(measure, instant, len(fresh) + len(gone))
        content_changed()  # what is written in bulk tells nobody
    return RecordedFigures(len(fresh) - len(old), len(old), unchanged, len(gone))


class Newest(NamedTuple):
    """A figure that nothing has ended: in force, or waiting for its release."""

    pk: int
    published_from: datetime
    revision: int
    period_start: date
    period_end: date
    area: str
    dimensions_key: str
    period_kind: str
    value: Decimal | None
    numerator: Decimal | None
    denominator: Decimal | None
    lower: Decimal | None
    upper: Decimal | None
    marker: str

    @property
    def identity(self) -> Identity:
        """What decides that two are the same figure."""
        return self.period_start, self.period_end, self.area, self.dimensions_key

    @property
    def facts(self) -> tuple[Any, ...]:
        """What is stored beside the identity, in the order of `FACTS`."""
        return self[-len(FACTS) :]


def newest_of(measure: Measure) -> Iterator[Newest]:
    """Figures of a measure that nothing has ended, without the cost of model instances."""
    rows = measure.observations.filter(published_until__isnull=True).order_by()
    return map(Newest._make, rows.values_list(*Newest._fields).iterator(AT_ONCE))


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
    cells = cells_of(row, measure.period_kind.value)
    found = Observation(measure=measure, **dict(zip(CELLS, cells, strict=True)))
    try:
        found.clean_fields(exclude=["measure", "batch", "ended_by"])
    except ValidationError as error:
        return list(error.messages)
    return list(figure_errors(found, measure).values())


def refuse_waiting(measure: Measure, found: Iterable[Newest], at: datetime) -> None:
    """What waits for a release cannot be changed before it, nor by two batches at once."""
    waiting = next((one for one in found if one.published_from > at), None)
    if waiting is not None:
        raise ValidationError(
            _(
                "Figures of “%(measure)s” for %(period)s already wait for their release. Undo that "
                "batch first, or choose a later release."
            )
            % {
                "measure": measure.name,
                "period": period_label(
                    waiting.period_start, waiting.period_end, waiting.period_kind
                ),
            }
        )


def refuse_ending(measure: Measure, fresh: Iterable[tuple[FigureRow, int]], at: datetime) -> None:
    """What a release will take away cannot be given anew before it: two would be public at once.

    `fresh` are rows with their revision; one of revision 0 replaces nothing.
    """
    rows = measure.observations.filter(published_until__gt=at).order_by()
    ending = set(rows.values_list(*IDENTITY).iterator(AT_ONCE))
    if ending and any(row.identity in ending for row, revision in fresh if not revision):
        raise ValidationError(
            _(
                "A release that is still to come takes away figures of “%(measure)s” that you give "
                "here. Undo that batch first, or choose a later release."
            )
            % {"measure": measure.name}
        )


def end_figures(found: Collection[Newest], at: datetime, batch: ImportBatch | None) -> None:
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
    measure_changed(measure.pk, releases=measure.releases)


def log_result(measure: Measure, result: RecordedFigures, user: Any) -> None:
    """One entry in the measure's history, when anything changed."""
    if result.created or result.changed or result.ended:
        data = {
            "created": result.created,
            "changed": result.changed,
            "ended": result.ended,
        }
        log(instance=measure, action=OBSERVATIONS_RECORDED, user=user, data=data)

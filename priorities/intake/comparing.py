"""What figures that came would change of those in force."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any, NamedTuple

from django.db.models import Count, Max, Sum

from priorities.figure_rows import FACTS, FigureRow, Identity
from priorities.intake.checking import kind_of
from priorities.models import Measure, Observation


class Held(NamedTuple):
    """A figure that nothing has ended: in force, or waiting for its release."""

    pk: int
    period_start: date
    period_end: date
    area: str
    dimensions_key: str
    dimensions: Mapping[str, str]
    published_from: datetime
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
    def row(self) -> FigureRow:
        """The same as a row on its way in."""
        facts = {name: getattr(self, name) for name in FACTS}
        return FigureRow(
            self.period_start, self.period_end, area=self.area, dimensions=self.dimensions, **facts
        )


@dataclass
class Differences:
    """What becomes of the figures of one measure."""

    new: list[FigureRow] = field(default_factory=list)
    changed: list[tuple[FigureRow, Held]] = field(default_factory=list)
    vanished: list[Held] = field(default_factory=list)
    unchanged: int = 0


def held_of(measure: Measure) -> list[Held]:
    """All figures of a measure that nothing has ended, without the cost of model instances.

    What many rows have in common is there once: days, areas, groups.
    """
    rows = Observation.objects.filter(measure=measure, published_until__isnull=True).order_by()
    groups: dict[str, Mapping[str, str]] = {}
    days: dict[date, date] = {}
    moments: dict[datetime, datetime] = {}
    texts: dict[str, str] = {}
    found = []
    for pk, start, end, area, key, group, since, *facts in rows.values_list(*Held._fields).iterator(
        2_000
    ):
        same = texts.setdefault(key, key)
        shared = (
            pk,
            days.setdefault(start, start),
            days.setdefault(end, end),
            texts.setdefault(area, area),
            same,
            groups.setdefault(same, group),
            moments.setdefault(since, since),
        )
        found.append(Held._make((*shared, *facts)))
    return found


def facts_of(row: FigureRow | Held, measure: Measure) -> tuple[Any, ...]:
    """What is stored beside the identity."""
    kind = kind_of(row.row if isinstance(row, Held) else row, measure)
    return (kind, *(getattr(row, name) for name in FACTS if name != "period_kind"))


def differences(
    measure: Measure,
    rows: Sequence[FigureRow],
    held: Collection[Held],
    cleared: Collection[Identity] | None = None,
) -> Differences:
    """What the rows change. `cleared` are figures to take away; by default what a file has not."""
    by_identity = {one.identity: one for one in held}
    found = Differences()
    given = set()
    for row in rows:
        identity = row.identity
        given.add(identity)
        there = by_identity.get(identity)
        if there is None:
            found.new.append(row)
        elif facts_of(row, measure) == facts_of(there, measure):
            found.unchanged += 1
        else:
            found.changed.append((row, there))
    if cleared is None:
        found.vanished = vanished(measure, rows, [h for h in held if h.identity not in given])
    else:
        found.vanished = [by_identity[one] for one in cleared if one in by_identity]
    return found


def vanished(measure: Measure, rows: Sequence[FigureRow], others: Iterable[Held]) -> list[Held]:
    """Figures of the file's stretch of time, areas and breakdowns that it no longer has."""
    if not rows:
        return []
    first = min(row.period_start for row in rows)
    last = max(row.period_end for row in rows)
    areas = {row.area for row in rows}
    breakdowns = {frozenset(row.dimensions) for row in rows}
    kinds = {kind_of(row, measure) for row in rows}
    return [
        one
        for one in others
        if first <= one.period_start
        and one.period_end <= last
        and one.area in areas
        and one.period_kind in kinds
        and frozenset(one.dimensions) in breakdowns
    ]


def state_of(measures: Iterable[Measure]) -> dict[str, list[int]]:
    """A short mark of what is in force, by measure: any change of it changes the mark."""
    keys = [measure.pk for measure in measures]
    found = {str(key): [0, 0, 0] for key in keys}
    rows = (
        Observation.objects.filter(measure__in=keys, published_until__isnull=True)
        .order_by()
        .values("measure")
        .annotate(number=Count("pk"), newest=Max("pk"), mark=Sum("pk"))
    )
    for row in rows:
        # PostgreSQL adds up to a decimal, which is no JSON.
        found[str(row["measure"])] = [row["number"], row["newest"], int(row["mark"])]
    return found

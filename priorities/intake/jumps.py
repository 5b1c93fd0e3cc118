"""Which figures look like slips: warnings for a person, which stop nothing."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date
from decimal import Decimal
from itertools import pairwise
from statistics import median

from priorities.enums import Unit
from priorities.figure_rows import FigureRow, Identity
from priorities.intake.checking import kind_of
from priorities.intake.comparing import Differences, Held
from priorities.models import Measure

#: So many times the figure before it, or the other way about.
FACTOR = 10
#: So many times the usual change from period to period.
TIMES_USUAL = 8
#: The usual change is known from so many changes on.
FEWEST_CHANGES = 6
#: Numbers of things below this jump often and mean nothing by it.
SMALL = 20

Series = dict[tuple[str, str, str], list[tuple[date, Identity, Decimal]]]


def improbable(measure: Measure, found: Differences, held: Iterable[Held]) -> set[Identity]:
    """New and changed figures that jump away from the one before, or from what they were."""
    fresh = [*found.new, *(row for row, _old in found.changed)]
    touched = {row.identity for row in fresh}
    gone = {one.identity for one in found.vanished} | touched
    moving = {row.identity[2:] for row in fresh}  # areas and groups
    staying = (one.row for one in held if one.identity[2:] in moving and one.identity not in gone)
    rows = [*fresh, *staying]
    suspects = {
        row.identity for row, old in found.changed if is_factor(measure, old.value, row.value)
    }
    for series in by_series(measure, rows).values():
        suspects |= jumps(measure, series, touched)
    return suspects


def by_series(measure: Measure, rows: Iterable[FigureRow]) -> Series:
    """Numbers of each area and group in order of time."""
    series: Series = {}
    for row in rows:
        if row.value is not None:
            identity = row.identity
            key = (row.area, identity[3], kind_of(row, measure))
            series.setdefault(key, []).append((row.period_end, identity, row.value))
    for found in series.values():
        found.sort()
    return series


def jumps(
    measure: Measure,
    series: list[tuple[date, Identity, Decimal]],
    touched: Collection[Identity],
) -> set[Identity]:
    """Figures of one series that lie too far from the one before."""
    pairs = list(pairwise(series))
    changes = [abs(later[2] - earlier[2]) for earlier, later in pairs]
    usual = median(changes) if len(changes) >= FEWEST_CHANGES else Decimal(0)
    found = set()
    for (_end, _identity, before), (_later, identity, value) in pairs:
        is_unusual = bool(usual) and abs(value - before) > TIMES_USUAL * usual
        if identity in touched and (is_unusual or is_factor(measure, before, value)):
            found.add(identity)
    return found


def is_factor(measure: Measure, before: Decimal | None, after: Decimal | None) -> bool:
    """Whether one is ten times the other or more, or has another sign."""
    if before is None or after is None:
        return False
    small, large = sorted((abs(before), abs(after)))
    if measure.unit == Unit.COUNT and large < SMALL:
        return False
    if before * after < 0 and measure.unit not in {Unit.PERCENTAGE_POINTS, Unit.MONEY}:
        return True
    return small > 0 and large >= FACTOR * small

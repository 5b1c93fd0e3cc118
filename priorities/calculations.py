"""Figures that follow from those of other measures.

Rates and shares divide one measure by another; where the whole has no figure for just the same
period, its newest one whose period had begun counts (populations are counted once a year).
Rolling sums add the months or quarters of a year, all of them. A gap is the figure of one group
less that of another; its margin is that of a difference of two independent samples, the root of
the sum of squares of both half-widths.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from priorities.enums import WITHHOLDING, Calculation, Marker, PeriodKind
from priorities.figure_rows import FigureRow
from priorities.models import Measure
from priorities.periods import months_later
from priorities.points import Point

PLACES = Decimal("0.000001")
#: Which of several markers a result takes: what withholds comes first.
STRONGEST = (
    Marker.CONFIDENTIAL,
    Marker.LOW,
    Marker.NOT_AVAILABLE,
    Marker.NOT_APPLICABLE,
    Marker.BREAK,
    Marker.PROVISIONAL,
    Marker.REVISED,
)


@dataclass(frozen=True)
class Parts:
    """Figures in force that a calculation starts from."""

    measure: Measure
    first: Sequence[Point]
    second: Sequence[Point] = ()


def calculate(parts: Parts) -> list[FigureRow]:
    """All figures of a calculated measure, from those of its parts."""
    ways = {
        Calculation.RATE: rates,
        Calculation.SHARE: rates,
        Calculation.ROLLING: rolling_sums,
        Calculation.GAP: gaps,
    }
    return list(ways[Calculation(parts.measure.calculation)](parts))


def rates(parts: Parts) -> Iterator[FigureRow]:
    """One measure per so many of another, or as a percentage of it."""
    measure = parts.measure
    per = Decimal(100 if measure.calculation == Calculation.SHARE else measure.rate_per or 1)
    wholes = by_place(parts.second)
    for point in parts.first:
        whole = whole_for(point, wholes)
        if whole is None or whole.number == 0:
            continue
        yield row_for(
            measure,
            point,
            quotient(point.number, whole.number, per),
            [point, whole],
            numerator=point.number,
            denominator=whole.number,
        )


def quotient(part: Decimal | None, whole: Decimal | None, per: Decimal) -> Decimal | None:
    """Part by whole, per so many; None where either is withheld."""
    return None if part is None or not whole else (part * per / whole).quantize(PLACES)


def by_place(points: Sequence[Point]) -> Mapping[tuple[str, str], list[Point]]:
    """Figures by area and group, oldest first."""
    found: dict[tuple[str, str], list[Point]] = defaultdict(list)
    for point in sorted(points, key=lambda one: (one.period_end, one.period_start)):
        found[point.area, point.dimensions_key].append(point)
    return found


def whole_for(point: Point, wholes: Mapping[tuple[str, str], list[Point]]) -> Point | None:
    """The whole of the same period, else the newest whose period had begun by its end."""
    known = wholes.get((point.area, point.dimensions_key), [])
    same = [
        one
        for one in known
        if (one.period_start, one.period_end) == (point.period_start, point.period_end)
    ]
    begun = [one for one in known if one.period_start <= point.period_end]
    return next(iter(same or begun[-1:]), None)


def rolling_sums(parts: Parts) -> Iterator[FigureRow]:
    """Sums of the twelve months, or four quarters, up to each period's end."""
    for points in by_place(parts.first).values():
        for place, point in enumerate(points):
            year = year_up_to(points[: place + 1], point.period_end)
            if year:
                numbers = [one.number for one in year]
                known = [number for number in numbers if number is not None]
                total = sum(known, Decimal(0)) if len(known) == len(numbers) else None
                yield row_for(
                    parts.measure,
                    point,
                    total,
                    year,
                    start=year[0].period_start,
                    kind=PeriodKind.ROLLING_12_MONTHS,
                )


def year_up_to(points: Sequence[Point], end: date) -> list[Point]:
    """The periods that fill the year up to a day without a gap; empty where any is missing."""
    start = months_later(end + timedelta(days=1), -12)
    found: list[Point] = []
    wanted_end = end
    for point in reversed(points):
        if point.period_end != wanted_end or point.period_start < start:
            break
        found.insert(0, point)
        if point.period_start == start:
            return found
        wanted_end = point.period_start - timedelta(days=1)
    return []


def gaps(parts: Parts) -> Iterator[FigureRow]:
    """The figure of one group less that of another, for each period and area."""
    measure = parts.measure
    groups: dict[str, dict[tuple[date, date, str], Point]] = defaultdict(dict)
    for point in parts.first:
        key = (point.period_start, point.period_end, point.area)
        groups[point.dimensions_key][key] = point
    for key, first in groups[measure.first_group].items():
        second = groups[measure.second_group].get(key)
        if second is None:
            continue
        value = less(first.number, second.number)
        lower, upper = margin_of_difference(value, first, second)
        yield row_for(measure, first, value, [first, second], lower=lower, upper=upper, is_all=True)


def margin_of_difference(
    value: Decimal | None, first: Point, second: Point
) -> tuple[Decimal | None, Decimal | None]:
    """Both ends of the margin of a difference; none where a margin is unknown."""
    widths = [less(first.upper, first.lower), less(second.upper, second.lower)]
    halves = [width / 2 for width in widths if width is not None]
    if value is None or len(halves) < len(widths):
        return None, None
    half = sum((half * half for half in halves), Decimal(0)).sqrt().quantize(PLACES)
    return value - half, value + half


def less(first: Decimal | None, second: Decimal | None) -> Decimal | None:
    """The difference; None where either is unknown."""
    return None if first is None or second is None else first - second


def row_for(
    measure: Measure,
    point: Point,
    value: Decimal | None,
    parts: Sequence[Point],
    *,
    start: date | None = None,
    kind: str = "",
    is_all: bool = False,
    **numbers: Decimal | None,
) -> FigureRow:
    """A calculated figure, with the strongest marker of what it was made of."""
    marker = strongest(parts)
    if value is None and marker not in WITHHOLDING:
        marker = Marker.NOT_AVAILABLE
    if marker in WITHHOLDING:
        value, numbers = None, {}
    group = "" if is_all else point.dimensions_key
    return FigureRow(
        start or point.period_start,
        point.period_end,
        value=value,
        marker=marker,
        area=point.area,
        dimensions=dict(part.split("=", 1) for part in group.split(";") if part),
        period_kind=kind or point.period_kind,
        **numbers,
    )


def strongest(parts: Sequence[Point]) -> str:
    """The marker that matters most; empty without one."""
    markers = {part.marker for part in parts}
    return next((str(marker.value) for marker in STRONGEST if marker in markers), "")

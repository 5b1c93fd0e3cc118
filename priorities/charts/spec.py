"""What a chart is drawn from: plain values, whichever rows or pages they come from."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

PROVISIONAL = "p"


class ChartKind(StrEnum):
    """How the same figures are drawn."""

    #: Change over time; up to four series in one drawing.
    LINE = "line"
    #: One bar for each period; groups stand side by side. Few periods.
    BARS = "bars"
    #: One bar for each area or group, for one period, longest first.
    AREAS = "areas"
    #: A small line chart for each area, all on the same scale.
    MULTIPLES = "multiples"


@dataclass(frozen=True)
class ChartPoint:
    """One figure. `day` is where it stands in time: the end of its period."""

    label: str
    short_label: str
    day: date
    number: Decimal | None
    lower: Decimal | None = None
    upper: Decimal | None = None
    #: Letters of the statisticians' convention; without a number they are printed in its place.
    marker: str = ""
    is_break_before: bool = False

    @property
    def is_provisional(self) -> bool:
        """Whether the figure may still change."""
        return self.marker == PROVISIONAL and self.number is not None

    @property
    def margin(self) -> tuple[Decimal, Decimal] | None:
        """Both ends of the interval around a number that is shown."""
        if self.number is None or self.lower is None or self.upper is None:
            return None
        return self.lower, self.upper


@dataclass(frozen=True)
class ChartSeries:
    """Figures of one area or group, oldest first."""

    name: str
    points: tuple[ChartPoint, ...]

    @property
    def latest(self) -> ChartPoint | None:
        """The newest figure that is a number."""
        return next((point for point in reversed(self.points) if point.number is not None), None)


class ChartTarget(NamedTuple):
    """What is to be reached, and by when; without a day it holds all the time."""

    day: date | None
    value: Decimal


@dataclass(frozen=True)
class ChartSpec:
    """A chart without its shape: series, what they are held against, and its words.

    `figure` writes a number with its unit, `axis_figure` one beside an axis with so many decimal
    places; both in the active language. `key` makes identifiers unique in a page.
    """

    key: str
    title: str
    description: str
    series: tuple[ChartSeries, ...]
    figure: Callable[[Decimal], str]
    axis_figure: Callable[[Decimal, int], str]
    decimals: int = 0
    targets: tuple[ChartTarget, ...] = ()
    wanted_range: tuple[Decimal, Decimal] | None = None

    def points(self) -> Iterator[ChartPoint]:
        """Every point of every series."""
        for series in self.series:
            yield from series.points

    @property
    def days(self) -> list[date]:
        """Days that have a point in any series, in order."""
        return sorted({point.day for point in self.points()})

    def period_names(self) -> dict[date, str]:
        """What stands under the axis for each day, in order."""
        names = {point.day: point.short_label for point in self.points()}
        return dict(sorted(names.items()))

    @property
    def has_number(self) -> bool:
        """Whether there is anything to draw."""
        return any(point.number is not None for point in self.points())

    @property
    def has_provisional(self) -> bool:
        """Whether any figure may still change."""
        return any(point.is_provisional for point in self.points())

    @property
    def has_break(self) -> bool:
        """Whether figures stop being comparable anywhere."""
        return any(is_break for series in self.series for is_break in breaks_in(series))

    def numbers(self) -> list[Decimal]:
        """Every number the axis has to hold."""
        found = [point.number for point in self.points() if point.number is not None]
        for point in self.points():
            found += point.margin or ()
        found += [target.value for target in self.targets]
        return [*found, *(self.wanted_range or ())]


def breaks_in(series: ChartSeries) -> list[bool]:
    """For each point whether it begins anew after figures that are there."""
    return [point.is_break_before and place > 0 for place, point in enumerate(series.points)]

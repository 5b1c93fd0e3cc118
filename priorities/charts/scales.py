"""Where a day and a number lie in a chart."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TypeVar

from priorities.charts.spec import ChartPoint

Item = TypeVar("Item")

STEPS = (1.0, 2.0, 2.5, 5.0, 10.0)
#: A vertical axis begins at zero unless all figures lie in the upper part of it.
ZERO_UNLESS_ABOVE = 0.6
#: And where it does not, it begins low enough for small changes to look small.
LOWEST_SHARE = 0.8


@dataclass(frozen=True)
class Axis:
    """A vertical axis from `low` to `high`, with a line at every step."""

    low: float
    high: float
    step: float

    @property
    def ticks(self) -> list[Decimal]:
        """Numbers that get a line, from below."""
        count = round((self.high - self.low) / self.step)
        return [Decimal(str(round(self.low + self.step * place, 6))) for place in range(count + 1)]

    @property
    def decimals(self) -> int:
        """Decimal places needed to tell the ticks apart."""
        exponents = [tick.normalize().as_tuple().exponent for tick in self.ticks]
        return max(-power if isinstance(power, int) and power < 0 else 0 for power in exponents)


def axis_for(numbers: Sequence[Decimal], most_steps: int, smallest_step: float = 0.0) -> Axis:
    """Round bounds around some numbers, with at most so many steps (one more for rounding)."""
    low, high = float(min(numbers)), float(max(numbers))
    if low >= 0:
        low = 0.0 if low <= high * ZERO_UNLESS_ABOVE else min(low, high * LOWEST_SHARE)
    span = (high - low) or 1.0
    step = step_for(span, most_steps, smallest_step)
    bottom = math.floor(low / step + 1e-9) * step
    top = math.ceil(high / step - 1e-9) * step
    return Axis(bottom, max(top, bottom + step), step)


def step_for(span: float, most_steps: int, smallest: float) -> float:
    """The smallest round step that divides a span into few enough parts, in whole smallest ones."""
    rough = max(span / most_steps, smallest)
    power = 10.0 ** math.floor(math.log10(rough))
    steps = [factor * power for factor in STEPS if factor * power >= rough * 0.999999]
    return next(step for step in steps if is_multiple(step, smallest))


def is_multiple(step: float, smallest: float) -> bool:
    """Whether a step is made of whole smallest ones; any is when there is no smallest."""
    parts = step / smallest if smallest else 1.0
    return abs(parts - round(parts)) < 1e-6


@dataclass(frozen=True)
class Along:
    """A horizontal axis of numbers, from where reading starts."""

    width: float
    start: float
    end: float
    axis: Axis
    is_rtl: bool = False

    def x(self, number: Decimal | float) -> float:
        """Where a number lies."""
        share = (float(number) - self.axis.low) / (self.axis.high - self.axis.low)
        return self.mirrored(self.start + share * (self.width - self.start - self.end))

    def mirrored(self, place: float) -> float:
        """A horizontal position counted from the side where reading starts."""
        return self.width - place if self.is_rtl else place


@dataclass(frozen=True)
class Frame:
    """The plotting area in its drawing; in right-to-left languages time runs from the right."""

    width: float
    height: float
    start: float
    end: float
    top: float
    bottom: float
    first: date
    last: date
    axis: Axis
    is_rtl: bool = False

    def x(self, day: date) -> float:
        """Where a day lies; one day alone stands in the middle."""
        inner = self.width - self.start - self.end
        days = (self.last - self.first).days
        place = self.start + (inner * (day - self.first).days / days if days else inner / 2)
        return self.mirrored(place)

    def slot(self, place: int, count: int) -> tuple[float, float]:
        """Where one of so many equal parts of the width starts and ends, as reading goes."""
        part = (self.width - self.start - self.end) / count
        return self.start + part * place, self.start + part * (place + 1)

    def mirrored(self, place: float) -> float:
        """A horizontal position counted from the side where reading starts."""
        return self.width - place if self.is_rtl else place

    def y(self, number: Decimal | float) -> float:
        """Where a number lies."""
        share = (float(number) - self.axis.low) / (self.axis.high - self.axis.low)
        return self.height - self.bottom - share * (self.height - self.top - self.bottom)

    @property
    def floor(self) -> float:
        """Where the lowest number lies."""
        return self.height - self.bottom


def runs(points: Sequence[ChartPoint]) -> list[list[ChartPoint]]:
    """Stretches of figures a line may join: it stops where one is missing or the series breaks."""
    found: list[list[ChartPoint]] = [[]]
    for point in points:
        if point.number is None or point.is_break_before:
            found.append([])
        if point.number is not None:
            found[-1].append(point)
    return [run for run in found if run]


def labelled(points: Sequence[Item], most: int) -> list[Item]:
    """The points whose periods are written under the axis, evenly spread, ends included."""
    if len(points) <= most:
        return list(points)
    if most == 1:
        return [points[-1]]
    gap = (len(points) - 1) / (most - 1)
    return [points[round(place * gap)] for place in range(most)]

"""What has changed, and whether that is for the better."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db import models
from django.utils.translation import gettext_lazy as _

from priorities.enums import ComparedWith, Marker, WantedDirection
from priorities.models.records import MeasureFacts
from priorities.numbers import rounded
from priorities.periods import is_year_earlier
from priorities.points import Point


class Movement(models.TextChoices):
    """Which way a figure went."""

    UP = "up", _("Up")
    DOWN = "down", _("Down")
    SAME = "same", _("No change")


class Judgement(models.TextChoices):
    """Whether a change is wanted."""

    BETTER = "better", _("Better")
    WORSE = "worse", _("Worse")
    UNCHANGED = "unchanged", _("No change")
    UNCLEAR = "unclear", _("Within the margin of error")
    NONE = "none", _("Shown for context")


SYMBOLS_OF_MOVEMENT = {Movement.UP: "▲", Movement.DOWN: "▼", Movement.SAME: "="}


@dataclass(frozen=True)
class Comparison:
    """A figure held against an earlier one. `change` is of the figures as shown."""

    earlier: Point
    change: Decimal
    judgement: Judgement

    @property
    def movement(self) -> Movement:
        """Which way the figure went."""
        if self.change == 0:
            return Movement.SAME
        return Movement.UP if self.change > 0 else Movement.DOWN


def compare(
    measure: MeasureFacts, points: Sequence[Point], latest: Point | None
) -> Comparison | None:
    """The latest figure against the earlier one it is comparable with; None without one."""
    if latest is None or latest.number is None:
        return None
    earlier = earlier_point(measure, points, latest)
    if earlier is None or earlier.number is None:
        return None
    if has_break(points, earlier.period_end, latest):
        return None
    now = rounded(latest.number, measure.decimals)
    then = rounded(earlier.number, measure.decimals)
    verdict = judge(measure, then, now)
    if margins_overlap(earlier, latest) and verdict in {Judgement.BETTER, Judgement.WORSE}:
        verdict = Judgement.UNCLEAR
    return Comparison(earlier, now - then, verdict)


def earlier_point(measure: MeasureFacts, points: Sequence[Point], latest: Point) -> Point | None:
    """The period compared with, of the same kind; the newest of those that have a figure."""
    candidates = [
        point
        for point in points
        if point.period_end < latest.period_end
        and point.period_kind == latest.period_kind
        and point.number is not None
    ]
    if measure.compared_with == ComparedWith.YEAR_EARLIER:
        candidates = [
            point for point in candidates if is_year_earlier(point.period_end, latest.period_end)
        ]
    return candidates[-1] if candidates else None


def has_break(points: Sequence[Point], after: date, latest: Point) -> bool:
    """Whether the series broke after a day, up to the latest figure."""
    return any(
        point.marker == Marker.BREAK and after < point.period_end <= latest.period_end
        for point in points
    )


def margins_overlap(earlier: Point, later: Point) -> bool:
    """Whether both figures have a margin of error and the margins share a value."""
    if None in (earlier.lower, earlier.upper, later.lower, later.upper):
        return False
    return bool(earlier.lower <= later.upper and later.lower <= earlier.upper)  # type: ignore[operator]  # none is None


def judge(measure: MeasureFacts, then: Decimal, now: Decimal) -> Judgement:
    """Better or worse by the direction that is wanted."""
    if measure.direction_wanted == WantedDirection.CONTEXTUAL:
        return Judgement.NONE
    gain = distance(measure, then) - distance(measure, now)
    if gain == 0:
        return Judgement.UNCHANGED
    return Judgement.BETTER if gain > 0 else Judgement.WORSE


def distance(measure: MeasureFacts, value: Decimal) -> Decimal:
    """How far from what is wanted, on a scale of its own: only differences mean something."""
    if measure.direction_wanted == WantedDirection.HIGHER:
        return -value
    if measure.direction_wanted == WantedDirection.LOWER:
        return value
    low, high = measure.range_low, measure.range_high
    if low is not None and value < low:
        return low - value
    if high is not None and value > high:
        return value - high
    return Decimal(0)


def is_met(measure: MeasureFacts, value: Decimal) -> bool | None:
    """Whether a figure meets the target; None where higher or lower is not what is wanted."""
    target = measure.target_value
    if target is None:
        return None
    shown, wanted = rounded(value, measure.decimals), rounded(target, measure.decimals)
    if measure.direction_wanted == WantedDirection.HIGHER:
        return shown >= wanted
    if measure.direction_wanted == WantedDirection.LOWER:
        return shown <= wanted
    return None

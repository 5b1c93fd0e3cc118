"""What has changed, and whether that is for the better."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db import models
from django.utils.translation import gettext_lazy as _

from priorities.enums import ComparedWith, Marker, Unit, WantedDirection
from priorities.judgements import Judgement
from priorities.models.facts import MeasureFacts
from priorities.models.records import Measure, Target
from priorities.numbers import rounded
from priorities.periods import is_year_earlier
from priorities.points import Point


class Movement(models.TextChoices):
    """Which way a figure went."""

    UP = "up", _("Up")
    DOWN = "down", _("Down")
    SAME = "same", _("No change")


SYMBOLS_OF_MOVEMENT = {Movement.UP: "▲", Movement.DOWN: "▼", Movement.SAME: "="}


class Reason(models.TextChoices):
    """Why a change is not judged by its direction alone."""

    MARGIN = "margin", _("Within the margin of error")
    TOLERANCE = "tolerance", _("Within the tolerance set for this measure")
    BASE = "base", _("Too few to say")
    BY_HAND = "by_hand", _("Judged by hand, for a reason given")


@dataclass(frozen=True)
class Comparison:
    """A figure held against an earlier one. `change` is of the figures as shown.

    `reason` says why `judgement` is not what the direction alone would say; empty otherwise.
    """

    earlier: Point
    change: Decimal
    judgement: Judgement
    reason: str = ""

    @property
    def movement(self) -> Movement:
        """Which way the figure went."""
        if self.change == 0:
            return Movement.SAME
        return Movement.UP if self.change > 0 else Movement.DOWN


def compare(
    measure: Measure, points: Sequence[Point], latest: Point | None, *, is_headline: bool = True
) -> Comparison | None:
    """The latest figure against the earlier one it is comparable with; None without one.

    A judgement by hand is one of the headline's figure, and of no other area or group.

    The rule, in this order (docs/explanation/direction-of-travel.md): never across a break; a
    judgement by hand for this period; no judgement of what is shown for context; too few; margins
    of error that overlap; a change no larger than the tolerance; else the direction wanted.
    """
    if latest is None or latest.number is None:
        return None
    earlier = earlier_point(measure, points, latest)
    if earlier is None or earlier.number is None:
        return None
    if crosses_break(measure, points, earlier.period_start, latest):
        return None
    now = rounded(latest.number, measure.decimals)
    then = rounded(earlier.number, measure.decimals)
    if is_headline and measure.judged_as and measure.judged_period_end == latest.period_end:
        return Comparison(earlier, now - then, Judgement(measure.judged_as), Reason.BY_HAND)
    verdict, reason = verdict_on(measure, earlier, latest, judge(measure, then, now))
    return Comparison(earlier, now - then, verdict, reason)


def verdict_on(
    measure: MeasureFacts, earlier: Point, latest: Point, plain: Judgement
) -> tuple[Judgement, str]:
    """The judgement with what stands against the plain one."""
    if plain not in {Judgement.BETTER, Judgement.WORSE}:
        return plain, ""
    if is_too_few(measure, earlier) or is_too_few(measure, latest):
        return Judgement.TOO_FEW, Reason.BASE
    if margins_overlap(earlier, latest):
        return Judgement.UNCLEAR, Reason.MARGIN
    if is_tolerated(measure, earlier, latest):
        return Judgement.UNCLEAR, Reason.TOLERANCE
    return plain, ""


def is_too_few(measure: MeasureFacts, point: Point) -> bool:
    """Whether a figure rests on fewer than the measure's smallest base; unknown bases pass."""
    base = point.number if measure.unit == Unit.COUNT else point.denominator
    return measure.smallest_base is not None and base is not None and base < measure.smallest_base


def is_tolerated(measure: MeasureFacts, earlier: Point, latest: Point) -> bool:
    """Whether the change, of the figures as shown, is no larger than the tolerance."""
    if measure.tolerance is None or earlier.number is None or latest.number is None:
        return False
    places = measure.decimals
    change = rounded(latest.number, places) - rounded(earlier.number, places)
    return abs(change) <= measure.tolerance


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


def crosses_break(measure: Measure, points: Sequence[Point], since: date, latest: Point) -> bool:
    """Whether the series broke between the first day of an earlier period and the latest's end.

    A break holds from a day on: the first of a period with the marker, or as the measure lists it.
    A period that the break falls into is comparable with none before.
    """
    marked = [point.period_start for point in points if point.marker == Marker.BREAK]
    return any(since < day <= latest.period_end for day in (*marked, *measure.break_dates))


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


def is_met(measure: MeasureFacts, value: Decimal, target: Target) -> bool | None:
    """Whether a figure meets a target; None where higher or lower is not what is wanted."""
    shown, wanted = rounded(value, measure.decimals), rounded(target.value, measure.decimals)
    if measure.direction_wanted == WantedDirection.HIGHER:
        return shown >= wanted
    if measure.direction_wanted == WantedDirection.LOWER:
        return shown <= wanted
    return None

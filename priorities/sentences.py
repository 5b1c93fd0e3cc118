"""A measure in one sentence, in the active language.

Each clause is one message with its placeholders; clauses are joined by a message too, so that a
language has its own order, prepositions and punctuation.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from priorities.comparison import (
    SYMBOLS_OF_MOVEMENT,
    Comparison,
    Movement,
    Reason,
    distance,
    is_met,
    judge,
    verdict_on,
)
from priorities.enums import Marker, WantedDirection
from priorities.judgements import Judgement
from priorities.models import Measure
from priorities.models.records import Target
from priorities.numbers import difference, figure, rounded
from priorities.points import Point
from priorities.series import Baseline, MeasureSeries


@dataclass(frozen=True)
class Direction:
    """Which way a measure moves: a symbol and words, and the judgement's own words."""

    symbol: str
    change: str
    judgement: str
    kind: str


def sentence(series: MeasureSeries, judgement_reason: str = "") -> str:
    """Latest figure, its period, the change, baseline and target in one sentence.

    `judgement_reason` says why a change is judged by hand, where it is.
    """
    if not series.points:
        return _("There are no figures yet.")
    clauses = [withheld_clause(series), change_clause(series)]
    clauses += [by_hand_clause(series, judgement_reason), baseline_clause(series)]
    clauses += [target_clause(series), range_clause(series)]
    said = [clause for clause in clauses if clause]
    text = said[0]
    for clause in said[1:]:
        text = _("%(first)s; %(second)s") % {"first": text, "second": clause}
    return _("%(clauses)s.") % {"clauses": text}


def marked(point: Point) -> str:
    """A marker as it is printed, in brackets."""
    return f"[{point.marker}]" if point.marker else ""


def withheld_clause(series: MeasureSeries) -> str:
    """That there is no number for the newest period, and why."""
    point = series.newest_withheld
    if point is None:
        return ""
    return _("%(marker)s for %(period)s: %(meaning)s") % {
        "marker": marked(point),
        "period": point.label,
        "meaning": point.meaning,
    }


def change_clause(series: MeasureSeries) -> str:
    """The latest figure and how it compares, with the judgement."""
    latest = series.latest
    if latest is None or latest.number is None:
        return ""
    values = {"figure": figure(series.measure, latest.number), "period": period_of(latest)}
    comparison = series.comparison
    if comparison is None:
        if series.is_broken:
            return _("%(figure)s (%(period)s), not comparable with the figures before") % values
        return _("%(figure)s (%(period)s)") % values
    values["earlier"] = comparison.earlier.label
    values["change"] = difference(series.measure, comparison.change)
    return judged(comparison, moved(comparison.movement) % values)


def moved(movement: Movement) -> str:
    """The message for a movement."""
    if movement == Movement.UP:
        return _("%(figure)s (%(period)s), up %(change)s from %(earlier)s")
    if movement == Movement.DOWN:
        return _("%(figure)s (%(period)s), down %(change)s from %(earlier)s")
    return _("%(figure)s (%(period)s), the same as in %(earlier)s")


def period_of(point: Point) -> str:
    """The period of the latest figure, with what its marker says of the figure."""
    if point.marker == Marker.PROVISIONAL:
        return _("%(period)s, provisional") % {"period": point.label}
    if point.marker == Marker.REVISED or point.revision:
        return _("%(period)s, revised") % {"period": point.label}
    return point.label


def judged(comparison: Comparison, change: str) -> str:
    """A change with what to think of it."""
    if comparison.reason == Reason.MARGIN:
        return _("%(change)s, which is within the margin of error") % {"change": change}
    if comparison.judgement == Judgement.BETTER:
        return _("%(change)s, which is better") % {"change": change}
    if comparison.judgement == Judgement.WORSE:
        return _("%(change)s, which is worse") % {"change": change}
    if comparison.judgement == Judgement.UNCLEAR:
        return _("%(change)s, which is no clear change") % {"change": change}
    if comparison.judgement == Judgement.TOO_FEW:
        return _("%(change)s, too few to say whether it is better or worse") % {"change": change}
    return change


def by_hand_clause(series: MeasureSeries, reason: str) -> str:
    """Why people replaced the rule's judgement."""
    comparison = series.comparison
    if comparison is None or comparison.reason != Reason.BY_HAND or not reason.strip():
        return ""
    return _("judged by hand, because: %(reason)s") % {"reason": reason.strip().rstrip(".")}


def baseline_clause(series: MeasureSeries) -> str:
    """The latest figure against the baseline."""
    latest, baseline = series.latest, series.baseline
    if latest is None or latest.number is None or baseline is None:
        return ""
    places = series.measure.decimals
    change = rounded(latest.number, places) - rounded(baseline.value, places)
    values = {
        "change": difference(series.measure, change),
        "baseline": figure(series.measure, baseline.value),
        "period": baseline.label,
    }
    if change != 0 and is_unclear(series, baseline, latest):
        return _("no clear change from the baseline of %(baseline)s (%(period)s)") % values
    if change > 0:
        return _("%(change)s above the baseline of %(baseline)s (%(period)s)") % values
    if change < 0:
        return _("%(change)s below the baseline of %(baseline)s (%(period)s)") % values
    return _("the same as the baseline of %(baseline)s (%(period)s)") % values


def is_unclear(series: MeasureSeries, baseline: Baseline, latest: Point) -> bool:
    """Whether what keeps a change from being judged keeps the one from the baseline, too."""
    measure, places = series.measure, series.measure.decimals
    number = Decimal(0) if latest.number is None else latest.number
    plain = judge(measure, rounded(baseline.value, places), rounded(number, places))
    earlier = baseline.point or latest._replace(value=baseline.value, lower=None, upper=None)
    return verdict_on(measure, earlier, latest, plain)[0] in {Judgement.UNCLEAR, Judgement.TOO_FEW}


def target_words(measure: Measure, target: Target | None) -> str:
    """A target with its date; empty without one."""
    if target is None:
        return ""
    words = figure(measure, target.value)
    if target.on is None:
        return words
    day = date_format(target.on, "DATE_FORMAT")
    return _("%(target)s by %(date)s") % {"target": words, "date": day}


def target_clause(series: MeasureSeries) -> str:
    """The target that is due next, and whether the latest figure meets it."""
    measure, latest = series.measure, series.latest
    if latest is None or latest.number is None or not series.is_headline:
        return ""
    target = measure.target_for(latest.period_end)
    if target is None:
        return ""
    words = target_words(measure, target)
    verdict = is_met(measure, latest.number, target)
    if verdict is None:
        return _("the target is %(target)s") % {"target": words}
    if verdict:
        return _("the target of %(target)s is met") % {"target": words}
    if target.on and latest.period_end >= target.on:
        return _("the target of %(target)s was not met") % {"target": words}
    return _("the target of %(target)s is not yet met") % {"target": words}


def range_words(measure: Measure) -> str:
    """The range that is wanted; empty without one."""
    low, high = measure.range_low, measure.range_high
    if measure.direction_wanted != WantedDirection.RANGE or low is None or high is None:
        return ""
    return _("%(low)s to %(high)s") % {"low": figure(measure, low), "high": figure(measure, high)}


def range_clause(series: MeasureSeries) -> str:
    """Whether the latest figure lies in the range that is wanted."""
    words = range_words(series.measure)
    if not words or series.latest is None or series.latest.number is None:
        return ""
    if not series.is_headline:
        return ""
    if distance(series.measure, rounded(series.latest.number, series.measure.decimals)) == 0:
        return _("within the range wanted, %(range)s") % {"range": words}
    return _("outside the range wanted, %(range)s") % {"range": words}


def direction(series: MeasureSeries) -> Direction | None:
    """Symbol and words for a card; None where there is nothing to compare."""
    comparison = series.comparison
    if comparison is None:
        return None
    values = {
        "change": difference(series.measure, comparison.change),
        "earlier": comparison.earlier.label,
    }
    if comparison.movement == Movement.UP:
        words = _("Up %(change)s from %(earlier)s") % values
    elif comparison.movement == Movement.DOWN:
        words = _("Down %(change)s from %(earlier)s") % values
    else:
        words = _("The same as in %(earlier)s") % values
    return Direction(
        symbol=SYMBOLS_OF_MOVEMENT[comparison.movement],
        change=words,
        judgement=judgement_words(comparison),
        kind=comparison.judgement.value,
    )


def judgement_words(comparison: Comparison) -> str:
    """The judgement; one by hand says so, and the measure's own page has the reason."""
    label = str(comparison.judgement.label)
    if comparison.reason == Reason.BY_HAND:
        return _("%(judgement)s, judged by hand") % {"judgement": label}
    return label


def headline_figure(series: MeasureSeries) -> str:
    """The figure that stands large: the newest, or its marker where it is withheld."""
    if point := series.newest_withheld:
        return marked(point)
    if series.latest is None or series.latest.number is None:
        return ""
    return figure(series.measure, series.latest.number)

"""A measure's published figures as a chart, and as a small one for cards."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import cast

from django.utils.functional import lazy
from django.utils.safestring import SafeString
from django.utils.translation import get_language_bidi

from priorities.charts.kinds import Chart, draw
from priorities.charts.line import lines
from priorities.charts.marks import dot
from priorities.charts.scales import Frame, axis_for
from priorities.charts.sizes import NARROW, WIDE
from priorities.charts.spec import ChartKind, ChartPoint, ChartSeries, ChartSpec, ChartTarget
from priorities.charts.svg import element
from priorities.enums import Marker, WantedDirection
from priorities.models import Measure
from priorities.numbers import axis_figure, figure
from priorities.points import Point
from priorities.series import RECENT, MeasureSeries

__all__ = ["NARROW", "WIDE", "Chart", "chart_points", "draw_chart", "draw_sparkline", "spec_of"]

period_in_words = lazy(lambda point: point.label, str)
period_in_short = lazy(lambda point: point.short_label, str)

SPARK_WIDTH, SPARK_HEIGHT, SPARK_EDGE = 160, 36, 5


def draw_chart(series: MeasureSeries, *, title: str, description: str) -> Chart | None:
    """The chart of a measure; None without a single number."""
    return draw(ChartKind.LINE, spec_of(series, title=title, description=description))


def spec_of(series: MeasureSeries, *, title: str, description: str) -> ChartSpec:
    """The headline's figures, with the target and the range of the record."""
    shown = ChartSeries(title, chart_points(series.points, series.measure.break_dates))
    return spec_for(
        series.measure,
        (shown,),
        title=title,
        description=description,
        is_headline=series.is_headline,
    )


def spec_for(
    measure: Measure,
    series: tuple[ChartSeries, ...],
    *,
    title: str,
    description: str,
    is_headline: bool = True,
) -> ChartSpec:
    """Any series of a measure, written as its figures are; targets are the headline's alone."""
    targets = measure.targets if is_headline else ()
    return ChartSpec(
        key=str(measure.public_id),
        title=title,
        description=description,
        series=series,
        figure=lambda value: figure(measure, value),
        axis_figure=lambda value, decimals: axis_figure(measure, value, decimals),
        decimals=measure.decimals,
        targets=tuple(ChartTarget(target.on, target.value) for target in targets),
        wanted_range=wanted_range(measure) if is_headline else None,
    )


def wanted_range(measure: Measure) -> tuple[Decimal, Decimal] | None:
    """Both ends of the range that is wanted, for measures that have one."""
    low, high = measure.range_low, measure.range_high
    if measure.direction_wanted != WantedDirection.RANGE or low is None or high is None:
        return None
    return low, high


def chart_points(points: Iterable[Point], breaks: Iterable[date] = ()) -> tuple[ChartPoint, ...]:
    """Published figures as a chart takes them, with the breaks that the measure lists."""
    known = list(points)
    broken = {
        next((point.period_end for point in known if point.period_end >= day), None)
        for day in breaks
    }
    return tuple(chart_point(point, point.period_end in broken) for point in known)


def chart_point(point: Point, is_broken: bool) -> ChartPoint:
    """One figure. Its period is put into words, which costs most, only where they are written."""
    return ChartPoint(
        label=cast(str, period_in_words(point)),
        short_label=cast(str, period_in_short(point)),
        day=point.period_end,
        number=point.number,
        lower=point.lower,
        upper=point.upper,
        marker=str(point.marker),
        is_break_before=is_broken or point.marker == Marker.BREAK,
    )


def draw_sparkline(series: MeasureSeries) -> SafeString | str:
    """A line without axes for a card; the words beside it say what it shows."""
    # Older ones may have come along: the baseline's, and those that mark a break.
    points = chart_points(series.points[-RECENT:], series.measure.break_dates)
    held = [point for point in points if point.number is not None]
    if len(held) < 2:
        return ""
    numbers = [point.number for point in held if point.number is not None]
    frame = Frame(
        SPARK_WIDTH,
        SPARK_HEIGHT,
        SPARK_EDGE,
        SPARK_EDGE,
        SPARK_EDGE,
        SPARK_EDGE,
        held[0].day,
        held[-1].day,
        axis_for(numbers, 4),
        get_language_bidi(),
    )
    drawn = spec_for(series.measure, (ChartSeries("", points),), title="", description="")
    return element(
        "svg",
        *lines(drawn, frame),
        dot(0, frame.x(held[-1].day), frame.y(numbers[-1]), 4, ""),
        viewBox=f"0 0 {SPARK_WIDTH} {SPARK_HEIGHT}",
        width=SPARK_WIDTH,
        height=SPARK_HEIGHT,
        aria_hidden="true",
        focusable="false",
        class_="plan-chart__spark",
    )

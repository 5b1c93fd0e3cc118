"""Charts drawn on the server: a line over time with its target, and a small one for cards.

No script, no inline style: shape comes from presentation attributes, colour from classes. The
words of the chart are its title and description; every figure is in the table beside it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from django.utils.safestring import SafeString
from django.utils.translation import get_language_bidi
from django.utils.translation import gettext as _

from priorities.charts.scales import Axis, Frame, axis_for, labelled, runs
from priorities.charts.svg import coordinate, element, line_through
from priorities.enums import Marker
from priorities.numbers import axis_figure, figure
from priorities.sentences import marked
from priorities.series import MeasureSeries


@dataclass(frozen=True)
class Size:
    """A drawing for one width of screen; its letters are drawn at about their natural size."""

    name: str
    width: int
    height: int
    labels: int
    #: Figures drawn as dots; more of them would run together.
    dots: int


MOST_STEPS = 5
WIDE = Size("wide", 720, 340, labels=6, dots=60)
NARROW = Size("narrow", 320, 240, labels=3, dots=30)
SPARK_WIDTH, SPARK_HEIGHT, SPARK_EDGE = 160, 36, 5


@dataclass(frozen=True)
class Chart:
    """Both drawings of a chart; the style sheet shows the one that fits."""

    wide: SafeString
    narrow: SafeString
    starts_at: str


def draw_chart(series: MeasureSeries, *, title: str, description: str) -> Chart | None:
    """The chart of a measure; None without a single number."""
    if series.latest is None:
        return None
    axis = axis_of(series)
    starts_at = axis_figure(series.measure, Decimal(str(axis.low)), axis.decimals)
    return Chart(
        wide=drawing(series, WIDE, title, description),
        narrow=drawing(series, NARROW, title, description),
        starts_at=starts_at if axis.low else "",
    )


def numbers_of(series: MeasureSeries) -> list[Decimal]:
    """Every number the vertical axis has to hold."""
    found = [point.number for point in series.points]
    for point in series.points:
        if point.number is not None:
            found += [point.lower, point.upper]
    measure = series.measure
    found.append(measure.target_value)
    if range_is_wanted(series):
        found += [measure.range_low, measure.range_high]
    return [number for number in found if number is not None]


def axis_of(series: MeasureSeries) -> Axis:
    """The vertical axis, in steps no finer than the figures are shown."""
    return axis_for(numbers_of(series), MOST_STEPS, 10.0**-series.measure.decimals)


def range_is_wanted(series: MeasureSeries) -> bool:
    """Whether a band is drawn for the range that is wanted."""
    return series.measure.direction_wanted == "range" and series.measure.range_low is not None


def drawing(series: MeasureSeries, size: Size, title: str, description: str) -> SafeString:
    """One drawing with its name for those who cannot see it."""
    frame = frame_for(series, size)
    key = f"chart-{series.measure.public_id}-{size.name}"
    return element(
        "svg",
        element("title", title, id=f"{key}-title"),
        element("desc", description, id=f"{key}-desc"),
        *grid(series, frame),
        *bands(series, frame),
        *target_line(series, frame),
        *lines(series, frame),
        *dots(series, frame, size),
        *target_label(series, frame),
        *period_labels(series, frame, size),
        viewBox=f"0 0 {size.width} {size.height}",
        width=size.width,
        height=size.height,
        role="img",
        aria_labelledby=f"{key}-title {key}-desc",
        direction="rtl" if frame.is_rtl else "ltr",
        class_=f"plan-chart__drawing plan-chart__drawing--{size.name}",
    )


def frame_for(series: MeasureSeries, size: Size) -> Frame:
    """Room for the widest number beside the axis, and for periods below it."""
    axis = axis_of(series)
    widest = max(len(axis_figure(series.measure, tick, axis.decimals)) for tick in axis.ticks)
    return Frame(
        width=size.width,
        height=size.height,
        start=16 + 8.5 * widest,
        end=18,
        top=24,
        bottom=34,
        first=series.points[0].period_end,
        last=series.points[-1].period_end,
        axis=axis,
        is_rtl=get_language_bidi(),
    )


def grid(series: MeasureSeries, frame: Frame) -> Iterator[SafeString]:
    """Horizontal lines with their numbers."""
    near, far = frame.mirrored(frame.start), frame.mirrored(frame.width - frame.end)
    for tick in frame.axis.ticks:
        height = coordinate(frame.y(tick))
        yield element(
            "line",
            class_="plan-chart__grid",
            x1=coordinate(near),
            x2=coordinate(far),
            y1=height,
            y2=height,
        )
        yield element(
            "text",
            axis_figure(series.measure, tick, frame.axis.decimals),
            class_="plan-chart__label",
            x=coordinate(frame.mirrored(frame.start - 8)),
            y=coordinate(frame.y(tick) + 5),
            text_anchor="end",
        )


def bands(series: MeasureSeries, frame: Frame) -> Iterator[SafeString]:
    """The range that is wanted, and the margins of error around the line."""
    measure = series.measure
    if range_is_wanted(series) and measure.range_low is not None and measure.range_high is not None:
        left = min(frame.mirrored(frame.start), frame.mirrored(frame.width - frame.end))
        top = frame.y(measure.range_high)
        yield element(
            "rect",
            class_="plan-chart__range",
            x=coordinate(left),
            y=coordinate(top),
            width=coordinate(frame.width - frame.start - frame.end),
            height=coordinate(frame.y(measure.range_low) - top),
        )
    for run in runs(series.points, Marker.BREAK):
        held = [(p.period_end, p.lower, p.upper) for p in run]
        upper = [(frame.x(day), frame.y(high)) for day, _low, high in held if high is not None]
        lower = [(frame.x(day), frame.y(low)) for day, low, _high in held if low is not None]
        if len(upper) > 1 and len(upper) == len(lower):
            path = line_through([*upper, *reversed(lower)]) + "Z"
            yield element("path", class_="plan-chart__margin", d=path)


def target_line(series: MeasureSeries, frame: Frame) -> Iterator[SafeString]:
    """A dashed line, so that it is known without its colour."""
    if series.measure.target_value is None:
        return
    height = frame.y(series.measure.target_value)
    near, far = frame.mirrored(frame.start), frame.mirrored(frame.width - frame.end)
    yield element(
        "line",
        class_="plan-chart__target",
        x1=coordinate(near),
        x2=coordinate(far),
        y1=coordinate(height),
        y2=coordinate(height),
        stroke_dasharray="6 5",
    )


def target_label(series: MeasureSeries, frame: Frame) -> Iterator[SafeString]:
    """What the dashed line is, written over everything else; its date is in the sentence."""
    target = series.measure.target_value
    if target is not None:
        yield element(
            "text",
            _("Target: %(target)s") % {"target": figure(series.measure, target)},
            class_="plan-chart__label plan-chart__label--target",
            x=coordinate(frame.mirrored(frame.width - frame.end)),
            y=coordinate(frame.y(target) - 6),
            text_anchor="end",
        )


def lines(series: MeasureSeries, frame: Frame) -> Iterator[SafeString]:
    """The figures joined, with gaps where there is none or the series breaks."""
    for run in runs(series.points, Marker.BREAK):
        if len(run) > 1:
            path = line_through([(frame.x(p.period_end), frame.y(p.number or 0)) for p in run])
            yield element("path", class_="plan-chart__line", d=path, fill="none")


def dots(series: MeasureSeries, frame: Frame, size: Size) -> Iterator[SafeString]:
    """A dot for each figure, which says it when pointed at; a marker where there is none."""
    are_many = len(series.points) > size.dots
    for point in series.points:
        place = coordinate(frame.x(point.period_end))
        if point.number is None:
            yield element(
                "text",
                marked(point),
                class_="plan-chart__label",
                x=place,
                y=coordinate(frame.floor - 6),
                text_anchor="middle",
            )
        elif not are_many or point is series.latest:
            said = element("title", f"{point.label}: {figure(series.measure, point.number)}")
            yield element(
                "circle",
                said,
                class_="plan-chart__dot",
                cx=place,
                cy=coordinate(frame.y(point.number)),
                r=5 if point is series.latest else 3,
            )


def period_labels(series: MeasureSeries, frame: Frame, size: Size) -> Iterator[SafeString]:
    """Some of the periods under the axis; the first and last do not stick out."""
    chosen = labelled(series.points, size.labels)
    for place, point in enumerate(chosen):
        anchor = "middle"
        if len(chosen) > 1:
            anchor = {0: "start", len(chosen) - 1: "end"}.get(place, "middle")
        yield element(
            "text",
            point.short_label,
            class_="plan-chart__label",
            x=coordinate(frame.x(point.period_end)),
            y=coordinate(frame.floor + 22),
            text_anchor=anchor,
        )


def draw_sparkline(series: MeasureSeries) -> SafeString | str:
    """A line without axes for a card; the words beside it say what it shows."""
    held = [point for point in series.points if point.number is not None]
    if len(held) < 2:
        return ""
    axis = axis_for([point.number for point in held if point.number is not None], 4)
    frame = Frame(
        SPARK_WIDTH,
        SPARK_HEIGHT,
        SPARK_EDGE,
        SPARK_EDGE,
        SPARK_EDGE,
        SPARK_EDGE,
        held[0].period_end,
        held[-1].period_end,
        axis,
        get_language_bidi(),
    )
    return element(
        "svg",
        *lines(series, frame),
        element(
            "circle",
            class_="plan-chart__dot",
            cx=coordinate(frame.x(held[-1].period_end)),
            cy=coordinate(frame.y(held[-1].number or 0)),
            r=4,
        ),
        viewBox=f"0 0 {SPARK_WIDTH} {SPARK_HEIGHT}",
        width=SPARK_WIDTH,
        height=SPARK_HEIGHT,
        aria_hidden="true",
        focusable="false",
        class_="plan-chart__spark",
    )

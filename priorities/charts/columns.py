"""Upright bars over periods: one for each, or one for each group side by side."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from priorities.charts import legend as keys
from priorities.charts import marks
from priorities.charts.labels import Label, Room, clamped, period_labels
from priorities.charts.lettering import LINE_HEIGHT, text_width, wrapped
from priorities.charts.parts import (
    BOTTOM,
    Canvas,
    axis_of,
    canvas,
    frame_for,
    grid,
    range_entries,
    steps,
    wanted_band,
)
from priorities.charts.patterns import definitions
from priorities.charts.scales import Frame
from priorities.charts.sizes import Size
from priorities.charts.spec import ChartPoint, ChartSpec, breaks_in

#: Of a slot, the part that its bars take; and how wide a bar may get.
FILLED, WIDEST = 0.78, 72
#: Bars of several groups must be wide enough for their patterns.
NARROWEST_OF_GROUP = 9


@dataclass(frozen=True)
class Bar:
    """One figure and where its bar stands, from left to right."""

    point: ChartPoint
    place: int
    name: str
    left: float
    width: float

    @property
    def middle(self) -> float:
        """Where its words and its margin stand."""
        return self.left + self.width / 2


def bar_width(frame: Frame, slots: int, groups: int) -> float:
    """How wide each bar is."""
    start, end = frame.slot(0, slots)
    return min((end - start) * FILLED / groups, WIDEST)


def columns_fit(spec: ChartSpec, size: Size) -> bool:
    """Whether patterns could be told apart in bars so narrow."""
    frame = frame_for(canvas(spec, size), axis_of(spec, has_zero=True), 0)
    width = bar_width(frame, len(slots(spec)), len(spec.series))
    return len(spec.series) == 1 or width >= NARROWEST_OF_GROUP


def draw_columns(spec: ChartSpec, size: Size) -> SafeString:
    """Bars from zero, with margins, targets and gaps."""
    sheet = canvas(spec, size)
    legend = sheet.legend(entries(sheet))
    axis = axis_of(spec, has_zero=True)
    plain = frame_for(sheet, axis, legend.height)
    words = period_words(sheet, plain)
    lines = max((len(lines) for lines in words), default=1)
    below = BOTTOM + (lines - 1) * LINE_HEIGHT + under_bars(spec)
    frame = frame_for(sheet, axis, legend.height, below=below)
    bars = list(bars_of(spec, frame))
    return sheet.root(
        frame.height,
        *definitions(sheet.key, len(spec.series)),
        *legend.elements,
        *grid(spec, frame),
        *wanted_band(spec, frame),
        *(part for bar in bars for part in drawn_bar(sheet, frame, bar)),
        *zero_line(frame),
        *break_lines(spec, frame),
        *target_lines(spec, frame),
        *bar_words(spec, frame, bars),
        *periods_below(sheet, frame, words),
    )


def under_bars(spec: ChartSpec) -> float:
    """Room below the plot for figures under bars that go down."""
    return LINE_HEIGHT if any((point.number or 0) < 0 for point in spec.points()) else 0.0


def entries(sheet: Canvas) -> Iterator[keys.Entry]:
    """Groups, targets and unusual signs."""
    spec = sheet.spec
    if len(spec.series) > 1:
        for place, series in enumerate(spec.series):
            yield keys.Entry(series.name, keys.bar_sample(sheet.key, place))
    yield from keys.target_entries(spec, spec.targets)
    yield from range_entries(spec)
    yield from keys.break_entries(spec)
    yield from keys.margin_entries(spec)
    if spec.has_provisional:
        yield keys.Entry(_("Provisional"), keys.bar_sample(sheet.key, 0, "provisional"))


def slots(spec: ChartSpec) -> list[date]:
    """A slot for each period, and one for each later day on which one of several targets is due."""
    days = spec.days
    due = [target.day for target in spec.targets if target.day and target.day > days[-1]]
    return days + (sorted(set(due)) if len(spec.targets) > 1 else [])


def slot_names(spec: ChartSpec) -> dict[date, str]:
    """What stands under each slot."""
    names = {day: date_format(day, "M Y") for day in slots(spec)}
    return names | {point.day: point.short_label for point in spec.points()}


def bars_of(spec: ChartSpec, frame: Frame) -> Iterator[Bar]:
    """A bar for each figure; groups keep their place where one has no figure."""
    days = slots(spec)
    width = bar_width(frame, len(days), len(spec.series))
    for place, series in enumerate(spec.series):
        for point in series.points:
            start, end = frame.slot(days.index(point.day), len(days))
            near = (start + end - width * len(spec.series)) / 2 + width * place
            left = frame.width - near - width if frame.is_rtl else near
            name = series.name if len(spec.series) > 1 else ""
            inset = 1 if len(spec.series) > 1 else 0
            yield Bar(point, place, name, left + inset, width - 2 * inset)


def drawn_bar(sheet: Canvas, frame: Frame, bar: Bar) -> Iterator[SafeString]:
    """A bar from zero up or down, with its margin."""
    point = bar.point
    if point.number is None:
        return
    zero, end = frame.y(0), frame.y(point.number)
    said = marks.said_of(point, sheet.spec.figure(point.number), bar.name)
    look = "provisional" if point.is_provisional else ""
    top, height = min(zero, end), abs(zero - end)
    yield keys.bar(sheet.key, bar.place, bar.left, top, bar.width, height, said, look)
    if point.margin is not None:
        low, high = map(frame.y, point.margin)
        yield from marks.whisker(bar.middle, low, bar.middle, high)


def zero_line(frame: Frame) -> Iterator[SafeString]:
    """The line that bars stand on, over their feet."""
    near, far = frame.mirrored(frame.start), frame.mirrored(frame.width - frame.end)
    yield marks.line("zero", near, frame.y(0), far, frame.y(0))


def break_lines(spec: ChartSpec, frame: Frame) -> Iterator[SafeString]:
    """An upright dashed line before each period that begins anew."""
    days = slots(spec)
    found = {
        point.day
        for series in spec.series
        for point, is_break in zip(series.points, breaks_in(series), strict=True)
        if is_break
    }
    for day in sorted(found):
        x = frame.mirrored(frame.slot(days.index(day), len(days))[0])
        yield marks.line("break", x, frame.top - 6, x, frame.floor, marks.BREAK_DASH)


def target_lines(spec: ChartSpec, frame: Frame) -> Iterator[SafeString]:
    """Dashed lines over the periods for which a target is the next; the legend names them."""
    days = slots(spec)

    def reach(day: date) -> float:
        passed = bisect_right(days, day)
        if passed == len(days):
            return frame.width - frame.end
        return frame.slot(passed, len(days))[0]

    for step in steps(spec, frame, reach):
        near, far = frame.mirrored(step.start), frame.mirrored(step.end)
        height = frame.y(step.target.value)
        yield from marks.target_line(near, height, far, height)


def bar_words(spec: ChartSpec, frame: Frame, bars: list[Bar]) -> Iterator[SafeString]:
    """Figures over their bars where all fit, and markers where a figure is withheld."""
    shown = [spec.figure(bar.point.number) for bar in bars if bar.point.number is not None]
    slot = bars[0].width * (1 / FILLED if len(spec.series) == 1 else 1)
    are_written = max(map(text_width, shown), default=0.0) + 6 <= slot
    room = Room(frame.width, frame.height)
    for bar in bars:
        point = bar.point
        if point.number is not None and are_written:
            text = spec.figure(point.number)
            y = beyond(frame, point)
            yield Label(text, bar.middle, y, is_rtl=frame.is_rtl, look="value").drawn()
        elif point.number is None and point.marker:
            text = marks.printed_marker(point)
            label = Label(text, bar.middle, frame.y(0) - 6, is_rtl=frame.is_rtl, look="value")
            kept = room.place([clamped(label, frame.width)])
            if kept is not None:
                yield kept.drawn()


def beyond(frame: Frame, point: ChartPoint) -> float:
    """The height of words past the end of a bar and its margin."""
    number = point.number or 0
    low, high = point.margin or (number, number)
    if number < 0:
        return frame.y(min(low, number)) + 16
    return frame.y(max(high, number)) - 6


def period_words(sheet: Canvas, frame: Frame) -> list[list[str]]:
    """Each period on one or two lines in its slot; nothing where some would not fit."""
    days, names = slots(sheet.spec), slot_names(sheet.spec)
    start, end = frame.slot(0, len(days))
    lines = [wrapped(names[day], end - start - 6, most=9) for day in days]
    words = [part for day in days for part in names[day].split()]
    is_whole = max(map(text_width, words), default=0.0) <= end - start - 6
    return lines if is_whole and max(map(len, lines), default=0) <= 2 else []


def periods_below(sheet: Canvas, frame: Frame, words: list[list[str]]) -> Iterator[SafeString]:
    """All periods where they fit, else some."""
    days, names = slots(sheet.spec), slot_names(sheet.spec)
    middles = [frame.mirrored(sum(frame.slot(at, len(days))) / 2) for at in range(len(days))]
    first = frame.floor + 22 + under_bars(sheet.spec)
    if not words:
        like = Label("", 0, first, is_rtl=frame.is_rtl)
        for label in period_labels([names[day] for day in days], middles, sheet.size.labels, like):
            yield clamped(label, frame.width).drawn()
    for middle, lines in zip(middles, words, strict=False):
        for place, text in enumerate(lines):
            y = first + place * LINE_HEIGHT
            yield clamped(Label(text, middle, y, is_rtl=frame.is_rtl), frame.width).drawn()

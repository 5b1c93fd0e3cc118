"""Bars that lie: one for each area, longest first, or groups under the name of their period."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from priorities.charts import legend as keys
from priorities.charts import marks
from priorities.charts.labels import Label, Room, clamped
from priorities.charts.lettering import LINE_HEIGHT, text_width, wrapped
from priorities.charts.parts import Canvas, axis_of, axis_words, canvas
from priorities.charts.patterns import definitions
from priorities.charts.scales import Along, Axis
from priorities.charts.sizes import Size
from priorities.charts.spec import ChartPoint, ChartSpec

BAR = 16
BETWEEN = 10
#: From a name to the bar below it.
DROP = 4
#: From a name to the bar beside it, and what is added for sums of widths that were rounded.
BESIDE = 10
ROUNDED = 0.5
#: Of the width, what names beside bars may take.
NAMES = 0.36
BEFORE, AFTER = 0.5, 0.4
EDGE = 8
#: Above the bars: numbers of the axis.
AXIS = 22


@dataclass(frozen=True)
class Row:
    """A bar with its name, or a name alone."""

    name: str
    point: ChartPoint | None = None
    place: int = 0


@dataclass(frozen=True)
class Set:
    """A row at its height: its name in lines, and where its bar begins."""

    row: Row
    lines: list[str]
    top: float
    bar_top: float
    height: float


def draw_areas(spec: ChartSpec, size: Size) -> SafeString:
    """The last figure of each series, the longest bar first, those without a number last."""
    rows = [Row(series.name, series.points[-1]) for series in spec.series if series.points]
    rows.sort(key=by_number)
    most = size.most_areas
    if most and len(rows) > most:
        left_out = len(rows) - most
        said = ngettext("and %(count)s more between", "and %(count)s more between", left_out)
        between = Row(said % {"count": left_out})
        rows = [*rows[: most // 2], between, *rows[-(most // 2) :]]
    return draw_rows(spec, size, rows, has_patterns=False)


def by_number(row: Row) -> tuple[bool, Decimal, str]:
    """Numbers from high to low, then names of those without."""
    number = row.point.number if row.point else None
    return number is None, -(number or Decimal(0)), row.name


def draw_groups(spec: ChartSpec, size: Size) -> SafeString:
    """Periods one below the other, each with a bar for every group."""
    rows = []
    for day in spec.days:
        held = [
            (place, series.name, point)
            for place, series in enumerate(spec.series)
            for point in series.points
            if point.day == day
        ]
        rows.append(Row(held[0][2].label))
        rows += [Row(name, point, place) for place, name, point in held]
    return draw_rows(spec, size, rows, has_patterns=True)


def draw_rows(
    spec: ChartSpec, size: Size, rows: Sequence[Row], *, has_patterns: bool
) -> SafeString:
    """Rows under an axis of numbers."""
    sheet = canvas(spec, size)
    legend = sheet.legend(entries(sheet))
    along = along_for(sheet, rows)
    placed = list(stacked(sheet, along, rows, legend.height + AXIS))
    last = placed[-1]
    floor = last.top + last.height
    return sheet.root(
        floor + EDGE,
        *(definitions(sheet.key, len(spec.series)) if has_patterns else ()),
        *legend.elements,
        *grid(spec, along, legend.height, floor),
        *zero_line(along, legend.height, floor),
        *(part for one in placed for part in drawn_row(sheet, along, one)),
        *target_lines(sheet, along, placed),
        *(part for one in placed for part in figure_of(sheet, along, one)),
    )


def entries(sheet: Canvas) -> Iterator[keys.Entry]:
    """Targets and unusual signs; bars have their names beside them."""
    spec = sheet.spec
    yield from keys.target_entries(spec, spec.targets[-1:])
    yield from keys.margin_entries(spec)
    if spec.has_provisional:
        yield keys.Entry(_("Provisional"), keys.bar_sample(sheet.key, 0, "provisional"))


def along_for(sheet: Canvas, rows: Sequence[Row]) -> Along:
    """The axis between names and figures, each as wide as the longest needs."""
    spec, size = sheet.spec, sheet.size
    figures = [said for row in rows if (said := written(spec, row.point))]
    figure_room = max(map(text_width, figures), default=0.0) + 8
    # Names that stand alone run across the bars, and need no room beside them.
    names = [row.name for row in rows if row.point is not None]
    name_room = min(max(map(text_width, names), default=0.0) + BESIDE, size.width * NAMES)
    start = EDGE + (0 if size.has_labels_above else name_room)
    has_negative = any(row.point and (row.point.number or 0) < 0 for row in rows)
    start += figure_room if has_negative else 0
    # Figures of many digits yield to their bars, and then stand over them.
    start = min(start, size.width * BEFORE)
    end = min(EDGE + figure_room, size.width * AFTER)
    widest = max(text_width(spec.axis_figure(v, spec.decimals)) for v in spec.numbers())
    most = max(2, min(5, int((size.width - start - end) / (widest + 24))))
    axis = axis_of(spec, has_zero=True, most_steps=most)
    return Along(size.width, start, end, axis, sheet.is_rtl)


def written(spec: ChartSpec, point: ChartPoint | None) -> str:
    """The figure or the marker at the end of a bar."""
    if point is None:
        return ""
    return marks.printed_marker(point) if point.number is None else spec.figure(point.number)


def stacked(sheet: Canvas, along: Along, rows: Sequence[Row], top: float) -> Iterator[Set]:
    """Rows below each other, as high as their names."""
    is_above = sheet.size.has_labels_above
    for row in rows:
        room = along.width - 2 * EDGE
        if row.point is not None and not is_above:
            room = min(along.start - EDGE, along.width * NAMES) - BESIDE + ROUNDED
        lines = wrapped(row.name, room, is_bold=row.point is None)
        words = len(lines) * LINE_HEIGHT
        if row.point is None:
            one = Set(row, lines, top, top, words + BETWEEN)
        elif is_above:
            one = Set(row, lines, top, top + words + DROP, words + DROP + BAR + BETWEEN)
        else:
            inner = max(words, BAR)
            one = Set(row, lines, top, top + (inner - BAR) / 2, inner + BETWEEN)
        yield one
        top += one.height


def ticks_that_fit(
    spec: ChartSpec, along: Along, y: float
) -> Iterator[tuple[Decimal, Label | None]]:
    """Each tick, with its number where that does not touch another."""
    room = Room(along.width, y + 40)
    axis: Axis = along.axis
    for tick in sorted(axis.ticks, key=lambda tick: (tick != 0, abs(tick))):
        text = axis_words(spec, tick, axis)
        label = Label(text, along.x(tick), y, is_rtl=along.is_rtl)
        yield tick, room.place([clamped(label, along.width)])


def grid(spec: ChartSpec, along: Along, above: float, floor: float) -> Iterator[SafeString]:
    """Upright lines with their numbers at the top."""
    for tick, label in ticks_that_fit(spec, along, above + 13):
        yield marks.line("grid", along.x(tick), above + AXIS - 4, along.x(tick), floor)
        if label is not None:
            yield label.drawn()


def zero_line(along: Along, above: float, floor: float) -> Iterator[SafeString]:
    """The line that bars begin at."""
    yield marks.line("zero", along.x(0), above + AXIS - 4, along.x(0), floor)


def target_lines(sheet: Canvas, along: Along, placed: Sequence[Set]) -> Iterator[SafeString]:
    """A dashed line for the last target, not through names above bars; the legend names it."""
    for target in sheet.spec.targets[-1:]:
        x = along.x(target.value)
        for one in placed:
            top, bottom = one.top - BETWEEN / 2, one.top + one.height - BETWEEN / 2
            if sheet.size.has_labels_above:
                top, bottom = one.bar_top - 3, one.bar_top + BAR + 3
            if one.row.point is not None:
                yield from marks.target_line(x, top, x, bottom)


def drawn_row(sheet: Canvas, along: Along, one: Set) -> Iterator[SafeString]:
    """Name and bar of a row, with its margin."""
    row, is_above = one.row, sheet.size.has_labels_above
    is_beside = row.point is not None and not is_above
    first = one.bar_top + (BAR - len(one.lines) * LINE_HEIGHT) / 2 if is_beside else one.top
    for place, text in enumerate(one.lines):
        y = first + place * LINE_HEIGHT + 13
        look = "heading" if row.point is None else "value"
        x = along.mirrored(EDGE + (4 if is_above else 0))
        yield Label(text, x, y, "start", along.is_rtl, is_bold=not row.point, look=look).drawn()
    if row.point is None or row.point.number is None:
        return
    zero, end = along.x(0), along.x(row.point.number)
    look = "provisional" if row.point.is_provisional else ""
    said = marks.said_of(row.point, sheet.spec.figure(row.point.number), row.name)
    left, width = min(zero, end), abs(end - zero)
    yield keys.bar(sheet.key, row.place, left, one.bar_top, width, BAR, said, look)
    if row.point.margin is not None:
        low, high = map(along.x, row.point.margin)
        middle = one.bar_top + BAR / 2
        yield from marks.whisker(low, middle, high, middle)


def figure_of(sheet: Canvas, along: Along, one: Set) -> Iterator[SafeString]:
    """The figure past the end of its bar and margin, or the marker beside zero."""
    point = one.row.point
    text = written(sheet.spec, point)
    if point is None or not text:
        return
    number = point.number or Decimal(0)
    low, high = point.margin or (number, number)
    is_negative = number < 0
    value = min(low, number) if is_negative else max(high, number)
    shift = -6 if is_negative else 6
    x = along.x(value) + (-shift if along.is_rtl else shift)
    anchor = "end" if is_negative else "start"
    label = Label(text, x, one.bar_top + 13, anchor, along.is_rtl, look="value")
    yield clamped(label, along.width).drawn()

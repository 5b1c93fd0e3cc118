"""A small line chart for each area, all on one scale, as many beside each other as fit."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from priorities.charts import legend as keys
from priorities.charts import marks
from priorities.charts.labels import Label, Room, clamped, period_labels
from priorities.charts.lettering import LINE_HEIGHT, text_width, wrapped
from priorities.charts.line import break_lines, lines, margins, target_lines
from priorities.charts.parts import (
    Canvas,
    axis_of,
    axis_words,
    canvas,
    last_day_of,
    range_entries,
    wanted_band,
)
from priorities.charts.scales import Axis, Frame
from priorities.charts.sizes import Size
from priorities.charts.spec import ChartSeries, ChartSpec
from priorities.charts.svg import coordinate, element

PLOT = 76
#: Below a plot: its periods. Between panels.
BELOW, BETWEEN_ROWS, BETWEEN = 22, 14, 16
EDGE = 6


@dataclass(frozen=True)
class Panel:
    """A series and where its small chart stands: which column as reading goes, which row."""

    series: ChartSeries
    column: int
    row: int
    name: list[str]


@dataclass(frozen=True)
class Layout:
    """What all panels share. `name_lines` says for each row how many lines its names take."""

    sheet: Canvas
    axis: Axis
    gutter: float
    across: int
    name_lines: list[int]
    has_periods: bool = True

    @property
    def panel_width(self) -> float:
        """The width of one."""
        return (self.sheet.size.width - self.gutter) / self.across

    def head(self, row: int) -> float:
        """Names and latest figures."""
        return (self.name_lines[row] + 1) * LINE_HEIGHT + 8

    def top(self, row: int) -> float:
        """Where a row begins, counted from the first."""
        below = PLOT + BETWEEN_ROWS + (BELOW if self.has_periods else 4)
        return sum(self.head(before) + below for before in range(row))

    def frame(self, row: int) -> Frame:
        """The plot in a panel, counted from the panel's corner."""
        spec = self.sheet.spec
        below = BELOW if self.has_periods else 4
        return Frame(
            width=self.panel_width,
            height=self.head(row) + PLOT + below,
            start=EDGE,
            end=BETWEEN,
            top=self.head(row),
            bottom=below,
            first=spec.days[0],
            last=last_day_of(spec),
            axis=self.axis,
            is_rtl=self.sheet.is_rtl,
        )


def draw_multiples(spec: ChartSpec, size: Size) -> SafeString:
    """A panel for each series, in the order given."""
    sheet = canvas(spec, size)
    shown = spec.series[: size.panels_across] if size.most_areas else spec.series
    layout = layout_for(sheet, shown)
    if len(period_words(spec, layout.frame(0))) < min(2, len(spec.days)):
        layout = replace(layout, has_periods=False)
    words = entries(spec, layout.has_periods, len(spec.series) - len(shown))
    legend = sheet.legend(words)
    drawn = [
        part
        for panel in panels(layout, shown)
        for part in drawn_panel(layout, panel, legend.height + layout.top(panel.row))
    ]
    height = legend.height + layout.top(len(layout.name_lines))
    return sheet.root(height, *legend.elements, *drawn)


def entries(spec: ChartSpec, has_periods: bool, left_out: int) -> Iterator[keys.Entry]:
    """What panels have no room to say."""
    if not has_periods:
        names = list(spec.period_names().values())
        span = _("%(start)s to %(end)s") % {"start": names[0], "end": names[-1]}
        yield keys.Entry(span)
    yield from keys.target_entries(spec, spec.targets)
    yield from range_entries(spec)
    yield from keys.break_entries(spec)
    yield from keys.margin_entries(spec, has_band=True)
    if spec.has_provisional:
        yield keys.Entry(_("Provisional"), keys.hollow_sample)
    if left_out:
        words = ngettext("%(count)s more is not drawn", "%(count)s more are not drawn", left_out)
        yield keys.Entry(words % {"count": left_out})


def layout_for(sheet: Canvas, shown: tuple[ChartSeries, ...]) -> Layout:
    """Axis, room for its numbers, and in each row names on as many lines as the longest takes."""
    spec, size = sheet.spec, sheet.size
    axis = axis_of(spec, most_steps=2)
    gutter = max(text_width(spec.axis_figure(tick, axis.decimals)) for tick in axis.ticks) + 8
    across = max(1, min(size.panels_across, len(shown)))
    layout = Layout(sheet, axis, gutter, across, [])
    for panel in panels(layout, shown):
        if panel.column == 0:
            layout.name_lines.append(0)
        layout.name_lines[-1] = max(layout.name_lines[-1], len(panel.name))
    return layout


def panels(layout: Layout, shown: tuple[ChartSeries, ...]) -> Iterator[Panel]:
    """Series in rows, as reading goes."""
    room = layout.panel_width - EDGE - BETWEEN
    for place, series in enumerate(shown):
        row, column = divmod(place, layout.across)
        yield Panel(series, column, row, wrapped(series.name, room, most=4, is_bold=True))


def drawn_panel(layout: Layout, panel: Panel, top: float) -> Iterator[SafeString]:
    """A panel moved to its place, and before the first of a row the numbers of the axis."""
    sheet = layout.sheet
    start = layout.gutter + panel.column * layout.panel_width
    left = sheet.size.width - start - layout.panel_width if sheet.is_rtl else start
    frame = layout.frame(panel.row)
    if panel.column == 0:
        for tick in layout.axis.ticks:
            text = axis_words(sheet.spec, tick, layout.axis)
            x = layout.gutter - 2
            place = sheet.size.width - x if sheet.is_rtl else x
            yield Label(text, place, top + frame.y(tick) + 5, "end", sheet.is_rtl).drawn()
    yield element(
        "g",
        *inside(layout, panel, frame),
        transform=f"translate({coordinate(left)} {coordinate(top)})",
    )


def inside(layout: Layout, panel: Panel, frame: Frame) -> Iterator[SafeString]:
    """Name, latest figure, lines across, the line, its last figure, periods."""
    spec = alone(layout.sheet.spec, panel.series)
    yield from heading(layout, panel, frame)
    near, far = frame.mirrored(frame.start), frame.mirrored(frame.width - frame.end)
    for tick in layout.axis.ticks:
        look = "zero" if tick == 0 else "grid"
        yield marks.line(look, near, frame.y(tick), far, frame.y(tick))
    yield from wanted_band(spec, frame)
    yield from margins(spec, frame)
    yield from break_lines(spec, frame)
    yield from target_lines(spec, frame, has_days=False)
    yield from lines(spec, frame)
    yield from last_dot(spec, panel.series, frame)
    yield from gaps(panel.series, frame)
    if layout.has_periods:
        for label in period_words(layout.sheet.spec, frame):
            yield label.drawn()


def alone(spec: ChartSpec, series: ChartSeries) -> ChartSpec:
    """The same chart with one series only."""
    return replace(spec, series=(series,))


def heading(layout: Layout, panel: Panel, frame: Frame) -> Iterator[SafeString]:
    """The area's name, and its last figure or the marker instead of it."""
    x = frame.mirrored(frame.start)
    lines = layout.name_lines[panel.row]
    first = lines - len(panel.name)
    for place, text in enumerate(panel.name):
        y = (first + place + 1) * LINE_HEIGHT - 4
        yield Label(text, x, y, "start", frame.is_rtl, is_bold=True, look="heading").drawn()
    if panel.series.points:
        point = panel.series.points[-1]
        spec = layout.sheet.spec
        text = marks.printed_marker(point)
        if point.number is not None:
            text = spec.figure(point.number)
        y = (lines + 1) * LINE_HEIGHT - 4
        yield Label(text, x, y, "start", frame.is_rtl).drawn()


def last_dot(spec: ChartSpec, series: ChartSeries, frame: Frame) -> Iterator[SafeString]:
    """The latest number as a dot that says it, and figures that no line joins."""
    for place, point in enumerate(series.points):
        if point.number is not None and (point is series.latest or is_lonely(series, place)):
            said = marks.said_of(point, spec.figure(point.number), series.name)
            look = "hollow" if point.is_provisional else ""
            radius = 4 if point is series.latest else 2.5
            yield marks.dot(0, frame.x(point.day), frame.y(point.number), radius, said, look)


def is_lonely(series: ChartSeries, place: int) -> bool:
    """Whether no line leads to a figure or away from it."""
    points = series.points
    is_joined = place > 0 and points[place - 1].number is not None
    is_joined = is_joined and not points[place].is_break_before
    following = points[place + 1] if place + 1 < len(points) else None
    is_followed = following is not None and following.number is not None
    return not is_joined and not (is_followed and following and not following.is_break_before)


def gaps(series: ChartSeries, frame: Frame) -> Iterator[SafeString]:
    """Markers of figures that are withheld, as many as can be read."""
    room = Room(frame.width, frame.height)
    for point in series.points:
        if point.number is None and point.marker:
            text = marks.printed_marker(point)
            label = Label(text, frame.x(point.day), frame.floor - 4, is_rtl=frame.is_rtl)
            kept = room.place([clamped(label, frame.width)])
            if kept is not None:
                yield kept.drawn()


def period_words(spec: ChartSpec, frame: Frame) -> list[Label]:
    """The first and the last period; only one where both do not fit."""
    names = spec.period_names()
    places = [frame.x(day) for day in names]
    like = Label("", 0, frame.floor + 17, is_rtl=frame.is_rtl)
    found = period_labels(list(names.values()), places, 2, like)
    return [clamped(label, frame.width) for label in found]

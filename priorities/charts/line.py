"""Figures over time, joined where they may be compared."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from priorities.charts import legend as keys
from priorities.charts import marks
from priorities.charts.labels import Label, Room, clamped, period_labels
from priorities.charts.parts import (
    Canvas,
    axis_of,
    canvas,
    frame_for,
    grid,
    range_entries,
    steps,
    wanted_band,
)
from priorities.charts.scales import Frame, runs
from priorities.charts.sizes import Size
from priorities.charts.spec import ChartPoint, ChartSeries, ChartSpec, breaks_in
from priorities.charts.svg import element, line_through

#: More series than this are told apart only as small charts of their own.
MOST_SERIES = len(marks.DASHES)


def draw_lines(spec: ChartSpec, size: Size) -> SafeString:
    """Up to four series in one drawing. Targets are named beside their lines, or in the legend."""
    sheet = canvas(spec, size)
    words, axis = [*entries(spec)], axis_of(spec)
    frame = frame_for(sheet, axis, sheet.legend(words).height)
    periods = periods_below(sheet, frame)
    labels = labels_of(spec, frame, periods)
    if labels is None:
        words = [*words, *keys.target_entries(spec, spec.targets)]
        frame = frame_for(sheet, axis, sheet.legend(words).height)
        periods = periods_below(sheet, frame)
        labels = labels_of(spec, frame, periods, has_targets=False) or []
    return sheet.root(
        frame.height,
        *sheet.legend(words).elements,
        *grid(spec, frame),
        *wanted_band(spec, frame),
        *margins(spec, frame),
        *break_lines(spec, frame),
        *target_lines(spec, frame),
        *lines(spec, frame),
        *dots(sheet, frame),
        *(label.drawn() for label in [*labels, *periods]),
    )


def labels_of(
    spec: ChartSpec, frame: Frame, periods: list[Label], *, has_targets: bool = True
) -> list[Label] | None:
    """Words over the plot, none over another; None where a target's would cover figures."""
    room = Room(frame.width, frame.height, taken=[*periods])
    found = [*break_labels(spec, frame, room), *gaps(spec, frame, room)]
    # Only now: words of breaks and gaps stand where no figure is joined to another.
    if has_targets and spec.targets:
        room.figures = [place for series in spec.series for place in along_lines(series, frame)]
        targets = target_labels(spec, frame, room)
        if len(targets) < len(steps(spec, frame)):
            return None
        found += targets
    return found


def along_lines(series: ChartSeries, frame: Frame) -> Iterator[tuple[float, float]]:
    """Places of the figures and, where a line joins them, some between."""
    for run in runs(series.points):
        spots = [(frame.x(point.day), frame.y(point.number or 0)) for point in run]
        yield from spots
        for (x1, y1), (x2, y2) in pairwise(spots):
            count = int(abs(x2 - x1) + abs(y2 - y1)) // 16
            for place in range(1, count):
                share = place / count
                yield x1 + (x2 - x1) * share, y1 + (y2 - y1) * share


def entries(spec: ChartSpec) -> Iterator[keys.Entry]:
    """What has to be explained: series where there are several, and unusual signs."""
    if len(spec.series) > 1:
        for place, series in enumerate(spec.series):
            yield keys.Entry(series.name, keys.line_sample(place))
    yield from keys.margin_entries(spec, has_band=has_band(spec))
    yield from range_entries(spec)
    if spec.has_provisional:
        yield keys.Entry(_("Provisional"), keys.hollow_sample)


def has_band(spec: ChartSpec) -> bool:
    """Whether margins of one series follow each other anywhere."""
    if len(spec.series) > 1:
        return False
    parts = [part for run in runs(spec.series[0].points) for part in with_margins(run)]
    return any(len(part) > 1 for part in parts)


def margins(spec: ChartSpec, frame: Frame) -> Iterator[SafeString]:
    """A band around one line; upright lines where a figure stands alone or series share a plot."""
    for series in spec.series:
        for run in runs(series.points):
            for part in with_margins(run):
                if len(part) > 1 and len(spec.series) == 1:
                    yield band(part, frame)
                    continue
                for point in part:
                    yield from upright(point, frame)


def with_margins(run: list[ChartPoint]) -> list[list[ChartPoint]]:
    """Stretches of a run whose figures all have a margin."""
    parts: list[list[ChartPoint]] = [[]]
    for point in run:
        if point.margin is None:
            parts.append([])
        else:
            parts[-1].append(point)
    return [part for part in parts if part]


def band(part: list[ChartPoint], frame: Frame) -> SafeString:
    """The margins of figures that follow each other."""
    held = [(frame.x(point.day), point.margin) for point in part if point.margin]
    upper = [(x, frame.y(margin[1])) for x, margin in held]
    lower = [(x, frame.y(margin[0])) for x, margin in held]
    path = line_through([*upper, *reversed(lower)]) + "Z"
    return element("path", class_="plan-chart__margin", d=path)


def upright(point: ChartPoint, frame: Frame) -> Iterator[SafeString]:
    """The margin of one figure."""
    if point.margin is not None:
        x = frame.x(point.day)
        yield from marks.whisker(x, frame.y(point.margin[0]), x, frame.y(point.margin[1]))


def break_places(spec: ChartSpec, frame: Frame) -> list[float]:
    """Where series break: halfway between the last figure before and the first after."""
    found = set()
    for series in spec.series:
        for place, is_break in enumerate(breaks_in(series)):
            if is_break:
                before, after = series.points[place - 1], series.points[place]
                found.add(round((frame.x(before.day) + frame.x(after.day)) / 2, 1))
    return sorted(found, reverse=frame.is_rtl)


def break_lines(spec: ChartSpec, frame: Frame) -> Iterator[SafeString]:
    """An upright dashed line for each break."""
    for x in break_places(spec, frame):
        yield marks.line("break", x, frame.top - 6, x, frame.floor, marks.BREAK_DASH)


def break_labels(spec: ChartSpec, frame: Frame, room: Room) -> Iterator[Label]:
    """Says what the line is, above the plot; where breaks crowd, once for several."""
    for x in break_places(spec, frame):
        label = Label(_("Break in the series"), x, frame.top - 11, "middle", frame.is_rtl)
        kept = room.place([clamped(label, frame.width)])
        if kept is not None:
            yield kept


def target_lines(spec: ChartSpec, frame: Frame, *, has_days: bool = True) -> Iterator[SafeString]:
    """Dashed lines, with a diamond on the day a target is due."""
    for step in steps(spec, frame):
        near, far = frame.mirrored(step.start), frame.mirrored(step.end)
        height = frame.y(step.target.value)
        yield marks.line("target", near, height, far, height, marks.TARGET_DASH)
        if has_days and step.is_due_there and step.target.day is not None:
            said = marks.target_words(spec, step.target)
            path = marks.outline(2, frame.x(step.target.day), height, 5)
            yield element("path", element("title", said), class_="plan-chart__due", d=path)


def target_labels(spec: ChartSpec, frame: Frame, room: Room) -> list[Label]:
    """What each dashed line is, where no figure is covered; fewer than lines where that fails."""
    found = []
    for step in reversed(steps(spec, frame)):
        text, y = marks.target_words(spec, step.target), frame.y(step.target.value)
        spots = [(step.end, "end"), (step.start, "start"), (frame.start, "start")]
        tried = [
            Label(
                text,
                frame.mirrored(x),
                y + shift,
                anchor,
                frame.is_rtl,
                is_bold=True,
                look="target",
            )
            for x, anchor in spots
            for shift in (-8, 18)
        ]
        kept = room.place(tried)
        found += [kept] if kept is not None else []
    return found


def lines(spec: ChartSpec, frame: Frame) -> Iterator[SafeString]:
    """The figures joined, with gaps where there is none or the series breaks."""
    for place, series in enumerate(spec.series):
        for run in runs(series.points):
            for part, is_provisional in parts_of(run, len(spec.series) == 1):
                path = line_through([(frame.x(p.day), frame.y(p.number or 0)) for p in part])
                dash = (
                    marks.PROVISIONAL_DASH if is_provisional else marks.DASHES[place % MOST_SERIES]
                )
                look = f"plan-chart__line plan-chart__line--{place}"
                yield element("path", class_=look, d=path, fill="none", stroke_dasharray=dash)


def parts_of(run: list[ChartPoint], is_alone: bool) -> Iterator[tuple[list[ChartPoint], bool]]:
    """A run in stretches of at least two figures that may, or may not, still change."""
    start = 0
    for place in range(1, len(run)):
        now = is_alone and run[place].is_provisional
        following = run[place + 1] if place + 1 < len(run) else None
        if following is None or (is_alone and following.is_provisional) != now:
            yield run[start : place + 1], now
            start = place


def dots(sheet: Canvas, frame: Frame) -> Iterator[SafeString]:
    """A dot for each figure, which says it when pointed at; of many, those that are needed."""
    spec, size = sheet.spec, sheet.size
    for place, series in enumerate(spec.series):
        alone = {id(run[0]) for run in runs(series.points) if len(run) == 1}
        for point in series.points:
            is_latest = point is series.latest
            is_shown = len(series.points) <= size.dots or is_latest or id(point) in alone
            if point.number is not None and is_shown:
                name = series.name if len(spec.series) > 1 else ""
                said = marks.said_of(point, spec.figure(point.number), name)
                look = "hollow" if point.is_provisional else ""
                x, y = frame.x(point.day), frame.y(point.number)
                yield marks.dot(place, x, y, 5 if is_latest else 3, said, look)


def gaps(spec: ChartSpec, frame: Frame, room: Room) -> Iterator[Label]:
    """Markers where a figure is withheld, as many as can be read."""
    for series in spec.series:
        for point in series.points:
            if point.number is None and point.marker:
                text = marks.printed_marker(point)
                label = Label(text, frame.x(point.day), frame.floor - 6, is_rtl=frame.is_rtl)
                kept = room.place([clamped(label, frame.width)])
                if kept is not None:
                    yield kept


def periods_below(sheet: Canvas, frame: Frame) -> list[Label]:
    """Some of the periods under the axis."""
    names = sheet.spec.period_names()
    places = [frame.x(day) for day in names]
    like = Label("", 0, frame.floor + 22, is_rtl=frame.is_rtl)
    return period_labels(list(names.values()), places, sheet.size.labels, like)

"""What the signs of a drawing mean, above it, in as many lines as it takes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from priorities.charts import marks
from priorities.charts.labels import Label
from priorities.charts.lettering import LINE_HEIGHT, text_width, wrapped
from priorities.charts.patterns import fill_of
from priorities.charts.spec import ChartSpec, ChartTarget
from priorities.charts.svg import coordinate, element

SAMPLE = 24
BETWEEN = 16
TOP, BELOW = 4, 8
#: Draws a sample between two horizontal positions around a height.
Sample = Callable[[float, float], list[SafeString]]


@dataclass(frozen=True)
class Entry:
    """A sample with its words, or words alone."""

    text: str
    sample: Sample | None = None

    @property
    def indent(self) -> float:
        """Room for the sample."""
        return SAMPLE + 8 if self.sample else 0


@dataclass(frozen=True)
class Legend:
    """Elements, and how high they are."""

    elements: list[SafeString]
    height: float


def legend(entries: list[Entry], width: float, is_rtl: bool) -> Legend:
    """Entries one after the other, as reading goes."""
    drawn: list[SafeString] = []
    at, line = 0.0, 0
    for entry in entries:
        lines = wrapped(entry.text, width - entry.indent, most=2)
        room = entry.indent + max(map(text_width, lines), default=0.0)
        if at and at + room > width:
            at, line = 0.0, line + 1
        top = TOP + line * (LINE_HEIGHT + 4) + LINE_HEIGHT / 2
        drawn += placed(entry, lines, at, top, width if is_rtl else None)
        at += room + BETWEEN
        if len(lines) > 1:
            at, line = 0.0, line + len(lines)
    if not entries:
        return Legend([], 0.0)
    return Legend(drawn, TOP + (line + (1 if at else 0)) * (LINE_HEIGHT + 4) + BELOW)


def placed(
    entry: Entry, lines: list[str], at: float, middle: float, mirror: float | None
) -> Iterator[SafeString]:
    """One entry at its place; `mirror` is the width of a drawing read from the right."""
    left = at if mirror is None else mirror - at - SAMPLE
    if entry.sample:
        yield from entry.sample(left, middle)
    x = at + entry.indent if mirror is None else mirror - at - entry.indent
    for place, text in enumerate(lines):
        y = middle + 5 + place * LINE_HEIGHT
        yield Label(text, x, y, "start", is_rtl=mirror is not None).drawn()


def bar_sample(key: str, place: int, look: str = "") -> Sample:
    """A piece of bar."""

    def drawn(left: float, middle: float) -> list[SafeString]:
        return [bar(key, place, left + 1, middle - 7, SAMPLE - 2, 14, look=look)]

    return drawn


def bar(
    key: str,
    place: int,
    left: float,
    top: float,
    width: float,
    height: float,
    said: str = "",
    look: str = "",
) -> SafeString:
    """A bar: filled or patterned; dashed around where the figure may still change."""
    more = f" plan-chart__bar--{look}" if look else ""
    return element(
        "rect",
        *([element("title", said)] if said else []),
        class_=f"plan-chart__bar plan-chart__bar--{'filled' if not place else 'hatched'}{more}",
        x=coordinate(left),
        y=coordinate(top),
        width=coordinate(width),
        height=coordinate(height),
        fill=fill_of(key, place),
        stroke_dasharray=marks.PROVISIONAL_DASH if look else None,
    )


def line_sample(place: int) -> Sample:
    """A piece of line with its dot."""

    def drawn(left: float, middle: float) -> list[SafeString]:
        dash = marks.DASHES[place % len(marks.DASHES)]
        return [
            marks.line(
                f"line plan-chart__line--{place}", left, middle, left + SAMPLE, middle, dash
            ),
            marks.dot(place, left + SAMPLE / 2, middle, 3.5, ""),
        ]

    return drawn


def hollow_sample(left: float, middle: float) -> list[SafeString]:
    """A figure that may still change, on a line."""
    dash = marks.PROVISIONAL_DASH
    return [
        marks.line("line", left, middle, left + SAMPLE, middle, dash),
        marks.dot(0, left + SAMPLE / 2, middle, 4, "", "hollow"),
    ]


def dashed_sample(look: str, dash: str) -> Sample:
    """A piece of a dashed line, lying."""

    def drawn(left: float, middle: float) -> list[SafeString]:
        return [marks.line(look, left, middle, left + SAMPLE, middle, dash)]

    return drawn


def break_sample(left: float, middle: float) -> list[SafeString]:
    """A piece of an upright dashed line."""
    x = left + SAMPLE / 2
    return [marks.line("break", x, middle - 8, x, middle + 8, marks.BREAK_DASH)]


def band_sample(look: str) -> Sample:
    """A piece of a band."""

    def drawn(left: float, middle: float) -> list[SafeString]:
        place = {"x": coordinate(left), "y": coordinate(middle - 6), "width": SAMPLE, "height": 12}
        return [element("rect", class_=f"plan-chart__key plan-chart__key--{look}", **place)]

    return drawn


def target_entries(spec: ChartSpec, targets: tuple[ChartTarget, ...]) -> Iterator[Entry]:
    """What the dashed lines are, with their values."""
    if targets:
        sample = dashed_sample("target", marks.TARGET_DASH)
        yield from (Entry(marks.target_words(spec, target), sample) for target in targets)


def break_entries(spec: ChartSpec) -> Iterator[Entry]:
    """What an upright dashed line means, where there is one."""
    if spec.has_break:
        yield Entry(_("Break in the series"), break_sample)


def whisker_sample(left: float, middle: float) -> list[SafeString]:
    """A margin of error, upright."""
    x = left + SAMPLE / 2
    return list(marks.whisker(x, middle - 7, x, middle + 7))


def margin_entries(spec: ChartSpec, *, has_band: bool = False) -> Iterator[Entry]:
    """What a band around a line, or an upright line through a figure, means."""
    if any(point.margin for point in spec.points()):
        yield Entry(_("Margin of error"), band_sample("margin") if has_band else whisker_sample)

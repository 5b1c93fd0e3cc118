"""What drawings of every kind have: the outermost element, axes, lines across."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils.safestring import SafeString
from django.utils.translation import get_language_bidi
from django.utils.translation import gettext as _

from priorities.charts import legend as keys
from priorities.charts import marks
from priorities.charts.labels import Label
from priorities.charts.lettering import text_width
from priorities.charts.scales import Axis, Frame, axis_for
from priorities.charts.sizes import Size
from priorities.charts.spec import ChartSpec, ChartTarget
from priorities.charts.svg import coordinate, element
from priorities.numbers import isolated

MOST_STEPS = 5
#: Between the words above and the plot, where labels of breaks and of a highest figure stand.
TOP, BOTTOM = 24, 34
#: How far the axis runs beyond the last figure to show when targets are due: half of its length.
BEYOND = 0.5


@dataclass(frozen=True)
class Canvas:
    """What is drawn, for which width, which way reading goes."""

    spec: ChartSpec
    size: Size
    is_rtl: bool

    @property
    def key(self) -> str:
        """Unique in a page that has both drawings."""
        return f"chart-{self.spec.key}-{self.size.name}"

    def legend(self, entries: Iterable[keys.Entry]) -> keys.Legend:
        """What signs mean, in the width of the drawing."""
        return keys.legend(list(entries), self.size.width, self.is_rtl)

    def root(self, height: float, *children: SafeString) -> SafeString:
        """The drawing with its name for those who cannot see it."""
        size, name = self.size, f"{self.key}-title {self.key}-desc"
        return element(
            "svg",
            element("title", self.spec.title, id=f"{self.key}-title"),
            element("desc", self.spec.description, id=f"{self.key}-desc"),
            *children,
            viewBox=f"0 0 {size.width} {coordinate(height)}",
            width=size.width,
            height=coordinate(height),
            role="img",
            aria_labelledby=name,
            direction="rtl" if self.is_rtl else "ltr",
            class_=f"plan-chart__drawing plan-chart__drawing--{size.name}",
        )


def canvas(spec: ChartSpec, size: Size) -> Canvas:
    """A drawing in the active language."""
    return Canvas(spec, size, get_language_bidi())


def axis_of(spec: ChartSpec, *, has_zero: bool = False, most_steps: int = MOST_STEPS) -> Axis:
    """The axis of numbers, in steps no finer than the figures are shown."""
    numbers = [*spec.numbers(), *([Decimal(0)] if has_zero else [])]
    return axis_for(numbers, most_steps, 10.0**-spec.decimals)


def axis_words(spec: ChartSpec, tick: Decimal, axis: Axis) -> str:
    """A number of the axis; its sign stays on its side where reading goes from right to left."""
    return isolated(spec.axis_figure(tick, axis.decimals))


def frame_for(canvas: Canvas, axis: Axis, above: float, *, below: float = BOTTOM) -> Frame:
    """Room for the widest number beside the axis, for words above and for periods below."""
    spec, size = canvas.spec, canvas.size
    widest = max(text_width(spec.axis_figure(tick, axis.decimals)) for tick in axis.ticks)
    days = spec.days
    return Frame(
        width=size.width,
        height=size.height + above + below - BOTTOM,
        start=16 + widest,
        end=18,
        top=TOP + above,
        bottom=below,
        first=days[0],
        last=last_day_of(spec),
        axis=axis,
        is_rtl=canvas.is_rtl,
    )


def last_day_of(spec: ChartSpec) -> date:
    """The last day on the axis: of the figures, or of targets to come, if not too far away."""
    days = spec.days
    due = [target.day for target in spec.targets if target.day is not None]
    if len(due) < 2 or max(due) <= days[-1]:
        return days[-1]
    length = (days[-1] - days[0]) or (max(due) - days[-1])
    return min(max(due), days[-1] + length * BEYOND)


def grid(spec: ChartSpec, frame: Frame) -> Iterator[SafeString]:
    """Horizontal lines with their numbers; that of zero is stronger where it is not the lowest."""
    near, far = frame.mirrored(frame.start), frame.mirrored(frame.width - frame.end)
    for tick in frame.axis.ticks:
        look = "zero" if tick == 0 and frame.axis.low < 0 else "grid"
        yield marks.line(look, near, frame.y(tick), far, frame.y(tick))
        text = axis_words(spec, tick, frame.axis)
        x = frame.mirrored(frame.start - 8)
        yield Label(text, x, frame.y(tick) + 5, "end", frame.is_rtl).drawn()


def wanted_band(spec: ChartSpec, frame: Frame) -> Iterator[SafeString]:
    """The range that is wanted, across the plot."""
    if spec.wanted_range is None:
        return
    low, high = spec.wanted_range
    left = min(frame.mirrored(frame.start), frame.mirrored(frame.width - frame.end))
    yield element(
        "rect",
        class_="plan-chart__range",
        x=coordinate(left),
        y=coordinate(frame.y(high)),
        width=coordinate(frame.width - frame.start - frame.end),
        height=coordinate(frame.y(low) - frame.y(high)),
    )


@dataclass(frozen=True)
class Step:
    """A target and the stretch, as reading goes, in which it is the next to be reached."""

    target: ChartTarget
    start: float
    end: float
    is_due_there: bool


def steps(
    spec: ChartSpec, frame: Frame, reach: Callable[[date], float] | None = None
) -> list[Step]:
    """Each target's stretch: one alone holds all along, several follow each other.

    `reach` says how far along a day is, where it is not on a scale of time.
    """
    near, far = frame.start, frame.width - frame.end
    along = reach or (lambda day: frame.mirrored(frame.x(min(max(day, frame.first), frame.last))))
    ordered = sorted(spec.targets, key=lambda target: target.day or date.min)
    if len(ordered) == 1:
        day = ordered[0].day
        is_inside = day is not None and frame.first <= day <= frame.last
        return [Step(ordered[0], near, far, is_inside)]
    found, start = [], near
    for target in ordered:
        if target.day is None:
            found.append(Step(target, near, far, False))
            continue
        end = max(along(target.day), near)
        found.append(Step(target, start, end, frame.first <= target.day <= frame.last))
        start = end
    return [step for step in found if step.end > step.start or step.is_due_there]


def range_entries(spec: ChartSpec) -> Iterator[keys.Entry]:
    """What a band across means."""
    if spec.wanted_range is not None:
        yield keys.Entry(_("Range wanted"), keys.band_sample("range"))

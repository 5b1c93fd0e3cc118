"""Signs that mean the same in every kind of chart: figures, margins, breaks, targets, gaps."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.formats import date_format
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from priorities.charts.spec import ChartPoint, ChartSpec, ChartTarget
from priorities.charts.svg import coordinate, element, line_through

#: Dashes of lines that stand for several series; the first is drawn through.
DASHES: tuple[str | None, ...] = (None, "9 4", "2 4", "12 4 2 4")
PROVISIONAL_DASH = "5 4"
TARGET_DASH = "6 5"
BREAK_DASH = "3 4"
CAP = 4


def dot(place: int, x: float, y: float, radius: float, said: str, look: str = "") -> SafeString:
    """A figure; its shape tells series apart: circle, square, diamond, triangle."""
    name = f"plan-chart__dot plan-chart__dot--{place}" + (
        f" plan-chart__dot--{look}" if look else ""
    )
    title = [element("title", said)] if said else []
    if place == 0:
        return element(
            "circle", *title, class_=name, cx=coordinate(x), cy=coordinate(y), r=coordinate(radius)
        )
    return element("path", *title, class_=name, d=outline(place, x, y, radius * 1.2))


def outline(place: int, x: float, y: float, reach: float) -> str:
    """The path of a square, a diamond or a triangle around a point."""
    corners = {
        1: [(-0.85, -0.85), (0.85, -0.85), (0.85, 0.85), (-0.85, 0.85)],
        2: [(0, -1.2), (1.2, 0), (0, 1.2), (-1.2, 0)],
        3: [(0, -1.15), (1.1, 0.85), (-1.1, 0.85)],
    }[1 + (place - 1) % 3]
    steps = [f"{coordinate(x + dx * reach)} {coordinate(y + dy * reach)}" for dx, dy in corners]
    return "M" + "L".join(steps) + "Z"


def said_of(point: ChartPoint, figure: str, name: str = "") -> str:
    """What a figure says when it is pointed at."""
    if name:
        values = {"name": name, "period": point.label, "figure": figure}
        return _("%(name)s, %(period)s: %(figure)s") % values
    return _("%(period)s: %(figure)s") % {"period": point.label, "figure": figure}


def line(
    look: str, x1: float, y1: float, x2: float, y2: float, dash: str | None = None
) -> SafeString:
    """A straight line."""
    return element(
        "line",
        class_=f"plan-chart__{look}",
        x1=coordinate(x1),
        y1=coordinate(y1),
        x2=coordinate(x2),
        y2=coordinate(y2),
        stroke_dasharray=dash,
    )


def target_line(x1: float, y1: float, x2: float, y2: float) -> Iterator[SafeString]:
    """A dashed line over bars, on a light one that keeps it in sight there."""
    yield line("target-edge", x1, y1, x2, y2)
    yield line("target", x1, y1, x2, y2, TARGET_DASH)


def whisker(x1: float, y1: float, x2: float, y2: float) -> Iterator[SafeString]:
    """A margin of error, upright or along, with a cap at both ends."""
    across, down = (CAP, 0) if x1 == x2 else (0, CAP)
    path = line_through([(x1, y1), (x2, y2)])
    for x, y in ((x1, y1), (x2, y2)):
        path += line_through([(x - across, y - down), (x + across, y + down)])
    # Twice: a light edge keeps it in sight on a dark bar.
    yield element("path", class_="plan-chart__whisker-edge", d=path)
    yield element("path", class_="plan-chart__whisker", d=path)


def printed_marker(point: ChartPoint) -> str:
    """The marker in brackets, as in the table."""
    return f"[{point.marker}]" if point.marker else ""


def target_words(spec: ChartSpec, target: ChartTarget) -> str:
    """What a dashed line is; with several targets, by when as well."""
    value = spec.figure(target.value)
    if target.day is None or len(spec.targets) == 1:
        return _("Target: %(target)s") % {"target": value}
    month = date_format(target.day, "M Y")
    return _("Target by %(month)s: %(target)s") % {"month": month, "target": value}

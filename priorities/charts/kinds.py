"""From a specification to both drawings of a page."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from django.utils.safestring import SafeString

from priorities.charts.columns import columns_fit, draw_columns
from priorities.charts.line import MOST_SERIES, draw_lines
from priorities.charts.multiples import draw_multiples
from priorities.charts.parts import axis_of
from priorities.charts.patterns import MOST
from priorities.charts.rows import draw_areas, draw_groups
from priorities.charts.sizes import NARROW, WIDE, Size
from priorities.charts.spec import ChartKind, ChartSpec


@dataclass(frozen=True)
class Chart:
    """Both drawings of a chart; the style sheet shows the one that fits.

    `starts_at` is where the axis begins, where that is not zero.
    """

    wide: SafeString
    narrow: SafeString
    starts_at: str


def draw(kind: ChartKind, spec: ChartSpec) -> Chart | None:
    """The chart; None without a single number."""
    if not spec.has_number:
        return None
    return Chart(
        wide=drawing(kind, spec, WIDE),
        narrow=drawing(kind, spec, NARROW),
        starts_at=starts_at(kind, spec),
    )


def drawing(kind: ChartKind, spec: ChartSpec, size: Size) -> SafeString:
    """One drawing of a specification that has a number."""
    return DRAWERS[kind](spec, size)


def starts_at(kind: ChartKind, spec: ChartSpec) -> str:
    """The lowest number of the axis, unless it is zero; bars always begin at zero."""
    if kind in {ChartKind.BARS, ChartKind.AREAS}:
        return ""
    axis = axis_of(spec)
    return spec.axis_figure(Decimal(str(axis.low)), axis.decimals) if axis.low else ""


def draw_over_time(spec: ChartSpec, size: Size) -> SafeString:
    """Lines in one drawing, or in small ones where there are too many to tell apart."""
    return (draw_lines if len(spec.series) <= MOST_SERIES else draw_multiples)(spec, size)


def draw_bars(spec: ChartSpec, size: Size) -> SafeString:
    """Upright bars; lying ones with their names where groups would be too narrow or too many."""
    fits = len(spec.series) <= MOST and columns_fit(spec, size)
    return (draw_columns if fits else draw_groups)(spec, size)


DRAWERS: dict[ChartKind, Callable[[ChartSpec, Size], SafeString]] = {
    ChartKind.LINE: draw_over_time,
    ChartKind.BARS: draw_bars,
    ChartKind.AREAS: draw_areas,
    ChartKind.MULTIPLES: draw_multiples,
}

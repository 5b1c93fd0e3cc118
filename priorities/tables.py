"""A measure's figures as a table, of the same points as the chart; numbers as files have them."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from priorities.enums import Marker, Unit
from priorities.models import Measure
from priorities.numbers import figure, isolated, number
from priorities.points import Point
from priorities.series import MeasureSeries


@dataclass(frozen=True)
class Row:
    """One period: what it is called, its figure with its marker, its margin of error, its base."""

    period: str
    figure: str
    margin: str
    base: str


@dataclass(frozen=True)
class Table:
    """All periods, the newest first, and what the markers in it mean."""

    rows: list[Row]
    has_margins: bool
    has_bases: bool
    markers: list[tuple[str, str]]


def table_of(series: MeasureSeries) -> Table:
    """The headline's figures."""
    rows = [row_of(series.measure, point) for point in reversed(series.points)]
    found = {letter for point in series.points for letter in letters_of(point)}
    markers = {f"[{letter}]": str(Marker(letter).label) for letter in found}
    has_bases = any(row.base for row in rows)
    return Table(rows, series.has_margins, has_bases, sorted(markers.items()))


def row_of(measure: Measure, point: Point) -> Row:
    """One period in the active language."""
    shown = [] if point.number is None else [figure(measure, point.number)]
    shown += markers_of(point)
    return Row(point.label, " ".join(shown), margin_of(measure, point), base_of(point))


def letters_of(point: Point) -> list[str]:
    """The letters of its marker, and that it was revised after it was published."""
    letters = [point.marker] if point.marker else []
    if point.revision and point.marker != Marker.REVISED and not point.is_withheld:
        letters.append(Marker.REVISED.value)
    return letters


def markers_of(point: Point) -> list[str]:
    """The same in brackets, as printed."""
    return [f"[{letter}]" for letter in letters_of(point)]


def margin_of(measure: Measure, point: Point) -> str:
    """Both ends of the margin of error, in the unit of the figure; empty without one."""
    if point.number is None or point.lower is None or point.upper is None:
        return ""
    return _("%(low)s to %(high)s") % {
        "low": isolated(number(point.lower, measure.decimals)),
        "high": isolated(number(point.upper, measure.decimals)),
    }


def base_of(point: Point) -> str:
    """How many were asked or counted; empty where nobody knows, or the figure is withheld."""
    if point.number is None or point.denominator is None:
        return ""
    whole = point.denominator.to_integral_value()
    decimals = 0 if point.denominator == whole else 2
    return isolated(number(point.denominator, decimals))


def plain(value: Decimal | None) -> str:
    """A number as files have it: a point, no grouping, no needless zeros."""
    if value is None:
        return ""
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def unit_of(measure: Measure) -> str:
    """The unit as files have it, in no language."""
    if measure.unit == Unit.RATE and measure.rate_per:
        return f"rate per {measure.rate_per}"
    return f"money {measure.currency}" if measure.unit == Unit.MONEY else str(measure.unit)

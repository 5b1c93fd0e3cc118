"""Sentence, chart and table of areas or groups side by side, all of the same figures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _

from priorities.charts.chart import chart_points, spec_for
from priorities.charts.kinds import Chart, draw
from priorities.charts.spec import ChartKind, ChartSeries
from priorities.enums import Marker
from priorities.models import Area, Measure, MeasurePage
from priorities.numbers import figure
from priorities.points import Point
from priorities.selecting import Choice, group_labels, group_words
from priorities.series import Selection, load_parts
from priorities.side_by_side.choosing import Asked
from priorities.tables import letters_of, margin_of, row_of

#: Groups over so many periods are bars beside each other; over more they are lines.
MOST_BARS = 6


@dataclass(frozen=True)
class Part:
    """One area or group with its newest figures, oldest first."""

    selection: Selection
    name: str
    points: tuple[Point, ...]

    def at(self, day: date) -> Point | None:
        """Its figure for the period that ends on a day."""
        return next((point for point in self.points if point.period_end == day), None)


@dataclass(frozen=True)
class Line:
    """A row of the table: a name, and a figure for each column."""

    name: str
    cells: list[str]


@dataclass(frozen=True)
class Shown:
    """All that the page shows of what is compared. `period` is empty over time."""

    sentence: str
    chart: Chart | None
    title: str
    columns: list[str]
    lines: list[Line]
    markers: list[tuple[str, str]]
    periods: list[Choice]


def named_parts(page: MeasurePage, measure: Measure, parts: Sequence[Selection]) -> list[Part]:
    """Areas or groups with their names, in the order of these; two queries."""
    points = load_parts(measure, parts)
    codes = {one.area for one in parts if not one.group}
    areas = {one.code: one.label for one in Area.objects.filter(code__in=codes)} if codes else {}
    labels = group_labels(page)
    found = [
        Part(one, group_label(one.group, labels) or areas.get(one.area, one.area), points[one])
        for one in parts
    ]
    return sorted(found, key=lambda part: part.name.casefold()) if codes else in_order(page, found)


def group_label(key: str, labels: Mapping[tuple[str, str], tuple[str, str]]) -> str:
    """The name of a group without that of its breakdown; empty for everybody."""
    name, _equals, code = key.partition("=")
    return labels[name, code][1] if (name, code) in labels else group_words(key, labels) * bool(key)


def in_order(page: MeasurePage, parts: Sequence[Part]) -> list[Part]:
    """Groups in the order in which the page lists them."""
    order = {f"{name}={code}": place for place, (name, code) in enumerate(group_labels(page))}
    return sorted(parts, key=lambda part: order.get(part.selection.group, len(order)))


def shown_parts(page: MeasurePage, measure: Measure, parts: Sequence[Part], asked: Asked) -> Shown:
    """What the address asks for of these parts."""
    days = periods_of(parts)
    if asked.is_over_time:
        return over_time(page, measure, parts, asked, days)
    chosen = next((day for day in days if day.isoformat() == asked.period), None)
    day = chosen or newest_with_numbers(parts, days)
    periods = [
        Choice(one.isoformat(), point.label, one == day) for one, point in reversed(days.items())
    ]
    return at_one_time(page, measure, parts, days.get(day) if day else None, periods)


def periods_of(parts: Sequence[Part]) -> dict[date, Point]:
    """Periods that any part has, by their last day, in order; a point of each tells its name."""
    found = {point.period_end: point for part in parts for point in part.points}
    return dict(sorted(found.items()))


def newest_with_numbers(parts: Sequence[Part], days: Mapping[date, Point]) -> date | None:
    """The newest period that most of those with numbers have; the newest where none has any."""
    counts = {
        day: sum(point.number is not None for part in parts if (point := part.at(day)))
        for day in days
    }
    wanted = max(counts.values(), default=0) / 2
    return next((day for day in reversed(counts) if counts[day] >= wanted), None)


def at_one_time(
    page: MeasurePage,
    measure: Measure,
    parts: Sequence[Part],
    period: Point | None,
    periods: list[Choice],
) -> Shown:
    """Figures of one period, the highest first; what is withheld comes last."""
    title = page.figure_label
    found = [(part, part.at(period.period_end)) for part in parts] if period else []
    rows = [(part, point) for part, point in found if point is not None]
    rows.sort(key=lambda row: (row[1].number is None, -(row[1].number or Decimal(0))))
    if period:
        title = _("%(title)s, %(period)s") % {"title": title, "period": period.label}
    said = extremes(measure, title, rows)
    series = tuple(ChartSeries(part.name, chart_points([point])) for part, point in rows)
    spec = spec_for(measure, series, title=title, description=said, is_headline=False)
    points = [point for _part, point in rows]
    has_margins = any(margin_of(measure, point) for point in points)
    lines = [
        Line(
            part.name,
            [row_of(measure, point).figure, *([margin_of(measure, point)] if has_margins else [])],
        )
        for part, point in rows
    ]
    return Shown(
        sentence=said,
        chart=draw(ChartKind.AREAS, spec),
        title=title,
        columns=[_("Figure"), *([_("Margin of error")] if has_margins else [])],
        lines=lines,
        markers=markers_in(points),
        periods=periods,
    )


def extremes(measure: Measure, title: str, rows: Sequence[tuple[Part, Point]]) -> str:
    """The highest and the lowest in words; rows come highest first."""
    numbers = [(part.name, point.number) for part, point in rows if point.number is not None]
    if not numbers:
        return _("%(title)s: there are no numbers for this period.") % {"title": title}
    (first, most), (last, least) = numbers[0], numbers[-1]
    if most == least:
        return _("%(title)s: %(figure)s everywhere.") % {
            "title": title,
            "figure": figure(measure, most),
        }
    return _("%(title)s. Highest: %(first)s (%(most)s). Lowest: %(last)s (%(least)s).") % {
        "title": title,
        "first": first,
        "most": figure(measure, most),
        "last": last,
        "least": figure(measure, least),
    }


def over_time(
    page: MeasurePage,
    measure: Measure,
    parts: Sequence[Part],
    asked: Asked,
    days: Mapping[date, Point],
) -> Shown:
    """Figures of all periods that are shown, a row for each part."""
    series = tuple(
        ChartSeries(part.name, chart_points(part.points, measure.break_dates)) for part in parts
    )
    labels = [point.label for point in days.values()]
    title = page.figure_label
    said = (
        _("%(title)s, %(first)s to %(last)s.")
        % {"title": title, "first": labels[0], "last": labels[-1]}
        if labels
        else title
    )
    spec = spec_for(measure, series, title=title, description=said, is_headline=False)
    newest_first = list(days)[::-1]
    return Shown(
        sentence=said,
        chart=draw(kind_over_time(asked, len(days)), spec),
        title=title,
        columns=[days[day].short_label for day in newest_first],
        lines=[
            Line(part.name, [cell(measure, part.at(day)) for day in newest_first]) for part in parts
        ],
        markers=markers_in([point for part in parts for point in part.points]),
        periods=[],
    )


def kind_over_time(asked: Asked, periods: int) -> ChartKind:
    """Small charts for areas, bars for groups over a few periods, else lines."""
    if asked.is_by_area:
        return ChartKind.MULTIPLES
    return ChartKind.BARS if periods <= MOST_BARS else ChartKind.LINE


def cell(measure: Measure, point: Point | None) -> str:
    """A figure with its markers; a dash where there is none."""
    return row_of(measure, point).figure if point else "–"


def markers_in(points: Sequence[Point]) -> list[tuple[str, str]]:
    """What the markers among the figures mean."""
    letters = {letter for point in points for letter in letters_of(point)}
    return sorted((f"[{letter}]", str(Marker(letter).label)) for letter in letters)

"""All that a plan's measures say of one area, such as a borough, beside the whole."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from plan.models import PlanPage
from plan.readers import Reader
from priorities.models import Area, Measure
from priorities.numbers import figure
from priorities.points import Point
from priorities.progress.rows import MeasureRow, measures_among, page_of, rows_below
from priorities.sentences import direction, headline_figure
from priorities.series import (
    MeasureSeries,
    limit_by_releases,
    points_of,
    public_observations,
)


@dataclass(frozen=True)
class AreaMeasure:
    """A measure of an area: its row, and the figure of the whole for the same period."""

    row: MeasureRow
    whole: str


@dataclass(frozen=True)
class AreaPage:
    """What is known of an area. `whole_name` is the area it is held against."""

    code: str
    name: str
    whole_name: str
    measures: list[AreaMeasure]


def names_of(codes: Sequence[str]) -> dict[str, Area]:
    """Areas by code, with what they lie in."""
    found = Area.objects.filter(code__in=codes).select_related("within")
    return {one.code: one for one in found}


def areas_with_figures(plan_page: PlanPage, reader: Reader) -> list[tuple[str, str]]:
    """Codes and names of areas that measures of the plan have figures for; four queries at most."""
    records = measures_among(rows_below(plan_page, reader))
    if not records:
        return []
    headlines = {measure.headline_area for measure in records.values()}
    rows = public_observations(list(records.values())).filter(dimensions_key="").exclude(area="")
    codes = sorted(set(rows.order_by().values_list("area", flat=True).distinct()) - headlines)
    names = names_of(codes)
    labels = [(code, names[code].label if code in names else code) for code in codes]
    return sorted(labels, key=lambda pair: pair[1].casefold())


def area_measures(plan_page: PlanPage, code: str, reader: Reader) -> AreaPage:
    """Measures of the plan that have figures of an area; four queries."""
    rows = rows_below(plan_page, reader)
    records = measures_among(rows)
    limit_by_releases(reader, records.values())
    wanted = {code, *(measure.headline_area for measure in records.values())}
    points = points_of(
        public_observations(list(records.values())).filter(dimensions_key="", area__in=wanted)
    )
    known = names_of([code])
    found = known.get(code)
    within = found.within if found else None
    measures = []
    for row in rows:
        record = records.get(int(str(row["measure"]))) if row["measure"] else None
        if record is None or code == record.headline_area:
            continue
        series = series_of(record, code, points)
        if series.points:
            page = page_of(row, reader)
            shown = area_row(series, page, str(row["counted"] or row["title"]))
            measures.append(AreaMeasure(shown, whole_figure(record, series, points)))
    return AreaPage(
        code=code,
        name=found.label if found else code,
        whole_name=within.label if within else "",
        measures=measures,
    )


def series_of(record: Measure, code: str, points: Sequence[Point]) -> MeasureSeries:
    """The figures of one area."""
    own = tuple(p for p in points if p.measure_id == record.pk and p.area == code)
    return MeasureSeries(record, own, is_headline=False)


def area_row(series: MeasureSeries, page: object, label: str) -> MeasureRow:
    """A measure as the area has it."""
    point = series.newest_withheld or series.latest
    moved = None if series.newest_withheld else direction(series)
    return MeasureRow(
        page=page,  # type: ignore[arg-type]  # as much of a page as its address needs
        label=label,
        figure=headline_figure(series),
        period=point.label if point else "",
        direction=moved,
        kind=moved.kind if moved else "unknown",
    )


def whole_figure(record: Measure, series: MeasureSeries, points: Sequence[Point]) -> str:
    """The headline's figure of the same period; its marker where it is withheld; else nothing."""
    latest = series.newest_withheld or series.latest
    if latest is None:
        return ""
    same = [
        point
        for point in points
        if point.measure_id == record.pk
        and point.area == record.headline_area
        and (point.period_start, point.period_end) == (latest.period_start, latest.period_end)
    ]
    if not same:
        return ""
    number = same[0].number
    return f"[{same[0].marker}]" if number is None else figure(record, number)

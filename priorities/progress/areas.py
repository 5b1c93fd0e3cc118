"""All that a plan's measures say of one area, such as a borough, beside the whole."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from plan.models import PlanPage
from plan.readers import Reader
from priorities.models import Area
from priorities.numbers import figure
from priorities.points import Point
from priorities.progress.rows import measures_among, tree_of
from priorities.sentences import marked
from priorities.series import (
    RECENT,
    MeasureSeries,
    limit_by_releases,
    load_points,
    public_observations,
)
from priorities.summaries import Line, line_of


@dataclass(frozen=True)
class AreaMeasure:
    """A measure of an area, and the figure of the whole for the same period."""

    label: str
    url: str
    line: Line
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
    records = measures_among(tree_of(plan_page, reader).rows)
    if not records:
        return []
    headlines = {measure.headline_area for measure in records.values()}
    rows = public_observations(list(records.values())).filter(dimensions_key="").exclude(area="")
    codes = sorted(set(rows.order_by().values_list("area", flat=True).distinct()) - headlines)
    names = names_of(codes)
    labels = [(code, names[code].label if code in names else code) for code in codes]
    return sorted(labels, key=lambda pair: pair[1].casefold())


def area_measures(plan_page: PlanPage, code: str, reader: Reader, address: str) -> AreaPage:
    """Measures of the plan that have figures of an area; four queries."""
    rows = tree_of(plan_page, reader, address).rows
    records = measures_among(rows)
    limit_by_releases(reader, records.values())
    wanted = {code, *(measure.headline_area for measure in records.values())}
    by_place: dict[tuple[int, str], list[Point]] = defaultdict(list)
    for point in load_points(list(records.values()), wanted, latest=RECENT):
        by_place[point.measure_id, point.area].append(point)
    known = names_of([code])
    found = known.get(code)
    within = found.within if found else None
    measures = []
    for row in rows:
        record = records.get(row.measure) if row.measure else None
        if record is None or code == record.headline_area:
            continue
        own = by_place.get((record.pk, code))
        if own:
            series = MeasureSeries(record, tuple(own), is_headline=False)
            whole = by_place.get((record.pk, record.headline_area), [])
            measures.append(
                AreaMeasure(row.label, row.url, line_of(series), whole_figure(series, whole))
            )
    return AreaPage(
        code=code,
        name=found.label if found else code,
        whole_name=within.label if within else "",
        measures=measures,
    )


def whole_figure(series: MeasureSeries, whole: Sequence[Point]) -> str:
    """The headline's figure of the same period; its marker where it is withheld; else nothing."""
    latest = series.newest_withheld or series.latest
    if latest is None:
        return ""
    period = (latest.period_start, latest.period_end)
    same = next((one for one in whole if (one.period_start, one.period_end) == period), None)
    if same is None:
        return ""
    return marked(same) if same.number is None else figure(series.measure, same.number)

"""The one query behind a measure: sentence, chart, table and download all read its result."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import cached_property

from django.db.models import F, Q, QuerySet, Window
from django.db.models.functions import RowNumber
from django.utils import timezone

from plan.readers import Reader
from priorities.comparison import Comparison, compare, crosses_break, earlier_point
from priorities.enums import Marker, PeriodKind
from priorities.judgements import Judgement
from priorities.models import Measure, Observation
from priorities.periods import period_label
from priorities.points import Point

#: Enough for a card: a year of months, one to compare with, and a gap or two.
RECENT = 16
OLDEST_FIRST = ("measure_id", "period_end", "period_start", "area", "dimensions_key")


@dataclass(frozen=True)
class Baseline:
    """Where progress is counted from; `point` is the figure of its period, where it is that."""

    value: Decimal
    period_start: date
    period_end: date
    kind: str
    point: Point | None = None

    @property
    def label(self) -> str:
        """The period in words."""
        return period_label(self.period_start, self.period_end, self.kind)


@dataclass(frozen=True)
class MeasureSeries:
    """Published figures of one measure, oldest first.

    `points` are those of the headline (its area, everybody in it), or of another area or group
    (`is_headline` false), which baseline and target are not for. `others` are areas and groups that
    only the download has.
    """

    measure: Measure
    points: tuple[Point, ...]
    others: tuple[Point, ...] = ()
    is_headline: bool = True

    @cached_property
    def latest(self) -> Point | None:
        """The newest figure that is a number."""
        return next((point for point in reversed(self.points) if point.number is not None), None)

    @property
    def newest_withheld(self) -> Point | None:
        """The newest period when its number is withheld."""
        return self.points[-1] if self.points and self.points[-1].is_withheld else None

    @cached_property
    def comparison(self) -> Comparison | None:
        """The latest figure against the one it is comparable with."""
        return compare(self.measure, self.points, self.latest, is_headline=self.is_headline)

    @property
    def judgement(self) -> Judgement | None:
        """What lists say of it: None where nothing is compared, or the newest is withheld."""
        if self.newest_withheld is not None or self.comparison is None:
            return None
        return self.comparison.judgement

    @property
    def is_broken(self) -> bool:
        """Whether a break, and nothing else, keeps the latest figure from being compared."""
        if self.latest is None or self.comparison is not None:
            return False
        earlier = earlier_point(self.measure, self.points, self.latest)
        if earlier is None:
            return False
        return crosses_break(self.measure, self.points, earlier.period_start, self.latest)

    @cached_property
    def baseline(self) -> Baseline | None:
        """The baseline as set, else the figure of its period, while still comparable."""
        measure = self.measure
        start, end = measure.baseline_period_start, measure.baseline_period_end
        if start is None or end is None or self.latest is None or not self.is_headline:
            return None
        if crosses_break(self.measure, self.points, start, self.latest):
            return None
        point = next(
            (one for one in self.points if (one.period_start, one.period_end) == (start, end)), None
        )
        kind = kind_of(start, end)
        if measure.baseline_value is not None:
            is_that = point is not None and point.number == measure.baseline_value
            return Baseline(measure.baseline_value, start, end, kind, point if is_that else None)
        if point is None or point.number is None:
            return None
        return Baseline(point.number, start, end, kind, point)

    @property
    def updated_at(self) -> datetime | None:
        """When any of its figures last changed."""
        return max((point.published_from for point in (*self.points, *self.others)), default=None)

    @property
    def has_margins(self) -> bool:
        """Whether any figure has a margin of error."""
        return any(point.lower is not None and not point.is_withheld for point in self.points)


def kind_of(start: date, end: date) -> str:
    """The kind of period that two days look like, to name it."""
    if (start.month, end.month) == (1, 12) and start.year == end.year:
        return PeriodKind.CALENDAR_YEAR
    if (start.month, end.month) == (4, 3) and end.year == start.year + 1:
        return PeriodKind.FINANCIAL_YEAR
    if (start.month, start.year) == (end.month, end.year):
        return PeriodKind.MONTH
    return PeriodKind.OTHER


def in_force(at: datetime) -> Q:
    """Figures that are, were or will be public at an instant."""
    return Q(published_from__lte=at) & (Q(published_until__isnull=True) | Q(published_until__gt=at))


def public_observations(
    measures: Collection[Measure], at: datetime | None = None
) -> QuerySet[Observation]:
    """Figures that readers may see, now or as they were at an earlier instant, oldest first."""
    return Observation.objects.filter(
        in_force(at or timezone.now()), measure__in=[measure.pk for measure in measures]
    ).order_by(*OLDEST_FIRST)


@dataclass(frozen=True)
class Selection:
    """One area and one group of a measure, by their codes; "" is the whole or everybody."""

    area: str = ""
    group: str = ""


@dataclass(frozen=True)
class Selected:
    """Figures of a selection, the headline's beside them, and what the selection's were before."""

    series: MeasureSeries
    whole: MeasureSeries
    ended: tuple[Point, ...]


def load_selection(measure: Measure, selection: Selection) -> Selected:
    """Published figures of one area and group, and of the headline, in one query.

    `ended` are earlier values, the latest first.
    """
    now = timezone.now()
    headline_is = Selection(measure.headline_area)
    wanted = Q(area=selection.area, dimensions_key=selection.group)
    wanted |= Q(area=headline_is.area, dimensions_key="")
    rows = measure.observations.filter(wanted, published_from__lte=now).order_by(*OLDEST_FIRST)
    points = points_of(rows)
    found = {
        one: tuple(p for p in points if (p.area, p.dimensions_key) == (one.area, one.group))
        for one in (selection, headline_is)
    }
    ended = [p for p in found[selection] if not p.holds_at(now)]
    series = {
        one: MeasureSeries(
            measure, tuple(p for p in of if p.holds_at(now)), is_headline=one == headline_is
        )
        for one, of in found.items()
    }
    newest = sorted(ended, key=lambda p: (p.published_until or now, p.period_end), reverse=True)
    return Selected(series[selection], series[headline_is], tuple(newest))


def selections_of(measure: Measure) -> list[Selection]:
    """Areas and groups that there are published figures for, in one query."""
    found = (
        public_observations([measure])
        .order_by("area", "dimensions_key")
        .values_list("area", "dimensions_key")
        .distinct()
    )
    return [Selection(area, group) for area, group in found]


def limit_by_releases(reader: Reader, measures: Iterable[Measure]) -> None:
    """What is shown of these measures is true until their next figures become public."""
    now = timezone.now()
    for measure in measures:
        coming = measure.next_release(now)
        if coming is not None:
            reader.freshness.limit((coming - now).total_seconds())


def load_series(
    measures: Collection[Measure], *, latest: int | None = None
) -> dict[int, MeasureSeries]:
    """Headline figures of many measures in one query, by primary key of the measure.

    `latest` limits each to its newest figures and its baseline's, which is what a card needs.
    """
    areas = {measure.headline_area for measure in measures}
    found: dict[int, list[Point]] = {measure.pk: [] for measure in measures}
    for point in load_points(measures, areas, latest=latest) if measures else ():
        found[point.measure_id].append(point)
    return {measure.pk: headline(measure, found[measure.pk]) for measure in measures}


def load_points(
    measures: Collection[Measure], areas: Collection[str], *, latest: int | None = None
) -> list[Point]:
    """Figures of everybody in some areas, in one query.

    `latest` as for `load_series`; figures that mark a break come too, whatever their age: the
    baseline is not compared with across them.
    """
    rows = public_observations(measures).filter(dimensions_key="", area__in=areas)
    if latest is not None:
        place = place_in(["measure_id", "area"])
        is_baseline = Q(
            period_start=F("measure__baseline_period_start"),
            period_end=F("measure__baseline_period_end"),
        )
        is_break = Q(marker=Marker.BREAK)
        rows = rows.annotate(place=place).filter(Q(place__lte=latest) | is_baseline | is_break)
    return points_of(rows)


def place_in(columns: Sequence[str]) -> Window:
    """The place of a figure among those that share these columns, the latest being 1."""
    return Window(RowNumber(), partition_by=list(columns), order_by=[F("period_end").desc()])


def load_parts(
    measure: Measure, selections: Collection[Selection], *, latest: int = RECENT
) -> dict[Selection, tuple[Point, ...]]:
    """The newest figures of several areas or groups, oldest first, in one query."""
    rows = public_observations([measure]).filter(
        area__in={one.area for one in selections},
        dimensions_key__in={one.group for one in selections},
    )
    rows = rows.annotate(place=place_in(["area", "dimensions_key"])).filter(place__lte=latest)
    found: dict[Selection, list[Point]] = {one: [] for one in selections}
    for point in points_of(rows):
        found.get(Selection(point.area, point.dimensions_key), []).append(point)
    return {one: tuple(points) for one, points in found.items()}


def points_of(rows: QuerySet[Observation]) -> list[Point]:
    """Rows as points, without the cost of model instances."""
    return [Point._make(row) for row in rows.values_list(*Point._fields)]


def headline(measure: Measure, points: Sequence[Point]) -> MeasureSeries:
    """The series of the headline's area, everybody in it."""
    area = measure.headline_area
    return MeasureSeries(
        measure,
        tuple(point for point in points if point.area == area and not point.dimensions_key),
    )

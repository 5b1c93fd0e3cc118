"""Figures of a measure: in pages, or all of them line by line.

Both read `priorities.series.public_observations`, so nothing else can come out of them: what is
public now, or what was at an earlier moment. Where a marker withholds a number, nothing is told
that it could be worked out from.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.utils.translation import get_language, override
from ninja import Field, Query, Router, Schema

from plan.open_api.door import LINES, reader_of
from plan.open_api.errors import documented
from plan.open_api.paging import address_with
from plan.open_api.parameters import Day, Instant, Number, PathIdentity
from priorities.api.figure_marks import mark_of
from priorities.api.measures import page_at, placed_measure
from priorities.api.numbers import as_number
from priorities.models import Measure, Observation
from priorities.points import Point
from priorities.series import limit_by_releases, public_observations
from priorities.tables import unit_of

router = Router()

#: Most figures on a page.
MOST = 1000
#: Rows that are read from the database at a time.
CHUNK = 2000
#: OpenAPI 3.1 has no schema for lines.
LINES_SCHEMA = {"type": "string", "description": "Lines of JSON, an ObservationItem each."}
#: What decides the place of a figure: the natural order of `OLDEST_FIRST`, within one measure.
PLACE = ("period_end", "period_start", "area", "dimensions_key")


class FigureFilter(Schema):
    """Which figures are asked for."""

    area: str | None = Field(
        None,
        pattern="^([A-Za-z][0-9]{8})?$",
        description="Code of one area; empty for figures of the plan's whole area.",
        examples=["E12000007"],
        json_schema_extra={"type": "string", "pattern": "^([A-Za-z][0-9]{8})?$"},
    )
    group: str | None = Field(
        None,
        max_length=255,
        pattern="^[ -~]*$",
        description="One group, such as sex=female; empty for figures of everybody.",
        examples=["sex=female"],
        json_schema_extra={"type": "string", "pattern": "^[ -~]*$", "maxLength": 255},
    )
    period_from: Day = Field(
        None, description="Only periods that end on this day or later.", examples=["2024-01-01"]
    )
    period_to: Day = Field(
        None, description="Only periods that end on this day or earlier.", examples=["2099-12-31"]
    )
    at: Instant = Field(
        None,
        description=(
            "Figures as they were public at a moment: an instant, or the end of a day here. "
            "A moment to come is now."
        ),
        examples=["2099-12-31"],
    )


class FigurePage(FigureFilter):
    """Which figures, and which part of them."""

    cursor: str | None = Field(
        None,
        max_length=600,
        pattern="^[A-Za-z0-9_-]*$",
        description="Where the page begins, as `next` of the page before has it.",
        json_schema_extra={"type": "string", "pattern": "^[A-Za-z0-9_-]*$", "maxLength": 600},
    )
    limit: Number = Field(
        100, ge=1, le=MOST, description="How many figures at most.", examples=[100]
    )


class ObservationItem(Schema):
    """One figure. Without a number where its marker withholds it."""

    period_start: date
    period_end: date
    period: str = Field(description="The period in words.")
    period_kind: str
    area: str = Field(description="Code of the area; empty for the plan's whole area.")
    group: str = Field(description="Codes of the group; empty for everybody.")
    value: int | float | None
    numerator: int | float | None
    denominator: int | float | None
    lower: int | float | None = Field(description="Lower end of the margin of error.")
    upper: int | float | None
    marker: str = Field(description="c, x, z, low, p, r or b; empty without one.")
    marker_meaning: str
    revision: int = Field(description="How often it was revised before.")
    published_from: str = Field(
        description="Since when it is public.", json_schema_extra={"format": "date-time"}
    )


class ObservationPage(Schema):
    """A page of figures, oldest first."""

    unit: str
    items: list[ObservationItem]
    next: str | None = Field(description="Address of the next page; null on the last.")


@dataclass
class Words:
    """Names of periods and markers, each made once however many figures have it."""

    language: str = field(default_factory=lambda: get_language() or "")
    periods: dict[tuple[date, date, str], str] = field(default_factory=dict)
    markers: dict[str, str] = field(default_factory=dict)

    def of(self, point: Point) -> tuple[str, str]:
        """The period and the marker in words."""
        period = (point.period_start, point.period_end, point.period_kind)
        if period not in self.periods or point.marker not in self.markers:
            # Lines are read after the request, when another language may be active.
            with override(self.language):
                self.periods[period] = point.label
                self.markers[point.marker] = point.meaning
        return self.periods[period], self.markers[point.marker]


@router.get(
    "/{measure_id}/observations/",
    response=documented(ObservationPage),
    operation_id="list_observations",
    url_name="api_observations",
)
def observations(
    request: HttpRequest, measure_id: PathIdentity, query: Query[FigurePage]
) -> dict[str, Any]:
    """Figures of a measure, oldest first, a page at a time."""
    measure = measure_behind(request, measure_id)
    rows = chosen(measure, query)
    if query.cursor:
        rows = rows.filter(after(query.cursor))
    points = points_of(rows[: query.limit + 1])
    page, words = points[: query.limit], Words()
    has_more = len(points) > query.limit
    return {
        "unit": unit_of(measure),
        "items": [said(point, words) for point in page],
        "next": address_with(request, cursor=cursor_of(page[-1])) if has_more else None,
    }


@router.get(
    "/{measure_id}/observations.jsonl",
    response=documented(None),
    operation_id="stream_observations",
    url_name="api_observation_lines",
    openapi_extra={"responses": {200: {"content": {LINES: {"schema": LINES_SCHEMA}}}}},
)
def observation_lines(
    request: HttpRequest, measure_id: PathIdentity, query: Query[FigureFilter]
) -> HttpResponse | StreamingHttpResponse:
    """All figures of a measure at once, one JSON object a line, however many there are."""
    measure = measure_behind(request, measure_id)
    rows = chosen(measure, query)
    mark = mark_of(measure, query)
    response = StreamingHttpResponse(
        lines_of(rows.values_list(*Point._fields).iterator(chunk_size=CHUNK), Words()),
        content_type=f"{LINES}; charset=utf-8",
    )
    response["ETag"] = mark.tag
    response.plan_modified = mark.modified  # type: ignore[attr-defined]  # read by the door
    response["Content-Disposition"] = f'attachment; filename="{measure.public_id}.jsonl"'
    return response


def measure_behind(request: HttpRequest, measure_id: Any) -> Measure:
    """The record of a measure that the public sees; Http404 where there is none."""
    reader = reader_of(request)
    measure: Measure = page_at(placed_measure(measure_id, reader)).measure
    limit_by_releases(reader, [measure])
    return measure


def chosen(measure: Measure, asked: FigureFilter) -> QuerySet[Observation]:
    """The public figures asked for."""
    rows = public_observations([measure], asked.at)
    if asked.area is not None:
        rows = rows.filter(area=asked.area.upper())
    if asked.group is not None:
        rows = rows.filter(dimensions_key=asked.group)
    if asked.period_from is not None:
        rows = rows.filter(period_end__gte=asked.period_from)
    if asked.period_to is not None:
        rows = rows.filter(period_end__lte=asked.period_to)
    return rows


def points_of(rows: QuerySet[Observation]) -> list[Point]:
    """Rows without the cost of model instances."""
    return [Point._make(row) for row in rows.values_list(*Point._fields)]


def cursor_of(point: Point) -> str:
    """The place of a figure, so that the next page begins after it."""
    place = json.dumps([str(getattr(point, name)) for name in PLACE])
    return base64.urlsafe_b64encode(place.encode()).decode().rstrip("=")


def after(cursor: str) -> Q:
    """Figures after a place; Http404 where the cursor names none."""
    try:
        text = base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)).decode()
        end, start, area, group = json.loads(text)
        values = (date.fromisoformat(end), date.fromisoformat(start), f"{area}", f"{group}")
    except (ValueError, TypeError):
        raise Http404 from None
    if "\x00" in text:
        raise Http404
    found = Q(pk__in=[])
    equal = Q()
    for name, value in zip(PLACE, values, strict=True):
        found |= equal & Q(**{f"{name}__gt": value})
        equal &= Q(**{name: value})
    return found


def said(point: Point, words: Words) -> dict[str, Any]:
    """One figure; nothing but its marker where that withholds it."""
    period, meaning = words.of(point)
    is_shown = point.number is not None
    return {
        "period_start": point.period_start,
        "period_end": point.period_end,
        "period": period,
        "period_kind": point.period_kind,
        "area": point.area,
        "group": point.dimensions_key,
        "value": as_number(point.number),
        "numerator": as_number(point.numerator if is_shown else None),
        "denominator": as_number(point.denominator if is_shown else None),
        "lower": as_number(point.lower if is_shown else None),
        "upper": as_number(point.upper if is_shown else None),
        "marker": point.marker,
        "marker_meaning": meaning,
        "revision": point.revision,
        "published_from": as_text(point.published_from),
    }


def lines_of(rows: Iterable[Any], words: Words) -> Iterator[str]:
    """Figures as lines of JSON (https://jsonlines.org), some hundred at a time."""
    batch: list[str] = []
    for row in rows:
        batch.append(line_of(said(Point._make(row), words)))
        if len(batch) == 200:
            yield "".join(batch)
            batch.clear()
    yield "".join(batch)


def line_of(figure: dict[str, Any]) -> str:
    """One line."""
    return json.dumps(figure, default=as_text, ensure_ascii=False) + "\n"


def as_text(value: date | datetime) -> str:
    """A day or an instant as ISO 8601 has it, to the microsecond: `at` takes it again."""
    return value.isoformat().replace("+00:00", "Z")

"""Measures in the API: facts, the headline in figures and in a sentence, where the figures are."""

from __future__ import annotations

import uuid
from datetime import date, datetime
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from ninja import Query, Router

from plan.open_api.door import reader_of
from plan.open_api.errors import documented
from plan.open_api.paging import part_of
from plan.open_api.parameters import PathIdentity
from plan.open_api.plans import absolute
from plan.readers import Reader
from priorities import kinds
from priorities.api import tree
from priorities.api.levels import InOutcome
from priorities.api.measure_facts import facts_of
from priorities.api.measure_schemas import MeasureDetail, MeasureList
from priorities.api.numbers import as_number
from priorities.api.tree import Placed
from priorities.enums import Frequency, Unit, WantedDirection
from priorities.measure_context import next_update
from priorities.models import MeasurePage
from priorities.sentences import direction, headline_figure, sentence
from priorities.series import (
    RECENT,
    MeasureSeries,
    Selection,
    limit_by_releases,
    load_selection,
    load_series,
)
from priorities.tables import letters_of, unit_of

router = Router(tags=["Measures"])


@router.get(
    "/", response=documented(MeasureList), operation_id="list_measures", url_name="api_measures"
)
def measures(request: HttpRequest, query: Query[InOutcome]) -> dict[str, Any]:
    """All measures with their headline figures, in the order of their plans."""
    reader = reader_of(request)
    above = {"plan": query.plan, "priority": query.priority, "outcome": query.outcome}
    rows = tree.of_kind(tree.everything(reader), kinds.MEASURE, **above)
    part = part_of(request, rows, query)
    pages = MeasurePage.objects.select_related("measure").in_bulk([one.pk for one in part.rows])
    records = [page.measure for page in pages.values()]
    limit_by_releases(reader, records)
    series = load_series(records, latest=RECENT)
    return part.said(
        [
            item_of(one, pages[one.pk], series[pages[one.pk].measure_id], request, reader)
            for one in part.rows
            if one.pk in pages
        ]
    )


@router.get(
    "/{measure_id}/",
    response=documented(MeasureDetail),
    operation_id="get_measure",
    url_name="api_measure",
)
def measure(request: HttpRequest, measure_id: PathIdentity) -> dict[str, Any]:
    """One measure: definition, source, targets, breaks, headline, judgement, licence, files."""
    reader = reader_of(request)
    found = placed_measure(measure_id, reader)
    page = page_at(found)
    record = page.measure
    limit_by_releases(reader, [record])
    series = load_selection(record, Selection(record.headline_area)).series
    item = item_of(found, page, series, request, reader)
    return {**item, **facts_of(page, series), "files": files_of(record.public_id, request)}


def placed_measure(measure_id: uuid.UUID, reader: Reader) -> Placed:
    """Where a measure stands; Http404 where the public sees it nowhere in this language."""
    return tree.one_of(tree.everything(reader), kinds.MEASURE, measure_id)


def page_at(placed: Placed) -> MeasurePage:
    """The page of a measure, with its record and what that is calculated from; one query."""
    rows = MeasurePage.objects.select_related(
        "data_owner", "measure__calculated_from", "measure__calculated_by"
    )
    found: MeasurePage = rows.get(pk=placed.pk)
    return found


def item_of(
    placed: Placed, page: MeasurePage, series: MeasureSeries, request: HttpRequest, reader: Reader
) -> dict[str, Any]:
    """A measure in a list: words of the page, facts of the record, its headline."""
    record = page.measure
    return {
        "id": placed.identity,
        **placed.places(),
        "title": page.title,
        "figure_label": page.figure_label,
        "summary": page.summary,
        "unit": {"code": record.unit, "label": str(Unit(record.unit).label)},
        "unit_text": unit_of(record),
        "decimals": record.decimals,
        "direction_wanted": {
            "code": record.direction_wanted,
            "label": str(WantedDirection(record.direction_wanted).label),
        },
        "frequency": {
            "code": record.frequency,
            "label": str(Frequency(record.frequency).label),
        },
        "headline": headline_of(series),
        "change": change_of(series),
        "sentence": sentence(series, page.judgement_reason),
        "updated_at": series.updated_at,
        "next_update": moment_text(next_update(record)),
        "url": placed.address(request, reader),
        "api_url": absolute(request, reverse("plan:api_measure", args=[placed.identity])),
        "observations_url": absolute(
            request, reverse("plan:api_observations", args=[placed.identity])
        ),
    }


def headline_of(series: MeasureSeries) -> dict[str, Any] | None:
    """The figure that stands large on the page; a withheld one without any number."""
    point = series.newest_withheld or series.latest
    if point is None:
        return None
    return {
        "figure": headline_figure(series),
        "value": as_number(point.number),
        "marker": " ".join(letters_of(point)),
        "marker_meaning": point.meaning,
        "period": point.label,
        "period_start": point.period_start,
        "period_end": point.period_end,
        "area": point.area,
    }


def change_of(series: MeasureSeries) -> dict[str, Any] | None:
    """The latest figure against the earlier one; None where the page compares nothing."""
    comparison = series.comparison
    moved = None if series.newest_withheld else direction(series)
    if comparison is None or moved is None:
        return None
    return {
        "value": as_number(comparison.change),
        "movement": comparison.movement.value,
        "words": moved.change,
        "judgement": {"code": moved.kind, "label": moved.judgement},
        "reason": str(comparison.reason),
        "compared_with": comparison.earlier.label,
        "compared_value": as_number(comparison.earlier.number),
    }


def moment_text(moment: date | datetime | None) -> str | None:
    """A day or an instant as ISO 8601 has it."""
    return moment.isoformat() if moment else None


def files_of(public_id: uuid.UUID, request: HttpRequest) -> list[dict[str, str]]:
    """Where all figures can be had at once."""
    names = (("csv", "measure_csv"), ("jsonl", "api_observation_lines"))
    return [
        {"format": kind, "url": absolute(request, reverse(f"plan:{name}", args=[public_id]))}
        for kind, name in names
    ]

"""What the page of a measure gets: one selection of its figures, shown in every way."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.urls import reverse
from django.utils import timezone

from plan.readers import Reader
from priorities.charts.chart import draw_chart
from priorities.contexts import measure_card, shown_commitments
from priorities.enums import Calculation
from priorities.measure_about import breakdown_words, geography_of, related_to
from priorities.models import Measure, MeasurePage
from priorities.numbers import figure
from priorities.points import Point
from priorities.selecting import areas_by_code, asked_for, choices_for
from priorities.sentences import marked, range_words, sentence, target_words
from priorities.series import (
    MeasureSeries,
    Selected,
    Selection,
    limit_by_releases,
    load_selection,
    selections_of,
)
from priorities.series_breaks import breaks_of_page
from priorities.side_by_side.choosing import links_to
from priorities.tables import table_of

#: How many earlier values and releases a page lists; the download by date has all.
MOST_LISTED = 12


@dataclass(frozen=True)
class ShownRevision:
    """A figure that was published and is no longer."""

    period: str
    was: str
    until: datetime


@dataclass(frozen=True)
class Release:
    """A day on which figures became public."""

    on: date
    figures: int


def measure(page: MeasurePage, reader: Reader, query: Mapping[str, Any]) -> dict[str, Any]:
    """A measure: sentence, chart, table, facts, what was revised, downloads."""
    record = page.shown_measure(is_preview=reader.is_preview)
    limit_by_releases(reader, [record])
    chosen = asked_for(record, query)
    empty = MeasureSeries(record, ())
    selected = load_selection(record, chosen) if record.pk else Selected(empty, empty, ())
    series = selected.series
    offered = selections_of(record) if record.pk else []
    known = areas_by_code([*(one.area for one in offered), *record.area_codes])
    choices = choices_for(page, record.headline_area, offered, chosen, known)
    related = related_to(record, page, reader)
    said = sentence(series, page.judgement_reason)
    card = measure_card(page, series)
    return {
        "measure": record,
        "card": card,
        "sentence": said,
        "choices": choices,
        "whole": None if series.is_headline else measure_card(page, selected.whole),
        "chart": draw_chart(series, title=page.figure_label, description=said),
        "table": table_of(series),
        **facts_of(page, record, series),
        "geography": geography_of(record, known),
        "breakdowns": breakdown_words(page),
        "parts": related.parts,
        "commitments": shown_commitments(related.commitments),
        "breaks": breaks_of_page(page, record),
        "revisions": revisions_of(record, selected.ended),
        "releases": releases_of(record),
        "next_update": next_update(record),
        "comparisons": links_to(page, record, offered),
        "areas_url": areas_url(page, record, offered),
        "picture_url": picture_url(record, choices.query),
        "headline": selected.whole,
        "has_figures": bool(offered),
    }


def areas_url(page: MeasurePage, record: Measure, offered: Sequence[Selection]) -> str:
    """The plan's list of areas, where this measure has figures of any; else ""."""
    has_areas = any(one.area not in ("", record.headline_area) for one in offered if not one.group)
    if not has_areas or page.plan_page is None:
        return ""
    return reverse("plan:progress_areas", args=[page.plan_page.translation_key])


def picture_url(record: Measure, query: str) -> str:
    """Where the chart is a picture to be shared, of the same choice."""
    address = reverse("plan:measure_picture", args=[record.public_id])
    return f"{address}?{query}" if query else address


def facts_of(page: MeasurePage, record: Measure, series: MeasureSeries) -> dict[str, Any]:
    """What stands under “About this measure” besides the page's own words."""
    baseline = series.baseline
    kind = Calculation(record.calculation)
    return {
        "targets": [target_words(record, one) for one in record.targets],
        "no_target_reason": "" if record.targets else page.no_target_reason,
        "range": range_words(record),
        "baseline": baseline,
        "baseline_figure": figure(record, baseline.value) if baseline else "",
        "calculation": kind.label if kind else "",
    }


def revisions_of(record: Measure, ended: Sequence[Point]) -> list[ShownRevision]:
    """Earlier values, as they were published; withheld ones stay withheld."""
    return [
        ShownRevision(
            period=one.label,
            was=marked(one) if one.number is None else figure(record, one.number),
            until=one.published_until,
        )
        for one in ended[:MOST_LISTED]
        if one.published_until is not None
    ]


def releases_of(record: Measure) -> list[Release]:
    """Days on which figures of the measure became public, and how many, the latest first."""
    now = timezone.now()
    found: dict[date, int] = {}
    for one in reversed(record.releases):
        at = datetime.fromisoformat(one["at"])
        if at <= now:
            day = timezone.localtime(at).date()
            found[day] = found.get(day, 0) + one["figures"]
    return [Release(day, figures) for day, figures in found.items()][:MOST_LISTED]


def next_update(record: Measure) -> date | datetime | None:
    """When the next figures come: as approved for release, else as promised."""
    return record.next_release(timezone.now()) or record.next_update_on

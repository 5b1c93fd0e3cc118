"""What the templates of priorities, outcomes, commitments and measures get."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.safestring import SafeString
from wagtail.models import Page

from plan.queries import neighbours
from plan.readers import Reader
from plan.shown_passages import shown_passages
from priorities import queries
from priorities.charts.chart import draw_sparkline
from priorities.enums import CommitmentStatus
from priorities.models import CommitmentPage, MeasurePage, OutcomePage, PriorityPage
from priorities.sentences import (
    Direction,
    direction,
    headline_figure,
    sentence,
)
from priorities.series import RECENT, MeasureSeries, limit_by_releases, load_series
from priorities.serving import serving_outcome

#: Signs of a status, so that it is never known by colour alone, and GOV.UK's colour of its tag.
SIGNS_OF_STATUS = {
    CommitmentStatus.NOT_STARTED: ("○", "grey"),
    CommitmentStatus.ON_TRACK: ("●", "green"),
    CommitmentStatus.AT_RISK: ("▲", "yellow"),
    CommitmentStatus.OFF_TRACK: ("■", "red"),
    CommitmentStatus.COMPLETE: ("✓", "green"),
    CommitmentStatus.PAUSED: ("‖", "grey"),
    CommitmentStatus.WITHDRAWN: ("✕", "grey"),
}


@dataclass(frozen=True)
class ShownStatus:
    """A commitment's status: sign, words, colour."""

    sign: str
    label: str
    colour: str


@dataclass(frozen=True)
class ShownCommitment:
    """A commitment in a list."""

    page: CommitmentPage
    status: ShownStatus
    due_on: date | None
    lead: str
    reference: str


@dataclass(frozen=True)
class MeasureCard:
    """A measure in a few words: figure, direction, small chart."""

    page: MeasurePage
    label: str
    figure: str
    figure_note: str
    period: str
    direction: Direction | None
    sentence: str
    sparkline: SafeString | str
    updated_at: datetime | None


def shown_status(status: str) -> ShownStatus:
    """How a status looks."""
    known = CommitmentStatus(status)
    sign, colour = SIGNS_OF_STATUS[known]
    return ShownStatus(sign, str(known.label), colour)


def shown_commitments(pages: Collection[CommitmentPage]) -> list[ShownCommitment]:
    """Commitments for a list, by their records."""
    return [
        ShownCommitment(
            page=page,
            status=shown_status(page.commitment.status),
            due_on=page.commitment.due_on,
            lead=page.lead.label if page.lead else "",
            reference=page.commitment.reference,
        )
        for page in pages
    ]


def measure_cards(pages: Collection[MeasurePage], reader: Reader) -> list[MeasureCard]:
    """Cards of measures; one query for all their figures."""
    limit_by_releases(reader, [page.measure for page in pages])
    found = load_series([page.measure for page in pages], latest=RECENT) if pages else {}
    return [measure_card(page, found[page.measure_id]) for page in pages]


def measure_card(page: MeasurePage, series: MeasureSeries) -> MeasureCard:
    """One card."""
    point = series.newest_withheld or series.latest
    return MeasureCard(
        page=page,
        label=page.figure_label,
        figure=headline_figure(series),
        figure_note=point.meaning if point else "",
        period=point.label if point else "",
        direction=None if series.newest_withheld else direction(series),
        sentence=sentence(series, page.judgement_reason),
        sparkline=draw_sparkline(series),
        updated_at=series.updated_at,
    )


def priority(page: PriorityPage, reader: Reader, chapters: Sequence[Page]) -> dict[str, Any]:
    """A priority: why, outcomes, commitments, measures."""
    below = queries.pages_below(page, reader)
    # The page's own sections are headings of the second level: those of the text come below.
    passages = shown_passages([page], reader, {page.pk: 2})[page.pk]
    previous_page, next_page = neighbours(page, chapters)
    return {
        "passages": passages,
        "headings": [shown for shown in passages if shown.kind == "heading"],
        "previous_page": previous_page,
        "next_page": next_page,
        "number": queries.place_of(page, chapters),
        "outcomes": below.outcomes,
        "commitments": shown_commitments(below.commitments),
        "measure_cards": measure_cards(below.measures, reader),
    }


def outcome(page: OutcomePage, reader: Reader) -> dict[str, Any]:
    """An outcome: its text, commitments, measures."""
    below = queries.pages_below(page, reader)
    return {
        "passages": shown_passages([page], reader)[page.pk],
        "commitments": shown_commitments(below.commitments),
        "serving": shown_commitments(serving_outcome(page, reader, below.commitments)),
        "measure_cards": measure_cards(below.measures, reader),
    }

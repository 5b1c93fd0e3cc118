"""Commitments in the API: what their pages say of them, and nothing of what owners write."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.db.models import Max
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from ninja import Field, Query, Router, Schema
from wagtail.rich_text import get_text_for_indexing

from plan.open_api.door import reader_of
from plan.open_api.errors import documented
from plan.open_api.paging import Listed, part_of
from plan.open_api.parameters import PathIdentity
from plan.open_api.plans import Body, Labelled, absolute, body_of
from plan.readers import Reader
from priorities import kinds, queries
from priorities.api import tree
from priorities.api.levels import InOutcome
from priorities.api.tree import Placed
from priorities.blocks import newest_first
from priorities.commitments.ages import newest_day, seconds_of_today
from priorities.commitments.facts import as_day
from priorities.commitments.milestones import milestones_of
from priorities.commitments.shown import shown_history
from priorities.enums import CommitmentStatus
from priorities.models import CommitmentPage, CommitmentStatusChange

router = Router(tags=["Commitments"])


class CommitmentFilter(InOutcome):
    """Which commitments are listed."""

    status: CommitmentStatus | None = Field(
        None,
        description="Only those that stand so.",
        examples=["on_track"],
        json_schema_extra={"type": "string", "enum": [*CommitmentStatus.values]},
    )


class CommitmentItem(Schema):
    """A commitment in a list."""

    id: uuid.UUID = Field(description="The same in every language and in every plan.")
    plan: uuid.UUID | None
    priority: uuid.UUID | None
    outcome: uuid.UUID | None
    reference: str = Field(description="A code that people quote; empty without one.")
    title: str
    summary: str
    status: Labelled
    due_on: date | None
    lead: Body | None = Field(description="Who answers for it.")
    updated_on: date | None = Field(description="The day of its newest update or status.")
    url: str
    api_url: str


class CommitmentList(Listed):
    """A part of the commitments."""

    items: list[CommitmentItem]


class Partner(Body):
    """An organisation that takes part."""

    role: str


class Milestone(Schema):
    """A step on the way."""

    id: str
    title: str
    due_on: date | None
    done_on: date | None
    state: str = Field(description="How it stands, in words.")
    is_translated: bool = Field(description="Whether the title is in the language of the address.")


class Update(Schema):
    """What was done by a day."""

    id: str
    on: date
    text: str = Field(description="What happened, as plain text.")
    evidence_url: str


class Change(Schema):
    """A status, since when, and why."""

    status: Labelled
    since: datetime
    due_on: date | None
    reason: str
    language: str = Field(description="Of the reason, where it is another than the address's.")


class CommitmentDetail(CommitmentItem):
    """A commitment with all that its page says of it."""

    reason: str = Field(description="Why it stands so, as published; empty where nothing is said.")
    partners: list[Partner]
    milestones: list[Milestone]
    updates: list[Update] = Field(description="The newest first.")
    history: list[Change] = Field(description="The newest first; never overwritten.")
    measures: list[uuid.UUID] = Field(description="Measures that it serves.")
    outcomes: list[uuid.UUID] = Field(description="Outcomes that it serves.")


@router.get(
    "/",
    response=documented(CommitmentList),
    operation_id="list_commitments",
    url_name="api_commitments",
)
def commitments(request: HttpRequest, query: Query[CommitmentFilter]) -> dict[str, Any]:
    """All commitments, in the order of their plans."""
    reader = reader_of(request)
    above = {"plan": query.plan, "priority": query.priority, "outcome": query.outcome}
    found = tree.of_kind(tree.everything(reader), kinds.COMMITMENT, **above)
    rows = [one for one in found if query.status in (None, one.status)]
    part = part_of(request, rows, query)
    return part.said(items_of(part.rows, request, reader))


@router.get(
    "/{commitment_id}/",
    response=documented(CommitmentDetail),
    operation_id="get_commitment",
    url_name="api_commitment",
)
def commitment(request: HttpRequest, commitment_id: PathIdentity) -> dict[str, Any]:
    """One commitment: who, by when, how it stands and why, milestones, updates, history."""
    reader = reader_of(request)
    found = tree.one_of(tree.everything(reader), kinds.COMMITMENT, commitment_id)
    (item,) = items_of([found], request, reader)
    page = CommitmentPage.objects.select_related("commitment").get(pk=found.pk)
    reader.freshness.limit(seconds_of_today())
    served = queries.pages_served(vars(page.commitment), page, reader)
    return {
        **item,
        "reason": page.status_reason,
        "partners": [
            {**body_of(block.value["organisation"]), "role": block.value["role"] or ""}
            for block in page.partners
            if block.value["organisation"]
        ],
        "milestones": said_milestones(page),
        "updates": [said_update(block) for block in newest_first(page.updates)],
        "history": said_history(page, reader.language),
        "measures": [one.measure.public_id for one in served.measures],
        "outcomes": [one.translation_key for one in served.outcomes],
    }


def items_of(rows: Sequence[Placed], request: HttpRequest, reader: Reader) -> list[dict[str, Any]]:
    """Commitments in words; two queries for any number."""
    pages = (
        CommitmentPage.objects.select_related("commitment", "lead")
        .defer("body", "updates", "milestones", "partners", "serves")
        .in_bulk([one.pk for one in rows])
    )
    newest = last_changes([page.commitment_id for page in pages.values()])
    return [
        item_of(one, pages[one.pk], newest.get(pages[one.pk].commitment_id), request, reader)
        for one in rows
        if one.pk in pages
    ]


def last_changes(keys: Sequence[int]) -> dict[int, datetime]:
    """When the status of each commitment was last told; one query."""
    rows = CommitmentStatusChange.objects.filter(commitment__in=keys).order_by()
    return dict(rows.values_list("commitment").annotate(newest=Max("changed_at")))


def item_of(
    placed: Placed,
    page: CommitmentPage,
    changed_at: datetime | None,
    request: HttpRequest,
    reader: Reader,
) -> dict[str, Any]:
    """A commitment in a list: words of the page, facts of the record."""
    record = page.commitment
    return {
        "id": placed.identity,
        **placed.places(),
        "reference": record.reference,
        "title": page.title,
        "summary": page.summary,
        "status": labelled(record.status),
        "due_on": record.due_on,
        "lead": body_of(page.lead) if page.lead else None,
        "updated_on": newest_day([record.last_update_on, changed_at]),
        "url": placed.address(request, reader),
        "api_url": absolute(request, reverse("plan:api_commitment", args=[placed.identity])),
    }


def labelled(status: str) -> dict[str, str]:
    """A status as code and words."""
    return {"code": status, "label": str(CommitmentStatus(status).label)}


def said_milestones(page: CommitmentPage) -> list[dict[str, Any]]:
    """Steps, with the record's dates and the page's words."""
    shown = milestones_of(page, is_preview=False, today=timezone.localdate())
    return [
        {
            "id": one.id,
            "title": one.title,
            "due_on": as_day(facts["due_on"]),
            "done_on": as_day(facts["done_on"]),
            "state": one.words,
            "is_translated": one.is_translated,
        }
        for one, facts in zip(shown, page.commitment.milestones, strict=True)
    ]


def said_update(block: Any) -> dict[str, Any]:
    """One update, in the words of the page."""
    return {
        "id": str(block.id or ""),
        "on": block.value["date"],
        "text": get_text_for_indexing(block.value["text"].source).strip(),
        "evidence_url": block.value["evidence"] or "",
    }


def said_history(page: CommitmentPage, language: str) -> list[dict[str, Any]]:
    """Statuses that were public, the newest first."""
    changes = list(page.commitment.status_changes.all())
    return [
        {
            "status": labelled(change.status),
            "since": change.changed_at,
            "due_on": change.due_on,
            "reason": shown.reason,
            "language": shown.language,
        }
        for change, shown in zip(changes, shown_history(changes, language), strict=True)
    ]

"""Priorities and outcomes in the API."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest
from ninja import Field, Query, Router, Schema

from plan.open_api.door import reader_of
from plan.open_api.errors import documented
from plan.open_api.paging import Listed, part_of
from plan.open_api.parameters import Identity, Paging, PathIdentity
from plan.readers import Reader
from priorities import kinds
from priorities.api import tree
from priorities.api.tree import Placed
from priorities.models import OutcomePage, PriorityPage

priorities_router = Router(tags=["Priorities"])
outcomes_router = Router(tags=["Outcomes"])

NO_SUCH = "One that is not there has an empty list."


class InPlan(Paging):
    """A list that can be narrowed to a plan."""

    plan: Identity = Field(None, description=f"Only what this plan has: its id. {NO_SUCH}")


class InPriority(InPlan):
    """A list that can be narrowed to a priority."""

    priority: Identity = Field(None, description=f"Only below this priority: its id. {NO_SUCH}")


class InOutcome(InPriority):
    """A list that can be narrowed to an outcome."""

    outcome: Identity = Field(None, description=f"Only below this outcome: its id. {NO_SUCH}")


class PriorityItem(Schema):
    """What matters to a plan."""

    id: uuid.UUID = Field(description="The same in every language.")
    plan: uuid.UUID | None
    number: int = Field(description="Its place among the priorities of the plan, from 1.")
    title: str
    short_name: str = Field(description="Where there is little room; empty: the title.")
    summary: str
    url: str


class Counts(Schema):
    """How many stand below, in this language."""

    outcomes: int
    commitments: int
    measures: int


class FocusArea(Schema):
    """A part of a priority that gets attention of its own."""

    title: str
    text: str


class PriorityDetail(PriorityItem):
    """A priority with what stands below it."""

    focus_areas: list[FocusArea]
    counts: Counts


class PriorityList(Listed):
    """A part of the priorities."""

    items: list[PriorityItem]


class OutcomeItem(Schema):
    """What should change."""

    id: uuid.UUID = Field(description="The same in every language.")
    plan: uuid.UUID | None
    priority: uuid.UUID | None
    title: str
    summary: str
    url: str


class OutcomeList(Listed):
    """A part of the outcomes."""

    items: list[OutcomeItem]


@priorities_router.get(
    "/",
    response=documented(PriorityList),
    operation_id="list_priorities",
    url_name="api_priorities",
)
def priorities(request: HttpRequest, query: Query[InPlan]) -> dict[str, Any]:
    """All priorities, in the order of their plans."""
    reader = reader_of(request)
    rows = tree.of_kind(tree.everything(reader), kinds.PRIORITY, plan=query.plan)
    part = part_of(request, rows, query)
    pages = priority_pages(part.rows)
    return part.said(
        [priority_item(one, pages[one.pk], request, reader) for one in part.rows if one.pk in pages]
    )


@priorities_router.get(
    "/{priority_id}/",
    response=documented(PriorityDetail),
    operation_id="get_priority",
    url_name="api_priority",
)
def priority(request: HttpRequest, priority_id: PathIdentity) -> dict[str, Any]:
    """One priority: its focus areas, and how many outcomes, commitments and measures it has."""
    reader = reader_of(request)
    rows = tree.everything(reader)
    found = tree.one_of(rows, kinds.PRIORITY, priority_id)
    page = priority_pages([found])[found.pk]
    return {
        **priority_item(found, page, request, reader),
        "focus_areas": [
            {"title": block.value["title"], "text": block.value["text"] or ""}
            for block in page.focus_areas
        ],
        "counts": {
            f"{kind}s": len(tree.of_kind(rows, kind, priority=priority_id))
            for kind in (kinds.OUTCOME, kinds.COMMITMENT, kinds.MEASURE)
        },
    }


def priority_pages(rows: Sequence[Placed]) -> dict[int, PriorityPage]:
    """The pages of some priorities; one query."""
    return PriorityPage.objects.defer("body").in_bulk([one.pk for one in rows])


def priority_item(
    placed: Placed, page: PriorityPage, request: HttpRequest, reader: Reader
) -> dict[str, Any]:
    """A priority in a list."""
    return {
        "id": placed.identity,
        "plan": placed.above.get(kinds.PLAN),
        "number": placed.number,
        "title": placed.title,
        "short_name": page.label,
        "summary": page.summary,
        "url": placed.address(request, reader),
    }


@outcomes_router.get(
    "/", response=documented(OutcomeList), operation_id="list_outcomes", url_name="api_outcomes"
)
def outcomes(request: HttpRequest, query: Query[InPriority]) -> dict[str, Any]:
    """All outcomes, in the order of their plans."""
    reader = reader_of(request)
    above = {"plan": query.plan, "priority": query.priority}
    rows = tree.of_kind(tree.everything(reader), kinds.OUTCOME, **above)
    part = part_of(request, rows, query)
    pages = OutcomePage.objects.only("summary").in_bulk([one.pk for one in part.rows])
    return part.said(
        [
            {
                "id": one.identity,
                **one.places(),
                "title": one.title,
                "summary": pages[one.pk].summary,
                "url": one.address(request, reader),
            }
            for one in part.rows
            if one.pk in pages
        ]
    )

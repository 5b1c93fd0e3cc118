"""Plans in the API: what they are, where they are in their life, and what can be listed of them."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.http import Http404, HttpRequest
from django.urls import reverse
from ninja import Field, Query, Router, Schema

from plan.contributors import collections_of
from plan.enums import PlanStage
from plan.models import Plan, PlanPage
from plan.open_api.door import reader_of
from plan.open_api.errors import documented
from plan.open_api.paging import Listed, part_of
from plan.open_api.parameters import Paging, PathIdentity
from plan.queries import readable_pages, visible_pages
from plan.readers import Reader

router = Router(tags=["Plans"])

EXAMPLE = "4f6c1d52-8d0a-4c1e-9b7a-0c2f6f7f3a11"


class Labelled(Schema):
    """A code, and what it is called in the language of the address."""

    code: str = Field(description="The same in every language.")
    label: str = Field(description="In the language of the address.")


class Body(Schema):
    """An organisation."""

    name: str
    short_name: str
    website: str


class PlanItem(Schema):
    """A plan in a list."""

    id: uuid.UUID = Field(description="The same in every language, for good.", examples=[EXAMPLE])
    title: str
    kind: str = Field(description="What this sort of plan is called.")
    stage: Labelled
    stage_since: date | None
    period_start: date | None
    period_end: date | None
    organisation: Body
    summary: str
    languages: list[str] = Field(description="Languages in which it can be read.", examples=["en"])
    url: str = Field(description="Its page.")
    api_url: str = Field(description="All that the API says of it.")
    updated_at: datetime | None = Field(description="When its page was last published.")


class Level(Schema):
    """What a level of the plan is called in its kind of plan, in small letters."""

    level: str = Field(examples=["priority"])
    singular: str
    plural: str


class CollectionItem(Schema):
    """Something of the plan that the API lists."""

    name: str = Field(examples=["measures"])
    count: int = Field(description="How many the plan has in this language.")
    url: str


class PlanDetail(PlanItem):
    """A plan with what can be listed of it."""

    levels: list[Level]
    collections: list[CollectionItem]
    whole_plan_url: str = Field(description="The plan on one page, to read or print.")


class PlanList(Listed):
    """A part of the plans."""

    items: list[PlanItem]


LEVELS = ("priority", "outcome", "commitment", "measure")


@router.get("/", response=documented(PlanList), operation_id="list_plans", url_name="api_plans")
def plans(request: HttpRequest, query: Query[Paging]) -> dict[str, Any]:
    """All plans that are published in this language, in the order of the site's pages."""
    reader = reader_of(request)
    part = part_of(request, plan_pages(reader), query)
    return part.said(items_of(part.rows, request, reader))


@router.get(
    "/{plan_id}/", response=documented(PlanDetail), operation_id="get_plan", url_name="api_plan"
)
def plan(request: HttpRequest, plan_id: PathIdentity) -> dict[str, Any]:
    """One plan: kind and names of its levels, stage, period, organisation, what is in it."""
    reader = reader_of(request)
    page = next((one for one in plan_pages(reader) if one.translation_key == plan_id), None)
    if page is None:
        raise Http404
    return {
        **items_of([page], request, reader)[0],
        "levels": levels_of(page),
        "collections": [
            {
                "name": one.name,
                "count": one.count,
                "url": absolute(request, f"{reverse('plan:api')}{one.name}/?plan={plan_id}"),
            }
            for one in collections_of(page, reader)
        ],
        "whole_plan_url": absolute(request, reverse("plan:whole_plan", args=[plan_id])),
    }


def plan_pages(reader: Reader) -> list[PlanPage]:
    """Visible plans in the order of the tree; one query."""
    visible = visible_pages(reader).values("pk")
    rows = PlanPage.objects.filter(pk__in=visible).select_related("kind", "organisation")
    pages = list(rows.defer("formats", "formats_contact").order_by("path"))
    for page in pages:
        page.locale = reader.locale
    return pages


def items_of(
    pages: Sequence[PlanPage], request: HttpRequest, reader: Reader
) -> list[dict[str, Any]]:
    """Plans in words; two queries for any number."""
    keys = [page.translation_key for page in pages]
    records = {row.translation_key: row for row in Plan.objects.filter(translation_key__in=keys)}
    languages = languages_by_key(keys, reader)
    return [
        item_of(page, records.get(page.translation_key) or Plan(), languages, request)
        for page in pages
    ]


def item_of(
    page: PlanPage, record: Plan, languages: dict[uuid.UUID, list[str]], request: HttpRequest
) -> dict[str, Any]:
    """One plan: words of the page, facts of the record."""
    return {
        "id": page.translation_key,
        "title": page.title,
        "kind": page.kind.name,
        "stage": {"code": record.stage, "label": str(PlanStage(record.stage).label)},
        "stage_since": record.stage_since,
        "period_start": record.period_start,
        "period_end": record.period_end,
        "organisation": body_of(page.organisation),
        "summary": page.summary,
        "languages": languages.get(page.translation_key, []),
        "url": page.get_full_url(request) or "",
        "api_url": absolute(request, reverse("plan:api_plan", args=[page.translation_key])),
        "updated_at": page.last_published_at,
    }


def body_of(organisation: Any) -> dict[str, str]:
    """An organisation as the public knows it."""
    return {
        "name": organisation.name,
        "short_name": organisation.short_name,
        "website": organisation.website,
    }


def levels_of(page: PlanPage) -> list[dict[str, str]]:
    """What the kind of plan calls its levels."""
    return [
        {
            "level": level,
            "singular": getattr(page.kind, f"{level}_singular"),
            "plural": getattr(page.kind, f"{level}_plural"),
        }
        for level in LEVELS
    ]


def languages_by_key(keys: Sequence[uuid.UUID], reader: Reader) -> dict[uuid.UUID, list[str]]:
    """Codes of the languages in which pages can be read; one query."""
    found: dict[uuid.UUID, list[str]] = defaultdict(list)
    rows = readable_pages(reader).filter(translation_key__in=keys).order_by()
    for key, code in sorted(rows.values_list("translation_key", "locale__language_code")):
        found[key].append(code)
    return found


def absolute(request: HttpRequest, path: str) -> str:
    """A whole address on the host that was asked."""
    return request.build_absolute_uri(path)

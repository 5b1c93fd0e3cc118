"""Consultations in the API: what their pages say, and no number that is not published."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Collection as Several
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated, Any

from django.db.models import QuerySet
from django.db.models.functions import Now
from django.http import Http404, HttpRequest
from django.urls import reverse
from ninja import Field, Query, Router, Schema

from plan.consultation.enums import ConsultationState
from plan.consultation.freshness import limit_freshness
from plan.consultation.models import Consultation, ConsultationPage, FormTexts
from plan.consultation.queries import has_results
from plan.open_api.door import reader_of
from plan.open_api.errors import documented
from plan.open_api.paging import Listed, part_of
from plan.open_api.parameters import Identity, Paging, described
from plan.open_api.plans import Labelled, absolute, languages_by_key
from plan.queries import visible_pages
from plan.readers import Reader

router = Router(tags=["Consultations"])

#: What `new_public_id` makes.
SHORT_ID = "^[a-z0-9]{1,12}$"
#: The short id of a consultation in an address.
ConsultationId = Annotated[
    str,
    Field(pattern=SHORT_ID),
    described(
        {
            "type": "string",
            "pattern": SHORT_ID,
            "description": "The short id of the consultation, as in the address of its form.",
        }
    ),
]


class ConsultationFilter(Paging):
    """Which consultations are listed."""

    plan: Identity = Field(
        None,
        description="Only those of this plan: its id. One that is not there has an empty list.",
    )
    state: ConsultationState | None = Field(
        None,
        description="Only those that are in this state now.",
        examples=["open"],
        json_schema_extra={"type": "string", "enum": [*ConsultationState.values]},
    )


class ConsultationItem(Schema):
    """A consultation in a list."""

    id: str = Field(description="The same in every language.")
    plan: uuid.UUID | None
    title: str
    summary: str = Field(description="What is asked.")
    state: Labelled
    opens_at: datetime | None
    closes_at: datetime | None
    time_zone: str = Field(description="In which the dates are meant.")
    languages: list[str] = Field(description="In which it can be answered.")
    estimated_minutes: int | None = Field(description="How long it takes.")
    url: str
    api_url: str


class ConsultationList(Listed):
    """A part of the consultations."""

    items: list[ConsultationItem]


class ConsultationDetail(ConsultationItem):
    """A consultation with the ways to take part and to read what came of it."""

    audiences: str = Field(description="Who can take part.")
    form_url: str = Field(description="Where it is answered; empty unless it is open here.")
    questions_url: str = Field(description="All questions, until it closes; else empty.")
    results_due_on: date | None
    has_outcome: bool = Field(description="Whether the page says what came of it.")
    results_url: str = Field(description="Published results as a page; empty while none are.")
    results_csv_url: str
    results_api_url: str


@dataclass(frozen=True)
class Found:
    """A consultation that the public sees: its page in the language, its record, when asked."""

    page: ConsultationPage
    record: Any
    state: ConsultationState
    languages: Sequence[str]


@router.get(
    "/",
    response=documented(ConsultationList),
    operation_id="list_consultations",
    url_name="api_consultations",
)
def consultations(request: HttpRequest, query: Query[ConsultationFilter]) -> dict[str, Any]:
    """All consultations, in the order of their plans."""
    reader = reader_of(request)
    rows = public_consultations(reader)
    limit_by_states(reader, rows)
    if query.plan is not None:
        rows = [one for one in rows if plan_of(one.record) == query.plan]
    if query.state is not None:
        rows = [one for one in rows if one.state == query.state]
    part = part_of(request, rows, query)
    return part.said([item_of(one, request) for one in part.rows])


@router.get(
    "/{consultation_id}/",
    response=documented(ConsultationDetail),
    operation_id="get_consultation",
    url_name="api_consultation",
)
def consultation(request: HttpRequest, consultation_id: ConsultationId) -> dict[str, Any]:
    """One consultation: state, dates, languages, where it is answered and where results are."""
    reader = reader_of(request)
    found = found_consultation(consultation_id, reader)
    limit_by_states(reader, [found])
    return detail_of(found, request, reader)


def found_consultation(public_id: str, reader: Reader) -> Found:
    """The consultation with an id; Http404 where the public does not see it in this language."""
    found = next(iter(public_consultations(reader, public_id)), None)
    if found is None:
        raise Http404
    return found


def public_consultations(reader: Reader, public_id: str = "") -> list[Found]:
    """Consultations with a visible page, or the one with an id; four queries for any number."""
    visible = visible_pages(reader).values("pk")
    rows = ConsultationPage.objects.filter(pk__in=visible).defer("form", "conditions")
    records = records_of(public_id)
    if public_id:
        rows = rows.filter(translation_key__in=list(records))
    found = []
    pages = [page for page in rows.order_by("path") if page.translation_key in records]
    languages = languages_of_forms([records[page.translation_key] for page in pages], reader)
    for page in pages:
        page.locale = reader.locale
        record = records[page.translation_key]
        state = record.state_at(record.now)
        found.append(Found(page, record, state, languages.get(record.pk, ())))
    return found


def limit_by_states(reader: Reader, found: Sequence[Found]) -> None:
    """What is told of states holds until the clock changes one, or staff do, at any second."""
    for one in found:
        limit_freshness(one.record, reader, one.record.now)
    reader.freshness.ask_each_time()


def records_of(public_id: str = "") -> dict[uuid.UUID, Any]:
    """Records by translation key, each with the database's clock; one query."""
    rows: QuerySet[Any] = Consultation.objects.select_related("plan")
    if public_id:
        rows = rows.filter(public_id=public_id)
    marked = rows.annotate(now=Now(), has_results=has_results())
    return {row.translation_key: row for row in marked}


def languages_of_forms(records: Several[Any], reader: Reader) -> dict[int, list[str]]:
    """Languages that each form has words in and that readers have a page in; two queries."""
    pages = languages_by_key([one.translation_key for one in records], reader)
    keys = {one.pk: one.translation_key for one in records}
    rows = FormTexts.objects.filter(version__consultation__in=list(keys)).order_by()
    found: dict[int, list[str]] = defaultdict(list)
    for pk, code in sorted(rows.values_list("version__consultation", "language").distinct()):
        if code in pages.get(keys[pk], ()):
            found[pk].append(code)
    return found


def plan_of(record: Consultation) -> uuid.UUID | None:
    """The id of its plan."""
    return record.plan.translation_key if record.plan else None


def item_of(found: Found, request: HttpRequest) -> dict[str, Any]:
    """A consultation in a list."""
    page, record = found.page, found.record
    return {
        "id": record.public_id,
        "plan": plan_of(record),
        "title": page.title,
        "summary": page.summary,
        "state": {"code": found.state.value, "label": str(found.state.label)},
        "opens_at": record.opens_at,
        "closes_at": record.closes_at,
        "time_zone": record.time_zone,
        "languages": list(found.languages),
        "estimated_minutes": record.estimated_minutes,
        "url": page.get_full_url(request) or "",
        "api_url": absolute(request, reverse("plan:api_consultation", args=[record.public_id])),
    }


def detail_of(found: Found, request: HttpRequest, reader: Reader) -> dict[str, Any]:
    """All that the page says of it."""
    page, record, state = found.page, found.record, found.state
    has_form = reader.language in found.languages
    is_closed = state is ConsultationState.CLOSED
    return {
        **item_of(found, request),
        "audiences": page.audiences,
        "form_url": address(
            request, record, "take_part", is_there=has_form and state is ConsultationState.OPEN
        ),
        "questions_url": address(
            request, record, "all_questions", is_there=has_form and not is_closed
        ),
        "results_due_on": record.results_due_on,
        "has_outcome": record.has_outcome,
        "results_url": address(request, record, "results", is_there=record.has_results),
        "results_csv_url": address(request, record, "results_csv", is_there=record.has_results),
        "results_api_url": address(request, record, "api_results", is_there=record.has_results),
    }


def address(request: HttpRequest, record: Consultation, name: str, *, is_there: bool) -> str:
    """Where something is; empty while it is not."""
    return absolute(request, reverse(f"plan:{name}", args=[record.public_id])) if is_there else ""

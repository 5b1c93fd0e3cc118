"""Priorities, commitments and measures that a reader may see; constant queries each."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from django.db.models import Q
from wagtail.models import Page
from wagtail.query import PageQuerySet

from plan.models import PlanPage
from plan.queries import visible_pages
from plan.readers import Reader
from priorities.models import (
    CommitmentPage,
    Measure,
    MeasurePage,
    OutcomePage,
    PriorityPage,
    Report,
)

AnyPage = TypeVar("AnyPage", bound=Page)


@dataclass(frozen=True)
class Below:
    """What stands below a page, at any depth, in the order of the tree."""

    outcomes: list[OutcomePage]
    commitments: list[CommitmentPage]
    measures: list[MeasurePage]


def read_in(reader: Reader, pages: Iterable[AnyPage]) -> list[AnyPage]:
    """The pages with their language filled in, which their addresses need."""
    found = list(pages)
    for page in found:
        page.locale = reader.locale
    return found


#: Rows that come along with their pages, so that everything below a page is one query.
OWN_ROWS = (
    "outcomepage",
    "commitmentpage__commitment",
    "commitmentpage__lead",
    "measurepage__measure",
)


def pages_below(page: Page, reader: Reader) -> Below:
    """Visible outcomes, commitments and measures below a page, in one query."""
    if not page.path:
        return Below([], [], [])
    return found_below(visible_pages(reader).descendant_of(page), reader)


def found_below(pages: PageQuerySet, reader: Reader) -> Below:
    """Outcomes, commitments and measures among pages, each with what it shows, in one query."""
    is_ours = (
        Q(outcomepage__isnull=False)
        | Q(commitmentpage__isnull=False)
        | Q(measurepage__isnull=False)
    )
    rows = list(pages.filter(is_ours).select_related(*OWN_ROWS).order_by("path"))
    return Below(
        outcomes=read_in(reader, own_rows(rows, "outcomepage")),
        commitments=read_in(reader, own_rows(rows, "commitmentpage")),
        measures=read_in(reader, own_rows(rows, "measurepage")),
    )


def own_rows(rows: Iterable[Page], name: str) -> list[Any]:
    """The pages of one type among rows that brought their own along."""
    return [getattr(row, name) for row in rows if hasattr(row, name)]


def below_any(pages: PageQuerySet, parents: Sequence[Page]) -> PageQuerySet:
    """Those of the pages that stand below one of the parents."""
    places = Q(pk__in=[])
    for parent in parents:
        places |= Q(path__startswith=parent.path, depth__gt=parent.depth)
    return pages.filter(places)


@dataclass(frozen=True)
class PriorityOfPlan:
    """A priority with what a card says of it. `page` has only what its address needs."""

    page: Page
    summary: str
    number: int
    commitments: int
    measures: list[Measure]


#: What a card needs of the rows of its plan: their texts would cost more than all the rest.
CARD_COLUMNS = (
    "path",
    "pk",
    "title",
    "url_path",
    "prioritypage__summary",
    "commitmentpage__commitment",
)
#: The records of measures come along: they are what a card says of movement.
RECORD_FIELDS = tuple(field.attname for field in Measure._meta.concrete_fields)
RECORD_COLUMNS = tuple(f"measurepage__measure__{name}" for name in RECORD_FIELDS)


def priorities_of(plans: Sequence[PlanPage], reader: Reader) -> dict[int, list[PriorityOfPlan]]:
    """Visible priorities of each plan, by its primary key, counted and with their measures.

    One query for any number of plans.
    """
    are_wanted = (
        Q(prioritypage__isnull=False)
        | Q(commitmentpage__isnull=False)
        | Q(measurepage__isnull=False)
    )
    visible = below_any(visible_pages(reader), plans).filter(are_wanted).order_by("path")
    shown: list[tuple[Page, str]] = []
    commitments: list[str] = []
    measured: list[tuple[str, int]] = []
    records: dict[int, Measure] = {}
    rows = visible.values_list(*CARD_COLUMNS, "measurepage__measure", *RECORD_COLUMNS)
    for path, pk, title, url_path, summary, commitment, measure, *record in rows:
        if commitment is not None:
            commitments.append(path)
        elif measure is not None:
            measured.append((path, measure))
            if measure not in records:
                records[measure] = Measure.from_db(visible.db, RECORD_FIELDS, record)
        else:
            page = Page(pk=pk, path=path, title=title, url_path=url_path, locale=reader.locale)
            shown.append((page, summary))
    found: dict[int, list[PriorityOfPlan]] = {plan.pk: [] for plan in plans}
    for plan in plans:
        own = [(page, summary) for page, summary in shown if page.path.startswith(plan.path)]
        found[plan.pk] = [
            PriorityOfPlan(
                page=page,
                summary=summary,
                number=place,
                commitments=sum(path.startswith(page.path) for path in commitments),
                measures=[records[m] for path, m in measured if path.startswith(page.path)],
            )
            for place, (page, summary) in enumerate(own, start=1)
        ]
    return found


def place_of(page: PriorityPage, chapters: Sequence[Page]) -> int | None:
    """The number of a priority among the visible ones of its plan; None when it is not visible."""
    own_type = [chapter for chapter in chapters if chapter.content_type_id == page.content_type_id]
    keys = [chapter.pk for chapter in own_type]
    return keys.index(page.pk) + 1 if page.pk in keys else None


def pages_by_key(keys: Sequence[uuid.UUID], reader: Reader) -> Below:
    """Visible commitments and measures by translation key, in one query."""
    return found_below(visible_pages(reader).filter(translation_key__in=keys), reader)


def pages_served(facts: Mapping[str, Any], page: CommitmentPage, reader: Reader) -> Below:
    """Visible measures and outcomes that a commitment serves, in one query, or none.

    `facts` are those of its record. A measure that several plans show is that of the page's plan.
    """
    measures, outcomes = facts["linked_measures"], facts["linked_outcomes"]
    if not measures and not outcomes:
        return Below([], [], [])
    wanted = Q(measurepage__measure__public_id__in=measures) | Q(translation_key__in=outcomes)
    found = found_below(visible_pages(reader).filter(wanted), reader)
    near = page.plan_page.path if page.plan_page else ""
    by_record: dict[int, MeasurePage] = {}
    for one in sorted(found.measures, key=lambda each: (each.path.startswith(near), each.pk)):
        by_record[one.measure_id] = one
    order = {public_id: place for place, public_id in enumerate(measures)}
    shown = sorted(by_record.values(), key=lambda each: order[str(each.measure.public_id)])
    return Below(outcomes=found.outcomes, commitments=[], measures=shown)


def page_of_measure(public_id: uuid.UUID, reader: Reader) -> MeasurePage | None:
    """A visible page of the measure, in the reader's language; the newest plan's where several."""
    pages = MeasurePage.objects.filter(measure__public_id=public_id)
    allowed = visible_pages(reader).filter(pk__in=pages.order_by().values("pk"))
    found = pages.filter(pk__in=allowed.order_by().values("pk")).select_related("measure")
    newest: MeasurePage | None = found.order_by("-pk").first()
    return newest


#: Reports that pages of a plan link to.
NEWEST_REPORTS = 4


def reports_on(page: PlanPage, reader: Reader) -> list[Report]:
    """The newest reports on a plan that the reader's language has, in one query."""
    rows = Report.objects.filter(
        period__plan__translation_key=page.translation_key,
        languages__contains=f" {reader.language} ",
    )
    rows = rows.select_related("period").defer("snapshot")
    return list(rows.order_by("-frozen_at", "-pk")[:NEWEST_REPORTS])

"""The plan itself: chapters, priorities, outcomes, commitments and measures."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.core.files.base import ContentFile
from wagtail.documents import get_document_model
from wagtail.models import Page

from home.demo.blocks import Raw, block, has_measures, passages, stream
from home.demo.content_files import FOLDER, read_json
from home.demo.measures import add_measure
from home.demo.pages import add, publish
from home.demo.states import Moments
from home.models import HomePage
from plan.models import Organisation, PlanKind, PlanPage, SectionPage, StatementPage
from priorities.models import CommitmentPage, OutcomePage, PriorityPage

Organisations = Mapping[str, Organisation]


class PlanBuilder:
    """Builds the plan below a front page, and remembers which texts wait for their measures."""

    def __init__(self, organisations: Organisations) -> None:
        self.content: dict[str, Any] = read_json("plan")
        self.organisations = organisations
        self.measures: dict[str, Page] = {}
        self.waiting: list[tuple[Any, list[Any]]] = []

    def build(self, home: HomePage, kind: PlanKind, moments: Moments) -> PlanPage:
        """The plan and all below it but the consultation, published."""
        plan = self.plan(home, kind, moments)
        self.statement(plan)
        sections = self.content["sections"]
        self.sections(plan, sections[:1])
        for written in self.content["priorities"]:
            self.priority(plan, written)
        self.sections(plan, sections[1:])
        for page, body in self.waiting:
            page.body = stream(type(page), "body", passages(body, page.slug, self.measures))
            publish(page)
        return plan

    def plan(self, home: HomePage, kind: PlanKind, moments: Moments) -> PlanPage:
        """The plan's front page."""
        written = self.content
        return add(
            home,
            PlanPage(
                slug=written["slug"],
                title=written["title"],
                summary=written["summary"],
                kind=kind,
                organisation=self.organisations["mopac"],
                stage=moments.stage,
                stage_since=moments.stage_since,
                period_start=date.fromisoformat(written["period_start"]),
                period_end=date.fromisoformat(written["period_end"]),
                formats=stream(PlanPage, "formats", formats(written)),
                formats_contact=written["formats_contact"],
            ),
        )

    def statement(self, plan: PlanPage) -> None:
        """The Deputy Mayor's message, retold."""
        written = dict(self.content["statement"])
        body = stream(StatementPage, "body", passages(written.pop("body"), written["slug"]))
        add(plan, StatementPage(body=body, **written))

    def sections(self, plan: PlanPage, written: Iterable[Mapping[str, Any]]) -> None:
        """Chapters of text."""
        for section in written:
            page = SectionPage(
                slug=section["slug"], title=section["title"], summary=section["summary"]
            )
            self.add_text(plan, page, section["body"])

    def priority(self, plan: PlanPage, written: Mapping[str, Any]) -> None:
        """A priority with all below it."""
        areas = [
            block("area", {"title": title, "text": text}, written["slug"], place)
            for place, (title, text) in enumerate(written["focus_areas"])
        ]
        page = PriorityPage(
            slug=written["slug"],
            title=written["title"],
            label=written["label"],
            summary=written["summary"],
            focus_areas=stream(PriorityPage, "focus_areas", areas),
        )
        note = {"callout": ["", f"<p>{self.content['note']}</p>"]}
        priority = self.add_text(plan, page, [*written["body"], note])
        for outcome in written["outcomes"]:
            self.outcome(priority, outcome)

    def outcome(self, priority: Page, written: Mapping[str, Any]) -> None:
        """What should change, with commitments and measures."""
        page = OutcomePage(slug=written["slug"], title=written["title"], summary=written["summary"])
        outcome = add(priority, page)
        for commitment in written["commitments"]:
            self.commitment(outcome, commitment)
        for slug in written["measures"]:
            self.measures[slug] = add_measure(outcome, slug)

    def commitment(self, outcome: Page, written: Mapping[str, Any]) -> None:
        """What will be done; every page says that it was made up."""
        slug = written["slug"]
        partners = [
            block("partner", {"organisation": self.organisations[key].pk, "role": role}, slug, key)
            for key, role in written["partners"]
        ]
        updates = [
            block("update", {"date": day, "text": text}, slug, day)
            for day, text in written.get("updates", [])
        ]
        page = CommitmentPage(
            slug=slug,
            title=written["title"],
            summary=written["summary"],
            lead=self.organisations[written["lead"]],
            partners=stream(CommitmentPage, "partners", partners),
            status=written["status"],
            status_reason=written.get("status_reason", ""),
            due_on=date.fromisoformat(written["due_on"]),
            updates=stream(CommitmentPage, "updates", updates),
        )
        self.add_text(outcome, page, [self.content["commitment_note"]])

    def add_text(self, parent: Page, page: Any, body: list[Any]) -> Any:
        """Add a page with a body; measures it shows come in once all are there."""
        page.body = stream(type(page), "body", passages(body, page.slug))
        added = add(parent, page)
        if has_measures(body):
            self.waiting.append((added, body))
        return added


def formats(written: Mapping[str, Any]) -> list[Raw]:
    """Addresses and files in which the plan is offered."""
    nothing = {"document": None, "page": None, "address": ""}
    values = [{**nothing, **given} for given in written["formats"]]
    for given in written["documents"]:
        document = add_document(given["file"], given["title"])
        facts = {name: given[name] for name in ("title", "kind", "language")}
        values.append({**nothing, **facts, "document": document.pk})
    return [block("format", value, "format", place) for place, value in enumerate(values)]


def add_document(name: str, title: str) -> Any:
    """A file of the demonstration in the document library."""
    content = ContentFile((FOLDER / name).read_bytes(), name=name)
    return get_document_model().objects.create(title=title, file=content)

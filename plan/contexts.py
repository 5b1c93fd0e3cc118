"""What templates get: built from queries that already know what the reader may see."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.text import Truncator
from wagtail.models import Page

from plan import queries
from plan.blocks.passages import passage_text
from plan.contributors import below_overview_of, calls_to_action_for, cards_for
from plan.enums import LIFE_STEPS, FormatKind, PlanStage
from plan.files import public_file
from plan.heads import page_head
from plan.models import Plan, PlanPage, StatementPage
from plan.models.mixins import InPlanMixin, PassagesMixin
from plan.readers import Reader
from plan.shown_passages import shown_passages


@dataclass(frozen=True)
class Crumb:
    """One step of the breadcrumb."""

    title: str
    url: str


@dataclass(frozen=True)
class ShownFormat:
    """A form in which the plan is offered, with what to expect of the file."""

    title: str
    url: str
    kind: str
    language: str
    language_name: str
    file_type: str = ""
    size: int = 0


@dataclass(frozen=True)
class LifeStep:
    """A stage in a plan's life, as the step list shows it."""

    label: str
    is_done: bool
    is_current: bool


def page_frame(page: InPlanMixin, request: HttpRequest) -> dict[str, Any]:
    """Breadcrumb, languages, chapters and reader: what every page of a plan has around it."""
    reader = Reader.of(request, page.locale)
    around = queries.surroundings(page, page.plan_page, reader)
    languages = queries.languages_of(page, around.translations, request)
    return {
        "reader": reader,
        "plan_page": page.plan_page,
        "chapters": around.chapters,
        "breadcrumbs": breadcrumbs(page, request),
        "page_languages": languages,
        "head": page_head(page, languages, request),
        "updated_on": page.last_published_at,
    }


def breadcrumbs(page: InPlanMixin, request: HttpRequest) -> list[Crumb]:
    """Pages above this one, from the site's front page down."""
    if page.depth is None or page.depth <= 2:
        return []
    above = [parent for parent in page.chain if parent.depth > 1 and parent.pk != page.pk]
    return [Crumb(p.title, p.get_url(request) or "") for p in above if p.live]


def plan_overview(
    page: PlanPage, request: HttpRequest, reader: Reader, chapters: Sequence[Page]
) -> dict[str, Any]:
    """The plan's front page, inside the frame that is already there."""
    plan = Plan.objects.get(translation_key=page.translation_key)
    statement = first_statement(chapters)
    return {
        "plan": plan,
        "call_to_action": calls_to_action_for([plan], reader).get(plan.pk),
        "cards": cards_for(page, reader),
        "below_overview": below_overview_of(page, reader),
        "statement": statement,
        "statement_words": first_words(statement, 320) if statement else "",
        "portrait": public_file(statement.portrait) if statement else None,
        "formats": shown_formats(page, request, reader),
        "life_steps": life_steps(plan),
        "whole_plan_url": reverse("plan:whole_plan", args=[page.translation_key]),
    }


def first_statement(chapters: Sequence[Page]) -> StatementPage | None:
    """The first foreword or introduction among the chapters, whose row came along with them."""
    for chapter in chapters:
        if chapter.specific_class is StatementPage:
            found: StatementPage = chapter.statementpage
            return found
    return None


def first_words(page: PassagesMixin, limit: int) -> str:
    """The first sentences of a text, up to a number of characters."""
    words = [
        passage_text(block.block_type, block.value)
        for block in list(page.body)[:4]
        if block.block_type == "paragraph"
    ]
    return Truncator(" ".join(words)).chars(limit)


def shown_formats(page: PlanPage, request: HttpRequest, reader: Reader) -> list[ShownFormat]:
    """Documents and formats that really lead somewhere this reader may go."""
    values = [block.value for block in page.formats]
    pages = [value["page"].pk for value in values if value["page"]]
    targets = queries.visible_targets(pages, reader)
    shown = []
    for value in values:
        document, target = value["document"], value["page"]
        url = value["address"] or ""
        if document:
            url = document.url if public_file(document) else ""
        elif target:
            url = (targets[target.pk].get_url(request) or "") if target.pk in targets else ""
        if url:
            shown.append(shown_format(value, url, document))
    return shown


def shown_format(value: Any, url: str, document: Any) -> ShownFormat:
    """One format, with what to expect of a file."""
    return ShownFormat(
        title=value["title"],
        url=url,
        kind="" if value["kind"] == FormatKind.OTHER else str(FormatKind(value["kind"]).label),
        language=value["language"],
        language_name=queries.language_name(value["language"]),
        file_type=document.file_extension.upper() if document else "",
        size=document.get_file_size() or 0 if document else 0,
    )


def life_steps(plan: Plan) -> list[LifeStep]:
    """Where the plan is in its life."""
    stages = list(LIFE_STEPS)
    stage = PlanStage(plan.stage)
    now = stages.index(stage) if stage in stages else len(stages)
    return [
        LifeStep(str(step.label), is_done=place < now, is_current=place == now)
        for place, step in enumerate(stages)
    ]


def chapter(page: Any, reader: Reader, chapters: Sequence[Page]) -> dict[str, Any]:
    """A chapter: its passages, contents, neighbours."""
    passages = shown_passages([page], reader)[page.pk]
    previous_page, next_page = queries.neighbours(page, chapters)
    return {
        "passages": passages,
        "portrait": public_file(getattr(page, "portrait", None)),
        "headings": [shown for shown in passages if shown.kind == "heading"],
        "previous_page": previous_page,
        "next_page": next_page,
    }

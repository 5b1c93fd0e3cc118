"""What templates get: built from queries that already know what the reader may see."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.text import Truncator
from wagtail.models import Page

from plan import queries
from plan.contributors import Embed, calls_to_action_for, cards_for, embeds_for
from plan.blocks.passages import passage_text
from plan.enums import LIFE_STEPS, FormatKind, PlanStage
from plan.models import Plan, PlanPage, StatementPage
from plan.models.mixins import InPlanMixin, PassagesMixin
from plan.readers import Reader


@dataclass(frozen=True)
class Crumb:
    """One step of the breadcrumb."""

    title: str
    url: str


@dataclass(frozen=True)
class ShownPassage:
    """A passage in its place: the block, its number, its permanent link, what it embeds."""

    block: Any
    number: str
    url: str
    embed: Embed | None = None

    @property
    def anchor(self) -> str:
        """Fragment of the passage in its page."""
        return f"p-{self.block.id}"


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
    """Breadcrumb, languages and reader: what every page of a plan has around it."""
    languages = queries.page_languages(page, request)
    return {
        "reader": Reader.of(request, page.locale),
        "plan_page": page.plan_page,
        "breadcrumbs": breadcrumbs(page, request),
        "page_languages": languages,
        "updated_on": page.last_published_at,
    }


def breadcrumbs(page: Page, request: HttpRequest) -> list[Crumb]:
    """Pages above this one, from the site's front page down."""
    above = page.get_ancestors().live().filter(depth__gt=1)
    return [Crumb(parent.title, parent.get_url(request) or "") for parent in above]


def plan_overview(page: PlanPage, request: HttpRequest) -> dict[str, Any]:
    """The plan's front page."""
    reader = Reader.of(request, page.locale)
    plan = Plan.objects.get(translation_key=page.translation_key)
    chapters = queries.chapters(page, reader)
    statement = first_statement(chapters)
    return {
        "plan": plan,
        "call_to_action": calls_to_action_for([plan], reader).get(plan.pk),
        "cards": cards_for(page, reader),
        "chapters": chapters,
        "statement": statement,
        "statement_words": first_words(statement, 320) if statement else "",
        "portrait": public_image(statement.portrait) if statement else None,
        "formats": shown_formats(page, request),
        "life_steps": life_steps(plan),
        "whole_plan_url": reverse("plan:whole_plan", args=[page.translation_key]),
    }


def first_statement(chapters: Sequence[Page]) -> StatementPage | None:
    """The first foreword or introduction among the chapters."""
    keys = [
        chapter.pk for chapter in chapters if chapter.cached_content_type.model == "statementpage"
    ]
    if not keys:
        return None
    return StatementPage.objects.select_related("portrait").get(pk=keys[0])


def first_words(page: PassagesMixin, limit: int) -> str:
    """The first sentences of a text, up to a number of characters."""
    words = [
        passage_text(block.block_type, block.value)
        for block in list(page.body)[:4]
        if block.block_type == "paragraph"
    ]
    return Truncator(" ".join(words)).chars(limit)


def public_image(image: Any) -> Any:
    """The image, unless it is private or missing."""
    return None if image is None or getattr(image, "is_private", False) else image


def shown_formats(page: PlanPage, request: HttpRequest) -> list[ShownFormat]:
    """Documents and formats that really lead somewhere."""
    names = dict(settings.LANGUAGES)
    shown = []
    for block in page.formats:
        value = block.value
        document, target = value["document"], value["page"]
        if document and getattr(document, "is_private", False):
            continue
        url = value["address"]
        if document:
            url = document.url
        elif target:
            url = target.get_url(request) if target.live else ""
        if url:
            shown.append(
                ShownFormat(
                    title=value["title"],
                    url=url,
                    kind=str(FormatKind(value["kind"]).label),
                    language=value["language"],
                    language_name=names.get(value["language"], value["language"]),
                    file_type=document.file_extension.upper() if document else "",
                    size=document.get_file_size() or 0 if document else 0,
                )
            )
    return shown


def life_steps(plan: Plan) -> list[LifeStep]:
    """Where the plan is in its life."""
    stages = list(LIFE_STEPS)
    stage = PlanStage(plan.stage)
    now = stages.index(stage) if stage in stages else len(stages)
    return [
        LifeStep(str(step.label), is_done=place < now, is_current=place == now)
        for place, step in enumerate(stages)
    ]


def chapter(page: Any, request: HttpRequest) -> dict[str, Any]:
    """A chapter: its passages, contents, neighbours."""
    reader = Reader.of(request, page.locale)
    passages = shown_passages(page, reader)
    chapters = queries.chapters(page.get_parent(), reader)
    previous_page, next_page = queries.neighbours(page, chapters)
    return {
        "passages": passages,
        "portrait": public_image(getattr(page, "portrait", None)),
        "headings": [shown for shown in passages if shown.block.block_type == "heading"],
        "chapters": chapters,
        "previous_page": previous_page,
        "next_page": next_page,
    }


def shown_passages(page: PassagesMixin, reader: Reader) -> list[ShownPassage]:
    """The page's passages with numbers, links and embeds."""
    numbers = queries.passage_numbers(page)
    embeds = embeds_for(embedded_keys(page), reader)
    return [
        ShownPassage(
            block=block,
            number=numbers.get(uuid.UUID(str(block.id)), ""),
            url=passage_url(page.translation_key, block.id),
            embed=embeds.get(embedded_key(block)) if block.block_type == "measure" else None,
        )
        for block in page.body
    ]


def passage_url(translation_key: uuid.UUID, block_id: str) -> str:
    """The permanent link of a passage, in the active language."""
    return reverse("plan:passage", args=[translation_key, uuid.UUID(str(block_id))])


def embedded_key(block: Any) -> uuid.UUID | None:
    """Identity of the page a block embeds."""
    target = block.value["page"]
    return target.translation_key if target else None


def embedded_keys(page: PassagesMixin) -> list[uuid.UUID]:
    """Identities of all pages embedded in this one."""
    return [
        key
        for block in page.body
        if block.block_type == "measure" and (key := embedded_key(block)) is not None
    ]

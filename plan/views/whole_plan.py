"""The whole plan on one page, to read at a stretch and to print."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe
from wagtail.models import Page

from plan import queries
from plan.contributors import Embed, embeds_for
from plan.models import PassagesMixin, PlanPage
from plan.plan_door import open_plan
from plan.readers import Reader
from plan.shown_passages import ShownPassage, shown_passages


@dataclass(frozen=True)
class Part:
    """One page of the plan in the whole: its heading level and its passages.

    A page type may name a `whole_plan_template` for what it has besides passages; `embed` is what
    an app shows for such a page, read for all of them at once.
    """

    page: Page
    level: int
    passages: list[ShownPassage]
    template: str
    embed: Embed | None = None


@require_safe
def whole_plan(request: HttpRequest, translation_key: uuid.UUID) -> HttpResponse:
    """All visible pages of a plan, one after the other."""
    opened = open_plan(request, translation_key, "plan:whole_plan")
    parts = parts_of(opened.page, opened.reader)
    response = render(request, "plan/whole_plan.html", {**opened.frame, "parts": parts})
    opened.reader.limit_caching(response)
    return response


def parts_of(plan_page: PlanPage, reader: Reader) -> list[Part]:
    """Everything below the plan; page headings go no deeper than h4."""
    below = queries.visible_pages(reader).descendant_of(plan_page).order_by("path")
    pages: Sequence[Page] = list(below.specific())
    levels = {page.pk: min(1 + page.depth - plan_page.depth, 4) for page in pages}
    with_text = [page for page in pages if isinstance(page, PassagesMixin)]
    passages = shown_passages(with_text, reader, levels)
    special = [page for page in pages if getattr(page, "whole_plan_template", "")]
    embeds = embeds_for([page.translation_key for page in special], reader)
    return [
        Part(
            page=page,
            level=levels[page.pk],
            passages=passages.get(page.pk, []),
            template=getattr(page, "whole_plan_template", ""),
            embed=embeds.get(page.translation_key),
        )
        for page in pages
    ]

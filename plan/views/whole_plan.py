"""The whole plan on one page, to read at a stretch and to print."""

from __future__ import annotations

import uuid
from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from wagtail.models import Page

from plan import queries
from plan.contexts import ShownPassage, shown_passages
from plan.models import PassagesMixin, PlanPage
from plan.readers import Reader


@dataclass(frozen=True)
class Part:
    """One page of the plan in the whole: its heading level and its passages.

    A page type may name a `whole_plan_template` for what it has besides passages.
    """

    page: Page
    level: int
    passages: list[ShownPassage]
    template: str


def part_of(page: Page, depth: int, reader: Reader) -> Part:
    """One page as a part of the whole; headings go no deeper than h4."""
    return Part(
        page=page,
        level=min(2 + page.depth - depth, 4),
        passages=shown_passages(page, reader) if isinstance(page, PassagesMixin) else [],
        template=getattr(page, "whole_plan_template", ""),
    )


@require_safe
def whole_plan(request: HttpRequest, translation_key: uuid.UUID) -> HttpResponse:
    """All visible pages of a plan, one after the other."""
    reader = Reader.of(request)
    visible = queries.visible_pages(reader)
    page = PlanPage.objects.filter(
        translation_key=translation_key, pk__in=visible.values("pk")
    ).first()
    if page is None:
        raise Http404(_("This plan is not published in this language."))
    below = visible.descendant_of(page).order_by("path").specific()
    context = {
        "page": page,
        "parts": [part_of(part, page.depth + 1, reader) for part in below],
        "reader": reader,
        "is_unlisted": True,
    }
    return render(request, "plan/whole_plan.html", context)

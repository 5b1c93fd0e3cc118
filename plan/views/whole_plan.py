"""The whole plan on one page, to read at a stretch and to print."""

from __future__ import annotations

import uuid

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from plan import queries
from plan.models import PlanPage
from plan.readers import Reader


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
    pages = visible.descendant_of(page).order_by("path").specific()
    return render(
        request,
        "plan/whole_plan.html",
        {"page": page, "pages": pages, "reader": reader},
    )

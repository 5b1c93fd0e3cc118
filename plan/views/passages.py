"""A passage's own page: its text, its place, the link to copy."""

from __future__ import annotations

import uuid

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from plan import queries
from plan.readers import Reader


@require_safe
def passage(
    request: HttpRequest, translation_key: uuid.UUID, block_id: uuid.UUID
) -> HttpResponse:
    """Show one passage in the language of the address."""
    reader = Reader.of(request)
    found = queries.passage_by_identity(translation_key, block_id, reader)
    if found is None:
        raise Http404(_("This passage is not in the plan in this language."))
    context = {
        "passage": found,
        "page_url": f"{found.page.get_url(request)}#p-{found.block_id}",
        "permanent_url": request.build_absolute_uri(request.path),
        "reader": reader,
    }
    return render(request, "plan/passage.html", context)

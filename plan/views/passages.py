"""A passage's own page: its text, its place, the link to copy."""

from __future__ import annotations

import uuid

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import override
from django.views.decorators.http import require_safe

from plan import queries
from plan.readers import Reader


@require_safe
def passage(request: HttpRequest, translation_key: uuid.UUID, block_id: uuid.UUID) -> HttpResponse:
    """Show one passage in the language of the address, or say where it can be read."""
    reader = Reader.of(request)
    found = queries.passage_by_identity(translation_key, block_id, reader)
    if found is None:
        offers = offers_of(translation_key, block_id)
        return render(request, "plan/passage_missing.html", {"offers": offers}, status=404)
    context = {
        "passage": found,
        "page_url": f"{found.page.get_url(request)}#p-{found.block_id}",
        "permanent_url": request.build_absolute_uri(request.path),
        "reader": reader,
    }
    return render(request, "plan/passage.html", context)


def offers_of(translation_key: uuid.UUID, block_id: uuid.UUID) -> list[queries.PageLanguage]:
    """The languages in which the passage is public, each with its address."""
    offers = []
    for code, name in queries.languages_of_passage(translation_key, block_id):
        with override(code):
            url = reverse("plan:passage", args=[translation_key, block_id])
        offers.append(queries.PageLanguage(code=code, name=name, url=url, is_current=False))
    return offers

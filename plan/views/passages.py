"""A passage's own page: its text, its place, the link to copy."""

from __future__ import annotations

import uuid
from dataclasses import replace

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from plan import queries
from plan.contributors import shown_below
from plan.heads import Head, shortened
from plan.models import Passage, PassagesMixin
from plan.readers import Reader, speaks
from plan.shown_passages import Embeds, ShownPassage, passages_of


@require_safe
def passage(request: HttpRequest, translation_key: uuid.UUID, block_id: uuid.UUID) -> HttpResponse:
    """Show one passage in the language of the address, or say where it can be read."""
    reader = Reader.of(request)
    readings = queries.readings_of_passage(translation_key, block_id, reader)
    found = next((one for one in readings if one.locale_id == reader.locale.pk), None)
    codes = [one.locale.language_code for one in readings]
    address = ("plan:passage", translation_key, block_id)
    languages = queries.languages_at(codes, request, reader, address)
    if found is None or not speaks(request, found.page.locale):
        context = {"offers": languages, "is_unlisted": True}
        return render(request, "plan/passage_missing.html", context, status=404)
    permanent_url = request.build_absolute_uri(request.path)
    context = {
        "passage": found,
        "shown": shown_passage(found, reader),
        "below": shown_below(found, request, reader),
        "page_url": f"{found.page.get_url(request)}#p-{found.block_id}",
        "permanent_url": permanent_url,
        "reader": reader,
        "page_languages": languages,
        "head": Head(title_of(found), permanent_url, shortened(found.text), languages=languages),
    }
    response = render(request, "plan/passage.html", context)
    reader.limit_caching(response)
    return response


def title_of(passage: Passage) -> str:
    """What the passage is called out of its place."""
    if not passage.number:
        return passage.page.title
    names = {"number": passage.number, "title": passage.page.title}
    return _("Passage %(number)s of “%(title)s”") % names


def shown_passage(passage: Passage, reader: Reader) -> ShownPassage | None:
    """The passage as its page shows it now; None for a field or a block that shows nothing.

    A heading stands right below the name of the passage, whatever its level in the chapter.
    """
    page = passage.page.specific
    if not isinstance(page, PassagesMixin):
        return None
    shown = passages_of(page, {}, Embeds.of([page], reader), 2)
    found = next((each for each in shown if each.block_id == passage.block_id), None)
    return replace(found, level=2) if found and found.level else found

"""The way in to pages about a whole plan that are no pages of the tree: found, or refused."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest
from django.utils.translation import gettext as _
from wagtail.models import Page

from plan import queries
from plan.heads import Head, shortened
from plan.models import PlanPage
from plan.readers import Reader, speaks


@dataclass(frozen=True)
class OpenedPlan:
    """A plan's page that this reader may see, with what every page about it has around it."""

    page: PlanPage
    reader: Reader
    frame: dict[str, Any]


def open_plan(
    request: HttpRequest, translation_key: uuid.UUID, name: str, *arguments: object
) -> OpenedPlan:
    """The plan in the reader's language; Http404 where it is not published there.

    `name` and `arguments` are the address of the page about it, which other languages have too.
    """
    reader = Reader.of(request)
    found = queries.readable_pages(reader).filter(translation_key=translation_key)
    pages = list(found.order_by().select_related("locale"))
    keys = [page.pk for page in pages if page.locale_id == reader.locale.pk]
    page = PlanPage.objects.select_related("organisation", "kind").filter(pk__in=keys[:1]).first()
    if page is None or not speaks(request, reader.locale):
        raise Http404(_("This plan is not published in this language."))
    page.locale = reader.locale
    codes = [one.locale.language_code for one in pages]
    address = (name, translation_key, *arguments)
    return OpenedPlan(page, reader, frame_of(page, request, reader, codes, address))


def frame_of(
    page: Page,
    request: HttpRequest,
    reader: Reader,
    codes: Iterable[str],
    address: Sequence[object],
) -> dict[str, Any]:
    """What every page about a page has around it: its languages, and what it says of itself.

    `codes` are the languages that the address can be read in.
    """
    return {
        "page": page,
        "reader": reader,
        "page_languages": queries.languages_at(codes, request, reader, address),
        "head": Head(page.title, page.get_full_url(request) or "", shortened(page.summary)),
        "is_unlisted": True,
    }

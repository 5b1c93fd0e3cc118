"""The way in to pages about a whole plan that are no pages of the tree: found, or refused."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest
from django.utils.translation import gettext as _
from wagtail.models import Page
from wagtail.query import PageQuerySet

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
    page = (
        PlanPage.objects.select_related("locale", "organisation")
        .filter(pk__in=queries.visible_pages(reader).values("pk"))
        .filter(translation_key=translation_key)
        .first()
    )
    if page is None or not speaks(request, page.locale):
        raise Http404(_("This plan is not published in this language."))
    readable = queries.readable_pages(reader).filter(translation_key=translation_key)
    address = (name, translation_key, *arguments)
    return OpenedPlan(page, reader, frame_of(page, request, reader, readable, address))


def frame_of(
    page: Page,
    request: HttpRequest,
    reader: Reader,
    readable: PageQuerySet,
    address: Sequence[object],
) -> dict[str, Any]:
    """What every page about a page has around it: its languages, and what it says of itself.

    `readable` are the pages, one for each language, that make the address readable there.
    """
    codes = readable.order_by().values_list("locale__language_code", flat=True)
    return {
        "page": page,
        "reader": reader,
        "page_languages": queries.languages_at(codes, request, reader, address),
        "head": Head(page.title, page.get_full_url(request) or "", shortened(page.summary)),
        "is_unlisted": True,
    }

"""The way in to pages about a whole plan that are no pages of the tree: found, or refused."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail.coreutils import get_supported_content_language_variant
from wagtail.models import Page

from plan import queries
from plan.heads import Head, shortened
from plan.models import PlanPage
from plan.readers import Reader, speaks

NOT_PUBLISHED = _("This plan is not published in this language.")


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
    page, reader = stored_plan(request, translation_key)
    found = queries.readable_pages(reader).filter(translation_key=translation_key)
    codes = list(found.order_by().values_list("locale__language_code", flat=True))
    return let_in(request, page, reader, codes, name, *arguments)


def stored_plan(request: HttpRequest, translation_key: uuid.UUID) -> tuple[PlanPage, Reader]:
    """The plan in the reader's language, without asking whether it may be seen.

    For a view whose own query finds that out along with what stands below; it then asks `let_in`.
    """
    plans = PlanPage.objects.select_related("locale", "organisation", "kind")
    page = plans.filter(
        translation_key=translation_key, locale__language_code=active_code()
    ).first()
    if page is None:
        raise Http404(NOT_PUBLISHED)
    return page, Reader.of(request, page.locale)


def active_code() -> str:
    """The content language that readers of the active language get."""
    code = get_language() or settings.LANGUAGE_CODE
    try:
        return str(get_supported_content_language_variant(code))
    except LookupError:
        return str(settings.LANGUAGE_CODE)


def let_in(
    request: HttpRequest,
    page: PlanPage,
    reader: Reader,
    codes: Collection[str],
    name: str,
    *arguments: object,
) -> OpenedPlan:
    """The plan with what is around it, where its language is among those it can be read in."""
    if reader.language not in codes or not speaks(request, reader.locale):
        raise Http404(NOT_PUBLISHED)
    address = (name, page.translation_key, *arguments)
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

"""Who may read the comments of a consultation, and in which languages."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.models import Page

from plan.comments.models import CommentSettings
from plan.comments.queries import Taking, takings_among
from plan.consultation import queries as consultation_queries
from plan.consultation.models import Consultation
from plan.consultation.views.results import is_closed_to
from plan.queries import readable_pages
from plan.readers import Reader, speaks


@dataclass(frozen=True)
class Listing:
    """The comments of one consultation, asked for in one language.

    `pages` are the consultation's pages that the reader may see, by language; the reader's is
    among them.
    """

    taking: Taking
    reader: Reader
    pages: Mapping[str, Page]

    @property
    def settings(self) -> CommentSettings:
        """How the consultation takes comments."""
        return self.taking.settings

    @property
    def consultation(self) -> Consultation:
        """The record."""
        return self.settings.consultation

    @property
    def page(self) -> Page:
        """The consultation's page in the reader's language."""
        return self.pages[self.reader.language]

    def url(self, name: str) -> str:
        """Address of the page, a feed or a file, in the language in use."""
        return reverse(f"plan:{name}", args=[self.consultation.public_id])


class ShutError(Exception):
    """The consultation's page asks for a password first; `url` is where."""

    def __init__(self, url: str) -> None:
        self.url = url
        super().__init__(url)


def listing_of(request: HttpRequest, public_id: str) -> Listing:
    """What the address names. Http404 where nothing is shown there, ShutError behind a password."""
    reader = Reader.of(request)
    rows = CommentSettings.objects.filter(consultation__public_id=public_id)
    found = [one for one in takings_among(rows, reader) if one.settings.is_shown]
    if found and speaks(request, reader.locale):
        key = found[0].settings.consultation.translation_key
        pages = readable_pages(reader).filter(translation_key=key).select_related("locale")
        by_language = {page.locale.language_code: page for page in pages}
        if reader.language in by_language:
            return Listing(found[0], reader, by_language)
    door = consultation_queries.door(public_id, reader.language)
    if door is not None and is_closed_to(request, door):
        raise ShutError(consultation_queries.page_behind(door).get_url(request) or "/")
    raise Http404(_("No comments are shown at this address. Start from the plan."))


def for_listing(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Make a view of a listing one of a request and the id in its address."""

    @wraps(view)
    def wrapped(request: HttpRequest, public_id: str, **kwargs: Any) -> HttpResponseBase:
        try:
            return view(request, listing_of(request, public_id), **kwargs)
        except ShutError as shut:
            return redirect(shut.url)

    return wrapped

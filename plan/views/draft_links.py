"""A page's draft, shown to whoever holds a link to it."""

from __future__ import annotations

import copy
from functools import wraps
from typing import Any, Protocol

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language, override
from django.views.decorators.http import require_safe
from wagtail.models import Page

from plan.actions.create_draft_link import hash_of_token
from plan.models import DraftLink

#: Nobody but the reader keeps the draft or learns its address.
PRIVATE_HEADERS = {
    "Cache-Control": "no-store",
    "X-Robots-Tag": "noindex, nofollow",
    "Referrer-Policy": "no-referrer",
}
#: Says who is reading; a link shows everybody the same.
PERSONAL_HEADERS = ("HTTP_COOKIE", "HTTP_AUTHORIZATION")


class DraftLinkUnusableError(Exception):
    """A link that never was (404) or that has ended (410)."""

    def __init__(self, status: int) -> None:
        self.status = status
        super().__init__(status)


class TokenView(Protocol):
    """A view of an address with a token."""

    def __call__(self, request: HttpRequest, token: str) -> HttpResponse: ...


def kept_private(view: TokenView) -> TokenView:
    """Give every answer the headers that keep it out of caches, indexes and other sites' logs."""

    @wraps(view)
    def answer(request: HttpRequest, token: str) -> HttpResponse:
        response = view(request, token)
        for name, value in PRIVATE_HEADERS.items():
            response[name] = value
        return response

    return answer


@kept_private
@require_safe
def draft(request: HttpRequest, token: str) -> HttpResponse:
    """Show the newest draft as its preview does, or say why it cannot be shown."""
    try:
        page = page_of_link(token)
    except DraftLinkUnusableError as error:
        return unavailable(request, error.status)
    return preview_of(page, request)


def page_of_link(token: str) -> Page:
    """The newest draft a link shows; DraftLinkUnusableError where there is none."""
    link = DraftLink.objects.filter(token_hash=hash_of_token(token)).first()
    if link is None:
        raise DraftLinkUnusableError(404)
    if link.revoked_at is not None or link.expires_at <= timezone.now():
        raise DraftLinkUnusableError(410)
    page: Page = link.page.get_latest_revision_as_object()
    return page


def unavailable(request: HttpRequest, status: int) -> HttpResponse:
    """The page that says what to do: 404 for a link that never was, 410 for one that has ended."""
    context = {"has_ended": status == 410, "is_unlisted": True}
    return render(request, "plan/draft_unavailable.html", context, status=status)


def preview_of(page: Page, request: HttpRequest) -> HttpResponse:
    """The page's preview, made for nobody in particular.

    `?mode=` picks one of the page's preview modes; without or with an unknown one, the first.
    """
    modes = [name for name, _ in page.preview_modes]
    if not modes:
        return unavailable(request, 404)
    wanted = request.GET.get("mode", "")
    mode = wanted if wanted in modes else page.default_preview_mode
    with override(get_language()):
        response: Any = page.make_preview_request(anonymous(request), mode)
    response.cookies.clear()
    return response  # type: ignore[no-any-return]  # Wagtail does not say what it returns


def anonymous(request: HttpRequest) -> HttpRequest:
    """The same request from nobody: whoever is signed in here sees what the others see."""
    same = copy.copy(request)
    same.META = {
        name: value for name, value in request.META.items() if name not in PERSONAL_HEADERS
    }
    return same

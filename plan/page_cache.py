"""Whole pages kept for all readers, under the mark of the content they were made from.

Kept is what a view allows (`keep_for`), of a GET without a session and without a query string, if
it sets no cookie and does not depend on one. It is kept until any content changes, until the clock
changes what is shown, and for `LONGEST` at most. design.md, section 5.
"""

from __future__ import annotations

import hashlib
import logging
import time
from collections.abc import Callable
from typing import Any, NamedTuple

from django.conf import settings
from django.core.cache import BaseCache, InvalidCacheBackendError, caches
from django.core.exceptions import SuspiciousOperation
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response

from plan.content_version import content_version

logger = logging.getLogger(__name__)

#: Seconds for which a page is kept at most, and so is wrong at most where the shared cache failed.
LONGEST = 300
#: Bytes of a page at most.
LARGEST = 2_000_000
#: The cache that holds pages; the default one where the site has none of this name.
ALIAS = "pages"
#: Headers a kept page may depend on: none that tells one reader from another.
HARMLESS = frozenset({"accept-encoding"})
#: Names of cookies that say that somebody is answering a form.
OWN_COOKIES = "plan_"
#: What forbids to keep a page. `no-cache` is for caches that cannot know what changed.
FORBIDDING = frozenset({"private", "no-store"})


class Kept(NamedTuple):
    """A page as it was sent. Times are seconds since 1970."""

    version: str
    made: float
    until: float
    headers: tuple[tuple[str, str], ...]
    content: bytes


def keep_for(response: HttpResponseBase, seconds: float | None) -> None:
    """Allow to keep a page for so many seconds; None for as long as nothing changes."""
    kept = LONGEST if seconds is None else max(0.0, min(seconds, LONGEST))
    response.plan_kept_for = kept  # type: ignore[attr-defined]  # read by the middleware below


class PageCacheMiddleware:
    """Answers from what is kept, and keeps what may be. Belongs first in `MIDDLEWARE`."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """The kept page, or the view's."""
        key = key_of(request)
        version = content_version() if key else None
        if key is None or version is None:
            return self.get_response(request)
        kept = look_up(key)
        now = time.time()
        if kept is not None and kept.version == version and kept.made <= now < kept.until:
            return sent_again(request, kept, now)
        response = self.get_response(request)
        if request.method == "GET" and isinstance(response, HttpResponse) and may_keep(response):
            seconds: float = response.plan_kept_for  # type: ignore[attr-defined]
            headers = tuple(response.items())
            store(key, Kept(version, now, now + seconds, headers, response.content))
        return response


def key_of(request: HttpRequest) -> str | None:
    """Where a page is kept; None where the answer may be somebody's own."""
    if (
        request.method not in {"GET", "HEAD"}
        or request.META.get("QUERY_STRING")
        or request.path.startswith(settings.STATIC_URL or " ")
        or settings.SESSION_COOKIE_NAME in request.COOKIES
        or any(name.startswith(OWN_COOKIES) for name in request.COOKIES)
        or "HTTP_AUTHORIZATION" in request.META
    ):
        return None
    try:
        host = request.get_host()
    except SuspiciousOperation:
        return None
    address = f"{request.scheme}://{host}{request.path}"
    return f"plan:page:{hashlib.sha256(address.encode()).hexdigest()}"


def may_keep(response: HttpResponse) -> bool:
    """Whether a response is the same for everybody."""
    return (
        bool(getattr(response, "plan_kept_for", 0))
        and response.status_code == 200
        and not response.cookies
        and words_of(response, "Vary") <= HARMLESS
        and not words_of(response, "Cache-Control") & FORBIDDING
        and len(response.content) <= LARGEST
    )


def words_of(response: HttpResponse, header: str) -> set[str]:
    """The parts of a header."""
    return {word.strip().lower() for word in response.get(header, "").split(",") if word.strip()}


def sent_again(request: HttpRequest, kept: Kept, now: float) -> HttpResponseBase:
    """A kept page, with its age (RFC 9111), so that caches on the way keep it no longer.

    Who has it already is told so: its entity tag came from the view.
    """
    response = HttpResponse(kept.content)
    for name, value in kept.headers:
        response[name] = value
    response["Age"] = str(int(now - kept.made))
    response["Cache-Status"] = "plan; hit"
    tag = response.get("ETag")
    return (tag and get_conditional_response(request, tag, None, response)) or response


def pages() -> BaseCache:
    """The cache that holds pages."""
    try:
        return caches[ALIAS]
    except InvalidCacheBackendError:
        return caches["default"]


def look_up(key: str) -> Kept | None:
    """What is kept; None as well where the cache fails."""
    try:
        found: Any = pages().get(key)
    except Exception as error:  # whatever the host's cache raises
        logger.warning("The cache of pages does not answer. (%s)", error)
        return None
    return found if isinstance(found, Kept) else None


def store(key: str, kept: Kept) -> None:
    """Keep a page if it can be kept."""
    try:
        pages().set(key, kept, LONGEST)
    except Exception as error:  # whatever the host's cache raises
        logger.warning("The cache of pages does not answer. (%s)", error)

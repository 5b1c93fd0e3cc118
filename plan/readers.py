"""Who is reading, which decides what may be seen."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.conf import settings
from django.utils.cache import patch_cache_control
from django.utils.translation import get_language_from_path
from wagtail.coreutils import get_supported_content_language_variant
from wagtail.models import Locale, PageViewRestriction

from plan.page_cache import keep_for

if TYPE_CHECKING:
    from django.http import HttpRequest
    from django.http.response import HttpResponseBase

#: Longest a page may be kept that time changes, in seconds: what editors change shows soon, too.
LONGEST_KEPT = 300


class Freshness:
    """How long what a reader is shown stays true by the clock; for ever unless said otherwise."""

    def __init__(self) -> None:
        self.seconds: float | None = None
        self.is_asked_each_time = False

    def limit(self, seconds: float) -> None:
        """Say that something on the page may change after so many seconds.

        None at all (0) for a page that is made for this one request.
        """
        self.seconds = seconds if self.seconds is None else min(self.seconds, seconds)

    def ask_each_time(self) -> None:
        """Say that something on the page may have to vanish at any moment.

        Browsers and caches on the way, which nobody tells, then ask each time; the site's own cache
        of pages knows what changed, and goes on answering.
        """
        self.is_asked_each_time = True


@dataclass(frozen=True)
class Reader:
    """The public in one language, or an editor looking at a preview.

    `is_preview` widens nothing but the page being previewed; lists around it stay public.
    `freshness` gathers how long what is shown stays true.
    `admitted` are the restrictions that let this reader in: a password given, a group joined.
    `is_known` says that the browser sent a session: staff, or somebody who gave a password.
    """

    locale: Locale
    is_preview: bool = False
    admitted: tuple[int, ...] = ()
    is_known: bool = False
    freshness: Freshness = field(default_factory=Freshness, compare=False)

    def limit_caching(self, response: HttpResponseBase) -> None:
        """Let caches keep what was shown until time changes it, at most for `LONGEST_KEPT`.

        What staff see is theirs, and they see their changes at once.
        """
        seconds = self.freshness.seconds
        if self.is_known or self.is_preview:
            patch_cache_control(response, private=True, no_cache=True)
            return
        keep_for(response, seconds)
        if seconds is not None and seconds <= 0:
            patch_cache_control(response, private=True, no_cache=True)
            return
        if self.freshness.is_asked_each_time:
            patch_cache_control(response, no_cache=True)
            return
        if seconds is not None and not response.has_header("Cache-Control"):
            patch_cache_control(response, max_age=max(0, min(int(seconds), LONGEST_KEPT)))

    @property
    def language(self) -> str:
        """Language code, as in the URL."""
        return self.locale.language_code

    @classmethod
    def of(cls, request: HttpRequest, locale: Locale | None = None) -> Reader:
        """The reader behind a request; the locale of the page where there is one."""
        is_preview = bool(getattr(request, "is_preview", False))
        return cls(
            locale=locale or Locale.get_active(),
            is_preview=is_preview,
            admitted=() if is_preview else admitted_restrictions(request),
            is_known=has_session(request),
        )


def speaks(request: HttpRequest, locale: Locale) -> bool:
    """Whether an address is in a page's language; one without a language is in all.

    Wagtail answers in the default language where it has no page in the one asked for: readers
    would be told that they read Polish when it is English.
    """
    code = get_language_from_path(request.path_info)
    if not code:
        return True
    try:
        return bool(get_supported_content_language_variant(code) == locale.language_code)
    except LookupError:
        return False


def has_session(request: HttpRequest) -> bool:
    """Whether the browser sent a session, asked without making the response depend on it."""
    return settings.SESSION_COOKIE_NAME in request.COOKIES


def admitted_restrictions(request: HttpRequest) -> tuple[int, ...]:
    """Restrictions that this request passes; costs the anonymous public nothing."""
    if not has_session(request):
        return ()
    known: tuple[int, ...] | None = getattr(request, "plan_admitted", None)
    if known is None:
        restrictions = PageViewRestriction.objects.order_by("pk")
        known = tuple(found.pk for found in restrictions if found.accept_request(request))
        request.plan_admitted = known  # type: ignore[attr-defined]  # kept for this request only
    return known

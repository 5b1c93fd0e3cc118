"""Names, notices and help shown around every page, in the active language.

They are asked for on every page, so they are kept in the cache under a version that saving any
of them moves on.
"""

from __future__ import annotations

from typing import Any

from django.core.cache import cache
from django.http import HttpRequest
from django.utils.translation import get_language
from wagtail.models import Locale, Site

from plan.models import Branding, ServiceDetails

VERSION_KEY = "plan:service:version"
SECONDS = 300


def service_details(request: HttpRequest) -> ServiceDetails:
    """The words for the active language, else the default one, else an unsaved blank.

    `logo` and `links` (pairs of words and address) come with them.
    """
    language = get_language() or Locale.get_default().language_code
    site = Site.find_for_request(request)
    version = cache.get(VERSION_KEY, 0)
    key = f"plan:service:{version}:{site.pk if site else 0}:{language}"
    details = cache.get(key)
    if details is None:
        details = fetch_details(language, site, request)
        cache.set(key, details, SECONDS)
    return details  # type: ignore[no-any-return]  # the cache gives back what was put in


def fetch_details(language: str, site: Site | None, request: HttpRequest) -> ServiceDetails:
    """Read words and logo from the database."""
    found = {
        details.locale.language_code: details
        for details in ServiceDetails.objects.select_related("locale")
    }
    default = Locale.get_default().language_code
    details = found.get(language) or found.get(default) or ServiceDetails()
    branding = Branding.objects.select_related("logo").filter(site=site).first() if site else None
    logo = branding.logo if branding else None
    details.logo = None if logo is None or getattr(logo, "is_private", False) else logo
    details.links = [link for block in details.footer_links if (link := footer_link(block.value))]
    details.footer_links = []
    return details


def footer_link(value: Any) -> tuple[str, str] | None:
    """Words and address of a footer link; None when its page is not public."""
    page = value["page"]
    if page:
        page = page.localized
        return (value["text"], page.url) if page.live and page.url else None
    return (value["text"], value["address"]) if value["address"] else None


def forget_details(**kwargs: Any) -> None:
    """Move the version on, so that every process reads the words anew."""
    try:
        cache.incr(VERSION_KEY)
    except ValueError:
        cache.set(VERSION_KEY, 1, None)

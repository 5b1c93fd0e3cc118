"""Names, notices and help shown around every page, in the active language.

They are asked for on every page, so they are kept in the cache under a version that saving any
of them, or publishing a page, moves on. A cache that fails costs time, never a page.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable
from typing import Any

from django.core.cache import cache
from django.db import transaction
from django.http import HttpRequest
from django.utils.translation import get_language
from wagtail.models import Locale, Page, Site

from plan.brand import stylesheet, version_of
from plan.files import public_file
from plan.models import Branding, ServiceDetails
from plan.queries import readable_pages
from plan.readers import Reader

logger = logging.getLogger(__name__)

VERSION_KEY = "plan:service:version"
SECONDS = 300


def service_details(request: HttpRequest) -> ServiceDetails:
    """The words for the active language, else the default one, else an unsaved blank.

    `logo`, `links` (pairs of words and address), `language` and `brand_version` come with them.
    """
    language = get_language() or Locale.get_default().language_code
    site = Site.find_for_request(request)
    key = f"plan:service:{kept(VERSION_KEY) or 0}:{site.pk if site else 0}:{language}"
    details = kept(key)
    if not isinstance(details, ServiceDetails):
        details = fetch_details(language, site, request)
        keep(key, details)
    return details


def kept(key: str) -> Any:
    """What the cache holds; None when it holds nothing or does not answer."""
    try:
        return cache.get(key)
    except Exception:
        logger.warning("The cache did not answer.", exc_info=True)
        return None


def keep(key: str, details: ServiceDetails) -> None:
    """Store in the cache if it takes it."""
    try:
        cache.set(key, details, SECONDS)
    except Exception:
        logger.warning("The cache did not answer.", exc_info=True)


def fetch_details(language: str, site: Site | None, request: HttpRequest) -> ServiceDetails:
    """Read words and logo from the database."""
    found = {
        details.locale.language_code: details
        for details in ServiceDetails.objects.select_related("locale")
    }
    default = Locale.get_default()
    details = found.get(language) or found.get(default.language_code) or ServiceDetails()
    branding = Branding.objects.select_related("logo").filter(site=site).first() if site else None
    details.language = details.locale.language_code if details.locale_id else ""
    details.logo = public_file(branding.logo) if branding else None
    details.brand_version = version_of(stylesheet(branding)) if branding else ""
    details.links = footer_links([block.value for block in details.footer_links], language, request)
    details.footer_links = []
    return details


def footer_links(values: list[Any], language: str, request: HttpRequest) -> list[tuple[str, str]]:
    """Words and address of each footer link that leads somewhere public."""
    pages = public_targets([value["page"] for value in values if value["page"]], language)
    links = []
    for value in values:
        page = pages.get(value["page"].translation_key) if value["page"] else None
        address = (page.get_url(request) or "") if page else value["address"]
        if address and bool(value["page"]) == bool(page):
            links.append((value["text"], address))
    return links


def public_targets(pages: Iterable[Page], language: str) -> dict[Any, Page]:
    """Public pages by identity, in this language where there are, else as they were chosen."""
    chosen = list(pages)
    if not chosen:
        return {}
    keys = {page.translation_key for page in chosen}
    locale = Locale.objects.filter(language_code=language).first() or Locale.get_default()
    found = list(readable_pages(Reader(locale)).filter(translation_key__in=keys))
    originals = {page.pk for page in chosen}
    targets = {page.translation_key: page for page in found if page.pk in originals}
    return targets | {page.translation_key: page for page in found if page.locale_id == locale.pk}


def forget_details(**kwargs: Any) -> None:
    """Once the change is certain: every process reads the words anew."""
    transaction.on_commit(move_version_on, robust=True)


def move_version_on() -> None:
    """Count the version up; a cache that fails keeps the old words for `SECONDS` at most."""
    try:
        try:
            cache.incr(VERSION_KEY)
        except ValueError:
            cache.set(VERSION_KEY, 1, None)
    except Exception:
        logger.warning("The cache did not answer.", exc_info=True)

"""What search engines may find: public pages, by language."""

from __future__ import annotations

from typing import Any

from django.contrib.sitemaps import views
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.views.decorators.http import require_safe
from wagtail.contrib.sitemaps import Sitemap
from wagtail.models import Locale, Page
from wagtail.query import PageQuerySet

from plan.queries import visible_pages
from plan.readers import Reader
from plan.service import service_details

#: Places that are no use to anybody who searches; forms and searches in any language.
CLOSED = ("/admin/", "/accounts/", "/*/take-part/", "/*/search/", "/*/drafts/")


class LanguageSitemap(Sitemap):
    """The public pages of one site in one language."""

    def __init__(self, request: HttpRequest, locale: Locale) -> None:
        super().__init__(request)
        self.locale = locale

    def items(self) -> PageQuerySet:
        """Pages below the site's front page that anybody may read, and it itself."""
        key = self.get_wagtail_site().root_page.translation_key
        root = Page.objects.filter(translation_key=key, locale=self.locale).first()
        pages = visible_pages(Reader(self.locale)).order_by("path")
        below = pages.descendant_of(root, inclusive=True) if root else pages.none()
        found: PageQuerySet = below.defer_streamfields().specific()
        return found


def sitemaps(request: HttpRequest) -> dict[str, Any]:
    """A sitemap for each language, by its code."""
    return {
        locale.language_code: LanguageSitemap(request, locale)
        for locale in Locale.objects.order_by("language_code")
    }


@require_safe
def sitemap_index(request: HttpRequest) -> TemplateResponse:
    """The list of sitemaps that have something in them."""
    filled = {code: found for code, found in sitemaps(request).items() if found.items().exists()}
    return views.index(request, filled, sitemap_url_name="sitemap")


@require_safe
def sitemap(request: HttpRequest, section: str) -> TemplateResponse:
    """The pages of one language; 404 for one the site does not have."""
    return views.sitemap(request, sitemaps(request), section=section)


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """Ask robots to stay away from forms, and from a demonstration altogether."""
    closed = ("/",) if service_details(request).demonstration_notice else CLOSED
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in closed)]
    lines += ["", f"Sitemap: {request.build_absolute_uri('/sitemap.xml')}", ""]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")

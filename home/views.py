"""Search over everything public, and the way to the front page."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from wagtail.models import Locale, Site

from home.search import find
from plan.readers import Reader

RESULTS_A_PAGE = 20
LONGEST_QUESTION = 200


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Search pages and passages in the language of the address."""
    words = request.GET.get("q", "").replace("\x00", "").strip()[:LONGEST_QUESTION]
    results = find(words, Reader.of(request)) if words else []
    page = Paginator(results, RESULTS_A_PAGE).get_page(request.GET.get("page"))
    context = {"search_words": words, "results": page, "is_unlisted": True}
    return render(request, "home/search.html", context)


@require_safe
def home_page(request: HttpRequest) -> HttpResponse:
    """Lead to the site's front page in the active language."""
    site = Site.find_for_request(request)
    if site is None:
        raise Http404(_("There is no site at this address."))
    page = site.root_page
    translation = page.get_translation_or_none(Locale.get_active())
    target = translation if translation and translation.live else page
    return redirect(target.get_url(request) or "/")

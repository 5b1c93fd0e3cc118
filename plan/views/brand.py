"""Serves the owner's colours (see `plan.brand`)."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_cache_control
from django.views.decorators.http import condition, require_safe
from wagtail.models import Site

from plan.brand import stylesheet, version_of
from plan.models import Branding

#: Seconds an address without a version may be kept, and one with the version it names.
SHORT, LONG = 300, 31_536_000


def css_for(request: HttpRequest) -> str:
    """The stylesheet of the site that was asked for, read once per request."""
    known: str | None = getattr(request, "plan_brand_css", None)
    if known is None:
        site = Site.find_for_request(request)
        known = stylesheet(Branding.objects.filter(site=site).first() if site else None)
        request.plan_brand_css = known  # type: ignore[attr-defined]  # kept for this request only
    return known


def etag(request: HttpRequest) -> str:
    """The stylesheet is its own version: it is a line long."""
    return f'"{version_of(css_for(request))}"'


@require_safe
@condition(etag_func=etag)
def brand(request: HttpRequest) -> HttpResponse:
    """Serve the colours; for long where the address names the version that is served."""
    css = css_for(request)
    response = HttpResponse(css, content_type="text/css; charset=utf-8")
    is_exact = request.GET.get("v") == version_of(css)
    patch_cache_control(response, public=True, max_age=LONG if is_exact else SHORT)
    return response

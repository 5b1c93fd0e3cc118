"""The owner's colours as a small stylesheet, since public pages allow no inline style."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import condition, require_safe
from wagtail.models import Site

from plan.colours import HEX_COLOUR
from plan.models import Branding

PROPERTIES = {
    "--plan-brand": "brand_colour",
    "--plan-link": "link_colour",
    "--plan-button": "button_colour",
}


def stylesheet(request: HttpRequest) -> str:
    """Custom properties for the plugin's scope; empty where the site keeps our colours."""
    site = Site.find_for_request(request)
    branding = Branding.objects.filter(site=site).first() if site else None
    if branding is None:
        return ""
    rules = [
        f"{name}:{colour}"
        for name, field in PROPERTIES.items()
        if HEX_COLOUR.fullmatch(colour := getattr(branding, field))
    ]
    return f".plan-scope{{{';'.join(rules)}}}"


def etag(request: HttpRequest) -> str:
    """The stylesheet is its own version: it is a line long."""
    return f'"{hash_of(stylesheet(request))}"'


def hash_of(text: str) -> str:
    """A short digest, for an ETag."""
    import hashlib

    return hashlib.sha256(text.encode()).hexdigest()[:16]


@require_safe
@cache_control(public=True, max_age=300)
@condition(etag_func=etag)
def brand(request: HttpRequest) -> HttpResponse:
    """Serve the colours."""
    return HttpResponse(stylesheet(request), content_type="text/css; charset=utf-8")

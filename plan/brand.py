"""The owner's colours as a small stylesheet, since public pages allow no inline style."""

from __future__ import annotations

import hashlib

from wagtail.models import Site

from plan.colours import HEX_COLOUR
from plan.models import Branding

PROPERTIES = {
    "--plan-brand": "brand_colour",
    "--plan-link": "link_colour",
    "--plan-button": "button_colour",
}


def stylesheet(branding: Branding | None) -> str:
    """Custom properties for the plugin's scope; empty where the site keeps our colours."""
    if branding is None:
        return ""
    rules = [
        f"{name}:{colour}"
        for name, field in PROPERTIES.items()
        if HEX_COLOUR.fullmatch(colour := getattr(branding, field))
    ]
    return f".plan-scope{{{';'.join(rules)}}}" if rules else ""


def colour_for(site: Site | None) -> str | None:
    """The owner's main colour as `#rrggbb`, for pictures; None where the site keeps ours."""
    found = Branding.objects.filter(site=site).first() if site else None
    is_set = found is not None and HEX_COLOUR.fullmatch(found.brand_colour)
    return str(found.brand_colour) if found is not None and is_set else None


def version_of(css: str) -> str:
    """A short digest, which changes when the stylesheet does."""
    return hashlib.sha256(css.encode()).hexdigest()[:16]

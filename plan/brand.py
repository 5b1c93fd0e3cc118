"""The owner's colours as a small stylesheet, since public pages allow no inline style."""

from __future__ import annotations

import hashlib

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


def version_of(css: str) -> str:
    """A short digest, which changes when the stylesheet does."""
    return hashlib.sha256(css.encode()).hexdigest()[:16]

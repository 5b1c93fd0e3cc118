"""The content policy of cards: as strict as any page's, but for who may frame them."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import urlsplit

from django.conf import settings


def card_policy(ancestors: Sequence[str]) -> str:
    """A policy of its own, which the site's leaves as it is. No script runs in a card."""
    hosts = static_hosts()
    sources = " ".join(["'self'", *hosts])
    framing = " ".join(ancestors) or "'none'"
    return "; ".join(
        (
            "default-src 'none'",
            f"style-src {sources}",
            f"img-src {sources} data:",
            f"font-src {sources}",
            "base-uri 'none'",
            "form-action 'none'",
            f"frame-ancestors {framing}",
        )
    )


def static_hosts() -> list[str]:
    """Where style sheets come from when it is not this site."""
    parts = urlsplit(settings.STATIC_URL or "")
    return [f"{parts.scheme}://{parts.netloc}"] if parts.scheme and parts.netloc else []

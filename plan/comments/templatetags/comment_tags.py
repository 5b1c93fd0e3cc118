"""Template filters for what people wrote."""

from __future__ import annotations

import re

from django import template
from django.template.defaultfilters import linebreaks_filter
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

register = template.Library()

LINK = re.compile(r"https?://[^\s<>\"']+", re.IGNORECASE)
#: Ends a sentence rather than an address.
AFTER = ".,;:!?)]}»”’"
REL = "nofollow ugc noopener"


@register.filter
def plain(text: str) -> SafeString:
    """Words as words, in paragraphs and lines as typed; nothing in them is HTML."""
    return linebreaks_filter(text, autoescape=True)


@register.filter
def with_links(text: str) -> SafeString:
    """As `plain`, and addresses can be followed; search engines are told who wrote them."""
    parts: list[str] = []
    place = 0
    for match in LINK.finditer(text):
        address = match.group().rstrip(AFTER)
        parts.append(text[place : match.start()])
        parts.append(
            format_html('<a class="govuk-link" href="{0}" rel="{1}">{0}</a>', address, REL)
        )
        place = match.start() + len(address)
    parts.append(text[place:])
    return linebreaks_filter(format_html_join("", "{}", ((part,) for part in parts)))

"""Template filters for what people wrote."""

from __future__ import annotations

import re

from django import template
from django.utils.html import conditional_escape, format_html, linebreaks
from django.utils.safestring import SafeString, mark_safe

register = template.Library()

LINK = re.compile(r"https?://[^\s<>\"']+", re.IGNORECASE)
#: Ends a sentence rather than an address.
AFTER = ".,;:!?)]}»”’"
REL = "nofollow ugc noopener"


@register.filter
def plain(text: str) -> SafeString:
    """Words as words, in paragraphs and lines as typed; nothing in them is HTML."""
    return mark_safe(linebreaks(text, autoescape=True))  # noqa: S308  # escaped by Django


@register.filter
def with_links(text: str) -> SafeString:
    """As `plain`, and addresses can be followed; search engines are told who wrote them."""
    parts, place = [], 0
    for match in LINK.finditer(text):
        address = match.group().rstrip(AFTER)
        parts.append(conditional_escape(text[place : match.start()]))
        parts.append(
            format_html('<a class="govuk-link" href="{0}" rel="{1}">{0}</a>', address, REL)
        )
        place = match.start() + len(address)
    parts.append(conditional_escape(text[place:]))
    return mark_safe(linebreaks("".join(parts)))  # noqa: S308  # each part is escaped

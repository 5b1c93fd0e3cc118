"""Template tags of the plan's public pages."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from django import template
from django.apps import apps
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, get_language_bidi, gettext, to_locale

from plan import readers
from plan.files import public_file
from plan.queries import direction_of
from plan.queries import language_name as language_name_of

register = template.Library()


@cache
def has_catalogue(language: str) -> bool:
    """Whether our own words exist in a language; English is what they are written in."""
    if language.partition("-")[0] == "en":
        return True
    folder = Path(apps.get_app_config("plan").path) / "locale" / to_locale(language)
    return (folder / "LC_MESSAGES" / "django.po").exists()


@register.simple_tag
def ui_lang(message: str = "") -> SafeString:
    """Attributes for words of ours: they say so when they are still in English here.

    Where the words are given, another catalogue that happens to have them is believed.
    """
    is_translated = bool(message) and gettext(message) != message
    if is_translated or has_catalogue(get_language() or "en"):
        return mark_safe("")
    direction = ' dir="ltr"' if get_language_bidi() else ""
    return mark_safe(f' lang="en"{direction}')  # noqa: S308  # no part comes from outside


@register.simple_tag
def lang_of(language: str) -> SafeString:
    """Attributes for words that are in another language than the page around them."""
    active = get_language() or "en"
    if not language or language == active:
        return mark_safe("")
    turned = direction_of(language)
    if turned == direction_of(active):
        return format_html(' lang="{}"', language)
    return format_html(' lang="{}" dir="{}"', language, turned)


@register.simple_tag
def text_direction() -> str:
    """`rtl` or `ltr` of the active language."""
    return direction_of(get_language() or "en")


@register.simple_tag(takes_context=True)
def has_session(context: dict[str, Any]) -> bool:
    """Whether to ask who is reading: a page for those without a session is the same for all."""
    request = context.get("request")
    return request is not None and readers.has_session(request)


@register.simple_tag
def heading_level(value: Any, level: int | str | None = None) -> int:
    """Level of a heading block: where it stands in the page, else as the editor chose it."""
    return int(level or value["level"])


@register.filter
def public(file: Any) -> Any:
    """The document or image unless it is private."""
    return public_file(file or None)


@register.filter
def isolated(name: str) -> SafeString:
    """A name inside a sentence of ours, in its own direction, moving nothing around it."""
    return format_html("<bdi>{}</bdi>", name)


@register.filter
def direction(language: str) -> str:
    """`rtl` or `ltr` of a language code."""
    return direction_of(language)


@register.filter
def language_name(code: str) -> str:
    """A language's own name, as its readers know it."""
    return language_name_of(code)


@register.simple_tag(takes_context=True)
def localised_url(context: dict[str, Any], page: Any) -> str:
    """Address of a page, without asking the database for the site again."""
    return page.get_url(context.get("request")) or ""

"""Doors before wagtail-localize's views that ask too little.

There, whoever may submit a translation may start one in any language and publish all of them, and
whoever may edit a kind of words may translate them into any language. Here people do so only in
languages they work in, and publish only what they may publish.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import URLPattern, path
from django.utils.translation import gettext as _
from wagtail.models import Locale, Page

from plan.guards import Operation, check
from plan.permissions import can_edit_words_in, can_publish_page, can_translate_into

View = Callable[..., HttpResponse]
#: Given the request and what the address names, raises PermissionDenied.
Check = Callable[..., None]


def refuse_unless(is_allowed: bool) -> None:
    """PermissionDenied, in words for the person."""
    if not is_allowed:
        raise PermissionDenied(_("You can only translate into languages that you work in."))


def chosen_locales(request: HttpRequest) -> list[Locale]:
    """The languages ticked in the form; what is no language is left to the form to refuse."""
    keys = [key for key in request.POST.getlist("locales") if key.isdecimal()]
    return list(Locale.objects.filter(pk__in=keys))


def check_submit_page(request: HttpRequest, page_id: int) -> None:
    """Starting translations of a page."""
    page = get_object_or_404(Page, pk=page_id)
    for locale in chosen_locales(request):
        refuse_unless(can_translate_into(request.user, page, locale))


def check_submit_words(request: HttpRequest, **names: str) -> None:
    """Starting translations of a snippet."""
    for locale in chosen_locales(request):
        refuse_unless(can_edit_words_in(request.user, locale))


def check_update(request: HttpRequest, translation_source_id: int) -> None:
    """Bringing translations up to date with their source, and publishing them where asked."""
    from wagtail_localize.models import TranslationSource

    source = get_object_or_404(TranslationSource, pk=translation_source_id)
    if "publish_translations" not in request.POST:
        return
    languages = source.translations.filter(enabled=True).values("target_locale")
    pages = Page.objects.filter(translation_key=source.object_id, locale__in=languages)
    if not all(can_publish_page(request.user, page) for page in pages):
        raise PermissionDenied(
            _("You can only publish translations in languages that you publish.")
        )


def check_translate(request: HttpRequest, translation_id: int, **names: Any) -> None:
    """Writing translated words; for pages wagtail-localize asks itself."""
    from wagtail_localize.models import Translation

    found = Translation.objects.select_related("source", "target_locale")
    translation = get_object_or_404(found, pk=translation_id)
    is_page = Page.objects.filter(translation_key=translation.source.object_id).exists()
    refuse_unless(is_page or can_edit_words_in(request.user, translation.target_locale))


def check_alias(request: HttpRequest, page_id: int) -> None:
    """Giving a translation up for a copy of its source, which is published at once."""
    page = get_object_or_404(Page, pk=page_id)
    if not can_publish_page(request.user, page):
        raise PermissionDenied(
            _("Only those who publish in this language can put a copy in place of a translation.")
        )
    check(page, Operation.UNPUBLISH)  # readers are shown no copies: to them the page is gone


#: What is asked before each view, by the name of its address.
CHECKS: dict[str, Check] = {
    "submit_page_translation": check_submit_page,
    "submit_snippet_translation": check_submit_words,
    "update_translations": check_update,
    "edit_string_translation": check_translate,
    "edit_override": check_translate,
    "upload_pofile": check_translate,
    "machine_translate": check_translate,
    "stop_translation": check_translate,
    "convert_to_alias": check_alias,
}


def door(asked: Check, view: View) -> View:
    """The view, once the check has passed."""

    @wraps(view)
    def guarded(request: HttpRequest, **names: Any) -> HttpResponse:
        asked(request, **names)
        return view(request, **names)

    return guarded


def door_urls() -> list[URLPattern]:
    """The addresses of the views behind the doors, to be found before their own."""
    from wagtail_localize.wagtail_hooks import register_admin_urls

    return [
        path(f"{resolver.pattern}{found.pattern}", door(CHECKS[found.name], found.callback))
        for resolver in register_admin_urls()
        for found in resolver.url_patterns
        if found.name in CHECKS
    ]

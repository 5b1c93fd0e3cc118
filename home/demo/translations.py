"""Translates the demonstration as translators do, from catalogues instead of from memory."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from typing import Any

from django.db import models, transaction
from wagtail.models import Locale, Page
from wagtail_localize.models import (
    StringSegment,
    StringTranslation,
    Translation,
    TranslationSource,
)

from home.demo.content_files import TARGET_LANGUAGES, read_catalogue
from plan.actions.record_progress import record_progress
from plan.models import Organisation, PlanKind, ServiceDetails
from plan.translation import counted_segments

logger = logging.getLogger(__name__)


def target_locales() -> list[Locale]:
    """The languages the demonstration is translated into, switched on."""
    return [
        Locale.objects.get_or_create(language_code=language)[0] for language in TARGET_LANGUAGES
    ]


def translate_site(home: Page) -> None:
    """Everything, in every language: what pages point to first, then pages from the top down."""
    for locale in target_locales():
        for model in (Organisation, PlanKind):
            translate_all(model.objects.filter(locale=home.locale), locale)
        pages = Page.objects.descendant_of(home, inclusive=True).order_by("path")
        translate_all(pages.specific(), locale)
        translate_all(ServiceDetails.objects.filter(locale=home.locale), locale)


def translate_all(sources: Iterable[models.Model], locale: Locale) -> None:
    """Translate and publish some things into one language."""
    for source in sources:
        translate(source, locale)


@transaction.atomic
def translate(source: models.Model, locale: Locale) -> None:
    """Hand in for translation, translate what the catalogue knows, publish."""
    written, _ = TranslationSource.update_or_create_from_instance(source)
    translation, _ = Translation.objects.get_or_create(source=written, target_locale=locale)
    store_strings(translation)
    if not isinstance(source, Page):
        translation.save_target()
        return
    # Publishing by `save_target` would wait for the commit, and what follows builds on it.
    translation.save_target(publish=False)
    page = translation.get_target_instance()
    page.get_latest_revision().publish()


def store_strings(translation: Translation) -> None:
    """The catalogue's words for every piece of text that has none yet."""
    locale = translation.target_locale
    catalogue = read_catalogue(locale.language_code)
    segments = StringSegment.objects.filter(source=translation.source).select_related("string")
    done = set(
        StringTranslation.objects.filter(
            locale=locale, context__in=[segment.context_id for segment in segments]
        ).values_list("translation_of", "context")
    )
    rows = [
        StringTranslation(
            translation_of=segment.string,
            locale=locale,
            context_id=segment.context_id,
            data=catalogue[segment.string.data],
        )
        for segment in segments
        if segment.string.data in catalogue
        and (segment.string_id, segment.context_id) not in done
    ]
    StringTranslation.objects.bulk_create(rows)


def translate_again(page: Page) -> None:
    """After the source changed: publish the translations that the catalogue can complete.

    Those it cannot complete stay as they are, out of date, for a translator to finish.
    """
    source, _ = TranslationSource.update_or_create_from_instance(page)
    for translation in Translation.objects.filter(source=source):
        store_strings(translation)
        target: Any = translation.get_target_instance()
        counted = counted_segments(target)
        if counted is not None and counted[0] == counted[1]:
            translation.save_target(publish=False)
            target.get_latest_revision().publish()
        else:
            record_progress(page=target)

"""Translates the demonstration as translators do, from catalogues instead of from memory."""

from __future__ import annotations

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

from home.demo.content_files import SOURCE_LANGUAGE, TARGET_LANGUAGES, read_catalogue
from plan.actions.index_passages import index_plan
from plan.actions.record_progress import record_progress
from plan.comments.models import HouseRules
from plan.consultation.models import ConsultationPage
from plan.models import Organisation, PlanKind, PlanPage, ServiceDetails
from plan.translation import counted_segments


def target_locales() -> list[Locale]:
    """The languages the demonstration is translated into, switched on."""
    return [
        Locale.objects.get_or_create(language_code=language)[0] for language in TARGET_LANGUAGES
    ]


def translate_site(home: Page) -> None:
    """Everything, in every language: what pages point to first, then pages from the top down.

    Forms come last, for they show passages of other pages.
    """
    for model in (Organisation, PlanKind, HouseRules):
        translate_all(model.objects.filter(locale=home.locale))
    pages = Page.objects.descendant_of(home, inclusive=True).order_by("path")
    asking = pages.type(ConsultationPage)
    translate_all(pages.not_type(ConsultationPage).specific())
    index_translations()
    translate_all(asking.specific())
    translate_all(ServiceDetails.objects.filter(locale=home.locale))


def index_translations() -> None:
    """Number the passages now: forms show some of them, and the commit comes too late for that."""
    for plan_page in PlanPage.objects.exclude(locale__language_code=SOURCE_LANGUAGE):
        index_plan(plan_page=plan_page)


def translate_all(sources: Iterable[models.Model]) -> None:
    """Hand things in for translation, translate them into each language, publish them."""
    for instance in sources:
        source, _ = TranslationSource.update_or_create_from_instance(instance)
        for locale in target_locales():
            translation, _ = Translation.objects.get_or_create(source=source, target_locale=locale)
            store_strings(translation)
            publish_translation(translation)


@transaction.atomic
def publish_translation(translation: Translation) -> None:
    """Write what is translated, and publish it.

    Pages are published here: `save_target` would wait for the commit, and what follows builds on
    it.
    """
    if isinstance(translation.source.as_instance(), Page):
        translation.save_target(publish=False)
        translation.get_target_instance().get_latest_revision().publish()
    else:
        translation.save_target()


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
        if segment.string.data in catalogue and (segment.string_id, segment.context_id) not in done
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
            publish_translation(translation)
        else:
            record_progress(page=target)

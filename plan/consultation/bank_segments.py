"""Hands finished translations of a bank to wagtail-localize, segment by segment.

Imported only where wagtail-localize is installed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from wagtail.models import Locale
from wagtail_localize.models import StringSegment, StringTranslation, Translation, TranslationSource
from wagtail_localize.strings import StringValue

from plan.consultation.models import QuestionBank


def translate_bank(source: QuestionBank, words: Mapping[str, Any], locale: Locale) -> QuestionBank:
    """The bank in another language, with each of its segments translated."""
    origin, _ = TranslationSource.update_or_create_from_instance(source)
    translation, _ = Translation.objects.get_or_create(source=origin, target_locale=locale)
    said = dict(words_by_path(words))
    segments = StringSegment.objects.filter(source=origin).select_related("string", "context")
    for segment in segments:
        StringTranslation.objects.get_or_create(
            translation_of=segment.string,
            locale=locale,
            context=segment.context,
            defaults={"data": StringValue.from_plaintext(said[segment.context.path]).data},
        )
    translation.save_target()
    found: QuestionBank = QuestionBank.objects.get(
        translation_key=source.translation_key, locale=locale
    )
    return found


def words_by_path(words: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Each piece of text by the path that wagtail-localize knows it by."""
    yield "name", words["name"]
    yield "explanation", words["explanation"]
    for question in words["questions"]:
        place, value = f"questions.{question['id']}", question["value"]
        yield f"{place}.text", value["text"]
        yield f"{place}.hint", value["hint"]
        for option in value.get("options", ()):
            yield f"{place}.options.{option['id']}.text", option["value"]["text"]

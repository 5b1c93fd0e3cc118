"""Make the question banks that come with the product, in every language they are written in."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db import transaction
from wagtail.log_actions import log
from wagtail.models import Locale

from plan.consultation.banks import content_hash
from plan.consultation.models import QuestionBank
from plan.consultation.shipped_banks.reading import (
    ShippedBank,
    languages,
    shipped_banks,
    stored_fields,
)
from plan.translation import is_localize_installed


class NoLanguageError(Exception):
    """The site has none of the languages that the banks are written in."""


@transaction.atomic
def create_question_banks(*, user: Any = None) -> list[QuestionBank]:
    """Make what is missing; returns what was made. A second run makes nothing.

    A bank that is there stays as staff have made it. A language that was switched on since gets its
    words, unless the bank's own words have been changed: those nobody translated.
    """
    locales = {locale.language_code: locale for locale in Locale.objects.all()}
    spoken = [locales[language] for language in languages() if language in locales]
    if not spoken:
        raise NoLanguageError
    default = Locale.get_default()
    source = default if default in spoken else spoken[0]
    others = [locale for locale in spoken if locale != source]
    made = [bank for shipped in shipped_banks() for bank in create_bank(shipped, source, others)]
    for bank in made:
        log(instance=bank, action="wagtail.create", user=user)
    return made


def create_bank(
    shipped: ShippedBank, locale: Locale, others: list[Locale]
) -> Iterator[QuestionBank]:
    """One bank, then its translations."""
    banks = QuestionBank.objects.filter(translation_key=shipped.translation_key)
    source = banks.order_by("pk").first()
    if source is None:
        source = new_bank(shipped, locale)
        source.save()
        yield source
    language = source.locale.language_code
    if language not in languages() or is_changed(source, shipped, language):
        return
    for other in others:
        if not banks.filter(locale=other).exists():
            yield translated_bank(source, shipped, other)


def new_bank(shipped: ShippedBank, locale: Locale) -> QuestionBank:
    """A bank in a language, not stored yet."""
    words = shipped.words(locale.language_code)
    return QuestionBank(
        translation_key=shipped.translation_key,
        locale=locale,
        **stored_fields(QuestionBank, words),
    )


def is_changed(bank: QuestionBank, shipped: ShippedBank, language: str) -> bool:
    """Whether a bank says something else than what was shipped."""
    fields = stored_fields(QuestionBank, shipped.words(language))
    return content_hash(bank) != content_hash(QuestionBank(**fields))


def translated_bank(source: QuestionBank, shipped: ShippedBank, locale: Locale) -> QuestionBank:
    """The bank in another language; where translators work in segments, they find theirs filled."""
    if not is_localize_installed():
        bank = new_bank(shipped, locale)
        bank.save()
        return bank
    from plan.consultation.bank_segments import translate_bank

    return translate_bank(source, shipped.words(locale.language_code), locale)

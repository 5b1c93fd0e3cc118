"""Labels of a list of answers in other languages."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from wagtail.log_actions import log
from wagtail.models import Locale

from plan.consultation.models import OptionList
from plan.permissions import can_edit_words_in


@transaction.atomic
def label_option_list(
    *, option_list: OptionList, labels: dict[str, dict[str, str]], user: Any
) -> None:
    """Write labels by language and code into the list's translations, made where there are none.

    Codes and their order are the list's own; a code without a label has none in that language, so
    that forms are not complete there before it has. PermissionDenied, with nothing written, for a
    language that is not this person's.
    """
    locales = {
        locale.language_code.casefold(): locale
        for locale in Locale.objects.exclude(pk=option_list.locale_id)
    }
    for language, words in labels.items():
        locale = locales[language]
        if not can_edit_words_in(user, locale):
            raise PermissionDenied
        translated = option_list.get_translation_or_none(locale)
        if translated is None:
            translated = option_list.copy_for_translation(locale)
        translated.entries = [
            {"code": entry["code"], "label": words[entry["code"]]}
            for entry in option_list.entries
            if entry["code"] in words
        ]
        translated.save()
        log(instance=translated, action="wagtail.edit", user=user)

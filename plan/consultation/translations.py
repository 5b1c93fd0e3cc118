"""What a translated page was made from, where wagtail-localize made it."""

from __future__ import annotations

from dataclasses import dataclass

from plan.consultation.compiler import compile_page
from plan.consultation.models import ConsultationPage
from plan.translation import is_localize_installed


@dataclass(frozen=True)
class TranslationOrigin:
    """The source words a translator saw, and whether all of them have been translated."""

    texts: dict[str, str]
    is_finished: bool

    def is_current_for(self, texts: dict[str, str]) -> bool:
        """Whether the translation is finished and was made from these very words."""
        return self.is_finished and all(
            self.texts.get(key) == words for key, words in texts.items()
        )


def source_of_translation(page: ConsultationPage) -> TranslationOrigin | None:
    """What the page was translated from; None for a page written by hand in its language."""
    if not is_localize_installed():
        return None
    from wagtail_localize.models import Translation

    translation = (
        Translation.objects.filter(
            source__object_id=page.translation_key, target_locale=page.locale_id
        )
        .select_related("source")
        .first()
    )
    if translation is None or not translation.enabled:
        return None
    total, translated = translation.get_progress()
    source = translation.source.as_instance()
    return TranslationOrigin(compile_page(source).texts, total == translated)

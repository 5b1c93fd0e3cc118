"""What a translated page or bank was made from, where wagtail-localize made it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from plan.consultation.compiler import Compiled, compile_page
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
    return origin_of(page, compile_page)


def origin_of(translated: Any, compiled: Callable[[Any], Compiled]) -> TranslationOrigin | None:
    """What a page or snippet was translated from; None where nobody translated it so."""
    if not is_localize_installed():
        return None
    from wagtail_localize.models import Translation

    translation = (
        Translation.objects.filter(
            source__object_id=translated.translation_key, target_locale=translated.locale_id
        )
        .select_related("source")
        .first()
    )
    if translation is None or not translation.enabled:
        return None
    total, done = translation.get_progress()
    source = translation.source.as_instance()
    return TranslationOrigin(compiled(source).texts, total == done)

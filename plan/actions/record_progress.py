"""Note how far a page is translated, so that no untranslated copy passes for a translation."""

from __future__ import annotations

from django.db import transaction
from wagtail.models import Page

from plan.models import TranslationProgress
from plan.translation import counted_segments


@transaction.atomic
def record_progress(*, page: Page) -> TranslationProgress | None:
    """Store what was counted now; an original, or a page written by hand, has nothing to store."""
    counted = counted_segments(page)
    if counted is None:
        TranslationProgress.objects.filter(page_id=page.pk).delete()
        return None
    segments, translated = counted
    progress, _ = TranslationProgress.objects.update_or_create(
        page_id=page.pk,
        defaults={"segments": segments, "translated_segments": translated},
    )
    return progress

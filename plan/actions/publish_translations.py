"""When a page goes live by the clock, its finished translations go live with it.

Finished means that every piece of text which has just become public in the source is translated,
that nobody is reviewing the draft, and that it has no later date of its own. A translation written
without wagtail-localize cannot be measured: it goes live by its own date alone.
"""

from __future__ import annotations

import logging
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from wagtail.models import Page, Revision

from plan.models.mixins import InPlanMixin
from plan.translation import is_localize_installed

logger = logging.getLogger(__name__)


def went_live_by_the_clock(page: InPlanMixin, revision: Revision | None) -> bool:
    """Whether publishing this revision was the work of its schedule."""
    due = getattr(revision, "approved_go_live_at", None)
    return bool(page.live and due is not None and due <= timezone.now())


def publish_translations(*, page: InPlanMixin) -> list[Page]:
    """Publish the finished translations of a source page; return their pages.

    One that cannot be published is left as it was, and does not hold the others up.
    """
    if not is_localize_installed() or not page.is_source():
        return []
    published = []
    for translation in translations_of(page):
        try:
            published.append(publish_translation(translation))
        except (PermissionDenied, ValidationError):
            logger.exception("The translation %s of page %s was not published", translation, page)
    return published


def translations_of(page: InPlanMixin) -> list[Any]:
    """wagtail-localize's records of the page's finished translations."""
    from wagtail_localize.models import Translation

    found = Translation.objects.filter(source__object_id=page.translation_key, enabled=True)
    strings = strings_of(page)
    return [
        translation
        for translation in found.select_related("source", "target_locale")
        if is_free(page, translation) and strings <= translated_strings(translation)
    ]


def is_free(page: InPlanMixin, translation: Any) -> bool:
    """Whether a translated page exists that nobody reviews and that has no later date."""
    target = Page.objects.filter(
        translation_key=page.translation_key, locale=translation.target_locale, alias_of=None
    ).first()
    if target is None or target.workflow_in_progress:
        return False
    draft = target.get_latest_revision_as_object()
    return draft.go_live_at is None or draft.go_live_at <= timezone.now()


def strings_of(page: InPlanMixin) -> set[tuple[str, str]]:
    """Place and words of everything to translate in the page as it is public now."""
    from wagtail_localize.segments.extract import extract_segments
    from wagtail_localize.segments.types import StringSegmentValue

    return {
        (segment.path, segment.string.data)
        for segment in extract_segments(page)
        if isinstance(segment, StringSegmentValue)
    }


def translated_strings(translation: Any) -> set[tuple[str, str]]:
    """Place and source words of everything translated into one language."""
    from wagtail_localize.models import StringTranslation

    rows = StringTranslation.objects.filter(
        context__object_id=translation.source.object_id,
        locale=translation.target_locale,
        has_error=False,
    )
    return set(rows.values_list("context__path", "translation_of__data"))


@transaction.atomic
def publish_translation(translation: Any) -> Page:
    """Write the translation of what is public now, and publish it in the same transaction."""
    translation.source.update_from_db()
    translation.save_target(publish=False)
    page = translation.get_target_instance()
    page.get_latest_revision().publish(log_action="wagtail.publish.scheduled")
    published: Page = type(page).objects.get(pk=page.pk)
    return published

"""Append to the history of a commitment's status when a page of it is published."""

from __future__ import annotations

import json
from typing import Any

from django.db import transaction
from django.utils import timezone

from plan.actions.write_record import successor_of
from plan.translation import is_localize_installed
from priorities.models import Commitment, CommitmentPage, CommitmentStatusChange


@transaction.atomic
def note_status(*, page: CommitmentPage, user: Any) -> CommitmentStatusChange | None:
    """Append an entry when the source page says something new; return it.

    A translation adds its words to the newest entry, when they are about that one. The page of an
    earlier plan says nothing new once that of a later one is public.
    """
    if not page.live or page.alias_of_id is not None:
        return None
    record = Commitment.objects.select_for_update().get(pk=page.commitment_id)
    newest = record.status_changes.order_by("-changed_at", "-pk").first()
    if not page.is_source():
        return add_words(page, newest) if newest else None
    if successor_of(page) is not None:
        return None
    if newest and stands_for(newest, page):
        return None
    reason = page.status_reason.strip()
    language = page.locale.language_code
    return CommitmentStatusChange.objects.create(
        commitment=record,
        status=page.status,
        due_on=page.due_on,
        reasons={language: reason} if reason else {},
        language=language,
        changed_at=timezone.now(),
        changed_by=user,
    )


def stands_for(change: CommitmentStatusChange, page: CommitmentPage) -> bool:
    """Whether the page says nothing that the entry does not."""
    return (change.status, change.due_on, change.reason) == (
        page.status,
        page.due_on,
        page.status_reason.strip(),
    )


def add_words(
    page: CommitmentPage, newest: CommitmentStatusChange
) -> CommitmentStatusChange | None:
    """Add a translated reason to the newest entry; what is there already stays."""
    language, words = page.locale.language_code, page.status_reason.strip()
    is_known = language in newest.reasons or words in ("", newest.reason)
    if is_known or not newest.reason or source_reason(page) not in (None, newest.reason):
        return None
    newest.reasons = {**newest.reasons, language: words}
    newest.save(update_fields=["reasons"])
    return newest


def source_reason(page: CommitmentPage) -> str | None:
    """The reason that a translation was made from; None where nobody knows.

    A translation may be published again while its words are about an earlier status.
    """
    if not is_localize_installed():
        return None
    from wagtail_localize.models import Translation

    found = Translation.objects.filter(
        source__object_id=page.translation_key, target_locale=page.locale_id
    ).select_related("source")
    translation = found.first()
    if translation is None:
        return None
    return str(json.loads(translation.source.content_json).get("status_reason", "")).strip()

"""Note that somebody has looked at a hint at harm, and what came of it."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from wagtail.log_actions import log

from plan.consultation.models import DisclosureHint
from plan.consultation.permissions import can_view_hints


@transaction.atomic
def mark_hint_seen(*, hint: DisclosureHint, user: Any, note: str) -> None:
    """Keep who looked when, and the note; a later look adds to it and keeps the first moment.

    The log holds neither note nor answer. PermissionDenied for those whose role does not allow it.
    """
    if not can_view_hints(user):
        raise PermissionDenied
    locked = DisclosureHint.objects.select_for_update().get(pk=hint.pk)
    if locked.seen_at is None:
        locked.seen_at, locked.seen_by = timezone.now(), user
    locked.note = "\n".join(filter(None, [locked.note, note]))
    locked.save(update_fields=["seen_at", "seen_by", "note"])
    consultation = locked.response.consultation
    log(
        instance=consultation,
        action="plan_consultation.hint_seen",
        user=user,
        title=str(consultation),
        data={"reference": locked.response.reference},
    )

"""An owner says how a commitment stands; somebody with the right to decides on it."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from wagtail.log_actions import log

from priorities.enums import UpdateState
from priorities.log_actions import UPDATE_SUBMITTED
from priorities.models import Commitment, CommitmentUpdate, Owner


def can_submit_update(owner: Owner, commitment: Commitment) -> bool:
    """Whoever keeps the commitment up to date."""
    return commitment.ownerships.filter(owner=owner).exists()


@transaction.atomic
def submit_update(
    *,
    owner: Owner,
    commitment: Commitment,
    status: str,
    reason: str,
    done: str,
    evidence_url: str,
    expected_on: date | None,
    language: str,
) -> CommitmentUpdate:
    """Keep it, in place of what the same owner sent before and nobody has decided on.

    The same words sent twice are one update. PermissionDenied for who is no owner any more.
    """
    record = Commitment.objects.select_for_update().get(pk=commitment.pk)
    if not can_submit_update(owner, record):
        raise PermissionDenied
    facts: dict[str, Any] = {
        "status": status,
        "reason": reason,
        "done": done,
        "evidence_url": evidence_url,
        "expected_on": expected_on,
        "language": language,
    }
    waiting = record.updates.filter(owner=owner, state=UpdateState.SUBMITTED)
    if same := waiting.filter(**facts).first():
        return same
    waiting.update(state=UpdateState.REPLACED)
    update = record.updates.create(owner=owner, written_by=str(owner)[:254], **facts)
    log(instance=record, action=UPDATE_SUBMITTED, data={"status": status})
    return update

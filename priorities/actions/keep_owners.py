"""Who keeps a commitment up to date."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from wagtail.log_actions import log

from plan.committing import once_committed
from priorities.commitments.letters import send_invitation
from priorities.commitments.sending import queue
from priorities.log_actions import OWNER_ADDED, OWNER_REMOVED
from priorities.models import Commitment, Owner, Ownership
from priorities.permissions import can_keep_owners


@transaction.atomic
def add_owner(
    *, commitment: Commitment, email: str, name: str, language: str, user: Any
) -> Ownership:
    """Give somebody a commitment to keep, and tell them; name and language are those said last."""
    if not can_keep_owners(user, commitment):
        raise PermissionDenied
    owner, _is_new = Owner.objects.update_or_create(
        email=email.strip().lower(), defaults={"name": name.strip(), "language": language}
    )
    ownership, is_new = Ownership.objects.get_or_create(owner=owner, commitment=commitment)
    if is_new:
        log(instance=commitment, action=OWNER_ADDED, user=user, data={})
        once_committed(queue, send_invitation, ownership.pk, 0)
    return ownership


@transaction.atomic
def remove_owner(*, ownership: Ownership, user: Any) -> None:
    """Take it away again; whoever has none left is forgotten, what they wrote stays."""
    commitment, owner = ownership.commitment, ownership.owner
    if not can_keep_owners(user, commitment):
        raise PermissionDenied
    ownership.delete()
    if not owner.ownerships.exists():
        owner.delete()
    log(instance=commitment, action=OWNER_REMOVED, user=user, data={})


def stop_reminders(*, owner: Owner) -> None:
    """The owner wants no more of them."""
    Owner.objects.filter(pk=owner.pk, reminders_stopped_at=None).update(
        reminders_stopped_at=timezone.now()
    )


def resume_reminders(*, owner: Owner) -> None:
    """The owner wants them again; what was told before is not told anew."""
    Owner.objects.filter(pk=owner.pk).update(reminders_stopped_at=None)

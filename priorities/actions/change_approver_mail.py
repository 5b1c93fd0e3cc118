"""Whether an approver wants a letter a day while updates wait."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied

from priorities.models import ApproverMail
from priorities.permissions import can_approve_commitmentupdate


def change_approver_mail(*, user: Any, wants_digest: bool) -> ApproverMail:
    """Each says so for themselves."""
    if not can_approve_commitmentupdate(user):
        raise PermissionDenied
    wanted = {"wants_digest": wants_digest}
    return ApproverMail.objects.update_or_create(user=user, defaults=wanted)[0]

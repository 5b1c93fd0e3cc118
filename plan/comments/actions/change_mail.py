"""A moderator says which letters to send, in the admin or by the link in one of them."""

from __future__ import annotations

from typing import Any

from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied
from django.db import transaction

from plan.comments.models import ModeratorMail
from plan.comments.permissions import can_view_comments


@transaction.atomic
def change_mail(*, user: Any, wants_digest: bool, wants_urgent: bool) -> ModeratorMail:
    """Store what somebody wants for themselves. PermissionDenied without access to the desk."""
    if not can_view_comments(user):
        raise PermissionDenied
    wanted = {"wants_digest": wants_digest, "wants_urgent": wants_urgent}
    return ModeratorMail.objects.update_or_create(user=user, defaults=wanted)[0]


@transaction.atomic
def stop_digests(*, person_pk: int) -> None:
    """End the digests of whoever had the link; nothing where the person is gone."""
    model: Any = get_user_model()
    if model._default_manager.filter(pk=person_pk).exists():
        ModeratorMail.objects.update_or_create(user_id=person_pk, defaults={"wants_digest": False})

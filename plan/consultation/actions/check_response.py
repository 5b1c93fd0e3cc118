"""A second person says that an entered response agrees with what came in."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models.functions import Now
from wagtail.log_actions import log

from plan.consultation.models import Response
from plan.consultation.permissions import can_check_response


@transaction.atomic
def check_response(*, response: Response, user: Any) -> None:
    """Mark an entry as checked. PermissionDenied for who entered it; a second time does nothing."""
    locked = Response.objects.select_for_update().get(pk=response.pk)
    if not can_check_response(user, locked):
        raise PermissionDenied
    if locked.checked_at is not None:
        return
    Response.objects.filter(pk=locked.pk).update(checked_by=user, checked_at=Now())
    log(
        instance=locked.consultation,
        action="plan_consultation.check_response",
        user=user,
        data={"reference": locked.reference},
    )

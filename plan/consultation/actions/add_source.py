"""Make a source: a partner or place that hands out an address of its own."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from wagtail.log_actions import log

from plan.consultation.models import Consultation, Source
from plan.consultation.permissions import can_add_source


@transaction.atomic
def add_source(*, consultation: Consultation, label: str, code: str, user: Any) -> Source:
    """A source with this code, which must be free. PermissionDenied without the right to."""
    if not can_add_source(user, consultation):
        raise PermissionDenied
    source = Source(consultation=consultation, label=label, code=code, created_by=user)
    source.full_clean()
    source.save()
    log(
        instance=consultation,
        action="plan_consultation.add_source",
        user=user,
        title=str(consultation),
        data={"label": label, "code": code},
    )
    return source

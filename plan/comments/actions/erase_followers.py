"""Staff forget an address that follows passages, because its owner asked."""

from __future__ import annotations

from collections import Counter
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from wagtail.log_actions import log

from plan.comments.models import Follower
from plan.comments.permissions import can_erase_comments
from plan.consultation.models import Consultation


@transaction.atomic
def erase_followers(*, email: str, user: Any, reason: str) -> int:
    """Delete every row of an address, and log how many without it. Returns how many there were.

    PermissionDenied; then nothing changes.
    """
    if not can_erase_comments(user):
        raise PermissionDenied
    rows = Follower.objects.filter(email=email.lower())
    numbers = Counter(rows.select_for_update().values_list("consultation", flat=True))
    Follower.objects.filter(email=email.lower()).delete()
    for consultation in Consultation.objects.filter(pk__in=numbers).order_by("pk"):
        log(
            instance=consultation,
            action="plan_comments.erase_followers",
            user=user,
            title=str(consultation),
            data={"number": numbers[consultation.pk], "reason": reason},
        )
    return sum(numbers.values())

"""Forget those who asked for something, when the time for which they are kept is over."""

from __future__ import annotations

from datetime import timedelta

from django.db.models.functions import Now, TruncDate

from plan.consultation.models import PaperRequest, UpdatesSubscriber

#: How long an address that nobody confirmed is kept.
UNCONFIRMED = timedelta(days=7)


def delete_expired_requests() -> int:
    """Delete names and addresses beyond their consultation's retention; returns how many."""
    over = {"consultation__retain_until__lt": TruncDate(Now())}
    old = UpdatesSubscriber.objects.filter(confirmed_at=None, created_at__lt=Now() - UNCONFIRMED)
    deleted = 0
    for rows in (
        PaperRequest.objects.filter(**over),
        UpdatesSubscriber.objects.filter(**over),
        old,
    ):
        deleted += rows.delete()[0]
    return deleted

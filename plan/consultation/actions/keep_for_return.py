"""Keep an unfinished attempt for longer, behind a link to come back with."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models.functions import Now

from plan.conf import return_time
from plan.consultation.actions.save_section import AlreadySentError
from plan.consultation.models import Attempt, Consultation, Response
from plan.tokens import hash_token, new_token


@transaction.atomic
def keep_for_return(*, attempt: Attempt, moment: datetime) -> str:
    """The token of a new link, of which only the hash is stored; one given before ends.

    AlreadySentError when the answers have been sent or cleared meanwhile.
    """
    locked = Attempt.objects.select_for_update().filter(pk=attempt.pk)
    if not locked.exists() or Response.objects.filter(attempt=attempt.pk).exists():
        raise AlreadySentError
    token = new_token()
    attempt.return_hash = hash_token(token)
    attempt.kept_until = kept_until(attempt.consultation, moment)
    locked.update(
        return_hash=attempt.return_hash, kept_until=attempt.kept_until, last_active_at=Now()
    )
    return token


def kept_until(consultation: Consultation, moment: datetime) -> datetime:
    """How long a link works: until no answers are taken any more."""
    if consultation.closes_at is None:
        return moment + return_time()
    return consultation.closes_at + timedelta(minutes=consultation.grace_minutes)

"""Begin an attempt at answering."""

from __future__ import annotations

from django.db import transaction
from django.db.models.functions import Now

from plan.conf import attempt_idle_time
from plan.consultation.actions.clear_tests import clear_tests_at_opening
from plan.consultation.models import Attempt, Consultation
from plan.consultation.references import hash_token, new_token

#: Idle attempts cleared away with each new one, so that none outlives its time for long.
CLEARED_AT_ONCE = 20


@transaction.atomic
def start_attempt(
    *, consultation: Consultation, texts_pk: int, is_test: bool = False
) -> tuple[Attempt, str]:
    """A new attempt and its token, of which only the hash is stored.

    The first one that is no test clears away all tests.
    """
    if not is_test:
        clear_tests_at_opening(consultation)
    delete_idle_attempts(limit=CLEARED_AT_ONCE)
    token = new_token()
    attempt = Attempt.objects.create(
        consultation=consultation,
        token_hash=hash_token(token),
        texts_id=texts_pk,
        is_test=is_test,
    )
    return attempt, token


def delete_idle_attempts(*, limit: int | None = None) -> int:
    """Delete attempts nobody has touched for the idle time; returns how many.

    An attempt that became a response goes too: the response stays, and can no longer be reached
    from the browser it was made in.
    """
    idle = Attempt.objects.filter(last_active_at__lt=Now() - attempt_idle_time())
    keys = list(idle.order_by("last_active_at").values_list("pk", flat=True)[:limit])
    deleted = 0
    for start in range(0, len(keys), 500):
        _, by_model = Attempt.objects.filter(pk__in=keys[start : start + 500]).delete()
        deleted += by_model.get(Attempt._meta.label, 0)
    return deleted

"""Begin an attempt at answering."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import connection, transaction
from django.db.models import Q
from django.db.models.functions import Now

from plan.conf import attempt_idle_time
from plan.consultation.actions.clear_tests import clear_tests_at_opening
from plan.consultation.actions.count_abandoned import count_abandoned
from plan.consultation.actions.save_section import forget_files
from plan.consultation.models import Attempt, Consultation, Source
from plan.consultation.queries import still_kept
from plan.tokens import hash_token, new_token

#: Idle attempts cleared away with each new one, so that none outlives its time for long.
CLEARED_AT_ONCE = 20


@transaction.atomic
def start_attempt(
    *,
    consultation: Consultation,
    texts_pk: int,
    source_code: str = "",
    doubts: Sequence[str] = (),
    is_test: bool = False,
) -> tuple[Attempt, str]:
    """A new attempt and its token, of which only the hash is stored.

    `source_code` names the poster or partner it came from; one that is not known names none.
    `doubts` say why it may not be what it seems (see `Doubt`); it is taken all the same.
    The first attempt that is no test clears away all tests.
    """
    if not is_test:
        clear_tests_at_opening(consultation)
    delete_idle_attempts(limit=CLEARED_AT_ONCE)
    token = new_token()
    attempt = Attempt.objects.create(
        consultation=consultation,
        token_hash=hash_token(token),
        texts_id=texts_pk,
        source=source_with(consultation, source_code) if source_code else None,
        doubts=list(doubts),
        is_test=is_test,
    )
    return attempt, token


def source_with(consultation: Consultation, code: str) -> Source | None:
    """The source of a consultation with this code."""
    if "\x00" in code:
        return None
    return Source.objects.filter(consultation=consultation, code=code[:100]).first()


def delete_idle_attempts(*, limit: int | None = None) -> int:
    """Delete attempts nobody has touched for the idle time; returns how many.

    An attempt that became a response goes too: the response stays, and can no longer be reached
    from the browser it was made in. One that was not sent stays as long as a link leads to it.
    Those that were not sent are counted, and nothing else stays of them.
    """
    idle = Attempt.objects.filter(last_active_at__lt=Now() - attempt_idle_time())
    idle = idle.exclude(still_kept() & Q(response__isnull=True))
    keys = list(idle.order_by("last_active_at").values_list("pk", flat=True)[:limit])
    deleted = 0
    for start in range(0, len(keys), 500):
        deleted += delete_attempts(keys[start : start + 500])
    return deleted


@transaction.atomic
def delete_attempts(keys: list[int]) -> int:
    """Count and delete attempts; those that another process is deleting are left to it."""
    can_skip = connection.features.has_select_for_update_skip_locked
    rows = Attempt.objects.select_for_update(skip_locked=can_skip).filter(pk__in=keys)
    locked = list(rows.order_by("pk").values_list("pk", flat=True))
    count_abandoned(attempts=locked)
    forget_files(locked)
    _, by_model = Attempt.objects.filter(pk__in=locked).delete()
    return by_model.get(Attempt._meta.label, 0)

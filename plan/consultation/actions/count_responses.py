"""Bring the counts of a consultation up to date.

New responses are added a batch at a time. Where something counted was changed or is gone,
everything is counted anew from the rows, without a lock that a respondent could wait for.
"""

from __future__ import annotations

from django.db import connection, transaction
from django.db.models import Q, Sum
from django.db.models.functions import Now

from plan.consultation.counts import Counts, Kind, Place, count_all_rows, count_batch_rows
from plan.consultation.models import Consultation, Response, ResponseTally, Tally, TallyState

#: Responses added in one transaction.
BATCH = 2000
#: How often a recount is begun again when responses went while it was made.
TRIES = 3


def count_responses(*, consultation: Consultation, anew: bool = False) -> int:
    """Count what is not counted yet, or everything; returns how many responses were added up.

    Without `anew`, everything is counted only where the counts cannot be right any more.
    """
    state, _made = TallyState.objects.get_or_create(consultation=consultation)
    if anew or state.needs_recount or state.as_at is None or not counts_agree(consultation):
        return recount(consultation)
    added = 0
    while number := count_batch(consultation):
        added += number
    TallyState.objects.filter(pk=state.pk).exclude(as_at=None).update(as_at=Now())
    return added


def ask_for_recount(*, consultation_pk: int) -> None:
    """Note that something already counted was changed, withdrawn or erased."""
    TallyState.objects.update_or_create(
        consultation_id=consultation_pk, defaults={"needs_recount": True}
    )


def counts_agree(consultation: Consultation) -> bool:
    """Whether as many responses are in the counts as are marked so: a cheap proof."""
    marked = consultation.responses.filter(is_tallied=True)
    found = ResponseTally.objects.filter(consultation=consultation).aggregate(n=Sum("number"))
    return marked.count() == (found["n"] or 0) == marked.counted().count()


@transaction.atomic
def count_batch(consultation: Consultation) -> int:
    """Add one batch of new responses to the counts, all or none; returns how many.

    Responses that somebody is changing at this moment are left for the next time. While a recount
    is on its way nothing is added.
    """
    state = TallyState.objects.select_for_update().get(consultation=consultation)
    if state.needs_recount or state.as_at is None:
        return 0
    new = consultation.responses.counted().filter(is_tallied=False).order_by("pk")
    can_skip = connection.features.has_select_for_update_skip_locked
    locked = new.select_for_update(skip_locked=can_skip, of=("self",) if can_skip else ())
    keys = list(locked.values_list("pk", flat=True)[:BATCH])
    if keys:
        add_counts(consultation, count_batch_rows(keys, consultation))
        Response.objects.filter(pk__in=keys).update(is_tallied=True)
    return len(keys)


def recount(consultation: Consultation) -> int:
    """Count every response anew; the old counts stay until the new ones are ready.

    Marked first and read afterwards: what comes in meanwhile is left for the next batch, and what
    goes or changes meanwhile asks for another recount. Until it is done there is no `as_at`, so
    that one that was killed is begun again.
    """
    counts = Counts()
    for _try in range(TRIES):
        begin_recount(consultation)
        counts = count_all_rows(consultation, only_marked=True)
        if replace_counts(consultation, counts):
            break
    return counts.response_count


@transaction.atomic
def begin_recount(consultation: Consultation) -> None:
    """Mark what is to be counted, and nothing else."""
    TallyState.objects.filter(consultation=consultation).update(needs_recount=False, as_at=None)
    counted = consultation.responses.counted()
    counted.filter(is_tallied=False).update(is_tallied=True)
    others = Q(is_test=True) | Q(withdrawn_at__isnull=False)
    consultation.responses.filter(others, is_tallied=True).update(is_tallied=False)


@transaction.atomic
def replace_counts(consultation: Consultation, counts: Counts) -> bool:
    """Put new counts in the place of the old; not where responses have gone meanwhile."""
    TallyState.objects.select_for_update().get(consultation=consultation)
    marked = consultation.responses.counted().filter(is_tallied=True).count()
    if marked != counts.response_count:
        return False
    Tally.objects.filter(consultation=consultation).delete()
    ResponseTally.objects.filter(consultation=consultation).delete()
    add_counts(consultation, counts)
    TallyState.objects.filter(consultation=consultation).update(as_at=Now())
    return True


def add_counts(consultation: Consultation, counts: Counts) -> None:
    """Add to the counts that are kept; whoever calls holds the lock on their state."""
    add_tallies(consultation, counts)
    add_response_tallies(consultation, counts)


def add_tallies(consultation: Consultation, counts: Counts) -> None:
    """Numbers and sums by place."""
    rows = {
        Place(row.question_id, row.row_id, row.option_id, row.position): row
        for row in Tally.objects.filter(consultation=consultation)
    }
    kept = set(rows)
    places = sorted({*counts.numbers, *counts.totals}, key=str)
    for place in places:
        row = rows.setdefault(place, Tally(consultation=consultation, **place._asdict()))
        row.number += counts.numbers[place]
        row.total += counts.totals.get(place, 0)
    Tally.objects.bulk_create([rows[place] for place in places if place not in kept])
    changed = [rows[place] for place in places if place in kept]
    Tally.objects.bulk_update(changed, ["number", "total"], batch_size=500)


def add_response_tallies(consultation: Consultation, counts: Counts) -> None:
    """Numbers of responses by kind."""
    rows = {
        Kind(row.day, row.channel, row.language, row.source_id): row
        for row in ResponseTally.objects.filter(consultation=consultation)
    }
    kept = set(rows)
    for kind, number in counts.responses.items():
        row = rows.setdefault(kind, ResponseTally(consultation=consultation, **kind._asdict()))
        row.number += number
    ResponseTally.objects.bulk_create([rows[kind] for kind in counts.responses if kind not in kept])
    changed = [rows[kind] for kind in counts.responses if kind in kept]
    ResponseTally.objects.bulk_update(changed, ["number"], batch_size=500)

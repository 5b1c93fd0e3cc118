"""Make the figures of a batch public, now or at a set time: all of them, or none."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from priorities.actions.check_batch import locked_open
from priorities.actions.recalculate import recalculate_dependents
from priorities.actions.record_observations import log_result, write_figures
from priorities.enums import BatchState, Change
from priorities.intake.batches import measures_of, rows_in
from priorities.intake.checking import RowProblems, check_rows
from priorities.intake.comparing import state_of
from priorities.log_actions import BATCH_APPROVED
from priorities.models import ImportBatch, Measure
from priorities.permissions import can_approve_figures, require


class StaleBatchError(Exception):
    """What is in force has changed since the check: check again, and look at it again."""


@transaction.atomic
def approve_batch(
    *,
    batch: ImportBatch,
    user: Any,
    release_at: datetime | None = None,
    ended: Collection[int] = (),
) -> ImportBatch:
    """Write all figures of a batch in one transaction, and what is calculated from them.

    `release_at` is when readers see them; without it now. `ended` are primary keys of measures
    whose vanished figures are to be taken away; those of others stay. StaleBatchError where figures
    in force have changed since the check; ValidationError where the batch cannot be approved.
    """
    require(can_approve_figures(user))
    batch = locked_open(batch)
    refuse_unready(batch, release_at)
    locked = lock_measures(measures_of(batch))
    if state_of(locked.values()) != batch.findings.get("in_force"):
        raise StaleBatchError
    now = timezone.now()
    for key in sorted(locked):
        write_measure(batch, locked[key], release_at, user, is_ending=key in ended)
    for key in sorted(locked):
        recalculate_dependents(measure=locked[key], at=release_at, batch=batch, user=user)
    batch.state = BatchState.APPROVED
    batch.approved_by, batch.approved_at = user, now
    batch.release_at = release_at or now
    batch.save()
    data = {"release_at": batch.release_at.isoformat(), **batch.findings.get("changes", {})}
    log(instance=batch, action=BATCH_APPROVED, user=user, data=data)
    return batch


def refuse_unready(batch: ImportBatch, release_at: datetime | None) -> None:
    """Only what was checked, changes something, and is not released in the past."""
    if batch.state != BatchState.CHECKED:
        raise ValidationError(_("Put right what is wrong with this batch first."))
    if not batch.figures.exists():
        raise ValidationError(_("This batch changes nothing. Discard it."))
    if release_at is not None and release_at <= timezone.now():
        raise ValidationError(_("Choose a time of release that is still to come."))


def lock_measures(measures: Iterable[Measure]) -> dict[int, Measure]:
    """The records under lock, in one order for everybody, with those calculated from them."""
    wanted = [measure.pk for measure in measures]
    everything = {*wanted, *dependents_of(wanted)}
    rows = Measure.objects.select_for_update().filter(pk__in=everything).order_by("pk")
    found = {measure.pk: measure for measure in rows}
    return {key: found[key] for key in wanted if key in found}


def dependents_of(keys: Collection[int]) -> set[int]:
    """Measures that are calculated from some, however far along."""
    found: set[int] = set()
    open_keys = set(keys)
    while open_keys:
        rows = Measure.objects.filter(
            Q(calculated_from__in=open_keys) | Q(calculated_by__in=open_keys)
        )
        open_keys = set(rows.values_list("pk", flat=True)) - found - set(keys)
        found |= open_keys
    return found


def write_measure(
    batch: ImportBatch, measure: Measure, at: datetime | None, user: Any, *, is_ending: bool
) -> None:
    """The figures of one measure, checked once more by its facts as they are now."""
    figures = batch.figures.filter(measure=measure).order_by()
    rows = list(rows_in(figures.exclude(change=Change.VANISHED)))
    vanished = figures.filter(change=Change.VANISHED) if is_ending else figures.none()
    gone = [row.identity for row in rows_in(vanished)]
    problems = RowProblems()
    check_rows(measure, rows, problems)
    if problems.total:
        raise ValidationError([one["sentence"] for one in problems.found.values()])
    result = write_figures(measure=measure, rows=rows, ended=gone, at=at, batch=batch)
    log_result(measure, result, user)

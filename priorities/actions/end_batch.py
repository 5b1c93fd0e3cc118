"""Throw a batch away before it is approved, or undo it afterwards."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from plan.content_version import content_changed
from priorities.actions.approve_batch import lock_measures
from priorities.actions.check_batch import locked_open
from priorities.actions.recalculate import recalculate_dependents
from priorities.actions.record_observations import KEPT_RELEASES
from priorities.enums import BatchState
from priorities.figure_rows import FACTS, Identity
from priorities.log_actions import BATCH_DISCARDED, BATCH_UNDONE
from priorities.models import ImportBatch, Measure, Observation
from priorities.permissions import can_approve_figures, can_view_batches, require

#: How many figures that stayed are named in the log and on the page.
NAMED = 100
AT_ONCE = 500


@dataclass
class Undone:
    """What undoing does; `left` are figures that a later batch has changed again."""

    deleted: list[int] = field(default_factory=list)
    reopened: list[int] = field(default_factory=list)
    ended: list[int] = field(default_factory=list)
    copies: list[Observation] = field(default_factory=list)
    left: list[str] = field(default_factory=list)

    def take_out(self, mine: Observation | None, before: Observation | None, now: datetime) -> None:
        """What nobody has seen yet goes; what it would have ended goes on.

        Unless that came with a batch that was undone meanwhile: then it goes too.
        """
        self.deleted += [mine.pk] if mine else []
        while before is not None and is_undone(before):
            if before.published_from <= now:
                self.end(before, replaced_by(before), now)
                return
            self.deleted.append(before.pk)
            before = replaced_by(before)
        self.reopened += [before.pk] if before else []

    def end(self, mine: Observation | None, before: Observation | None, now: datetime) -> None:
        """What is public ends now; a copy of what was before is public from now."""
        self.ended += [mine.pk] if mine else []
        while before is not None and is_undone(before):
            before = replaced_by(before)
        if before is not None:
            revision = (mine or before).revision + 1
            self.copies.append(copy_of(before, now, revision))

    def write(self, batch: ImportBatch, now: datetime) -> None:
        """All of it, some hundred rows at a time."""
        for keys in chunks(self.deleted):
            Observation.objects.filter(pk__in=keys).delete()
        for keys in chunks(self.reopened):
            Observation.objects.filter(pk__in=keys).update(published_until=None, ended_by=None)
        for keys in chunks(self.ended):
            Observation.objects.filter(pk__in=keys).update(published_until=now, ended_by=batch)
        Observation.objects.bulk_create(self.copies, batch_size=AT_ONCE)

    @property
    def counts(self) -> dict[str, int]:
        """For the log and for people."""
        return {
            "ended": len(self.deleted) + len(self.ended),
            "restored": len(self.reopened) + len(self.copies),
            "left": len(self.left),
        }


def is_undone(one: Observation) -> bool:
    """Whether a figure came with a batch that was undone, but had been changed again by then."""
    return one.batch is not None and one.batch.state == BatchState.UNDONE


def replaced_by(one: Observation) -> Observation | None:
    """The figure that another took the place of; None where it was new."""
    rows = Observation.objects.filter(
        measure=one.measure,
        ended_by=one.batch,
        period_start=one.period_start,
        period_end=one.period_end,
        area=one.area,
        dimensions_key=one.dimensions_key,
    )
    found = rows.exclude(pk=one.pk).select_related("measure", "batch")
    return found.order_by("published_from", "pk").last()


def chunks(keys: list[int]) -> Iterator[list[int]]:
    """Some hundred at a time."""
    for start in range(0, len(keys), AT_ONCE):
        yield keys[start : start + AT_ONCE]


def copy_of(before: Observation, now: datetime, revision: int) -> Observation:
    """The same figure once more, public from now; it stays that of its own batch."""
    facts = {name: getattr(before, name) for name in FACTS}
    return Observation(
        measure=before.measure,
        period_start=before.period_start,
        period_end=before.period_end,
        area=before.area,
        dimensions=before.dimensions,
        dimensions_key=before.dimensions_key,
        published_from=now,
        revision=revision,
        batch=before.batch,
        **facts,
    )


@transaction.atomic
def discard_batch(*, batch: ImportBatch, user: Any) -> ImportBatch:
    """Throw away what was not approved; its figures go, that it was there stays."""
    require(can_view_batches(user))
    batch = locked_open(batch)
    batch.figures.all().delete()
    batch.state = BatchState.DISCARDED
    batch.ended_by, batch.ended_at = user, timezone.now()
    batch.save()
    log(instance=batch, action=BATCH_DISCARDED, user=user)
    return batch


@transaction.atomic
def undo_batch(*, batch: ImportBatch, user: Any) -> Undone:
    """Bring back what was before an approved batch; what was public on past days stays told.

    Figures that are public end now, and what they replaced is public again from now. Figures that
    wait for their release are taken out as if they had never been. What a later batch has changed
    again is left as it is, and named.
    """
    require(can_approve_figures(user))
    batch = ImportBatch.objects.select_for_update().get(pk=batch.pk)
    if batch.state != BatchState.APPROVED:
        raise ValidationError(_("Only a batch that was approved can be undone."))
    now, result = timezone.now(), Undone()
    touched = touched_by(batch)
    lock_measures(touched)
    for measure in touched:
        undo_measure(batch, measure, now, result)
    result.write(batch, now)
    for measure in touched:
        if not measure.calculation:
            recalculate_dependents(measure=measure, at=None, batch=batch, user=user)
    for measure in touched:
        mend_releases(measure, now)
    batch.state = BatchState.UNDONE
    batch.ended_by, batch.ended_at = user, now
    batch.findings["left"] = result.left[:NAMED]
    batch.findings["left_total"] = len(result.left)
    batch.save()
    log(instance=batch, action=BATCH_UNDONE, user=user, data=result.counts)
    content_changed()
    return result


def touched_by(batch: ImportBatch) -> list[Measure]:
    """Measures of which the batch added or ended figures, calculated ones among them."""
    added = batch.observations.order_by().values("measure")
    ended = batch.ended_observations.order_by().values("measure")
    rows = Measure.objects.filter(pk__in=added) | Measure.objects.filter(pk__in=ended)
    return list(rows.distinct().order_by("pk"))


def undo_measure(batch: ImportBatch, measure: Measure, now: datetime, result: Undone) -> None:
    """Each figure that the batch touched, one after the other.

    Calculated figures that are public already follow from the others, and are recalculated.
    """
    added = newest(batch.observations.filter(measure=measure))
    ended = newest(batch.ended_observations.filter(measure=measure))
    in_force = {
        one.identity
        for one in Observation.objects.filter(measure=measure, published_until__isnull=True)
    }
    for identity in {**ended, **added}:
        mine, before = added.get(identity), ended.get(identity)
        is_waiting = mine.published_from > now if mine else before_waits(before, now)
        if measure.calculation and not is_waiting:
            continue
        if is_changed_again(mine, is_taken=identity in in_force):
            result.left.append(str(mine or before))
        elif is_waiting:
            result.take_out(mine, before, now)
        else:
            result.end(mine, before, now)


def newest(rows: Any) -> dict[Identity, Observation]:
    """The last figure of each identity."""
    found = rows.select_related("measure", "batch").order_by("published_from", "pk")
    return {one.identity: one for one in found}


def before_waits(before: Observation | None, now: datetime) -> bool:
    """Whether a figure is only to be taken away later."""
    until = before.published_until if before else None
    return until is not None and until > now


def is_changed_again(mine: Observation | None, *, is_taken: bool) -> bool:
    """Whether a later batch ended the figure, or put another in the place of a vanished one."""
    return mine.published_until is not None if mine else is_taken


def mend_releases(measure: Measure, now: datetime) -> None:
    """Instants at which readers see something new, as the figures have them now."""
    rows = Observation.objects.filter(measure=measure)
    begun = Counter(rows.filter(published_from__gte=now).values_list("published_from", flat=True))
    ended = Counter(rows.filter(published_until__gte=now).values_list("published_until", flat=True))
    past = [
        one
        for one in Measure.objects.get(pk=measure.pk).releases
        if datetime.fromisoformat(one["at"]) < now
    ]
    coming = [
        {"at": at.astimezone(UTC).isoformat(), "figures": begun[at] or ended[at]}
        for at in sorted(at for at in {*begun, *ended} if at is not None)
    ]
    Measure.objects.filter(pk=measure.pk).update(releases=[*past, *coming][-KEPT_RELEASES:])

"""Throw a batch away before it is approved, or undo it afterwards."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any, NamedTuple, TypeVar

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from plan.content_version import content_changed
from priorities.actions.approve_batch import lock_measures
from priorities.actions.check_batch import locked_open
from priorities.actions.keep_summaries import measure_changed
from priorities.actions.recalculate import recalculate_dependents
from priorities.actions.record_observations import COLUMNS, IDENTITY, KEPT_RELEASES
from priorities.bulk_rows import insert_rows
from priorities.enums import BatchState
from priorities.figure_rows import CELLS, Identity
from priorities.log_actions import BATCH_DISCARDED, BATCH_UNDONE
from priorities.models import ImportBatch, Measure, Observation
from priorities.periods import period_label
from priorities.permissions import can_approve_figures, can_view_batches, require

Item = TypeVar("Item")

#: How many figures that stayed are named in the log and on the page.
NAMED = 100
AT_ONCE = 500


class Told(NamedTuple):
    """What undoing must know of a figure, without the cost of model instances."""

    pk: int
    measure_id: int
    batch_id: int | None
    published_from: datetime
    published_until: datetime | None
    revision: int
    period_start: date
    period_end: date
    period_kind: str
    area: str
    dimensions_key: str

    @property
    def identity(self) -> Identity:
        """What decides that two are the same figure."""
        return self.period_start, self.period_end, self.area, self.dimensions_key


@dataclass
class Undone:
    """What undoing does; `left` are figures that a later batch has changed again.

    `copies` are figures to make public again, each with its new revision; `batches` those undone
    before.
    """

    batches: frozenset[int]
    deleted: list[int] = field(default_factory=list)
    reopened: list[int] = field(default_factory=list)
    ended: list[int] = field(default_factory=list)
    copies: list[tuple[int, int]] = field(default_factory=list)
    left: list[Told] = field(default_factory=list)

    def take_out(self, mine: Told | None, before: Told | None, now: datetime) -> None:
        """What nobody has seen yet goes; what it would have ended goes on.

        Unless that came with a batch that was undone meanwhile: then it goes too.
        """
        self.deleted += [mine.pk] if mine else []
        while before is not None and before.batch_id in self.batches:
            if before.published_from <= now:
                self.end(before, replaced_by(before), now)
                return
            self.deleted.append(before.pk)
            before = replaced_by(before)
        self.reopened += [before.pk] if before else []

    def end(self, mine: Told | None, before: Told | None, now: datetime) -> None:
        """What is public ends now; a copy of what was before is public from now."""
        self.ended += [mine.pk] if mine else []
        while before is not None and before.batch_id in self.batches:
            before = replaced_by(before)
        if before is not None:
            self.copies.append((before.pk, (mine or before).revision + 1))

    def write(self, batch: ImportBatch, now: datetime) -> None:
        """All of it, some hundred rows at a time."""
        for keys in chunks(self.deleted):
            Observation.objects.filter(pk__in=keys).delete()
        for keys in chunks(self.reopened):
            Observation.objects.filter(pk__in=keys).update(published_until=None, ended_by=None)
        for keys in chunks(self.ended):
            Observation.objects.filter(pk__in=keys).update(published_until=now, ended_by=batch)
        for some in chunks(self.copies):
            insert_rows(Observation, COLUMNS, copies_of(dict(some), now))

    @property
    def counts(self) -> dict[str, int]:
        """For the log and for people."""
        return {
            "ended": len(self.deleted) + len(self.ended),
            "restored": len(self.reopened) + len(self.copies),
            "left": len(self.left),
        }


def told(rows: QuerySet[Observation]) -> Iterator[Told]:
    """Figures, the earlier ones first."""
    found = rows.order_by("published_from", "pk").values_list(*Told._fields)
    return map(Told._make, found.iterator(2_000))


def replaced_by(one: Told) -> Told | None:
    """The figure that another took the place of; None where it was new."""
    rows = Observation.objects.filter(
        measure=one.measure_id,
        ended_by=one.batch_id,
        period_start=one.period_start,
        period_end=one.period_end,
        area=one.area,
        dimensions_key=one.dimensions_key,
    )
    found = list(told(rows.exclude(pk=one.pk)))
    return found[-1] if found else None


def chunks(items: list[Item]) -> Iterator[list[Item]]:
    """Some hundred at a time."""
    for start in range(0, len(items), AT_ONCE):
        yield items[start : start + AT_ONCE]


def copies_of(revisions: Mapping[int, int], now: datetime) -> Iterator[tuple[Any, ...]]:
    """The same figures once more, public from now; each stays that of its own batch.

    `revisions` are the new ones, by the primary key of what is copied.
    """
    names = ("pk", "measure_id", "batch_id", *CELLS)
    for pk, measure, batch, *cells in Observation.objects.filter(pk__in=revisions).values_list(
        *names
    ):
        yield (measure, now, None, batch, None, now, revisions[pk], *cells)


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
    now = timezone.now()
    undone = ImportBatch.objects.filter(state=BatchState.UNDONE).values_list("pk", flat=True)
    result = Undone(frozenset(undone))
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
    names = {measure.pk: measure.name for measure in touched}
    batch.findings["left"] = [name_of(one, names[one.measure_id]) for one in result.left[:NAMED]]
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
    in_force = Observation.objects.filter(measure=measure, published_until__isnull=True)
    taken = set(in_force.order_by().values_list(*IDENTITY).iterator(2_000)) if ended else set()
    for identity in {**ended, **added}:
        mine, before = added.get(identity), ended.get(identity)
        is_waiting = mine.published_from > now if mine else before_waits(before, now)
        if measure.calculation and not is_waiting:
            continue
        if is_changed_again(mine, is_taken=identity in taken):
            result.left += [one for one in (mine or before,) if one is not None]
        elif is_waiting:
            result.take_out(mine, before, now)
        else:
            result.end(mine, before, now)


def newest(rows: QuerySet[Observation]) -> dict[Identity, Told]:
    """The last figure of each identity."""
    return {one.identity: one for one in told(rows)}


def name_of(one: Told, measure: str) -> str:
    """A figure in words, for people who look at what stayed."""
    period = period_label(one.period_start, one.period_end, one.period_kind)
    return " · ".join(filter(None, [measure, period, one.area]))


def before_waits(before: Told | None, now: datetime) -> bool:
    """Whether a figure is only to be taken away later."""
    until = before.published_until if before else None
    return until is not None and until > now


def is_changed_again(mine: Told | None, *, is_taken: bool) -> bool:
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
    measure_changed(measure.pk, releases=[*past, *coming][-KEPT_RELEASES:])

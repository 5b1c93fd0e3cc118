"""Doors into commitments and measures: what must happen when a page is stored, what never may."""

from __future__ import annotations

from typing import Any

from django.db.models.signals import post_save, pre_delete, pre_save
from wagtail.signals import page_published

from plan.actions.write_record import write_record
from priorities.actions.keep_summaries import measure_changed
from priorities.actions.note_status import note_status
from priorities.actions.recalculate import recalculate
from priorities.immutable import WrittenOnce, guard_change, guard_delete
from priorities.models import CommitmentPage, Measure, MeasurePage, Observation


def commitment_saved(
    sender: type, instance: CommitmentPage, raw: bool = False, **kwargs: Any
) -> None:
    """After a live page's row changed: its record, then the history, in the same transaction."""
    if raw or kwargs.get("update_fields") is not None or not instance.live:
        return
    write_record(page=instance)
    note_status(page=instance, user=revision_author(instance))


def revision_author(page: CommitmentPage) -> Any:
    """Who wrote what is now live, where it is known."""
    revision = page.live_revision or page.latest_revision
    return revision.user if revision else None


def measure_saved(sender: type, instance: MeasurePage, raw: bool = False, **kwargs: Any) -> None:
    """After a live page's row changed: its record, then what is kept of that."""
    if raw or kwargs.get("update_fields") is not None or not instance.live:
        return
    write_record(page=instance)
    measure_changed(instance.measure_id)


def measure_published(sender: type, instance: MeasurePage, **kwargs: Any) -> None:
    """After its facts may have changed, a calculated measure is worked out anew."""
    if instance.is_source():
        recalculate(measure=instance.measure)


def row_saved(
    sender: type, instance: Measure | Observation, raw: bool = False, **kwargs: Any
) -> None:
    """After a record or a single figure was stored past the actions, which write in bulk."""
    if not raw:
        measure_changed(instance.pk if isinstance(instance, Measure) else instance.measure_id)


def connect() -> None:
    """Connect all receivers, once."""
    page_published.connect(
        measure_published, sender=MeasurePage, dispatch_uid="plan_priorities.recalculate"
    )
    post_save.connect(
        measure_saved, sender=MeasurePage, dispatch_uid="plan_priorities.measure_saved"
    )
    post_save.connect(row_saved, sender=Measure, dispatch_uid="plan_priorities.saved_measure")
    post_save.connect(row_saved, sender=Observation, dispatch_uid="plan_priorities.saved_figure")
    post_save.connect(
        commitment_saved, sender=CommitmentPage, dispatch_uid="plan_priorities.commitment_saved"
    )
    for model in WrittenOnce.__subclasses__():
        name = model._meta.model_name
        pre_save.connect(guard_change, sender=model, dispatch_uid=f"plan_priorities.save_{name}")
        pre_delete.connect(guard_delete, sender=model, dispatch_uid=f"plan_priorities.drop_{name}")

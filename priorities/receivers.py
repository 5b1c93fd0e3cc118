"""What follows when pages of priorities are published."""

from __future__ import annotations

from typing import Any

from wagtail.signals import page_published

from priorities.actions.recalculate import recalculate
from priorities.models import MeasurePage


def measure_published(sender: type, instance: MeasurePage, **kwargs: Any) -> None:
    """After its facts may have changed, a calculated measure is worked out anew."""
    if instance.is_source():
        recalculate(measure=instance.measure)


def connect() -> None:
    """Connect all receivers, once."""
    page_published.connect(
        measure_published, sender=MeasurePage, dispatch_uid="plan_priorities.recalculate"
    )

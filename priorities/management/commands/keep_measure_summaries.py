"""`manage.py keep_measure_summaries`: make what lists say of measures, where it no longer holds."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from priorities.actions.keep_summaries import AT_ONCE, keep_summaries
from priorities.models import Measure


class Command(BaseCommand):
    """Run it after an upgrade: until then readers wait while lists are worked out for them."""

    help = "Keeps the latest figure and direction of every measure beside its figures."

    def handle(self, *args: Any, **options: Any) -> None:
        """Make them, and say how many."""
        keys = list(Measure.objects.order_by("pk").values_list("pk", flat=True))
        kept = 0
        for start in range(0, len(keys), AT_ONCE):
            some = Measure.objects.filter(pk__in=keys[start : start + AT_ONCE])
            kept += keep_summaries(measures=list(some))
        self.stdout.write(f"Summaries: {kept}")

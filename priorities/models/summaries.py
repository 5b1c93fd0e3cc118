"""What lists say of a measure, kept beside its figures in each language."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from priorities.models.records import Measure


class MeasureSummary(models.Model):
    """Latest figure and direction of a measure, as `priorities.summaries.summary_of` has them.

    Derived, and never believed where anything it was made from has changed since: `version` is the
    measure's, `made_by` the mark of the code, words and templates that made it, and `holds_until`
    the next release. See decision 19.
    """

    measure = models.ForeignKey(Measure, on_delete=models.CASCADE, related_name="summaries")
    language = models.CharField(_("language"), max_length=100)
    version = models.PositiveBigIntegerField()
    made_by = models.CharField(max_length=64)
    holds_until = models.DateTimeField(null=True)
    kind = models.CharField(max_length=20)
    html = models.TextField(blank=True)
    updated_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("summary of a measure")
        verbose_name_plural = _("summaries of measures")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["measure", "language"], name="plan_pri_unique_measure_summary"
            )
        ]

    def __str__(self) -> str:
        return f"{self.measure} ({self.language})"

"""What was done to the dates of a consultation, and why."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from plan.consultation.enums import DateChangeKind
from plan.consultation.models.consultations import Consultation


class DateChange(models.Model):
    """One change of the closing or opening time, with its public reason.

    `reasons` holds the words by language code; the first is what all others are made from.
    """

    consultation = models.ForeignKey(
        Consultation, on_delete=models.PROTECT, related_name="date_changes"
    )
    kind = models.CharField(max_length=12, choices=DateChangeKind.choices)
    before = models.DateTimeField(null=True)
    after = models.DateTimeField(null=True)
    reasons = models.JSONField(default=dict)
    changed_at = models.DateTimeField(auto_now_add=True)
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        verbose_name = _("change of dates")
        verbose_name_plural = _("changes of dates")
        ordering = ("changed_at", "pk")

    def __str__(self) -> str:
        return f"{self.consultation} {self.kind}"

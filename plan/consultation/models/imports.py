"""Files of responses that were imported."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from plan.consultation.models.consultations import Consultation


class ImportBatch(models.Model):
    """One file. Bytes that were applied whole are never applied twice.

    `digest` is their SHA-256; a name that no bytes have where rows with faults were left out.
    """

    consultation = models.ForeignKey(Consultation, on_delete=models.PROTECT, related_name="imports")
    file_name = models.CharField(max_length=255)
    digest = models.CharField(max_length=64)
    added = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField(auto_now_add=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        verbose_name = _("import of responses")
        verbose_name_plural = _("imports of responses")
        ordering = ("-created_at", "-pk")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["consultation", "digest"], name="plan_unique_import")
        ]

    def __str__(self) -> str:
        return self.file_name

"""What leaves the database: files for analysts, figures for the public."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from plan.consultation.enums import ExportKind, ExportState
from plan.consultation.models.consultations import Consultation
from plan.private_storage import private_storage


class Export(models.Model):
    """A file of responses that a task makes for the one who asked for it."""

    public_id = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    consultation = models.ForeignKey(Consultation, on_delete=models.PROTECT, related_name="exports")
    kind = models.CharField(max_length=10, choices=ExportKind.choices)
    #: Filters as asked for: language, version, channel.
    options = models.JSONField(default=dict)
    state = models.CharField(
        max_length=10, choices=ExportState.choices, default=ExportState.WAITING
    )
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    file = models.FileField(
        storage=private_storage, upload_to="exports/%Y/%m/", max_length=255, blank=True
    )
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.CASCADE, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)
    finished_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("export")
        verbose_name_plural = _("exports")
        ordering = ("-created_at", "-pk")

    def __str__(self) -> str:
        return f"{self.consultation} {self.kind}"


class PublishedResult(models.Model):
    """What the public may read of the answers to one question, small numbers left out.

    `table` is frozen when it is published: readers never see a number made afterwards, so that
    two readings cannot be compared to find somebody out.
    """

    consultation = models.ForeignKey(Consultation, on_delete=models.PROTECT, related_name="results")
    question_id = models.UUIDField()
    table = models.JSONField()
    as_at = models.DateTimeField()
    published_at = models.DateTimeField(auto_now_add=True)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        verbose_name = _("published result")
        verbose_name_plural = _("published results")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["consultation", "question_id"], name="plan_unique_result"
            )
        ]

    def __str__(self) -> str:
        return f"{self.consultation} {self.question_id}"

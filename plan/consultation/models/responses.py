"""Attempts at answering, and the responses they become."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from plan.consultation.enums import Channel
from plan.consultation.models.consultations import Consultation
from plan.consultation.models.versions import FormTexts, FormVersion
from plan.consultation.references import new_reference


class Attempt(models.Model):
    """One attempt at answering, from "start" on. It makes at most one response (promise R2).

    Its token is in the respondent's browser; only the hash is here. `texts` are the exact words
    shown, and with them version and language. Idle attempts are deleted.
    """

    token_hash = models.CharField(max_length=64, unique=True)
    consultation = models.ForeignKey(
        Consultation, on_delete=models.PROTECT, related_name="attempts"
    )
    texts = models.ForeignKey(FormTexts, on_delete=models.PROTECT, related_name="+")
    started_at = models.DateTimeField(db_default=Now())
    last_active_at = models.DateTimeField(db_default=Now())

    class Meta:
        verbose_name = _("attempt")
        verbose_name_plural = _("attempts")
        indexes: ClassVar = [
            models.Index(fields=["last_active_at"], name="plan_attempt_idle"),
        ]

    def __str__(self) -> str:
        return f"{self.consultation} {self.started_at:%Y-%m-%d}"


class AttemptSection(models.Model):
    """What was typed in one section of an unfinished attempt, as typed, errors and all."""

    attempt = models.ForeignKey(Attempt, on_delete=models.CASCADE, related_name="sections")
    section_id = models.UUIDField()
    typed = models.JSONField()
    is_valid = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("section of an attempt")
        verbose_name_plural = _("sections of attempts")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["attempt", "section_id"], name="plan_unique_attempt_section"
            )
        ]

    def __str__(self) -> str:
        return f"{self.attempt_id} {self.section_id}"


class Response(models.Model):
    """One response, whatever its channel and language. Its answers are rows of their own."""

    consultation = models.ForeignKey(
        Consultation, on_delete=models.PROTECT, related_name="responses"
    )
    reference = models.CharField(max_length=12, unique=True, default=new_reference)
    attempt = models.OneToOneField(
        Attempt, null=True, on_delete=models.SET_NULL, related_name="response"
    )
    version = models.ForeignKey(FormVersion, on_delete=models.PROTECT, related_name="responses")
    texts = models.ForeignKey(FormTexts, on_delete=models.PROTECT, related_name="responses")
    language = models.CharField(max_length=20)
    channel = models.CharField(max_length=10, choices=Channel.choices, default=Channel.WEB)
    received_at = models.DateTimeField()

    class Meta:
        verbose_name = _("response")
        verbose_name_plural = _("responses")
        ordering = ("received_at", "pk")
        permissions: ClassVar = [
            ("export_response", _("Can export responses")),
            ("erase_response", _("Can erase responses")),
        ]
        indexes: ClassVar = [
            models.Index(fields=["consultation", "received_at"], name="plan_response_received"),
        ]

    def __str__(self) -> str:
        return self.reference

"""The record of a consultation: what holds in every language."""

from __future__ import annotations

import uuid
import zoneinfo
from datetime import datetime, timedelta
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from plan.consultation.enums import ConsultationState, SectionOrder
from plan.consultation.references import new_public_id


class Consultation(models.Model):
    """Opening, closing and retention of one consultation. Written by publishing its source page.

    Everything a respondent is bound to points here, never to a page.
    """

    translation_key = models.UUIDField(unique=True, editable=False, default=uuid.uuid4)
    public_id = models.CharField(max_length=12, unique=True, editable=False, default=new_public_id)
    plan = models.ForeignKey(
        "plan.Plan", on_delete=models.PROTECT, null=True, related_name="consultations"
    )
    opens_at = models.DateTimeField(_("opens"), null=True, blank=True)
    closes_at = models.DateTimeField(_("closes"), null=True, blank=True)
    time_zone = models.CharField(_("time zone"), max_length=60, default="Europe/London")
    retain_until = models.DateField(_("responses are kept until"), null=True, blank=True)
    estimated_minutes = models.PositiveSmallIntegerField(null=True, blank=True)
    results_due_on = models.DateField(_("results promised by"), null=True, blank=True)
    has_outcome = models.BooleanField(default=False)
    section_order = models.CharField(
        _("order of sections"),
        max_length=10,
        choices=SectionOrder.choices,
        default=SectionOrder.LINEAR,
    )
    is_sensitive = models.BooleanField(_("sensitive"), default=False)
    grace_minutes = models.PositiveIntegerField(_("grace for those who had begun"), default=0)
    suppress_below = models.PositiveSmallIntegerField(_("smallest number shown"), default=5)
    needs_second_check = models.BooleanField(_("entries need a second check"), default=False)
    promised_languages = models.JSONField(_("promised languages"), default=list, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("consultation")
        verbose_name_plural = _("consultations")
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(opens_at=None)
                | models.Q(closes_at=None)
                | models.Q(closes_at__gt=models.F("opens_at")),
                name="plan_consultation_closes_after_opening",
            )
        ]

    def __str__(self) -> str:
        return self.public_id

    @property
    def zone(self) -> zoneinfo.ZoneInfo:
        """The time zone in which its dates are meant and shown."""
        return zoneinfo.ZoneInfo(self.time_zone)

    def state_at(self, moment: datetime) -> ConsultationState:
        """State at a moment of the database's clock: open means `opens_at ≤ moment < closes_at`.

        Without an opening time it is not open yet; without a closing time it stays open.
        """
        if self.opens_at is None or moment < self.opens_at:
            return ConsultationState.SCHEDULED
        if self.closes_at is not None and moment >= self.closes_at:
            return ConsultationState.CLOSED
        return ConsultationState.OPEN

    def state_for(self, started_at: datetime, moment: datetime) -> ConsultationState:
        """The state for whoever started then: open a grace longer for those who had begun."""
        closes, state = self.closes_at, self.state_at(moment)
        if state is not ConsultationState.CLOSED or closes is None:
            return state
        is_in_grace = moment < closes + timedelta(minutes=self.grace_minutes)
        return ConsultationState.OPEN if started_at < closes and is_in_grace else state

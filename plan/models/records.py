"""Records: the facts about a thing that are the same in every language."""

from __future__ import annotations

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from plan.enums import PlanStage


class Plan(models.Model):
    """A plan, whatever its language: written only by publishing its source page."""

    translation_key = models.UUIDField(unique=True, editable=False, default=uuid.uuid4)
    stage = models.CharField(
        _("stage"), max_length=20, choices=PlanStage.choices, default=PlanStage.DRAFTING
    )
    stage_since = models.DateField(_("in this stage since"), null=True, blank=True)
    period_start = models.DateField(_("period starts"), null=True, blank=True)
    period_end = models.DateField(_("period ends"), null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("plan")
        verbose_name_plural = _("plans")

    def __str__(self) -> str:
        return f"{self.translation_key} ({self.stage})"

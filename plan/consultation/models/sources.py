"""Where respondents came from: posters and partners, never persons."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from plan.consultation.models.consultations import Consultation


class Source(models.Model):
    """A partner or place that hands out a short address, told apart by its code."""

    consultation = models.ForeignKey(Consultation, on_delete=models.PROTECT, related_name="sources")
    code = models.CharField(
        _("code"),
        max_length=20,
        validators=[RegexValidator(r"^[a-z0-9-]+\Z", _("Use small letters, digits and hyphens."))],
    )
    label = models.CharField(_("partner or place"), max_length=200)
    created_at = models.DateTimeField(auto_now_add=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        verbose_name = _("source")
        verbose_name_plural = _("sources")
        ordering = ("label", "pk")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["consultation", "code"], name="plan_unique_source")
        ]

    def __str__(self) -> str:
        return self.label

"""What the body says to a comment, or to many that say the same."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from plan.consultation.models import Consultation


class OfficialAnswer(models.Model):
    """The body's own words, by language: those of the language it answers in come first."""

    consultation = models.ForeignKey(
        Consultation, on_delete=models.PROTECT, related_name="official_answers"
    )
    texts = models.JSONField(_("answer"), default=dict)
    answered_at = models.DateTimeField(auto_now_add=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        verbose_name = _("official answer")
        verbose_name_plural = _("official answers")

    def __str__(self) -> str:
        return str(next(iter(self.texts.values()), ""))[:60]

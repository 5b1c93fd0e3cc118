"""Free text that may say that somebody is in danger: shown to people, decided by people."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from plan.consultation.models.responses import Response


class DisclosureHint(models.Model):
    """An answer with listed words that a named role should read soon."""

    response = models.ForeignKey(Response, on_delete=models.CASCADE, related_name="hints")
    question_id = models.UUIDField()
    created_at = models.DateTimeField(auto_now_add=True)
    seen_at = models.DateTimeField(null=True)
    seen_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    note = models.TextField(blank=True)

    class Meta:
        verbose_name = _("hint at harm")
        verbose_name_plural = _("hints at harm")
        ordering = ("created_at", "pk")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["response", "question_id"], name="plan_unique_hint")
        ]

    def __str__(self) -> str:
        return f"{self.response_id} {self.question_id}"


class WatchedWords(models.Model):
    """Words in one language at which a person should look, a line each."""

    language = models.CharField(_("language"), max_length=20, unique=True)
    words = models.TextField(
        _("words"), help_text=_("A word or phrase on each line. Small and capital letters alike.")
    )

    class Meta:
        verbose_name = _("list of watched words")
        verbose_name_plural = _("lists of watched words")

    def __str__(self) -> str:
        return str(dict(settings.LANGUAGES).get(self.language, self.language))

"""How far a page is translated, as derived when it is published."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class TranslationProgress(models.Model):
    """Segments of a translated page, counted at its last publication. Rebuilt, never edited.

    A page without a row is an original, or was written in its language by hand.
    """

    page = models.OneToOneField(
        "wagtailcore.Page",
        on_delete=models.CASCADE,
        related_name="plan_translation_progress",
    )
    segments = models.PositiveIntegerField()
    translated_segments = models.PositiveIntegerField()

    class Meta:
        verbose_name = _("translation progress")
        verbose_name_plural = _("translation progress")

    def __str__(self) -> str:
        return f"{self.translated_segments}/{self.segments}"

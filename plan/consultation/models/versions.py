"""What was asked: immutable versions of a form, and of its words in each language."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from plan.consultation.models.consultations import Consultation


class FormVersion(models.Model):
    """The structure of a form as published. Written once; the newest is in force."""

    consultation = models.ForeignKey(
        Consultation, on_delete=models.PROTECT, related_name="form_versions"
    )
    number = models.PositiveIntegerField()
    structure = models.JSONField()
    structure_hash = models.CharField(max_length=64)
    #: Why the form was changed while it was open.
    reason = models.TextField(blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        verbose_name = _("form version")
        verbose_name_plural = _("form versions")
        ordering = ("consultation", "number")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["consultation", "number"], name="plan_unique_form_version"
            )
        ]

    def __str__(self) -> str:
        return f"{self.consultation} v{self.number}"


class FormTexts(models.Model):
    """The words of a form version in one language, complete. Written once.

    A later row of the same version and language (a better translation) has a higher `revision`;
    responses keep pointing to the one the respondent saw.
    """

    version = models.ForeignKey(FormVersion, on_delete=models.PROTECT, related_name="texts")
    language = models.CharField(max_length=20)
    revision = models.PositiveIntegerField(default=1)
    texts = models.JSONField()
    texts_hash = models.CharField(max_length=64)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("words of a form version")
        verbose_name_plural = _("words of form versions")
        ordering = ("version", "language", "revision")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["version", "language", "revision"],
                name="plan_unique_form_texts",
            )
        ]

    def __str__(self) -> str:
        return f"{self.version} {self.language}.{self.revision}"

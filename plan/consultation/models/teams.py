"""Several people of one organisation who answer together."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from plan.consultation.models.consultations import Consultation


class Team(models.Model):
    """The lead's attempt, which becomes the one response, and the code for colleagues.

    Each colleague has an attempt of their own (`Attempt.team`): nobody can overwrite another.
    """

    consultation = models.ForeignKey(Consultation, on_delete=models.PROTECT, related_name="teams")
    lead = models.OneToOneField(
        "plan_consultation.Attempt", on_delete=models.CASCADE, related_name="led_team"
    )
    organisation = models.CharField(max_length=200)
    code_hash = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("team")
        verbose_name_plural = _("teams")

    def __str__(self) -> str:
        return self.organisation

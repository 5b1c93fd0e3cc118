"""Counts kept beside the rows, so that a million responses are read at a glance.

They are derived: `actions.count_responses` makes them, and a command proves them equal to the rows.
"""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from plan.consultation.models.answers import NIL
from plan.consultation.models.consultations import Consultation
from plan.consultation.models.sources import Source


class TallyState(models.Model):
    """How far the counts of a consultation have come."""

    consultation = models.OneToOneField(
        Consultation, on_delete=models.CASCADE, related_name="tally_state"
    )
    as_at = models.DateTimeField(null=True)
    #: Something already counted was changed or erased: everything is counted anew.
    needs_recount = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("state of the counts")
        verbose_name_plural = _("states of the counts")

    def __str__(self) -> str:
        return str(self.consultation)


class Tally(models.Model):
    """In how many responses a question was answered (no option, no position) or an option chosen.

    An option that was given 0 in sharing out is not chosen.

    `row_id` is a row of a matrix; `position` a rank or a point of a scale; `total` the sum of the
    numbers given, for points and budgets.
    """

    consultation = models.ForeignKey(Consultation, on_delete=models.CASCADE, related_name="tallies")
    question_id = models.UUIDField()
    row_id = models.UUIDField(null=True)
    option_id = models.UUIDField(null=True)
    position = models.PositiveSmallIntegerField(null=True)
    number = models.PositiveIntegerField(default=0)
    total = models.DecimalField(max_digits=30, decimal_places=6, default=0)

    class Meta:
        verbose_name = _("tally")
        verbose_name_plural = _("tallies")
        constraints: ClassVar = [
            models.UniqueConstraint(
                "consultation",
                "question_id",
                Coalesce("row_id", NIL),
                Coalesce("option_id", NIL),
                Coalesce("position", models.Value(-1)),
                name="plan_unique_tally",
            )
        ]

    def __str__(self) -> str:
        return f"{self.question_id} {self.number}"


class ResponseTally(models.Model):
    """How many responses came in on a day, by channel, language and source."""

    consultation = models.ForeignKey(
        Consultation, on_delete=models.CASCADE, related_name="response_tallies"
    )
    day = models.DateField()
    channel = models.CharField(max_length=10)
    language = models.CharField(max_length=20)
    source = models.ForeignKey(Source, null=True, on_delete=models.CASCADE, related_name="+")
    number = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("tally of responses")
        verbose_name_plural = _("tallies of responses")
        constraints: ClassVar = [
            models.UniqueConstraint(
                "consultation",
                "day",
                "channel",
                "language",
                Coalesce("source", models.Value(0)),
                name="plan_unique_response_tally",
            )
        ]

    def __str__(self) -> str:
        return f"{self.day} {self.number}"


class AbandonedTally(models.Model):
    """How many attempts ended without being sent, by the last section that was kept of them.

    Written when such an attempt is deleted, so that nothing of the person stays.
    """

    consultation = models.ForeignKey(
        Consultation, on_delete=models.CASCADE, related_name="abandoned_tallies"
    )
    day = models.DateField()
    language = models.CharField(max_length=20)
    source = models.ForeignKey(Source, null=True, on_delete=models.CASCADE, related_name="+")
    #: Null where not even the first section was kept.
    last_section = models.UUIDField(null=True)
    number = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("tally of attempts not sent")
        verbose_name_plural = _("tallies of attempts not sent")
        constraints: ClassVar = [
            models.UniqueConstraint(
                "consultation",
                "day",
                "language",
                Coalesce("source", models.Value(0)),
                Coalesce("last_section", NIL),
                name="plan_unique_abandoned_tally",
            )
        ]

    def __str__(self) -> str:
        return f"{self.day} {self.number}"

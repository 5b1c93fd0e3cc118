"""Reporting periods, and the reports that end them."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from plan.models import Plan
from priorities.enums import PeriodKind, ReportingState
from priorities.immutable import WrittenOnce


class ReportingPeriod(models.Model):
    """A stretch of time that a plan reports on: updates are gathered, then all is frozen."""

    plan = models.ForeignKey(
        Plan, verbose_name=_("plan"), on_delete=models.PROTECT, related_name="reporting_periods"
    )
    name = models.CharField(
        _("name"),
        max_length=100,
        blank=True,
        help_text=_("Only where the dates do not say it, such as “Annual report”."),
    )
    starts_on = models.DateField(_("first day"))
    ends_on = models.DateField(_("last day"))
    updates_due_on = models.DateField(
        _("updates due"), help_text=_("Owners are reminded before and after this day.")
    )
    state = models.CharField(
        _("state"), max_length=8, choices=ReportingState.choices, default=ReportingState.OPEN
    )
    created_at = models.DateTimeField(auto_now_add=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        verbose_name = _("reporting period")
        verbose_name_plural = _("reporting periods")
        ordering: ClassVar = ["-starts_on", "-pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["plan"],
                condition=models.Q(state="open"),
                name="plan_pri_one_open_period",
                violation_error_message=_(
                    "Another period of this plan is open. Freeze that one first."
                ),
            )
        ]

    def __str__(self) -> str:
        return self.name or f"{self.starts_on} – {self.ends_on}"

    def clean(self) -> None:
        """A period ends after it starts, and updates are due after it has begun."""
        super().clean()
        errors = {}
        if self.starts_on and self.ends_on and self.ends_on < self.starts_on:
            errors["ends_on"] = gettext("The period must end after it starts.")
        if self.starts_on and self.updates_due_on and self.updates_due_on < self.starts_on:
            errors["updates_due_on"] = gettext("Updates cannot be due before the period starts.")
        if errors:
            raise ValidationError(errors)


class Report(WrittenOnce):
    """Everything that was public of a plan's commitments when a period was frozen.

    `digest` is the SHA-256 of the snapshot in its canonical form: a change past all guards shows.
    """

    public_id = models.UUIDField(unique=True, editable=False, default=uuid.uuid4)
    period = models.OneToOneField(ReportingPeriod, on_delete=models.PROTECT, related_name="report")
    snapshot = models.JSONField()
    digest = models.CharField(max_length=64)
    #: Codes of the snapshot's languages, each with a space before and after it.
    languages = models.CharField(max_length=500, editable=False)
    frozen_at = models.DateTimeField()
    frozen_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )

    class Meta:
        verbose_name = _("progress report")
        verbose_name_plural = _("progress reports")
        ordering: ClassVar = ["-frozen_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.period}"

    @property
    def period_words(self) -> str:
        """The period, such as “July to September 2026”, in the language of now."""
        from priorities.periods import period_label

        return period_label(self.period.starts_on, self.period.ends_on, PeriodKind.OTHER)


class ReportFile(WrittenOnce):
    """A report as PDF in one language, made once from its snapshot."""

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="files")
    language = models.CharField(max_length=20)
    content = models.BinaryField()
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("file of a progress report")
        verbose_name_plural = _("files of progress reports")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["report", "language"], name="plan_pri_one_file")
        ]

    def __str__(self) -> str:
        return f"{self.report_id} {self.language}"

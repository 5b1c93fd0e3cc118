"""Figures: one for each period, area and group of a measure, and what they were before."""

from __future__ import annotations

from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from priorities.enums import WITHHOLDING, Marker, ObservationStatus, PeriodKind
from priorities.figure_rows import Identity, key_of_dimensions
from priorities.models.records import Measure
from priorities.numbers import figure
from priorities.periods import period_label

WITHHELD = Q(marker__in=sorted(WITHHOLDING))


class ObservationFacts(models.Model):
    """What a figure says and for what: of one that is published, or of one in a batch."""

    period_start = models.DateField(_("first day of the period"))
    period_end = models.DateField(_("last day of the period"))
    period_kind = models.CharField(_("kind of period"), max_length=20, choices=PeriodKind.choices)
    area = models.CharField(_("area code"), max_length=9, blank=True, default="")
    dimensions = models.JSONField(_("group"), default=dict, blank=True)
    dimensions_key = models.CharField(max_length=255, blank=True, default="", editable=False)
    value = models.DecimalField(_("figure"), max_digits=20, decimal_places=6, null=True, blank=True)
    numerator = models.DecimalField(
        _("numerator"), max_digits=20, decimal_places=6, null=True, blank=True
    )
    denominator = models.DecimalField(
        _("denominator or number asked"), max_digits=20, decimal_places=6, null=True, blank=True
    )
    lower = models.DecimalField(
        _("lower end of the margin"), max_digits=20, decimal_places=6, null=True, blank=True
    )
    upper = models.DecimalField(
        _("upper end of the margin"), max_digits=20, decimal_places=6, null=True, blank=True
    )
    marker = models.CharField(
        _("marker"), max_length=4, choices=Marker.choices, blank=True, default=""
    )

    class Meta:
        abstract = True

    @property
    def identity(self) -> Identity:
        """What decides that two are the same figure, within a measure."""
        return self.period_start, self.period_end, self.area, self.dimensions_key

    @property
    def period(self) -> str:
        """The period in words, for lists."""
        return period_label(self.period_start, self.period_end, self.period_kind)


class Observation(ObservationFacts):
    """One figure as it is public from one instant to another. Rows are added, hardly ever changed.

    A revision ends the row before it and adds its own, so that the figures of any past day can be
    told. Where a marker withholds the number, none is stored.
    """

    measure = models.ForeignKey(
        Measure,
        verbose_name=_("measure"),
        on_delete=models.PROTECT,
        related_name="observations",
    )
    published_from = models.DateTimeField(_("public from"), default=timezone.now)
    published_until = models.DateTimeField(_("public until"), null=True, blank=True)
    revision = models.PositiveSmallIntegerField(_("revision"), default=0)
    batch = models.ForeignKey(
        "plan_priorities.ImportBatch",
        verbose_name=_("batch"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="observations",
    )
    ended_by = models.ForeignKey(
        "plan_priorities.ImportBatch",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="ended_observations",
    )
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("figure")
        verbose_name_plural = _("figures")
        ordering: ClassVar = ["measure", "-period_end", "area", "dimensions_key", "published_from"]
        indexes: ClassVar = [
            models.Index(
                fields=["measure", "dimensions_key", "area", "period_end"],
                name="plan_pri_observation_series",
            )
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["measure", "period_start", "period_end", "area", "dimensions_key"],
                condition=Q(published_until__isnull=True),
                name="plan_pri_unique_observation",
            ),
            models.CheckConstraint(
                condition=Q(period_end__gte=F("period_start")),
                name="plan_pri_period_ends_after_start",
            ),
            models.CheckConstraint(
                condition=(Q(value__isnull=True) & WITHHELD) | (Q(value__isnull=False) & ~WITHHELD),
                name="plan_pri_value_or_reason",
            ),
            models.CheckConstraint(
                condition=Q(published_until__isnull=True)
                | Q(published_until__gte=F("published_from")),
                name="plan_pri_ends_after_publication",
            ),
        ]

    def __str__(self) -> str:
        is_whole = self.period_start and self.period_end
        label = self.period if is_whole else ""
        return " · ".join(filter(None, [self.measure.name, label, self.area]))

    @property
    def status(self) -> ObservationStatus:
        """Where it is in its life, by the clock."""
        now = timezone.now()
        if self.published_until is not None and self.published_until <= now:
            return ObservationStatus.ENDED
        if self.published_from > now:
            return ObservationStatus.APPROVED
        return ObservationStatus.REVISED if self.revision else ObservationStatus.PUBLISHED

    @property
    def status_words(self) -> str:
        """The same in words, for lists."""
        return str(self.status.label)

    @property
    def figure(self) -> str:
        """The figure with its unit, or the marker that stands for it, for lists."""
        if self.value is None:
            return f"[{self.marker}]"
        return figure(self.measure, self.value)

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keep the key of the group with the group."""
        self.dimensions_key = key_of_dimensions(self.dimensions)
        super().save(*args, **kwargs)

    def full_clean(self, *args: Any, **kwargs: Any) -> None:
        """Judge duplicates by the group as it is now."""
        self.dimensions_key = key_of_dimensions(self.dimensions)
        super().full_clean(*args, **kwargs)

    def clean(self) -> None:
        """Refuse what cannot be shown, in sentences."""
        from priorities.figure_checks import figure_errors

        if errors := figure_errors(self, self.measure if self.measure_id else None):
            raise ValidationError(errors)

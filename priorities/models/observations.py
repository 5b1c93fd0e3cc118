"""Figures: one for each period, area and group of a measure."""

from __future__ import annotations

from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from priorities.enums import WITHHOLDING, Marker, ObservationStatus, PeriodKind
from priorities.figure_rows import key_of_dimensions
from priorities.models.records import AREA_CODE, Measure
from priorities.numbers import figure
from priorities.periods import period_label

WITHHELD = Q(marker__in=sorted(WITHHOLDING))


class Observation(models.Model):
    """One figure. Where a marker withholds the number, none is stored."""

    measure = models.ForeignKey(
        Measure,
        verbose_name=_("measure"),
        on_delete=models.PROTECT,
        related_name="observations",
    )
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
    status = models.CharField(
        _("status"),
        max_length=12,
        choices=ObservationStatus.choices,
        default=ObservationStatus.PUBLISHED,
        help_text=_("Readers see what is published."),
    )
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("figure")
        verbose_name_plural = _("figures")
        ordering: ClassVar = ["measure", "-period_end", "area", "dimensions_key"]
        indexes: ClassVar = [
            models.Index(
                fields=["measure", "dimensions_key", "area", "period_end"],
                name="plan_pri_observation_series",
            )
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["measure", "period_start", "period_end", "area", "dimensions_key"],
                name="plan_pri_unique_observation",
                violation_error_message=_(
                    "There is a figure for this measure, period and area already. "
                    "Change that one instead."
                ),
            ),
            models.CheckConstraint(
                condition=Q(period_end__gte=F("period_start")),
                name="plan_pri_period_ends_after_start",
            ),
            models.CheckConstraint(
                condition=(Q(value__isnull=True) & WITHHELD) | (Q(value__isnull=False) & ~WITHHELD),
                name="plan_pri_value_or_reason",
            ),
        ]

    def __str__(self) -> str:
        is_whole = self.period_start and self.period_end
        label = self.period if is_whole else ""
        return " · ".join(filter(None, [self.measure.name, label, self.area]))

    @property
    def period(self) -> str:
        """The period in words, for lists."""
        return period_label(self.period_start, self.period_end, self.period_kind)

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
        errors = {**self.period_errors(), **self.number_errors(), **self.area_errors()}
        if errors:
            raise ValidationError(errors)

    def period_errors(self) -> dict[str, str]:
        """A period ends on or after its first day."""
        if self.period_start and self.period_end and self.period_end < self.period_start:
            return {
                "period_end": gettext("The last day of the period must not be before its first.")
            }
        return {}

    def number_errors(self) -> dict[str, str]:
        """A number or the reason why there is none, and a margin that holds the number."""
        is_withheld = self.marker in WITHHOLDING
        if self.value is None and not is_withheld:
            return {
                "value": gettext("Give a figure, or choose a marker that says why there is none.")
            }
        numbers = (self.value, self.numerator, self.lower, self.upper)
        if is_withheld and any(number is not None for number in numbers):
            return {"marker": gettext("This marker says there is no figure. Remove the numbers.")}
        if (self.lower is None) != (self.upper is None):
            name = "lower" if self.lower is None else "upper"
            return {name: gettext("Give both ends of the margin, or neither.")}
        if not self.is_within_margin():
            return {"lower": gettext("The figure must lie between the two ends of its margin.")}
        return {}

    def is_within_margin(self) -> bool:
        """Whether the figure lies in its margin, where there are both."""
        if self.value is None or self.lower is None or self.upper is None:
            return True
        return self.lower <= self.value <= self.upper

    def area_errors(self) -> dict[str, str]:
        """Only areas that the measure covers."""
        if self.measure_id is None:
            return {}
        codes = self.measure.area_codes
        if self.area and not AREA_CODE.fullmatch(self.area):
            return {"area": gettext("Write the area as a code such as E12000007.")}
        if self.area in codes or (not codes and not self.area):
            return {}
        if not codes:
            return {
                "area": gettext(
                    "This measure has no areas. Leave the area empty, or add the code on the "
                    "measure’s page and publish it."
                )
            }
        return {
            "area": gettext("This measure covers %(codes)s. Choose one of these areas.")
            % {"codes": ", ".join(codes[:5])}
        }

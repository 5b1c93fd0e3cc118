"""Facts of a measure that hold in every language: a draft on its page, in force on its record."""

from __future__ import annotations

import re

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from priorities.enums import (
    PERIOD_OF_FREQUENCY,
    Calculation,
    ComparedWith,
    Frequency,
    PeriodKind,
    Unit,
    WantedDirection,
)
from priorities.judgements import Judgement
from priorities.models.calculation_facts import calculation_errors

#: Codes of the statistical offices: a letter and eight digits, such as E12000007.
AREA_CODE = re.compile(r"[A-Z][0-9]{8}")
CURRENCY_CODE = re.compile(r"[A-Z]{3}")


def split_codes(text: str) -> list[str]:
    """Area codes typed with spaces, commas or line ends between them, each once, in order."""
    return list(dict.fromkeys(code for code in re.split(r"[\s,;]+", text.upper()) if code))


def validate_area_codes(text: str) -> None:
    """Accept only codes of statistical areas; ValidationError names the first that is none."""
    for code in split_codes(text):
        if not AREA_CODE.fullmatch(code):
            raise ValidationError(
                gettext("“%(code)s” is not an area code. Write codes such as E12000007.")
                % {"code": code}
            )


def validate_currency(text: str) -> None:
    """Accept only codes of three letters."""
    if not CURRENCY_CODE.fullmatch(text):
        raise ValidationError(gettext("Write the currency as three capital letters, such as GBP."))


class MeasureFacts(models.Model):
    """Language-neutral facts of a measure: a draft on its page, in force on its record."""

    unit = models.CharField(_("unit"), max_length=20, choices=Unit.choices, default=Unit.COUNT)
    rate_per = models.PositiveIntegerField(
        _("rate per"), null=True, blank=True, help_text=_("For a rate only, for example 1000.")
    )
    currency = models.CharField(
        _("currency"),
        max_length=3,
        default="GBP",
        validators=[validate_currency],
        help_text=_("For money only, as three letters."),
    )
    decimals = models.PositiveSmallIntegerField(
        _("decimal places shown"),
        default=0,
        validators=[MinValueValidator(0), MaxValueValidator(4)],
    )
    direction_wanted = models.CharField(
        _("which way is better"),
        max_length=12,
        choices=WantedDirection.choices,
        default=WantedDirection.CONTEXTUAL,
        help_text=_("Decides whether a change is called better or worse."),
    )
    range_low = models.DecimalField(
        _("range from"), max_digits=20, decimal_places=6, null=True, blank=True
    )
    range_high = models.DecimalField(
        _("range to"), max_digits=20, decimal_places=6, null=True, blank=True
    )
    frequency = models.CharField(
        _("frequency"), max_length=20, choices=Frequency.choices, default=Frequency.QUARTERLY
    )
    compared_with = models.CharField(
        _("compared with"),
        max_length=12,
        choices=ComparedWith.choices,
        default=ComparedWith.PREVIOUS,
        help_text=_("Figures that rise and fall with the seasons need the year before."),
    )
    baseline_period_start = models.DateField(_("baseline period starts"), null=True, blank=True)
    baseline_period_end = models.DateField(_("baseline period ends"), null=True, blank=True)
    baseline_value = models.DecimalField(
        _("baseline figure"),
        max_digits=20,
        decimal_places=6,
        null=True,
        blank=True,
        help_text=_("Leave empty to take the figure of the baseline period from the series."),
    )
    target_value = models.DecimalField(
        _("target"), max_digits=20, decimal_places=6, null=True, blank=True
    )
    target_on = models.DateField(_("target to be met by"), null=True, blank=True)
    geography = models.TextField(
        _("area codes"),
        blank=True,
        validators=[validate_area_codes],
        help_text=_(
            "Codes of the statistical office, such as E12000007. The first is the area of the "
            "headline figure. Leave empty when the figures are for the plan’s whole area."
        ),
    )

    tolerance = models.DecimalField(
        _("no clear change up to"),
        max_digits=20,
        decimal_places=6,
        null=True,
        blank=True,
        validators=[MinValueValidator(0)],
        help_text=_("Changes of this size or less, in the figure’s own unit, are not judged."),
    )
    smallest_base = models.PositiveIntegerField(
        _("too few to judge below"),
        null=True,
        blank=True,
        help_text=_(
            "For numbers: the figure itself; for percentages and rates: the number asked or "
            "counted. Changes from or to fewer are not judged."
        ),
    )
    expected_lag = models.PositiveSmallIntegerField(
        _("days until figures come"),
        null=True,
        blank=True,
        help_text=_("From the end of a period to the day its figure is expected."),
    )
    next_update_on = models.DateField(_("next update due"), null=True, blank=True)
    judged_as = models.CharField(
        _("judged by hand as"),
        max_length=12,
        choices=Judgement.choices,
        blank=True,
        help_text=_("Replaces the rule for one period. Readers are shown the reason."),
    )
    judged_period_end = models.DateField(_("for the period that ends on"), null=True, blank=True)
    calculation = models.CharField(
        _("calculation"),
        max_length=8,
        choices=Calculation.choices,
        blank=True,
        default=Calculation.NONE,
    )
    calculated_from = models.ForeignKey(
        "plan_priorities.Measure",
        verbose_name=_("calculated from"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    calculated_by = models.ForeignKey(
        "plan_priorities.Measure",
        verbose_name=_("divided by"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text=_("The population or the whole. For rates and shares only."),
    )
    first_group = models.CharField(
        _("group"),
        max_length=255,
        blank=True,
        help_text=_("For a gap: codes of the group, such as ethnicity=black."),
    )
    second_group = models.CharField(
        _("less the group"), max_length=255, blank=True, help_text=_("For a gap: the other group.")
    )

    class Meta:
        abstract = True

    @property
    def area_codes(self) -> list[str]:
        """Areas there may be figures for; empty when there is only the whole."""
        return split_codes(self.geography)

    @property
    def headline_area(self) -> str:
        """The area whose figures make the sentence, the chart and the table."""
        return next(iter(self.area_codes), "")

    @property
    def period_kind(self) -> PeriodKind:
        """The kind of period its figures are for."""
        return PERIOD_OF_FREQUENCY[Frequency(self.frequency)]

    def fact_errors(self) -> dict[str, str]:
        """What does not fit together, by field."""
        errors = {}
        if self.unit == Unit.RATE and not self.rate_per:
            errors["rate_per"] = gettext("Say what the rate is per, for example 1000.")
        if self.direction_wanted == WantedDirection.RANGE:
            if self.range_low is None or self.range_high is None:
                errors["range_low"] = gettext("Give both ends of the range that is wanted.")
            elif self.range_high < self.range_low:
                errors["range_high"] = gettext("The range must end above where it begins.")
        start, end = self.baseline_period_start, self.baseline_period_end
        if (start is None) != (end is None):
            name = "baseline_period_end" if end is None else "baseline_period_start"
            errors[name] = gettext("Give both the first and the last day of the baseline period.")
        elif start and end and end < start:
            errors["baseline_period_end"] = gettext("The baseline period must end after it starts.")
        if self.baseline_value is not None and start is None:
            errors["baseline_period_start"] = gettext(
                "Say which period the baseline figure is for."
            )
        if self.target_on and self.target_value is None:
            errors["target_value"] = gettext("Give the target to be met by that date.")
        if bool(self.judged_as) != (self.judged_period_end is not None):
            name = "judged_period_end" if self.judged_as else "judged_as"
            errors[name] = gettext(
                "Give both the judgement and the last day of the period it is for."
            )
        return {**errors, **calculation_errors(self)}

    def clean(self) -> None:
        """Facts must fit together."""
        super().clean()
        if errors := self.fact_errors():
            raise ValidationError(errors)

"""Records: what is true of a measure or a commitment in every language and in every plan."""

from __future__ import annotations

import re
import uuid
from typing import ClassVar

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from priorities.enums import (
    PERIOD_OF_FREQUENCY,
    CommitmentStatus,
    ComparedWith,
    Frequency,
    PeriodKind,
    Unit,
    WantedDirection,
)

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
        return errors

    def clean(self) -> None:
        """Facts must fit together."""
        super().clean()
        if errors := self.fact_errors():
            raise ValidationError(errors)


class Measure(MeasureFacts):
    """How progress is known: one series of figures, whichever pages and plans show it.

    Written by publishing the source page; `name` is that page's title, for lists of editors.
    """

    public_id = models.UUIDField(unique=True, editable=False, default=uuid.uuid4)
    name = models.CharField(_("name"), max_length=255)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("measure")
        verbose_name_plural = _("measures")
        ordering: ClassVar = ["name", "pk"]

    def __str__(self) -> str:
        return self.name


class Commitment(models.Model):
    """Something that will be done: its state and date, whichever pages and plans show it."""

    public_id = models.UUIDField(unique=True, editable=False, default=uuid.uuid4)
    name = models.CharField(_("name"), max_length=255)
    status = models.CharField(
        _("status"),
        max_length=12,
        choices=CommitmentStatus.choices,
        default=CommitmentStatus.NOT_STARTED,
    )
    due_on = models.DateField(_("due"), null=True, blank=True)
    reference = models.CharField(_("reference"), max_length=20, blank=True)
    #: In the order of the source page: `id`, `title` in its language, `due_on`, `done_on`.
    milestones = models.JSONField(default=list, blank=True)
    #: Public ids of measures and translation keys of outcomes that the commitment serves.
    linked_measures = models.JSONField(default=list, blank=True)
    linked_outcomes = models.JSONField(default=list, blank=True)
    #: Date of the newest update on the source page.
    last_update_on = models.DateField(null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("commitment")
        verbose_name_plural = _("commitments")
        ordering: ClassVar = ["name", "pk"]

    def __str__(self) -> str:
        return self.name

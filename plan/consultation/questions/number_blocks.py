"""What editors fill in for questions answered with a number or a date."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from plan.consultation.questions.base import IdentityBlock, QuestionBlock
from plan.consultation.questions.limits import faults_of_dates, faults_of_numbers, refuse


class NumberBlock(QuestionBlock):
    """A number within limits."""

    minimum = blocks.DecimalBlock(label=_("smallest"), required=False)
    maximum = blocks.DecimalBlock(label=_("largest"), required=False)
    is_whole = blocks.BooleanBlock(label=_("whole numbers only"), required=False, default=True)

    class Meta:
        icon = "order"
        label = _("number")

    def clean(self, value: Any) -> Any:
        """The bounds leave at least one number."""
        cleaned = super().clean(value)
        is_whole = bool(cleaned["is_whole"])
        refuse(faults_of_numbers(cleaned["minimum"], cleaned["maximum"], is_whole=is_whole))
        return cleaned


class DateBlock(QuestionBlock):
    """A date in three boxes, within limits."""

    earliest = blocks.DateBlock(label=_("earliest"), required=False)
    latest = blocks.DateBlock(label=_("latest"), required=False)
    after = IdentityBlock(
        label=_("after the date of"),
        help_text=_("An earlier question that asks for a date."),
    )
    days_after = blocks.IntegerBlock(
        label=_("by at least, in days"),
        required=False,
        default=1,
        min_value=0,
        max_value=36_525,
    )

    class Meta:
        icon = "date"
        label = _("date")

    def clean(self, value: Any) -> Any:
        """The limits leave at least one day."""
        cleaned = super().clean(value)
        refuse(faults_of_dates(cleaned.get("earliest"), cleaned.get("latest")))
        return cleaned

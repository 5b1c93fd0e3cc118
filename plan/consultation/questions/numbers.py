"""Questions answered with a number or a date."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.formats import date_format, number_format
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from plan.consultation.answers import AnswerValue
from plan.consultation.definition import QuestionDefinition
from plan.consultation.questions.base import QuestionBlock, QuestionType
from plan.forms.fields import DayField
from plan.forms.widgets import NumberInput

#: What the column holds: 18 digits before the point and 6 after it.
LARGEST = Decimal("999999999999999")


class NumberBlock(QuestionBlock):
    """A number within limits."""

    minimum = blocks.DecimalBlock(label=_("smallest"), required=False)
    maximum = blocks.DecimalBlock(label=_("largest"), required=False)
    is_whole = blocks.BooleanBlock(label=_("whole numbers only"), required=False, default=True)

    class Meta:
        icon = "order"
        label = _("number")


class DateBlock(QuestionBlock):
    """A date in three boxes."""

    class Meta:
        icon = "date"
        label = _("date")


class Number(QuestionType):
    """A number, with a smallest and a largest."""

    name = "number"
    label = _("number")
    block_class = NumberBlock

    def structure(self, question_id: str, value: Any) -> dict[str, Any]:
        """Add the limits as text, for JSON has no decimals."""
        structure = super().structure(question_id, value)
        structure["settings"] = {
            "minimum": None if value["minimum"] is None else str(value["minimum"]),
            "maximum": None if value["maximum"] is None else str(value["maximum"]),
            "is_whole": bool(value["is_whole"]),
        }
        return structure

    def form_field(self, question: QuestionDefinition) -> forms.Field:
        """A line with a number keyboard."""
        settings = question.settings
        low, high = settings.get("minimum"), settings.get("maximum")
        is_whole = bool(settings.get("is_whole"))
        return forms.DecimalField(
            min_value=Decimal(low) if low is not None else -LARGEST,
            max_value=Decimal(high) if high is not None else LARGEST,
            decimal_places=0 if is_whole else 6,
            max_digits=21,
            localize=True,
            widget=NumberInput(is_whole=is_whole),
            error_messages={
                "invalid": _("Enter a number, with digits only."),
                "max_decimal_places": _("Enter a number with fewer decimal places.")
                if not is_whole
                else _("Enter a whole number."),
            },
            **self.field_arguments(question),
        )

    def to_values(self, question: QuestionDefinition, cleaned: Any) -> list[AnswerValue]:
        """One row with the number."""
        return [] if cleaned is None else [AnswerValue(number=cleaned)]

    def display_one(self, question: QuestionDefinition, value: AnswerValue) -> str:
        """The number as written in the reader's language."""
        return "" if value.number is None else number_format(plain(value.number))

    def cells(self, question: QuestionDefinition, values: Sequence[AnswerValue]) -> list[str]:
        """The number with a point, whatever the language."""
        return ["; ".join(plain(v.number) for v in values if v.number is not None)]


class Date(QuestionType):
    """A date."""

    name = "date"
    label = _("date")
    block_class = DateBlock

    def form_field(self, question: QuestionDefinition) -> forms.Field:
        """Three boxes."""
        return DayField(**self.field_arguments(question))

    def to_values(self, question: QuestionDefinition, cleaned: Any) -> list[AnswerValue]:
        """One row with the date."""
        return [] if cleaned is None else [AnswerValue(date=cleaned)]

    def display_one(self, question: QuestionDefinition, value: AnswerValue) -> str:
        """The date as written in the reader's language."""
        return "" if value.date is None else date_format(value.date)

    def cells(self, question: QuestionDefinition, values: Sequence[AnswerValue]) -> list[str]:
        """The date as ISO 8601 has it."""
        return ["; ".join(v.date.isoformat() for v in values if v.date is not None)]


def plain(number: Decimal) -> str:
    """A number without needless zeros and without an exponent."""
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


TYPES = [Number(), Date()]

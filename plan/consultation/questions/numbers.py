"""Questions answered with a number or a date."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.formats import date_format, localize_input, number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import blocks

from plan.consultation.answers import AnswerValue
from plan.consultation.definition import QuestionDefinition
from plan.consultation.questions.base import (
    REQUIRED,
    OneErrorMixin,
    QuestionBlock,
    QuestionType,
)
from plan.forms.fields import DayField
from plan.forms.widgets import NumberInput

#: What the column holds: 18 digits before the point and 6 after it.
LARGEST = Decimal("999999999999999")


class NumberBlock(QuestionBlock):
    """A number within limits."""

    minimum = blocks.DecimalBlock(label=gettext_lazy("smallest"), required=False)
    maximum = blocks.DecimalBlock(label=gettext_lazy("largest"), required=False)
    is_whole = blocks.BooleanBlock(
        label=gettext_lazy("whole numbers only"), required=False, default=True
    )

    class Meta:
        icon = "order"
        label = gettext_lazy("number")


class DateBlock(QuestionBlock):
    """A date in three boxes."""

    class Meta:
        icon = "date"
        label = gettext_lazy("date")


class NumberField(OneErrorMixin, forms.DecimalField):
    """A decimal number."""


def number_messages(low: str | None, high: str | None, *, is_whole: bool) -> dict[str, str]:
    """What to say of a wrong number, in the language of the request; limits as it writes them."""
    shorter = _("Enter a number with fewer digits.")
    least, most = shorter, shorter
    if low is not None:
        least = _("Enter %(number)s or more.") % {"number": number_format(plain(Decimal(low)))}
    if high is not None:
        most = _("Enter %(number)s or less.") % {"number": number_format(plain(Decimal(high)))}
    places = _("Enter a number with fewer decimal places.")
    return {
        "required": str(REQUIRED),
        "invalid": _("Enter a number, with digits only."),
        "min_value": least,
        "max_value": most,
        "max_digits": shorter,
        "max_whole_digits": shorter,
        "max_decimal_places": _("Enter a whole number.") if is_whole else places,
    }


class Number(QuestionType):
    """A number, with a smallest and a largest."""

    name = "number"
    label = gettext_lazy("number")
    block_class = NumberBlock
    is_number = True

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
        return NumberField(
            min_value=Decimal(low) if low is not None else -LARGEST,
            max_value=Decimal(high) if high is not None else LARGEST,
            decimal_places=0 if is_whole else 6,
            max_digits=21,
            localize=True,
            widget=NumberInput(is_whole=is_whole),
            error_messages=number_messages(low, high, is_whole=is_whole),
            **self.field_arguments(question),
        )

    def to_values(self, question: QuestionDefinition, cleaned: Any) -> list[AnswerValue]:
        """One row with the number."""
        return [] if cleaned is None else [AnswerValue(number=cleaned)]

    def typed(
        self, question: QuestionDefinition, name: str, values: Sequence[AnswerValue]
    ) -> dict[str, list[str]]:
        """The number, written as the language in use writes it."""
        numbers = [value.number for value in values if value.number is not None]
        return {name: [localize_input(plain(number)) for number in numbers]} if numbers else {}

    def display_one(self, question: QuestionDefinition, value: AnswerValue) -> str:
        """The number as written in the reader's language."""
        return "" if value.number is None else number_format(plain(value.number))

    def cells(self, question: QuestionDefinition, values: Sequence[AnswerValue]) -> list[str]:
        """The number with a point, whatever the language."""
        return ["; ".join(plain(v.number) for v in values if v.number is not None)]


class Date(QuestionType):
    """A date."""

    name = "date"
    label = gettext_lazy("date")
    block_class = DateBlock

    def form_field(self, question: QuestionDefinition) -> forms.Field:
        """Three boxes."""
        return DayField(**self.field_arguments(question))

    def to_values(self, question: QuestionDefinition, cleaned: Any) -> list[AnswerValue]:
        """One row with the date."""
        return [] if cleaned is None else [AnswerValue(date=cleaned)]

    def typed(
        self, question: QuestionDefinition, name: str, values: Sequence[AnswerValue]
    ) -> dict[str, list[str]]:
        """The three boxes."""
        day = next((value.date for value in values if value.date is not None), None)
        if day is None:
            return {}
        boxes = {"day": day.day, "month": day.month, "year": day.year}
        return {f"{name}-{box}": [str(number)] for box, number in boxes.items()}

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

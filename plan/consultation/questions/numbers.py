"""Questions answered with a number or a date."""

from __future__ import annotations

import datetime
import re
import uuid
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.formats import date_format, localize_input, number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from plan.consultation.answers import AnswerValue
from plan.consultation.definition import QuestionDefinition
from plan.consultation.logic import Values
from plan.consultation.questions.base import (
    REQUIRED,
    CellError,
    OneErrorMixin,
    QuestionType,
)
from plan.consultation.questions.limits import (
    LARGEST,
    Faults,
    faults_of_dates,
    faults_of_numbers,
)
from plan.consultation.questions.number_blocks import DateBlock, NumberBlock
from plan.consultation.questions.paper import Cells, Lines, PaperPart
from plan.forms.fields import DayField
from plan.forms.widgets import NumberInput


class LimitedDayField(DayField):
    """A date not before the one and not after the other limit."""

    def __init__(
        self,
        *,
        earliest: datetime.date | None = None,
        latest: datetime.date | None = None,
        **kwargs: Any,
    ) -> None:
        self.earliest, self.latest = earliest, latest
        super().__init__(**kwargs)

    def clean(self, value: Any) -> datetime.date | None:
        """The date; ValidationError says which one would do."""
        day = super().clean(value)
        if day is not None and self.earliest is not None and day < self.earliest:
            words = _("Enter a date that is not before %(day)s.")
            raise ValidationError(words % {"day": date_format(self.earliest)})
        if day is not None and self.latest is not None and day > self.latest:
            words = _("Enter a date that is not after %(day)s.")
            raise ValidationError(words % {"day": date_format(self.latest)})
        return day


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

    def setting_faults(self, question: QuestionDefinition) -> Faults:
        """Bounds with no number between them."""
        low, high = (question.settings.get(name) for name in ("minimum", "maximum"))
        return faults_of_numbers(
            None if low is None else Decimal(low),
            None if high is None else Decimal(high),
            is_whole=bool(question.settings.get("is_whole")),
        )

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

    def paper(self, question: QuestionDefinition) -> list[PaperPart]:
        """One line, which is room enough for a number."""
        return [Lines(1)]

    def display_one(self, question: QuestionDefinition, value: AnswerValue) -> str:
        """The number as written in the reader's language."""
        return "" if value.number is None else number_format(plain(value.number))

    def cells(self, question: QuestionDefinition, values: Sequence[AnswerValue]) -> list[str]:
        """The number with a point, whatever the language."""
        return ["; ".join(plain(v.number) for v in values if v.number is not None)]

    def read_cells(
        self, question: QuestionDefinition, name: str, cells: Sequence[str]
    ) -> dict[str, list[str]]:
        """The number with a point or a comma before its decimals.

        A comma before three digits may part thousands: nobody guesses.
        """
        written = re.fullmatch(r"([+-]?\d+)(?:[.,](\d+))?", cells[0])
        if written is None or re.fullmatch(r"[+-]?\d{1,3},\d{3}", cells[0]):
            words = _("Write a number with digits, and a point before its decimals.")
            raise CellError(0, words)
        number = f"{written[1]}.{written[2]}" if written[2] else written[1]
        return {name: [localize_input(plain(Decimal(number)))]}


class Date(QuestionType):
    """A date."""

    name = "date"
    label = gettext_lazy("date")
    block_class = DateBlock

    def structure(self, question_id: str, value: Any) -> dict[str, Any]:
        """Add the limits there are, as ISO 8601 has them."""
        structure = super().structure(question_id, value)
        limits = {name: value.get(name) for name in ("earliest", "latest")}
        structure["settings"] = {
            name: day.isoformat() for name, day in limits.items() if day is not None
        }
        if value.get("after"):
            days = value.get("days_after")
            structure["settings"] |= {"after": value["after"], "days_after": days or 0}
        return structure

    def fault(
        self, question: QuestionDefinition, values: Sequence[AnswerValue], earlier: Values
    ) -> str:
        """Whether it is too early after the date that another question was answered with."""
        before = earlier.get(earlier_question(question), ())
        first = next((value.date for value in before if value.date is not None), None)
        day = next((value.date for value in values if value.date is not None), None)
        if first is None or day is None:
            return ""
        try:
            limit = first + datetime.timedelta(days=question.settings["days_after"])
        except OverflowError:
            return ""
        if day >= limit:
            return ""
        words = _("Enter a date that is not before %(day)s, after what you answered before.")
        return words % {"day": date_format(limit)}

    def limits(self, question: QuestionDefinition) -> dict[str, datetime.date]:
        """The earliest and the latest day, where they are set."""
        return {
            name: datetime.date.fromisoformat(question.settings[name])
            for name in ("earliest", "latest")
            if question.settings.get(name)
        }

    def setting_faults(self, question: QuestionDefinition) -> Faults:
        """Limits with no day between them."""
        limits = self.limits(question)
        return faults_of_dates(limits.get("earliest"), limits.get("latest"))

    def form_field(self, question: QuestionDefinition) -> forms.Field:
        """Three boxes."""
        return LimitedDayField(**self.limits(question), **self.field_arguments(question))

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

    def paper(self, question: QuestionDefinition) -> list[PaperPart]:
        """Three boxes."""
        return [Cells((_("Day"), _("Month"), _("Year")))]

    def display_one(self, question: QuestionDefinition, value: AnswerValue) -> str:
        """The date as written in the reader's language."""
        return "" if value.date is None else date_format(value.date)

    def cells(self, question: QuestionDefinition, values: Sequence[AnswerValue]) -> list[str]:
        """The date as ISO 8601 has it."""
        return ["; ".join(v.date.isoformat() for v in values if v.date is not None)]

    def read_cells(
        self, question: QuestionDefinition, name: str, cells: Sequence[str]
    ) -> dict[str, list[str]]:
        """A date as ISO 8601 has it."""
        try:
            day = datetime.date.fromisoformat(cells[0])
        except ValueError:
            words = _("Write the date as 2026-03-27: year, month, day.")
            raise CellError(0, words) from None
        return self.typed(question, name, [AnswerValue(date=day)])


def earlier_question(question: QuestionDefinition) -> uuid.UUID:
    """The question whose date comes before; an id that nothing has where there is none."""
    return uuid.UUID(question.settings.get("after") or str(uuid.UUID(int=0)))


def plain(number: Decimal) -> str:
    """A number without needless zeros and without an exponent."""
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


TYPES = [Number(), Date()]

"""What sort of answer a question takes, as far as a condition can compare it.

Told from the form field of its type, so that types of other apps need say nothing more. Where it
cannot be told, nothing is claimed.
"""

from __future__ import annotations

from enum import Enum

from django import forms

from plan.consultation.definition import QuestionDefinition
from plan.consultation.questions import question_type
from plan.forms.fields import DayField, OptionsField, PointsField


class AnswerKind(Enum):
    """What a condition compares."""

    OPTIONS = "options"
    NUMBER = "number"
    DATE = "date"
    TEXT = "text"
    OTHER = "other"


def kind_of(question: QuestionDefinition) -> AnswerKind:
    """What sort of answer it takes."""
    if question.options:
        return AnswerKind.OPTIONS
    field = question_type(question.type).form_field(question)
    return kind_of_field(field)


def kind_of_field(field: forms.Field) -> AnswerKind:
    """The same of a field without options."""
    if isinstance(field, PointsField):
        return AnswerKind.NUMBER
    if isinstance(field, OptionsField):
        return AnswerKind.OPTIONS
    if isinstance(field, forms.DecimalField | forms.IntegerField):
        return AnswerKind.NUMBER
    if isinstance(field, DayField | forms.DateField):
        return AnswerKind.DATE
    if isinstance(field, forms.CharField):
        return AnswerKind.TEXT
    return AnswerKind.OTHER

"""Finds the values that cells stand for, for types that do not say it themselves."""

from __future__ import annotations

import datetime
import itertools
from collections.abc import Iterator, Sequence
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from plan.consultation.answers import AnswerValue
from plan.consultation.definition import QuestionDefinition
from plan.consultation.questions.base import CellError

if TYPE_CHECKING:
    from plan.consultation.questions.base import QuestionType


def values_in(
    kind: QuestionType, question: QuestionDefinition, cells: Sequence[str]
) -> list[AnswerValue]:
    """Values that make these cells, by trying out; CellError at the first that none explains."""
    given = list(cells)
    found: list[AnswerValue] = []
    for place, cell in enumerate(given):
        if not cell:
            continue
        value = next(explained(kind, question, given, place), None)
        if value is None:
            raise CellError(place, _("This cannot be an answer to this question."))
        if value not in found:
            found.append(value)
    if kind.cells(question, found) != given:
        raise CellError(0, _("These cells do not go together."))
    return found


def explained(
    kind: QuestionType, question: QuestionDefinition, cells: Sequence[str], place: int
) -> Iterator[AnswerValue]:
    """Values of which a cell would be made, if they stood alone."""
    for value in candidates(question, cells[place]):
        try:
            made = kind.cells(question, [value])
        except (AttributeError, KeyError, TypeError, ValueError):
            continue  # not a value of this type
        if len(made) > place and made[place] == cells[place]:
            yield value


def candidates(question: QuestionDefinition, cell: str) -> Iterator[AnswerValue]:
    """Whatever a cell could stand for: an option, a number, a date or words, in any row."""
    options = [None, *(option.id for option in question.options)]
    rows = [None, *(row.id for row in question.rows)]
    number, day = number_in(cell), day_in(cell)
    for option, row in itertools.product(options, rows):
        if option is not None:
            yield AnswerValue(option_id=option, row_id=row)
        if number is not None:
            yield AnswerValue(option_id=option, row_id=row, number=number)
            if number == int(number) and 0 <= number < 1000:
                yield AnswerValue(option_id=option, row_id=row, position=int(number))
    if day is not None:
        yield AnswerValue(date=day)
    yield AnswerValue(text=cell)


def number_in(cell: str) -> Decimal | None:
    """A plain number."""
    try:
        number = Decimal(cell)
    except InvalidOperation:
        return None
    return number if number.is_finite() and abs(number) < 10**18 else None


def day_in(cell: str) -> datetime.date | None:
    """A date such as 2026-03-27."""
    try:
        return datetime.date.fromisoformat(cell)
    except ValueError:
        return None

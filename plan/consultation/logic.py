"""Which sections and questions are asked, given the answers so far.

A condition looks at earlier answers only: what is hidden counts as not answered. The rules:

- `is`, `is_one_of`: some value of the answer equals (one of) those given.
- `is_not`, `is_none_of`: the opposite, so they hold as well where nothing was answered.
- `answered`, `not_answered`: whether there is any value.
- `more_than`, `less_than`, `at_least`, `at_most`: some number or date compares so.

Options are compared by id, texts without regard to case, numbers and dates by value. An option
that was given nought in sharing out is no answer that equals anything.
"""

from __future__ import annotations

import datetime
import uuid
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal, InvalidOperation
from typing import Any

from plan.consultation.answers import AnswerValue
from plan.consultation.definition import ClauseDefinition, ConditionDefinition

Values = Mapping[uuid.UUID, Sequence[AnswerValue]]

COMPARISONS: Mapping[str, Callable[[Any, Any], bool]] = {
    "more_than": lambda given, limit: given > limit,
    "less_than": lambda given, limit: given < limit,
    "at_least": lambda given, limit: given >= limit,
    "at_most": lambda given, limit: given <= limit,
}
#: Operators that need nothing to compare with.
WITHOUT_VALUES = ("answered", "not_answered")
OPERATORS = ("is", "is_not", "is_one_of", "is_none_of", *WITHOUT_VALUES, *COMPARISONS)


def holds(condition: ConditionDefinition | None, values: Values) -> bool:
    """Whether something with this condition is shown; without one it always is.

    A condition without clauses shows nothing away: it holds.
    """
    if condition is None or not condition.clauses:
        return True
    judge = all if condition.needs_all else any
    return judge(clause_holds(clause, values) for clause in condition.clauses)


def clause_holds(clause: ClauseDefinition, values: Values) -> bool:
    """Whether one comparison holds."""
    given = values.get(clause.question, ())
    if clause.operator == "answered":
        return bool(given)
    if clause.operator == "not_answered":
        return not given
    if clause.operator in COMPARISONS:
        compare = COMPARISONS[clause.operator]
        return any(compares(compare, value, limit) for value in given for limit in clause.values)
    is_found = any(equals(value, wanted) for value in given for wanted in clause.values)
    return is_found if clause.operator in {"is", "is_one_of"} else not is_found


def equals(value: AnswerValue, wanted: str) -> bool:
    """Whether a value is what a clause names."""
    if value.option_id is not None:
        return value.names_option and str(value.option_id) == wanted
    if value.number is not None:
        return value.number == as_number(wanted)
    if value.date is not None:
        return value.date == as_date(wanted)
    if value.position is not None:
        return value.position == as_number(wanted)
    return value.text.strip().casefold() == wanted.strip().casefold()


def compares(compare: Callable[[Any, Any], bool], value: AnswerValue, limit: str) -> bool:
    """Whether a number or a date stands so to a limit of the same kind."""
    given: Any = value.position if value.number is None else value.number
    if given is not None:
        number = as_number(limit)
        return number is not None and compare(given, number)
    if value.date is not None:
        day = as_date(limit)
        return day is not None and compare(value.date, day)
    return False


def as_number(text: str) -> Decimal | None:
    """A number as an editor writes it; None for anything else."""
    try:
        number = Decimal(text.strip())
    except InvalidOperation:
        return None
    return number if number.is_finite() else None


def as_date(text: str) -> datetime.date | None:
    """A date such as 2026-03-27; None for anything else."""
    try:
        return datetime.date.fromisoformat(text.strip())
    except ValueError:
        return None

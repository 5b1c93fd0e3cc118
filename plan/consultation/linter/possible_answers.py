"""The answers a question can get, as few as conditions can tell apart.

Two answers that every comparison judges alike need only be tried once. Where the answers cannot be
listed, or are too many, there is no list: whoever reasons with them takes them as unknown.
"""

from __future__ import annotations

import datetime
import itertools
import uuid
from collections.abc import Iterable, Iterator, Sequence
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from typing import Any

from plan.consultation.answers import AnswerValue
from plan.consultation.definition import ClauseDefinition, OptionDefinition, QuestionDefinition
from plan.consultation.linter.kinds import AnswerKind, kind_of_field
from plan.consultation.logic import as_date, as_number
from plan.consultation.questions import question_type
from plan.forms.fields import OptionsField, PointsField

Answer = tuple[AnswerValue, ...]
#: More options than this that conditions of several choices name are not tried in all sets.
MOST_OPTIONS = 8
#: Nothing in any text that an editor compares with.
OTHER_TEXT = "\u2063"
ONE_DAY = datetime.timedelta(days=1)


def possible_answers(
    question: QuestionDefinition, clauses: Sequence[ClauseDefinition]
) -> list[Answer] | None:
    """One answer of each sort these comparisons tell apart, none included; None if unknown."""
    field = question_type(question.type).form_field(question)
    wanted = [value for clause in clauses for value in clause.values]
    if isinstance(field, PointsField):
        beside = [as_answer([option]) for option in question.apart]
        return [(), *number_answers(field, wanted), *beside]
    if isinstance(field, OptionsField):
        return option_answers(question, field, wanted)
    if question.options or question.rows:
        return None
    kind = kind_of_field(field)
    if kind is AnswerKind.NUMBER:
        return [(), *number_answers(field, wanted)]
    if kind is AnswerKind.DATE:
        return [(), *date_answers(wanted)]
    if kind is AnswerKind.TEXT:
        return [(), *((AnswerValue(text=text),) for text in {*wanted, OTHER_TEXT})]
    return None


def option_answers(
    question: QuestionDefinition, field: OptionsField, wanted: Iterable[str]
) -> list[Answer] | None:
    """No answer, each set of named options that may be chosen, and options that nobody names."""
    names = set(wanted)
    named = [option for option in question.options if str(option.id) in names]
    others = [option for option in question.options if str(option.id) not in names]
    if len(named) > MOST_OPTIONS:
        return None
    found: list[Answer] = [()]
    for chosen in sets_of(named, is_multiple=field.is_multiple):
        if may_be_chosen(chosen, others, field):
            found.append(as_answer(chosen))
    found += [as_answer([option]) for option in others[:1]]
    return found


def sets_of(
    options: Sequence[OptionDefinition], *, is_multiple: bool
) -> Iterator[tuple[OptionDefinition, ...]]:
    """Sets of options that are not empty."""
    largest = len(options) if is_multiple else min(1, len(options))
    for size in range(1, largest + 1):
        yield from itertools.combinations(options, size)


def may_be_chosen(
    chosen: Sequence[OptionDefinition], others: Sequence[OptionDefinition], field: OptionsField
) -> bool:
    """Whether the field takes these, with others beside them where it wants more."""
    if any(option.is_exclusive for option in chosen):
        return len(chosen) == 1
    fillers = sum(not option.is_exclusive for option in others)
    if field.minimum and len(chosen) + fillers < field.minimum:
        return False
    return not field.maximum or len(chosen) <= field.maximum


def as_answer(options: Iterable[OptionDefinition]) -> Answer:
    """A row for each option."""
    return tuple(AnswerValue(option_id=uuid.UUID(str(option.id))) for option in options)


def number_answers(field: Any, wanted: Iterable[str]) -> Iterator[Answer]:
    """Each limit, numbers just beside it, and one between any two."""
    limits = {number for text in wanted if (number := as_number(text)) is not None}
    low, high = getattr(field, "min_value", None), getattr(field, "max_value", None)
    limits |= {Decimal(bound) for bound in (low, high) if bound is not None}
    is_whole = getattr(field, "decimal_places", 0) == 0
    for number in sorted(near(limits, is_whole=is_whole) or {Decimal(0)}):
        if (low is None or number >= low) and (high is None or number <= high):
            yield (AnswerValue(number=number),)


def near(limits: set[Decimal], *, is_whole: bool) -> set[Decimal]:
    """Numbers that stand in every possible way to these."""
    if is_whole:
        down = {limit.to_integral_value(ROUND_FLOOR) for limit in limits}
        up = {limit.to_integral_value(ROUND_CEILING) for limit in limits}
        return down | up | {one - 1 for one in down} | {one + 1 for one in up | down}
    ordered = sorted(limits)
    between = {(one + two) / 2 for one, two in itertools.pairwise(ordered)}
    edges = {ordered[0] - 1, ordered[-1] + 1} if ordered else set()
    return limits | between | edges


def date_answers(wanted: Iterable[str]) -> Iterator[Answer]:
    """Each limit, and the days beside it."""
    limits = {day for text in wanted if (day := as_date(text)) is not None}
    days = set(limits) or {datetime.date(2000, 1, 1)}
    for limit in limits:
        if limit > datetime.date.min:
            days.add(limit - ONE_DAY)
        if limit < datetime.date.max:
            days.add(limit + ONE_DAY)
    for day in sorted(days):
        yield (AnswerValue(date=day),)

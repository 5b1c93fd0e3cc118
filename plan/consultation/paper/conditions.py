"""Conditions in words, for those who answer on paper."""

from __future__ import annotations

import datetime
import uuid
from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from plan.consultation.definition import (
    ClauseDefinition,
    ConditionDefinition,
    FormDefinition,
    QuestionDefinition,
)

#: One sentence for each comparison. Several values are a list in quotation marks.
SENTENCES: Mapping[str, str | Promise] = {
    "is": gettext_lazy("Your answer to question %(number)s is %(values)s."),
    "is_one_of": gettext_lazy("Your answer to question %(number)s is one of: %(values)s."),
    "is_not": gettext_lazy("Your answer to question %(number)s is not %(values)s."),
    "is_none_of": gettext_lazy("Your answer to question %(number)s is none of: %(values)s."),
    "answered": gettext_lazy("You have answered question %(number)s."),
    "not_answered": gettext_lazy("You have not answered question %(number)s."),
    "more_than": gettext_lazy("Your answer to question %(number)s is more than %(values)s."),
    "less_than": gettext_lazy("Your answer to question %(number)s is less than %(values)s."),
    "at_least": gettext_lazy("Your answer to question %(number)s is %(values)s or more."),
    "at_most": gettext_lazy("Your answer to question %(number)s is %(values)s or less."),
}
#: The same for days.
DAY_SENTENCES: Mapping[str, str | Promise] = {
    "more_than": gettext_lazy("Your answer to question %(number)s is after %(values)s."),
    "less_than": gettext_lazy("Your answer to question %(number)s is before %(values)s."),
    "at_least": gettext_lazy("Your answer to question %(number)s is %(values)s or later."),
    "at_most": gettext_lazy("Your answer to question %(number)s is %(values)s or earlier."),
}


@dataclass(frozen=True)
class ConditionWords:
    """A heading such as "Answer only if all of these are true:" and a sentence a line."""

    heading: str
    lines: list[str]


class ConditionReader:
    """Knows the numbers that the questions of a form have on paper."""

    def __init__(self, form: FormDefinition) -> None:
        self.form = form
        self.numbers = {question.id: n for n, question in enumerate(form.questions(), 1)}

    def words(
        self, condition: ConditionDefinition | None, *, is_exit: bool = False
    ) -> ConditionWords | None:
        """A condition in words; None where something is always shown."""
        if condition is None:
            return None
        lines = [line for clause in condition.clauses if (line := self.sentence(clause))]
        return ConditionWords(heading(condition, len(lines), is_exit=is_exit), lines)

    def sentence(self, clause: ClauseDefinition) -> str:
        """One comparison; a question that is asked no more has no number and no sentence."""
        number = self.numbers.get(clause.question)
        question = self.form.question(clause.question)
        if number is None or question is None or clause.operator not in SENTENCES:
            return ""
        days = [day for value in clause.values if (day := as_day(value))]
        sentences = DAY_SENTENCES if days and clause.operator in DAY_SENTENCES else SENTENCES
        values = " / ".join(value_in_words(question, value) for value in clause.values)
        return str(sentences[clause.operator]) % {"number": number, "values": values}


def heading(condition: ConditionDefinition, lines: int, *, is_exit: bool) -> str:
    """What stands above the comparisons."""
    if is_exit:
        if lines < 2:
            return _("Stop here if this is true:")
        if condition.needs_all:
            return _("Stop here if all of these are true:")
        return _("Stop here if any of these is true:")
    if lines < 2:
        return _("Answer only if this is true:")
    if condition.needs_all:
        return _("Answer only if all of these are true:")
    return _("Answer only if any of these is true:")


def value_in_words(question: QuestionDefinition, value: str) -> str:
    """What a clause compares with: an option's words, a day, or the value itself."""
    try:
        option = question.option(uuid.UUID(value))
    except ValueError:
        option = None
    if option is not None:
        return _("“%(answer)s”") % {"answer": option.text}
    day = as_day(value)
    if day is not None:
        return date_format(day, "DATE_FORMAT")
    return value if value.replace(".", "", 1).isdigit() else _("“%(answer)s”") % {"answer": value}


def as_day(value: str) -> datetime.date | None:
    """A date as conditions hold it; None for anything else."""
    try:
        return datetime.date.fromisoformat(value)
    except ValueError:
        return None

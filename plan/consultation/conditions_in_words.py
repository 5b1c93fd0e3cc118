"""Conditions of a form as sentences, for whoever reads all its questions at once."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.formats import date_format, number_format
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from plan.consultation.definition import (
    ClauseDefinition,
    ConditionDefinition,
    FormDefinition,
    QuestionDefinition,
)
from plan.consultation.logic import as_date, as_number

SENTENCES: Mapping[str, Any] = {
    "is": _("Only if you answered %(answer)s to “%(question)s”."),
    "is_not": _("Only if you did not answer %(answer)s to “%(question)s”."),
    "answered": _("Only if you answered “%(question)s”."),
    "not_answered": _("Only if you left “%(question)s” unanswered."),
    "more_than": _("Only if your answer to “%(question)s” is more than %(answer)s."),
    "less_than": _("Only if your answer to “%(question)s” is less than %(answer)s."),
    "at_least": _("Only if your answer to “%(question)s” is %(answer)s or more."),
    "at_most": _("Only if your answer to “%(question)s” is %(answer)s or less."),
}
#: The same of days.
SENTENCES_OF_DAYS: Mapping[str, Any] = {
    "more_than": _("Only if your answer to “%(question)s” is after %(answer)s."),
    "less_than": _("Only if your answer to “%(question)s” is before %(answer)s."),
    "at_least": _("Only if your answer to “%(question)s” is %(answer)s or later."),
    "at_most": _("Only if your answer to “%(question)s” is %(answer)s or earlier."),
}
#: Operators that read like another one.
LIKE = {"is_one_of": "is", "is_none_of": "is_not"}


@dataclass(frozen=True)
class Explanation:
    """A sentence for each comparison; all, or one of them, must hold."""

    needs_all: bool
    sentences: list[str]


def explained(condition: ConditionDefinition | None, form: FormDefinition) -> Explanation | None:
    """What a condition says; None where there is none, so that all people are asked."""
    if condition is None or not condition.clauses:
        return None
    sentences = [sentence(clause, form) for clause in condition.clauses]
    return Explanation(condition.needs_all, [words for words in sentences if words])


def sentence(clause: ClauseDefinition, form: FormDefinition) -> str:
    """One comparison; empty where the question is no longer in the form."""
    question = form.question(clause.question)
    if question is None:
        return ""
    answers = [words for value in clause.values if (words := answer_words(question, value))]
    pattern = SENTENCES[LIKE.get(clause.operator, clause.operator)]
    if any(as_date(value) is not None for value in clause.values):
        pattern = SENTENCES_OF_DAYS.get(clause.operator, pattern)
    return str(pattern) % {"question": question.text, "answer": joined(answers)}


def joined(answers: list[str]) -> str:
    """Alternatives, the last after "or"."""
    if not answers:
        return ""
    found = answers[0]
    for answer in answers[1:]:
        found = str(format_lazy(_("{one} or {another}"), one=found, another=answer))
    return found


def answer_words(question: QuestionDefinition, value: str) -> str:
    """What is compared with, as the respondent would see it."""
    option = question.option(option_id) if (option_id := as_id(value)) else None
    if option is not None:
        words = option.text
    elif (day := as_date(value)) is not None:
        return date_format(day)
    elif (number := as_number(value)) is not None:
        return number_format(number)
    else:
        words = "" if option_id else value.strip()
    return str(format_lazy(_("“{words}”"), words=words)) if words else ""


def as_id(text: str) -> uuid.UUID | None:
    """An option's id; None for anything else."""
    try:
        return uuid.UUID(text)
    except ValueError:
        return None

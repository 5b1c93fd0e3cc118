"""Conditions that cannot do what they are for."""

from __future__ import annotations

import uuid
from collections.abc import Iterator

from django.utils.translation import gettext as _

from plan.consultation.definition import ClauseDefinition, QuestionDefinition
from plan.consultation.linter.drafts import Condition, Draft, Use, name_of
from plan.consultation.linter.faults import Fault, error, warning
from plan.consultation.linter.kinds import AnswerKind, kind_of
from plan.consultation.linter.possible_answers import possible_answers
from plan.consultation.logic import (
    COMPARISONS,
    WITHOUT_VALUES,
    as_date,
    as_number,
    clause_holds,
)


def condition_faults(draft: Draft) -> Iterator[Fault]:
    """Faults of conditions themselves, then of the places that use them."""
    used = {use.condition for use in draft.used()}
    for condition in draft.conditions:
        key = str(condition.definition.id)
        if key not in used:
            yield warning(
                _("The condition “%(name)s” is used nowhere.") % {"name": condition.name}, key
            )
        if not condition.definition.clauses:
            yield error(
                _("The condition “%(name)s” compares nothing: add a comparison.")
                % {"name": condition.name},
                key,
            )
        for clause in condition.definition.clauses:
            yield from clause_faults(draft, condition, clause)
    for use in draft.used():
        yield from use_faults(draft, use)


def clause_faults(draft: Draft, condition: Condition, clause: ClauseDefinition) -> Iterator[Fault]:
    """Faults of one comparison, wherever it is used."""
    key, names = str(condition.definition.id), {"name": condition.name}
    question = draft.definition.question(clause.question)
    if question is None:
        yield error(
            _(
                "The condition “%(name)s” looks at a question that is not in the form any more. "
                "Choose another one."
            )
            % names,
            key,
        )
        return
    names["question"] = question.text
    if question.is_stopped:
        yield error(
            _(
                "The condition “%(name)s” looks at “%(question)s”, which is not asked any more. "
                "Choose another question."
            )
            % names,
            key,
        )
        return
    if clause.operator not in WITHOUT_VALUES and not clause.values:
        yield error(
            _(
                "The condition “%(name)s” does not say what “%(question)s” is compared with. "
                "Choose an answer."
            )
            % names,
            key,
        )
        return
    yield from value_faults(condition, clause, question)


def value_faults(
    condition: Condition, clause: ClauseDefinition, question: QuestionDefinition
) -> Iterator[Fault]:
    """What a comparison is made with, by the sort of answer."""
    kind, key = kind_of(question), str(condition.definition.id)
    names = {"name": condition.name, "question": question.text}
    if clause.operator in WITHOUT_VALUES:
        return
    if kind is AnswerKind.OPTIONS and clause.operator not in COMPARISONS:
        yield from gone_options(condition, clause, question)
        return
    for sentence in misfits(kind, clause):
        yield error(sentence % names, key)
        return
    if never_holds(clause, question, kind):
        yield error(
            _(
                "In the condition “%(name)s” no answer that “%(question)s” allows makes the "
                "comparison true. Change the comparison or the limits of the question."
            )
            % names,
            key,
        )


def gone_options(
    condition: Condition, clause: ClauseDefinition, question: QuestionDefinition
) -> Iterator[Fault]:
    """Answers that are no answers of the question any more."""
    known = {str(option.id) for option in question.options}
    if any(value not in known for value in clause.values):
        yield error(
            _(
                "The condition “%(name)s” names an answer that “%(question)s” does not have any "
                "more. Choose another one."
            )
            % {"name": condition.name, "question": question.text},
            str(condition.definition.id),
        )


def misfits(kind: AnswerKind, clause: ClauseDefinition) -> Iterator[str]:
    """Sentences on what cannot be compared with answers of this kind."""
    if kind is AnswerKind.NUMBER and any(as_number(value) is None for value in clause.values):
        yield _("The condition “%(name)s” must compare “%(question)s” with a number.")
    if kind is AnswerKind.DATE and any(as_date(value) is None for value in clause.values):
        yield _("The condition “%(name)s” must compare “%(question)s” with a date.")
    if kind is AnswerKind.TEXT and clause.operator in COMPARISONS:
        yield _(
            "The condition “%(name)s” asks whether “%(question)s” is more or less than something, "
            "but it is answered in words. Choose another comparison."
        )


def never_holds(clause: ClauseDefinition, question: QuestionDefinition, kind: AnswerKind) -> bool:
    """Whether no answer within the question's limits makes a comparison of numbers or dates true.

    "Is not" holds where nothing was answered, so it always can.
    """
    if kind not in {AnswerKind.NUMBER, AnswerKind.DATE}:
        return False
    answers = possible_answers(question, [clause]) or []
    return not any(clause_holds(clause, {question.id: answer}) for answer in answers)


def use_faults(draft: Draft, use: Use) -> Iterator[Fault]:
    """What is wrong with using a condition at this place."""
    block, part = draft.block_of(use.part.id), name_of(use.part)
    condition = next((c for c in draft.conditions if str(c.definition.id) == use.condition), None)
    if condition is None:
        yield error(
            _(
                "“%(part)s” is shown on a condition that does not exist any more, so it is always "
                "shown. Choose another condition or none."
            )
            % {"part": part},
            block,
        )
        return
    for clause in condition.definition.clauses:
        place = draft.places.get(clause.question)
        if place is not None and place >= use.place:
            yield error(
                _(
                    "“%(part)s” is shown on the condition “%(name)s”, which looks at "
                    "“%(question)s”: that is asked only later. Move one of them."
                )
                % {
                    "part": part,
                    "name": condition.name,
                    "question": question_text(draft, clause.question),
                },
                block,
            )


def question_text(draft: Draft, key: uuid.UUID) -> str:
    """The words of a question that exists."""
    question = draft.definition.question(key)
    return question.text if question else ""

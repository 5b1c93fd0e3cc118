"""What nobody can ever be asked, whatever they answer.

For each part that might be out of reach, the questions that decide on it are given every answer
that conditions can tell apart, and the way is walked. What cannot be listed is unknown, and what
hangs on it may be shown: so nothing is ever called unreachable that somebody can reach.
"""

from __future__ import annotations

import itertools
import math
import uuid
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from plan.consultation.answers import AnswerValue
from plan.consultation.definition import (
    ClauseDefinition,
    ConditionDefinition,
    FormDefinition,
    QuestionDefinition,
    SectionDefinition,
)
from plan.consultation.linter.possible_answers import possible_answers
from plan.consultation.logic import clause_holds

#: What was answered, where it is known.
Given = Sequence[AnswerValue] | None
UNKNOWN: Given = None
#: More combinations of answers than this are not tried for one part of the form.
MOST_TRIES = 3000


@dataclass(frozen=True)
class Target:
    """A part that might be out of reach, and where it stands."""

    part: SectionDefinition | QuestionDefinition
    section: int


def unreachable(definition: FormDefinition, *, is_any_order: bool = False) -> set[uuid.UUID]:
    """Sections, and questions on a condition, that no answers lead to.

    `is_any_order` says that people may leave a section unfinished and go on.
    """
    found: set[uuid.UUID] = set()
    for target in targets(definition):
        if not is_within_reach(definition, target, must_answer=not is_any_order):
            found.add(target.part.id)
    return found


def targets(definition: FormDefinition) -> Iterator[Target]:
    """What a condition or an exit may keep from being seen."""
    has_exit = False
    for number, section in enumerate(definition.sections):
        if has_exit or section.show_if is not None:
            yield Target(section, number)
        for question in section.questions:
            if question.show_if is not None:
                yield Target(question, number)
        has_exit = has_exit or section.is_exit


def is_within_reach(definition: FormDefinition, target: Target, *, must_answer: bool) -> bool:
    """Whether some answers lead there."""
    before = definition.sections[: target.section + 1]
    deciding = deciding_questions(before, target)
    lists = answers_to_try(definition, deciding)
    names = list(lists)
    for combination in itertools.product(*lists.values()):
        answers = dict(zip(names, combination, strict=True))
        if target.part.id in walk(before, answers, must_answer=must_answer):
            return True
    return False


def deciding_questions(
    sections: Sequence[SectionDefinition], target: Target
) -> list[QuestionDefinition]:
    """Every question that has a say in whether the target is seen, however indirectly."""
    homes = {q.id: (section, q) for section in sections for q in section.questions}
    conditions = [target.part.show_if, sections[target.section].show_if]
    conditions += [section.show_if for section in sections[:-1] if section.is_exit]
    found: dict[uuid.UUID, QuestionDefinition] = {}
    waiting = list(asked_by(conditions))
    while waiting:
        key = waiting.pop()
        if key in found or key not in homes:
            continue
        section, question = homes[key]
        found[key] = question
        waiting += asked_by([section.show_if, question.show_if])
    return list(found.values())


def asked_by(conditions: Iterable[ConditionDefinition | None]) -> Iterator[uuid.UUID]:
    """Questions that conditions look at."""
    for condition in conditions:
        for clause in condition.clauses if condition else ():
            yield clause.question


def answers_to_try(
    definition: FormDefinition, questions: Iterable[QuestionDefinition]
) -> dict[uuid.UUID, Sequence[Given]]:
    """Answers by question; the longest lists become unknown until few enough are left."""
    clauses = clauses_by_question(definition)
    lists: dict[uuid.UUID, Sequence[Given]] = {}
    for question in questions:
        known = possible_answers(question, clauses.get(question.id, []))
        lists[question.id] = [UNKNOWN] if known is None else known
    while math.prod(map(len, lists.values())) > MOST_TRIES:
        longest = max(lists, key=lambda key: len(lists[key]))
        lists[longest] = [UNKNOWN]
    return lists


def clauses_by_question(definition: FormDefinition) -> dict[uuid.UUID, list[ClauseDefinition]]:
    """All comparisons of the form's conditions in use, by the question they look at."""
    conditions = {
        part.show_if.id: part.show_if
        for section in definition.sections
        for part in (section, *section.items)
        if part.show_if is not None
    }
    found: dict[uuid.UUID, list[ClauseDefinition]] = {}
    for condition in conditions.values():
        for clause in condition.clauses:
            found.setdefault(clause.question, []).append(clause)
    return found


def walk(
    sections: Iterable[SectionDefinition],
    answers: Mapping[uuid.UUID, Given],
    *,
    must_answer: bool,
) -> set[uuid.UUID]:
    """Ids of sections and questions that these answers may show, the way `route` goes."""
    seen: set[uuid.UUID] = set()
    values: dict[uuid.UUID, Given] = {}
    for section in sections:
        shown = state(section.show_if, values)
        if shown is False:
            continue
        seen.add(section.id)
        if section.is_exit:
            if shown:
                break
            continue
        is_stuck = False
        for question in section.questions:
            asked = state(question.show_if, values)
            if asked is False:
                continue
            seen.add(question.id)
            given = answers.get(question.id, UNKNOWN)
            is_empty, is_certain = given is not None and not given, bool(shown and asked)
            values[question.id] = given if is_certain or is_empty else UNKNOWN
            is_stuck = is_stuck or (question.is_required and is_certain and is_empty)
        if is_stuck and must_answer:
            break
    return seen


def state(condition: ConditionDefinition | None, values: Mapping[uuid.UUID, Given]) -> bool | None:
    """Whether a condition holds; None where that is unknown."""
    if condition is None or not condition.clauses:
        return True
    states = [clause_state(clause, values) for clause in condition.clauses]
    decisive = not condition.needs_all
    if decisive in states:
        return decisive
    return None if None in states else not decisive


def clause_state(clause: ClauseDefinition, values: Mapping[uuid.UUID, Given]) -> bool | None:
    """Whether a comparison holds; None where the answer is unknown."""
    given = values.get(clause.question, ())
    return None if given is None else clause_holds(clause, {clause.question: given})

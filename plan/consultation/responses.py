"""Reads the answers of a response back, as values and in words."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from plan.consultation.builder import definition_of
from plan.consultation.models import AnswerFile, Response
from plan.consultation.protection import CannotDecryptError
from plan.consultation.questions import question_type
from plan.consultation.rows import Values, protected_value, values_of


@dataclass(frozen=True)
class AnsweredQuestion:
    """A question in the exact words the respondent saw, with the answer's lines.

    Hidden is what was answered and must not be shown; unreadable is what no key opens any more.
    """

    text: str
    lines: Sequence[str]
    is_hidden: bool = False
    is_protected: bool = False
    is_unreadable: bool = False
    files: Sequence[AnswerFile] = ()

    @property
    def is_answered(self) -> bool:
        """Whether there is an answer, shown or not."""
        return bool(self.lines or self.files or self.is_hidden or self.is_unreadable)


@dataclass(frozen=True)
class AnsweredSection:
    """A section with its questions."""

    title: str
    questions: Sequence[AnsweredQuestion]


@dataclass(frozen=True)
class Guarded:
    """Answers of special category: in which questions there are any, and those that are shown."""

    given: set[uuid.UUID]
    values: Values
    unreadable: set[uuid.UUID]

    @classmethod
    def of(cls, response: Response, *, is_shown: bool) -> Guarded:
        """Read them; what a lost key would open is said to be unreadable, and the rest shown."""
        found = cls(set(), {}, set())
        for row in response.protected_answers.order_by("pk"):
            found.given.add(row.question_id)
            if is_shown:
                try:
                    found.values.setdefault(row.question_id, []).append(protected_value(row))
                except CannotDecryptError:
                    found.unreadable.add(row.question_id)
        return found


def answered_sections(
    response: Response, *, with_contacts: bool, with_protected: bool = False
) -> list[AnsweredSection]:
    """The whole response in the wording, version and language its author saw (promise R6).

    Without the two flags, contact details and answers of special category are said to be there
    but not shown. What was not asked of this respondent is left out.
    """
    values = values_of(response, with_protected=False)
    guarded = Guarded.of(response, is_shown=with_protected)
    files = list(response.files.order_by("pk"))
    sections = []
    for section in definition_of(response.texts).sections:
        questions = []
        for question in section.questions:
            own = [*values.get(question.id, []), *guarded.values.get(question.id, [])]
            if question.show_if is not None and not own and question.id not in guarded.given:
                continue
            is_hidden = not with_contacts and any(value.contact for value in own)
            is_hidden |= not with_protected and question.id in guarded.given
            questions.append(
                AnsweredQuestion(
                    question.text,
                    question_type(question.type).display(question, [] if is_hidden else own),
                    is_hidden=is_hidden,
                    is_protected=question.is_protected,
                    is_unreadable=question.id in guarded.unreadable,
                    files=[file for file in files if file.question_id == question.id],
                )
            )
        is_asked = section.show_if is None or any(one.is_answered for one in questions)
        if questions and is_asked:
            sections.append(AnsweredSection(section.title, questions))
    return sections

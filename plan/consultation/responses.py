"""Reads the answers of a response back, as values and in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from plan.consultation.builder import definition_of
from plan.consultation.models import AnswerFile, Response
from plan.consultation.questions import question_type
from plan.consultation.rows import values_of


@dataclass(frozen=True)
class AnsweredQuestion:
    """A question in the exact words the respondent saw, with the answer's lines."""

    text: str
    lines: Sequence[str]
    is_hidden: bool = False
    files: Sequence[AnswerFile] = ()


@dataclass(frozen=True)
class AnsweredSection:
    """A section with its questions."""

    title: str
    questions: Sequence[AnsweredQuestion]


def answered_sections(
    response: Response, *, with_contacts: bool, with_protected: bool = False
) -> list[AnsweredSection]:
    """The whole response in the wording, version and language its author saw (promise R6).

    Without the two flags, contact details and answers of special category are said to be there
    but not shown. What was not asked of this respondent is left out.
    """
    values = values_of(response, with_protected=with_protected)
    guarded = set(response.protected_answers.values_list("question_id", flat=True))
    files = list(response.files.order_by("pk"))
    sections = []
    for section in definition_of(response.texts).sections:
        questions = []
        for question in section.questions:
            own = values.get(question.id, [])
            if question.show_if is not None and not own and question.id not in guarded:
                continue
            is_hidden = not with_contacts and any(value.contact for value in own)
            is_hidden |= not with_protected and question.id in guarded
            shown = [] if is_hidden else own
            lines = question_type(question.type).display(question, shown)
            own_files = [file for file in files if file.question_id == question.id]
            questions.append(AnsweredQuestion(question.text, lines, is_hidden, own_files))
        if questions:
            sections.append(AnsweredSection(section.title, questions))
    return sections

"""Reads the answers of a response back, as values and in words."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from plan.consultation.answers import AnswerValue
from plan.consultation.builder import definition_of
from plan.consultation.models import Response
from plan.consultation.questions import question_type


@dataclass(frozen=True)
class AnsweredQuestion:
    """A question in the exact words the respondent saw, with the answer's lines."""

    text: str
    lines: Sequence[str]
    is_hidden: bool = False


@dataclass(frozen=True)
class AnsweredSection:
    """A section with its questions."""

    title: str
    questions: Sequence[AnsweredQuestion]


def values_of(
    response: Response, *, with_contacts: bool = True
) -> dict[uuid.UUID, list[AnswerValue]]:
    """All values of a response by question, in the order they were given."""
    found: dict[uuid.UUID, list[AnswerValue]] = {}
    for row in response.answers.order_by("pk"):
        value = AnswerValue(
            option_id=row.option_id,
            row_id=row.row_id,
            text=row.text,
            number=row.number,
            date=row.date,
            position=row.position,
        )
        found.setdefault(row.question_id, []).append(value)
    if with_contacts:
        for contact in response.contact_details.order_by("pk"):
            value = AnswerValue(text=contact.value, contact=contact.kind)
            found.setdefault(contact.question_id, []).append(value)
    return found


def answered_sections(response: Response, *, with_contacts: bool) -> list[AnsweredSection]:
    """The whole response in the wording, version and language its author saw (promise R6).

    Without `with_contacts`, contact details are said to be there but not shown.
    """
    values = values_of(response)
    sections = []
    for section in definition_of(response.texts).sections:
        questions = []
        for question in section.questions:
            own = values.get(question.id, [])
            is_hidden = not with_contacts and any(value.contact for value in own)
            shown = [] if is_hidden else own
            lines = question_type(question.type).display(question, shown)
            questions.append(AnsweredQuestion(question.text, lines, is_hidden))
        sections.append(AnsweredSection(section.title, questions))
    return sections

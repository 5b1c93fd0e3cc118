"""Questions of a form that stand beside passages of the plan: which can, and their fields."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Sequence

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from plan.consultation.definition import (
    FormDefinition,
    QuestionDefinition,
    SectionDefinition,
)
from plan.consultation.forms import Typed, as_query, field_name
from plan.consultation.option_order import arranged
from plan.consultation.questions import question_type
from plan.forms.base import PlanForm

SPECIAL = gettext_lazy(
    "“%(question)s” is of special category: it is asked only in the survey itself, after the "
    "privacy notice. Leave it out."
)
APART = gettext_lazy(
    "“%(question)s” asks for contact details or files, which are kept apart from answers: it is "
    "asked only in the survey itself. Leave it out."
)
DEPENDENT = gettext_lazy(
    "“%(question)s” is only asked after certain answers to other questions: it is asked only in "
    "the survey itself. Leave it out."
)


def obstacle(definition: FormDefinition, question_id: uuid.UUID) -> str:
    """Why a question cannot be asked beside a passage; empty where it can."""
    section = definition.section_asking(question_id)
    question = definition.question(question_id)
    if question is None or section is None:
        return _("This consultation does not ask one of the questions. Choose it again.")
    names = {"question": question.text}
    if question.is_protected:
        return str(SPECIAL % names)
    if not is_open(question):
        return str(APART % names)
    if question.show_if is not None or section.show_if is not None:
        return str(DEPENDENT % names)
    return ""


def is_open(question: QuestionDefinition) -> bool:
    """Whether answers of its type may be given outside the survey itself."""
    kind = question_type(question.type)
    widget = kind.form_field(question).widget
    return kind.is_embeddable and not widget.needs_multipart_form


def embeddable(definition: FormDefinition, wanted: Iterable[uuid.UUID]) -> list[QuestionDefinition]:
    """Those of the wanted questions that can be asked beside a passage, in the form's order."""
    chosen = frozenset(wanted)
    return [
        question
        for question in definition.questions()
        if question.id in chosen and not obstacle(definition, question.id)
    ]


class EmbeddedForm(PlanForm):
    """Questions of a form outside their sections; their names are the same, so answers fit."""

    def __init__(
        self, questions: Sequence[QuestionDefinition], typed: Typed | None = None, *, place: str
    ) -> None:
        super().__init__(None if typed is None else as_query(typed), auto_id=f"ask-{place}-%s")
        self.questions = questions
        for question in questions:
            kind = question_type(question.type)
            self.fields[field_name(question.id)] = kind.form_field(arranged(question, ""))


def sections_of(
    definition: FormDefinition, questions: Iterable[QuestionDefinition]
) -> list[tuple[SectionDefinition, list[QuestionDefinition]]]:
    """The sections that ask these questions, each with those of its own."""
    wanted = {question.id for question in questions}
    return [
        (section, own)
        for section in definition.sections
        if (own := [question for question in section.questions if question.id in wanted])
    ]

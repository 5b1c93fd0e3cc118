"""Questions and answers in words, for checking, comparing and reading."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from plan.consultation.answers import AnswerValue
from plan.consultation.definition import FormDefinition, QuestionDefinition
from plan.consultation.forms import SEEN, SectionForm, Typed, field_name
from plan.consultation.questions import question_type
from plan.consultation.route import Route, route
from plan.forms.base import PlanBoundField


@dataclass(frozen=True)
class SummaryRow:
    """A question with its answer, a line each; `anchor` is its own id on the page.

    `key` names the question; `control` is the id of its first control on the section's page.
    """

    question: str
    lines: Sequence[str]
    anchor: str = ""
    errors: Sequence[str] = ()
    key: str = ""
    control: str = ""


@dataclass(frozen=True)
class SummarySection:
    """A section with its rows; `number` counts from 1."""

    number: int
    title: str
    rows: Sequence[SummaryRow]
    form: SectionForm

    @property
    def is_answered(self) -> bool:
        """Whether anything was answered here."""
        return any(row.lines for row in self.rows)


def summaries(
    definition: FormDefinition, typed: Mapping[uuid.UUID, Typed], *, seed: str = ""
) -> list[SummarySection]:
    """All sections as they would be sent; what is not valid is shown as it was typed."""
    return summaries_of(route(definition, typed, seed=seed))


def summaries_of(way: Route) -> list[SummarySection]:
    """The sections of a way."""
    return [summary(routed.number, routed.form) for routed in way.sections]


def summary(number: int, form: SectionForm) -> SummarySection:
    """One section."""
    form.is_valid()
    rows = []
    for question in form.shown():
        name = field_name(question.id)
        errors = [str(error) for error in form.errors.get(name, [])]
        if name in form.cleaned_data:
            lines = display(question, form.given.get(question.id, []))
        else:
            lines = [text for text in raw_lines(form, name) if text]
        key, bound = question.id.hex, form[name]
        control = bound.first_control_id if isinstance(bound, PlanBoundField) else ""
        rows.append(SummaryRow(question.text, lines, f"row-{key}", errors, key, control))
    return SummarySection(number, form.section.title, rows, form)


def raw_lines(form: SectionForm, name: str) -> list[str]:
    """What was typed for a question that is not valid, without ids nobody can read."""
    field = form.fields[name]
    known = {choice.value: choice.label for choice in getattr(field, "choices", ())}
    lines = []
    for key, values in form.typed.items():
        if key == name or (key.startswith(f"{name}-") and not key.endswith(f"-{SEEN}")):
            lines += [known.get(value, value) for value in values]
    return lines


def display(question: QuestionDefinition, values: Sequence[AnswerValue]) -> list[str]:
    """An answer's lines, as the respondent's language has them."""
    return question_type(question.type).display(question, values)

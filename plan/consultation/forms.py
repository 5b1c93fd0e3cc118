"""Django forms made from a form's definition, one per section."""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django.http import QueryDict

from plan.consultation.answers import AnswerValue
from plan.consultation.definition import QuestionDefinition, SectionDefinition
from plan.consultation.questions import question_type
from plan.forms.base import PlanForm

Typed = dict[str, list[str]]
#: More values of one name than any form of ours sends.
MOST_VALUES = 200


def field_name(question_id: uuid.UUID) -> str:
    """Name of a question's control in HTML."""
    return f"q-{question_id.hex}"


class SectionForm(PlanForm):
    """The questions of one section."""

    def __init__(self, section: SectionDefinition, typed: Typed | None = None) -> None:
        super().__init__(None if typed is None else as_query(typed))
        self.section = section
        self.typed = typed or {}
        for question in section.questions:
            kind = question_type(question.type)
            self.fields[field_name(question.id)] = kind.form_field(question)

    def values(self) -> Iterator[tuple[QuestionDefinition, Sequence[AnswerValue]]]:
        """Each question with the rows its answer makes; only after `is_valid()`."""
        for question in self.section.questions:
            cleaned = self.cleaned_data[field_name(question.id)]
            yield question, question_type(question.type).to_values(question, cleaned)


def as_query(typed: Typed) -> QueryDict:
    """Stored values as a browser would send them."""
    query = QueryDict(mutable=True)
    for name, values in typed.items():
        query.setlist(name, list(values))
    return query


def typed_in(section: SectionDefinition, data: Mapping[str, Any]) -> Typed:
    """What a request holds for this section, as typed; everything else is dropped.

    Null characters go too, and names with one: no database keeps them.
    """
    names = [field_name(question.id) for question in section.questions]
    getlist = data.getlist if isinstance(data, QueryDict) else lambda key: list(data[key])
    return {
        key: [str(value).replace("\x00", "") for value in getlist(key)[:MOST_VALUES]]
        for key in data
        if "\x00" not in key and any(key == name or key.startswith(f"{name}-") for name in names)
    }

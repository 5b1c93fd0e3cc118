"""Django forms made from a form's definition, one per section."""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.forms.boundfield import BoundField
from django.http import QueryDict

from plan.consultation.answers import AnswerValue
from plan.consultation.definition import (
    ConditionDefinition,
    ContentDefinition,
    QuestionDefinition,
    SectionDefinition,
)
from plan.consultation.logic import Values, clause_holds, holds
from plan.consultation.option_order import arranged
from plan.consultation.questions import question_type
from plan.forms.base import PlanForm

Typed = dict[str, list[str]]
#: More values of one name than any form of ours sends.
MOST_VALUES = 200
#: Ends the name of the marker that a question shown on a condition was really seen.
SEEN = "seen"


def field_name(question_id: uuid.UUID) -> str:
    """Name of a question's control in HTML."""
    return f"q-{question_id.hex}"


@dataclass(frozen=True)
class Part:
    """A question's field or content in its place in the section.

    `rule` is the condition as the browser needs it to show and hide in place, as JSON; empty
    where nothing on this page decides. `seen` names the marker of a question with a condition.
    """

    field: BoundField | None = None
    content: ContentDefinition | None = None
    rule: str = ""
    seen: str = ""
    is_hidden: bool = False


class SectionForm(PlanForm):
    """The questions of one section that are asked, given `earlier` answers of other sections.

    `seed` fixes the order of options that are shuffled. A question whose condition does not hold
    keeps its field, so that a browser can show it in place, but is neither judged nor given.
    """

    def __init__(
        self,
        section: SectionDefinition,
        typed: Typed | None = None,
        *,
        earlier: Values | None = None,
        seed: str = "",
    ) -> None:
        super().__init__(None if typed is None else as_query(typed))
        self.section = section
        self.typed = typed or {}
        self.earlier = earlier or {}
        self.hidden: set[uuid.UUID] = set()
        #: Values of the questions shown and answered without an error, by question.
        self.given: dict[uuid.UUID, list[AnswerValue]] = {}
        for question in section.questions:
            kind = question_type(question.type)
            self.fields[field_name(question.id)] = kind.form_field(arranged(question, seed))
        if not self.is_bound:
            self.settle()

    def full_clean(self) -> None:
        """Judge everything, then forget what was said of questions that are not shown."""
        super().full_clean()
        if self.is_bound:
            self.settle()

    def settle(self) -> None:
        """Find out which questions are shown, each by the answers before it."""
        cleaned: dict[str, Any] = getattr(self, "cleaned_data", {})
        self.given, self.hidden = {}, set()
        for question in self.section.questions:
            name = field_name(question.id)
            if question.show_if and not holds(question.show_if, {**self.earlier, **self.given}):
                self.hidden.add(question.id)
                cleaned.pop(name, None)
                if self._errors is not None:
                    self._errors.pop(name, None)
            elif name in cleaned:
                kind = question_type(question.type)
                values = kind.to_values(question, cleaned[name])
                before = {**self.earlier, **self.given}
                if values and (fault := kind.fault(question, values, before)):
                    self.add_error(name, fault)
                elif values:
                    self.given[question.id] = values

    def hide_errors(self) -> None:
        """Show what was typed without judging it; what is shown depends on it all the same."""
        self.is_valid()
        super().hide_errors()

    def shown(self) -> list[QuestionDefinition]:
        """The questions that are asked, in order."""
        _ = self.errors  # judged first: what is shown depends on what was typed
        return [question for question in self.section.questions if question.id not in self.hidden]

    def values(self) -> Iterator[tuple[QuestionDefinition, Sequence[AnswerValue]]]:
        """Each question shown with the rows its answer makes; none where it has an error."""
        self.is_valid()
        for question in self.shown():
            yield question, self.given.get(question.id, [])

    def unseen(self) -> list[QuestionDefinition]:
        """Questions that this page's own answers brought up and that nobody has seen yet."""
        return [
            question
            for question in self.shown()
            if question.show_if is not None
            and self.is_decided_here(question.show_if)
            and f"{field_name(question.id)}-{SEEN}" not in self.typed
        ]

    def forgive(self, questions: Iterable[QuestionDefinition]) -> None:
        """Blame nobody for leaving empty what was not on the page."""
        for question in questions:
            self.errors.pop(field_name(question.id), None)

    def is_decided_here(self, condition: ConditionDefinition) -> bool:
        """Whether answers on this page can change what a condition says."""
        own = {question.id for question in self.section.questions}
        return any(clause.question in own for clause in condition.clauses)

    def parts(self) -> Iterator[Part]:
        """Questions and content in their order."""
        _ = self.errors
        for item in self.section.items:
            rule = self.rule(item.show_if)
            if isinstance(item, ContentDefinition):
                is_shown = holds(item.show_if, {**self.earlier, **self.given})
                if is_shown or rule:
                    yield Part(content=item, rule=rule, is_hidden=not is_shown)
            elif not item.is_stopped:
                is_hidden = item.id in self.hidden
                name = field_name(item.id)
                if not is_hidden or rule:
                    seen = f"{name}-{SEEN}" if item.show_if else ""
                    yield Part(self[name], rule=rule, seen=seen, is_hidden=is_hidden)

    def rule(self, condition: ConditionDefinition | None) -> str:
        """A condition for the browser: what other pages decide is settled already."""
        if condition is None or not self.is_decided_here(condition):
            return ""
        own = {question.id for question in self.section.questions}
        clauses: list[Any] = [
            {
                "name": field_name(clause.question),
                "operator": clause.operator,
                "values": list(clause.values),
            }
            if clause.question in own
            else clause_holds(clause, self.earlier)
            for clause in condition.clauses
        ]
        return json.dumps({"all": condition.needs_all, "clauses": clauses})


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
    typed: Typed = {}
    for question in section.questions:
        name = field_name(question.id)
        own = typed_for(name, data)
        seen = {key: own.pop(key) for key in [f"{name}-{SEEN}"] if key in own}
        typed |= {**question_type(question.type).kept(question, name, own), **seen}
    return typed


def typed_for(name: str, data: Mapping[str, Any]) -> Typed:
    """What a request holds for one question."""
    getlist = data.getlist if isinstance(data, QueryDict) else lambda key: list(data[key])
    return {
        key: [str(value).replace("\x00", "") for value in getlist(key)[:MOST_VALUES]]
        for key in data
        if "\x00" not in key and (key == name or key.startswith(f"{name}-"))
    }


def typed_of(
    section: SectionDefinition, values: Mapping[uuid.UUID, Sequence[AnswerValue]]
) -> Typed:
    """What would have been typed in a section to give these values: the inverse of its form."""
    typed: Typed = {}
    for question in section.questions:
        if own := values.get(question.id):
            name = field_name(question.id)
            typed.update(question_type(question.type).typed(question, name, own))
            if question.show_if is not None:
                typed[f"{name}-{SEEN}"] = ["1"]
    return typed

"""The form as everything but the editor sees it: immutable, in one language, of one version.

Made from a stored version and its texts (`builder`), it serves the web form, paper, staff entry,
imports, exports and the admin. The public form never reads the StreamField.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any


@dataclass(frozen=True)
class ClauseDefinition:
    """One comparison: a question, an operator (see `logic`), what it is compared with."""

    question: uuid.UUID
    operator: str
    values: tuple[str, ...] = ()


@dataclass(frozen=True)
class ConditionDefinition:
    """When something is shown: all, or any, of its clauses hold."""

    id: uuid.UUID
    needs_all: bool
    clauses: tuple[ClauseDefinition, ...] = ()


@dataclass(frozen=True)
class OptionDefinition:
    """One option of a choice question. `code` is the editor's own, such as an area's."""

    id: uuid.UUID
    text: str
    hint: str = ""
    is_exclusive: bool = False
    is_other: bool = False
    code: str = ""


@dataclass(frozen=True)
class RowDefinition:
    """One row of a question that is answered row by row."""

    id: uuid.UUID
    text: str


@dataclass(frozen=True)
class QuestionDefinition:
    """One question. `settings` holds what only its type understands, ready for JSON.

    A protected question is of special category: its answers are stored apart. One that is stopped
    is not asked any more, but was.
    """

    id: uuid.UUID
    type: str
    text: str
    hint: str = ""
    is_required: bool = False
    options: tuple[OptionDefinition, ...] = ()
    rows: tuple[RowDefinition, ...] = ()
    settings: Mapping[str, Any] = field(default_factory=dict)
    texts: Mapping[str, str] = field(default_factory=dict)
    is_protected: bool = False
    is_stopped: bool = False
    show_if: ConditionDefinition | None = None
    #: Answers beside its numbers, such as “don't know”: counted, and in no mean.
    apart: tuple[OptionDefinition, ...] = ()
    #: Translation key of the question bank that it came from, in whatever language.
    bank: uuid.UUID | None = None

    def option(self, option_id: uuid.UUID) -> OptionDefinition | None:
        """The option with this id; None when there is none."""
        return next((option for option in self.options if option.id == option_id), None)

    def row(self, row_id: uuid.UUID) -> RowDefinition | None:
        """The row with this id; None when there is none."""
        return next((row for row in self.rows if row.id == row_id), None)


@dataclass(frozen=True)
class ContentDefinition:
    """Something to read or watch between questions; `texts` are its words by name."""

    id: uuid.UUID
    type: str
    settings: Mapping[str, Any] = field(default_factory=dict)
    texts: Mapping[str, str] = field(default_factory=dict)
    show_if: ConditionDefinition | None = None


Item = QuestionDefinition | ContentDefinition


@dataclass(frozen=True)
class SectionDefinition:
    """A page of the form. An exit ends the way through it where its condition holds."""

    id: uuid.UUID
    title: str
    introduction: str = ""
    items: tuple[Item, ...] = ()
    show_if: ConditionDefinition | None = None
    is_exit: bool = False
    is_sensitive: bool = False

    @cached_property
    def all_questions(self) -> tuple[QuestionDefinition, ...]:
        """Its questions in order, those that are asked no more included."""
        return tuple(item for item in self.items if isinstance(item, QuestionDefinition))

    @cached_property
    def questions(self) -> tuple[QuestionDefinition, ...]:
        """The questions it asks, in order."""
        return tuple(question for question in self.all_questions if not question.is_stopped)


@dataclass(frozen=True)
class FormDefinition:
    """A form version in one language. `version` and `texts` are primary keys of what it is from."""

    consultation: int
    version: int
    texts: int
    number: int
    language: str
    sections: tuple[SectionDefinition, ...] = ()

    @cached_property
    def deciding_sections(self) -> frozenset[uuid.UUID]:
        """Sections that ask what conditions or dates look at; only these need be judged."""
        asked = {
            clause.question
            for section in self.sections
            for part in (section, *section.items)
            if part.show_if is not None
            for clause in part.show_if.clauses
        }
        asked |= {
            uuid.UUID(question.settings["after"])
            for question in self.questions()
            if question.settings.get("after")
        }
        return frozenset(
            section.id
            for section in self.sections
            if any(question.id in asked for question in section.questions)
        )

    def questions(self) -> Iterator[QuestionDefinition]:
        """All questions in the order they are asked."""
        for section in self.sections:
            yield from section.questions

    def all_questions(self) -> Iterator[QuestionDefinition]:
        """The same with those that are asked no more."""
        for section in self.sections:
            yield from section.all_questions

    def question(self, question_id: uuid.UUID) -> QuestionDefinition | None:
        """The question with this id; None when this version does not have it."""
        return next((q for q in self.all_questions() if q.id == question_id), None)

    def section_asking(self, question_id: uuid.UUID) -> SectionDefinition | None:
        """The section that asks a question; None when none does."""
        return next(
            (s for s in self.sections if any(q.id == question_id for q in s.questions)), None
        )

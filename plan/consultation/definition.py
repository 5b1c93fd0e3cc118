"""The form as everything but the editor sees it: immutable, in one language, of one version.

Made from a stored version and its texts (`builder`), it serves the web form, the exports, the
admin and every later channel. The public form never reads the StreamField.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class OptionDefinition:
    """One option of a choice question."""

    id: uuid.UUID
    text: str
    hint: str = ""
    is_exclusive: bool = False
    is_other: bool = False


@dataclass(frozen=True)
class QuestionDefinition:
    """One question. `settings` holds what only its type understands, ready for JSON."""

    id: uuid.UUID
    type: str
    text: str
    hint: str = ""
    is_required: bool = False
    options: tuple[OptionDefinition, ...] = ()
    settings: Mapping[str, Any] = field(default_factory=dict)

    def option(self, option_id: uuid.UUID) -> OptionDefinition | None:
        """The option with this id; None when there is none."""
        return next((option for option in self.options if option.id == option_id), None)


@dataclass(frozen=True)
class SectionDefinition:
    """A page of the form."""

    id: uuid.UUID
    title: str
    introduction: str = ""
    questions: tuple[QuestionDefinition, ...] = ()


@dataclass(frozen=True)
class FormDefinition:
    """A form version in one language. `version` and `texts` are primary keys of what it is from."""

    consultation: int
    version: int
    texts: int
    number: int
    language: str
    sections: tuple[SectionDefinition, ...] = ()

    def questions(self) -> Iterator[QuestionDefinition]:
        """All questions in the order they are asked."""
        for section in self.sections:
            yield from section.questions

    def question(self, question_id: uuid.UUID) -> QuestionDefinition | None:
        """The question with this id; None when this version does not ask it."""
        return next((q for q in self.questions() if q.id == question_id), None)

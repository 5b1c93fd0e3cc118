"""Every question a consultation has ever asked, with codes that never change.

Codes count in the order in which questions and options first appeared, version by version: so a
question that is moved or reworded, or asked in another language, keeps its column.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from django.utils.translation import gettext as _

from plan.consultation.builder import definition_of
from plan.consultation.definition import OptionDefinition, QuestionDefinition, RowDefinition
from plan.consultation.models import Consultation, FormTexts
from plan.consultation.questions import question_type

#: What a question is answered with or by.
Part = TypeVar("Part", bound="OptionDefinition | RowDefinition")


@dataclass(frozen=True)
class CodedQuestion:
    """A question with its code ("q7"), options in the order of their codes."""

    code: str
    question: QuestionDefinition
    first_version: int
    last_version: int

    @property
    def columns(self) -> list[tuple[str, str]]:
        """Names of its columns in an export, each with what it holds."""
        kind = question_type(self.question.type)
        return [
            (f"{self.code}_{suffix}" if suffix else self.code, words)
            for suffix, words in kind.columns(self.question)
        ]

    @property
    def type_label(self) -> str:
        """What kind of question it is, and whether of special category."""
        label = str(question_type(self.question.type).label)
        if not self.question.is_protected:
            return label
        return _("%(type)s, special category") % {"type": label}

    def coded_options(self) -> Iterator[tuple[int, OptionDefinition]]:
        """Options with their codes."""
        yield from enumerate(self.question.options, 1)


def codebook(consultation: Consultation) -> list[CodedQuestion]:
    """All questions in the order of their codes, in the words of the newest version."""
    found: dict[uuid.UUID, CodedQuestion] = {}
    for texts in source_texts(consultation):
        number = texts.version.number
        for question in definition_of(texts).all_questions():
            old = found.get(question.id)
            if old is None:
                code = f"q{len(found) + 1}"
                found[question.id] = CodedQuestion(code, question, number, number)
            else:
                merged = replace(
                    question,
                    options=merge_options(old.question.options, question.options),
                    rows=merge(old.question.rows, question.rows),
                    apart=merge(old.question.apart, question.apart),
                )
                found[question.id] = replace(old, question=merged, last_version=number)
    return list(found.values())


def source_texts(consultation: Consultation) -> Iterator[FormTexts]:
    """The words each version was written in, oldest version first.

    A version's first words are those of the source page: they are made together.
    """
    seen: set[int] = set()
    rows = FormTexts.objects.filter(version__consultation=consultation).select_related("version")
    for texts in rows.order_by("version__number", "pk"):
        if texts.version_id not in seen:
            seen.add(texts.version_id)
            yield texts


def merge(old: Iterable[Part], new: Iterable[Part]) -> tuple[Part, ...]:
    """Options or rows in the order they first appeared, in their newest words."""
    found = {part.id: part for part in old}
    found.update((part.id, part) for part in new)
    return tuple(found.values())


def merge_options(
    old: Sequence[OptionDefinition], new: Sequence[OptionDefinition]
) -> tuple[OptionDefinition, ...]:
    """The same; an option that once asked “please say” keeps the column of those words."""
    others = {option.id for option in (*old, *new) if option.is_other}
    return tuple(replace(option, is_other=option.id in others) for option in merge(old, new))

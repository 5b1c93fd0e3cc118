"""Which columns a table of responses has, for one consultation in one language."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from plan.consultation.builder import definition_by_texts
from plan.consultation.codebook import CodedQuestion, codebook
from plan.consultation.definition import FormDefinition
from plan.consultation.models import Consultation, FormTexts
from plan.consultation.queries import words_in_force
from plan.consultation.questions import question_type

#: Columns before those of the questions. Only the first may be left out altogether.
ID, RECEIVED, CHANNEL, LANGUAGE = "id", "received_at", "channel", "language"
FIXED = (ID, RECEIVED, CHANNEL, LANGUAGE)


@dataclass(frozen=True)
class Layout:
    """The columns of a consultation's questions, and the form in each of its languages."""

    consultation: Consultation
    language: str

    @cached_property
    def definition(self) -> FormDefinition | None:
        """The form in force in the usual language; None where there is none."""
        return self.in_language(self.language)

    def in_language(self, language: str) -> FormDefinition | None:
        """The form in force in a language."""
        key = self.keys.get(language)
        return definition_by_texts(key) if key is not None else None

    @cached_property
    def keys(self) -> dict[str, int]:
        """Primary keys of the words in force, by language."""
        rows = FormTexts.objects.filter(version__consultation=self.consultation)
        codes = set(rows.values_list("language", flat=True))
        found = {code: words_in_force(self.consultation, code) for code in codes}
        return {code: key for code, key in found.items() if key is not None}

    @cached_property
    def questions(self) -> list[CodedQuestion]:
        """Questions that are asked now and have columns, by their codes."""
        asked = {q.id for q in self.definition.questions()} if self.definition else set()
        return [
            item
            for item in codebook(self.consultation)
            if item.question.id in asked
            and item.columns
            and question_type(item.question.type).is_on_paper
        ]

    def columns(self) -> Iterator[str]:
        """Names of all columns in order."""
        yield from FIXED
        for item in self.questions:
            yield from (name for name, _words in item.columns)

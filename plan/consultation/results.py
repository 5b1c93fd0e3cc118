"""What the public may read of the answers: the one place that every public figure comes from."""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from decimal import Decimal
from typing import Any

from plan.consultation.answers import AnswerValue
from plan.consultation.builder import definition_of
from plan.consultation.codebook import codebook
from plan.consultation.definition import OptionDefinition, QuestionDefinition, RowDefinition
from plan.consultation.models import Consultation, FormTexts
from plan.consultation.number_groups import groups_between, written
from plan.consultation.questions import question_type

#: Stands for a number left out (GSS symbols: c for confidential).
CONFIDENTIAL = "[c]"


@dataclass(frozen=True)
class ShownLine:
    """One line of a table; without number it is left out."""

    label: str
    number: int | None
    base: int
    mean: str = ""

    @property
    def share(self) -> float | None:
        """Percentage of those who answered."""
        if self.number is None or not self.base:
            return None
        return round(100 * self.number / self.base, 1)

    @property
    def number_text(self) -> str:
        """The number, or the mark for one left out."""
        return CONFIDENTIAL if self.number is None else str(self.number)


@dataclass(frozen=True)
class ShownTable:
    """One table on its own base."""

    title: str
    kind: str
    base: int
    not_answered: int
    lines: Sequence[ShownLine]
    mean: str = ""
    #: The words of the group that the middle answer lies in.
    median: str = ""


@dataclass(frozen=True)
class ShownResult:
    """The published answers to one question, in the reader's words."""

    question_id: uuid.UUID
    text: str
    tables: Sequence[ShownTable]
    threshold: int
    as_at: datetime

    @property
    def has_hidden(self) -> bool:
        """Whether numbers are left out."""
        return any(line.number is None for table in self.tables for line in table.lines)


@dataclass(frozen=True)
class Words:
    """The newest words of a form in one language."""

    #: By the id of a question, an option or a row.
    by_id: Mapping[uuid.UUID, str] = field(default_factory=dict)
    #: What else questions say, such as the ends of their scales, by the id of the question.
    others: Mapping[uuid.UUID, Mapping[str, str]] = field(default_factory=dict)

    def of(self, identity: uuid.UUID, instead: str) -> str:
        """The words of something; others where the language has none."""
        return self.by_id.get(identity) or instead

    def said_by(self, question: QuestionDefinition) -> QuestionDefinition:
        """The question with its other words in this language, where it has them."""
        found = {name: text for name, text in self.others.get(question.id, {}).items() if text}
        return replace(question, texts={**question.texts, **found})


def shown_results(consultation: Consultation, language: str) -> list[ShownResult]:
    """Published results in the order of the form; words by ids in a language, where it has them."""
    rows = {row.question_id: row for row in consultation.results.all() if row.table["is_shown"]}
    if not rows:
        return []
    words = words_in(consultation, language)
    return [
        ShownResult(
            one.question.id,
            words.of(one.question.id, one.question.text),
            [
                shown_table(
                    words.said_by(one.question), table, rows[one.question.id].table["total"], words
                )
                for table in rows[one.question.id].table["tables"]
            ],
            rows[one.question.id].table["threshold"],
            rows[one.question.id].as_at,
        )
        for one in codebook(consultation)
        if one.question.id in rows
    ]


def shown_table(
    question: QuestionDefinition,
    frozen: Mapping[str, Any],
    total: int,
    words: Words,
) -> ShownTable:
    """A frozen table with its words."""
    row = uuid.UUID(frozen["row"]) if frozen["row"] else None
    title = next((words.of(r.id, r.text) for r in question.rows if r.id == row), "")
    labels = labels_of(question, frozen, row, words)
    lines = [
        ShownLine(label, line["number"], frozen["base"], line["mean"] or "")
        for label, line in zip(labels, frozen["lines"], strict=True)
    ]
    left, middle = total - frozen["base"], frozen.get("median")
    return ShownTable(
        title=title,
        kind=frozen["kind"],
        base=frozen["base"],
        not_answered=left,
        lines=lines,
        mean=shown_mean(frozen),
        median="" if middle is None else labels[middle],
    )


def shown_mean(frozen: Mapping[str, Any]) -> str:
    """The mean of a table; that of numbers as the reader's language writes them."""
    if frozen["kind"] == "groups" and frozen["mean"]:
        return written(Decimal(frozen["mean"]))
    return frozen["mean"] or ""


def labels_of(
    question: QuestionDefinition,
    frozen: Mapping[str, Any],
    row: uuid.UUID | None,
    words: Words,
) -> list[str]:
    """The words of each line: of its group of numbers, else of its option or point."""
    if frozen["kind"] == "groups":
        groups = groups_between([Decimal(edge) for edge in frozen["edges"]])
        return [group.words(is_whole=frozen["is_whole"]) for group in groups]
    return [label_of(question, line, row, words) for line in frozen["lines"]]


def label_of(
    question: QuestionDefinition,
    line: Mapping[str, Any],
    row: uuid.UUID | None,
    words: Words,
) -> str:
    """The words of an option, or of a point of a scale."""
    if line["option"]:
        key = uuid.UUID(line["option"])
        option = question.option(key) or next((o for o in question.apart if o.id == key), None)
        return words.of(key, option.text if option else "")
    value = AnswerValue(row_id=row, position=line["position"])
    kind = question_type(question.type)
    return kind.display_point(question, value) or str(line["position"])


def words_in(consultation: Consultation, language: str) -> Words:
    """The newest words of questions, options and rows in a language."""
    rows = FormTexts.objects.filter(version__consultation=consultation, language=language)
    found: dict[uuid.UUID, str] = {}
    others: dict[uuid.UUID, Mapping[str, str]] = {}
    for texts in rows.select_related("version").order_by("version__number", "revision"):
        for question in definition_of(texts).all_questions():
            others[question.id] = question.texts
            found[question.id] = question.text
            found.update({part.id: part.text for part in parts_of(question)})
    return Words({key: text for key, text in found.items() if text}, others)


def parts_of(question: QuestionDefinition) -> Iterator[OptionDefinition | RowDefinition]:
    """What a question is answered by that has words of its own."""
    yield from question.options
    yield from question.apart
    yield from question.rows


def result_rows(results: Sequence[ShownResult]) -> Iterator[list[str]]:
    """The same figures as a table for a file: a row for each number."""
    yield [
        "question",
        "row",
        "answer",
        "number",
        "percent",
        "mean",
        "base",
        "not_answered",
        "as_at",
        "median",
    ]
    for result in results:
        for table in result.tables:
            for line in table.lines:
                share = CONFIDENTIAL if line.share is None else f"{line.share:.1f}"
                yield [
                    result.text,
                    table.title,
                    line.label,
                    line.number_text,
                    share,
                    line.mean or table.mean,
                    str(table.base),
                    str(table.not_answered),
                    result.as_at.isoformat(timespec="seconds"),
                    table.median,
                ]

"""What is wrong with cells, rows, columns and the mapping: kept as facts, told in sentences.

A problem stops the import; a notice only tells. Both are stored as facts (`to_json`), so that each
person reads the sentence in their own language.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext

from priorities.imports.sentences import SENTENCES

#: How many problems are kept; the others are counted.
KEPT = 1_000
LONGEST_TEXT = 120


@dataclass(frozen=True, slots=True)
class Problem:
    """One problem or notice, where a person finds it in their spreadsheet.

    `row` counts from 1; `column` is a letter; `text` is what the cell holds; `facts` fill the
    sentence that belongs to `kind`.
    """

    kind: str
    row: int | None = None
    column: str = ""
    text: str = ""
    facts: Mapping[str, str] = field(default_factory=dict)

    @property
    def sentence(self) -> str:
        """What is wrong and what to do, in the active language."""
        return gettext(SENTENCES[self.kind]) % {"text": self.text, **self.facts}

    def to_json(self) -> dict[str, Any]:
        """The problem for storage."""
        return {
            "kind": self.kind,
            "row": self.row,
            "column": self.column,
            "text": self.text,
            "facts": dict(self.facts),
        }

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> Problem:
        """The reverse of `to_json`."""
        facts = {str(name): str(value) for name, value in stored["facts"].items()}
        return cls(stored["kind"], stored["row"], stored["column"], stored["text"], facts)


@dataclass
class ProblemList:
    """Problems in the order they were found: the first are kept, all are counted by kind.

    `total` is how many there are, with those that were not kept.
    """

    kept: list[Problem] = field(default_factory=list)
    totals: Counter[str] = field(default_factory=Counter)
    total: int = 0
    #: What was said of the row that was spoken of last: several measures may stumble over a cell.
    last_row: int | None = None
    said: set[tuple[str, str]] = field(default_factory=set)

    def add(
        self, kind: str, row: int | None = None, column: str = "", text: str = "", **facts: object
    ) -> None:
        """Note one more problem; the same of one cell only once."""
        if row is not None:
            if row != self.last_row:
                self.last_row = row
                self.said.clear()
            elif (kind, column) in self.said:
                return
            self.said.add((kind, column))
        self.total += 1
        self.totals[kind] += 1
        if len(self.kept) < KEPT:
            shown = {name: str(value) for name, value in facts.items()}
            self.kept.append(Problem(kind, row, column, shortened(text), shown))

    def to_json(self) -> dict[str, Any]:
        """The list for storage."""
        return {
            "total": self.total,
            "by_kind": dict(self.totals),
            "kept": [problem.to_json() for problem in self.kept],
        }


def shortened(text: str) -> str:
    """A cell's text as it can be stored and shown: no control characters, not endless."""
    start = text[: LONGEST_TEXT + 1]
    shown = "".join(letter if letter.isprintable() else "\ufffd" for letter in start)
    return shown if len(shown) <= LONGEST_TEXT else shown[: LONGEST_TEXT - 1] + "…"

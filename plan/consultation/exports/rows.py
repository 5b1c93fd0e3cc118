"""The table behind every file of responses: all languages and versions, a batch at a time.

Nothing is held but a batch of responses, so memory stays the same at a million.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime
from functools import lru_cache
from itertools import chain
from typing import Generic, NamedTuple, TypeVar

from plan.consultation.codebook import CodedQuestion, codebook
from plan.consultation.exports.about import ABOUT_COLUMNS, Identity, Passages
from plan.consultation.exports.options import ExportOptions
from plan.consultation.exports.stored import Own, Reader, Stored, values_of
from plan.consultation.models import Answer, Consultation
from plan.consultation.questions import question_type

BATCH = 1000
#: What staff have to know of a response before they count on it.
MARK_COLUMNS = ("is_late", "doubts", "source", "original_language", "organisation")
FIXED_COLUMNS = (
    "reference", "received_at", "language", "channel", "version", *ABOUT_COLUMNS, *MARK_COLUMNS,
)  # fmt: skip
FIRST_MARK = FIXED_COLUMNS.index(MARK_COLUMNS[0])
#: Answers of one question whose pieces are kept; past this they are forgotten and made again.
KEPT = 20_000

Piece = TypeVar("Piece")
#: Makes a piece of a file of the number of a column and cells from there on.
Render = Callable[[int, list[str]], Piece]


class Head(NamedTuple):
    """What every response has."""

    pk: int
    reference: str
    received_at: datetime
    language: str
    channel: str
    version: int
    about_key: uuid.UUID | None = None
    about_block: uuid.UUID | None = None
    is_late: bool = False
    doubts: Sequence[str] = ()
    source: str | None = None
    original_language: str = ""
    organisation: str = ""

    @property
    def about(self) -> Identity:
        """The passage beside which it was begun."""
        return self.about_key, self.about_block

    def cells(self) -> list[str]:
        """The cells of the fixed columns before those of the passage."""
        moment = self.received_at.isoformat(timespec="seconds")
        return [self.reference, moment, self.language, self.channel, str(self.version)]

    def marks(self) -> tuple[str, ...]:
        """The cells of the fixed columns after those of the passage; they recur."""
        late = "1" if self.is_late else "0"
        doubts, source = "; ".join(self.doubts), self.source or ""
        return late, doubts, source, self.original_language, self.organisation


class Columns:
    """The columns of one question, and its cells in a response."""

    def __init__(self, coded: CodedQuestion, *, with_original: bool) -> None:
        self.coded, self.with_original = coded, with_original
        self.kind = question_type(coded.question.type)

    @property
    def names(self) -> list[str]:
        """Names of the columns."""
        names = [name for name, _words in self.coded.columns]
        return [*names, f"{self.coded.code}_original"] if self.with_original else names

    def cells(self, stored: Stored | None) -> list[str]:
        """The cells as the type of question makes them of the rows of one answer, or of none."""
        values = values_of(stored) if stored else []
        cells = list(self.kind.cells(self.coded.question, values))
        if self.with_original:
            cells.append("; ".join(value.original for value in values if value.original))
        return cells


class Pieces(Generic[Piece]):
    """What a file holds of the answers to one question; of those that recur it is made once."""

    def __init__(self, columns: Columns, start: int, render: Render[Piece]) -> None:
        self.columns, self.start, self.render = columns, start, render
        self.empty = render(start, columns.cells(None))
        self.kept: dict[Stored, Piece] = {}

    def make(self, stored: Stored) -> Piece:
        """The piece of the rows of one answer; kept where others may have answered the same."""
        piece = self.render(self.start, self.columns.cells(stored))
        if isinstance(stored, str):
            if len(self.kept) > KEPT:
                self.kept.clear()
            self.kept[stored] = piece
        return piece


class ResponseTable:
    """All responses that options ask for as a table of texts."""

    def __init__(self, consultation: Consultation, options: ExportOptions) -> None:
        self.consultation, self.options = consultation, options
        self.passages = Passages()
        translated = questions_with_originals(consultation)
        self.columns = [
            Columns(coded, with_original=coded.question.id in translated)
            for coded in codebook(consultation)
            if options.with_protected or not coded.question.is_protected
        ]

    @property
    def header(self) -> list[str]:
        """Names of all columns."""
        return [*FIXED_COLUMNS, *(name for column in self.columns for name in column.names)]

    def count(self) -> int:
        """How many rows there are."""
        return self.options.responses(self.consultation).count()

    def batches(self) -> Iterator[list[list[str]]]:
        """Rows in the order of the responses, some at a time."""
        for batch in self.pieces(lambda _start, cells: cells):
            yield [list(chain.from_iterable(row)) for row in batch]

    def pieces(self, render: Render[Piece]) -> Iterator[list[list[Piece]]]:
        """Rows as a file holds them: two pieces for what all responses have, one for each question.

        `render` makes a piece of cells side by side, of which the first is in the column of the
        number it gets, from 0.
        """
        made: dict[int, tuple[int, dict[Stored, Piece], Pieces[Piece]]] = {}
        start = len(FIXED_COLUMNS)
        for number, columns in enumerate(self.columns):
            if columns.names:  # what is kept apart has none
                pieces = Pieces(columns, start, render)
                made[number] = len(made) + 2, pieces.kept, pieces
                start += len(columns.names)
        marked = lru_cache(KEPT)(lambda marks: render(FIRST_MARK, list(marks)))
        empty = [pieces.empty for _place, _kept, pieces in made.values()]
        for heads, answers in self.stored_batches():
            rows = []
            for head in heads:
                fixed = head.cells() + self.passages.known[head.about]
                row = [render(0, fixed), marked(head.marks()), *empty]
                for number, stored in answers[head.pk].items():
                    if number in made:
                        place, kept, pieces = made[number]
                        row[place] = kept.get(stored) or pieces.make(stored)
                rows.append(row)
            yield rows

    def stored_batches(self) -> Iterator[tuple[list[Head], Mapping[int, Own]]]:
        """Responses with the rows of their answers by the number of the question."""
        reader = Reader([column.coded.question.id for column in self.columns])
        last = 0
        responses = self.options.responses(self.consultation).values_list(
            "pk", "reference", "received_at", "language", "channel", "version__number",
            "about_key", "about_block", "is_late", "doubts", "source__code", "original_language",
            "organisation",
        )  # fmt: skip
        while heads := [Head(*row) for row in responses.filter(pk__gt=last)[:BATCH]]:
            keys = [head.pk for head in heads]
            self.passages.learn({head.about for head in heads})
            yield heads, reader.answers(keys, with_protected=self.options.with_protected)
            last = heads[-1].pk


def questions_with_originals(consultation: Consultation) -> set[uuid.UUID]:
    """Questions to which words stand beside their translation by staff."""
    translated = consultation.responses.exclude(original_language="")
    rows = Answer.objects.filter(consultation=consultation, response__in=translated.values("pk"))
    found = rows.exclude(original="").order_by().values_list("question_id", flat=True)
    return set(found.distinct())

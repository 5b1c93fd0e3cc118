"""The figures of one question, made of counts: what dashboards show and results publish.

How they are shown depends on what the rows of answers hold: a table to each row of a matrix, mean
ranks where options have positions, sums where they have numbers.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from plan.consultation.answers import AnswerValue
from plan.consultation.counts import Place
from plan.consultation.definition import QuestionDefinition
from plan.consultation.questions import question_type

#: Positions listed at most; a scale has fewer.
MOST_POSITIONS = 101


@dataclass(frozen=True)
class Line:
    """One number: in how many responses an option was chosen, or a point of a scale."""

    label: str
    number: int
    base: int
    option_id: uuid.UUID | None = None
    position: int | None = None
    #: Sum of the numbers given to an option, mean rank of one; None where there is none.
    mean: Decimal | None = None

    @property
    def share(self) -> float | None:
        """Percentage of those who answered."""
        return 100 * self.number / self.base if self.base else None


@dataclass(frozen=True)
class FigureTable:
    """Numbers on one base. `kind` says what they are: choices, ranks, points, positions."""

    kind: str
    base: int
    lines: Sequence[Line]
    row_id: uuid.UUID | None = None
    title: str = ""
    mean: Decimal | None = None


@dataclass(frozen=True)
class QuestionFigures:
    """A question with its tables; none where it is answered in words."""

    question: QuestionDefinition
    base: int
    total: int
    tables: Sequence[FigureTable] = ()
    #: Mean of the numbers given, where it is answered by one.
    mean: Decimal | None = None
    code: str = ""

    @property
    def not_answered(self) -> int:
        """Responses in which it was not answered, or not asked."""
        return self.total - self.base


@dataclass
class Numbers:
    """Counts of one question by row, option and position."""

    numbers: dict[Place, int] = field(default_factory=dict)
    totals: dict[Place, Decimal] = field(default_factory=dict)

    def number(self, place: Place) -> int:
        """How many."""
        return self.numbers.get(place, 0)

    def positions(self, row: uuid.UUID | None, option: uuid.UUID | None) -> dict[int, int]:
        """Numbers by position at one row and option."""
        return {
            place.position: number
            for place, number in self.numbers.items()
            if (place.row_id, place.option_id) == (row, option) and place.position is not None
        }


def by_question(
    numbers: Mapping[Place, int], totals: Mapping[Place, Decimal]
) -> dict[uuid.UUID, Numbers]:
    """Counts of all questions, each for itself."""
    found: dict[uuid.UUID, Numbers] = {}
    for place, number in numbers.items():
        found.setdefault(place.question_id, Numbers()).numbers[place] = number
    for place, total in totals.items():
        found.setdefault(place.question_id, Numbers()).totals[place] = total
    return found


def figures(
    question: QuestionDefinition, numbers: Numbers, total: int, code: str = ""
) -> QuestionFigures:
    """The figures of a question among so many responses."""
    whole = Place(question.id)
    base = numbers.number(whole)
    is_by_row = bool(question.rows) or any(place.row_id for place in numbers.numbers)
    rows = [(row.id, row.text) for row in question.rows] if is_by_row else [(None, "")]
    tables = [
        table
        for row_id, title in rows
        if (table := table_of(question, numbers, row_id, title)) is not None
    ]
    mean = None
    if not tables and question_type(question.type).is_number and base:
        mean = numbers.totals.get(whole, Decimal(0)) / base
    return QuestionFigures(question, base, total, tables, mean, code)


def table_of(
    question: QuestionDefinition, numbers: Numbers, row_id: uuid.UUID | None, title: str
) -> FigureTable | None:
    """The table of a question, or of one row of it; None where it has no options and points."""
    base = numbers.number(Place(question.id, row_id))
    if question.options:
        kind = kind_of(question, numbers, row_id)
        make = {"ranks": rank_line, "points": point_line}.get(kind, choice_line)
        lines = [
            make(numbers, base, Place(question.id, row_id, option.id), option.text)
            for option in question.options
        ]
        return FigureTable(kind, base, lines, row_id, title)
    lines = list(position_lines(question, numbers, row_id, base))
    if not lines:
        return None
    points = {line.position: line.number for line in lines if line.position is not None}
    mean = mean_position(points)
    return FigureTable("positions", base, lines, row_id, title, mean)


def kind_of(question: QuestionDefinition, numbers: Numbers, row_id: uuid.UUID | None) -> str:
    """What the rows of options hold besides."""
    options = [Place(question.id, row_id, option.id) for option in question.options]
    if any(numbers.positions(row_id, place.option_id) for place in options):
        return "ranks"
    return "points" if any(place in numbers.totals for place in options) else "choices"


def choice_line(numbers: Numbers, base: int, place: Place, label: str) -> Line:
    """How many chose an option."""
    return Line(label, numbers.number(place), base, place.option_id)


def rank_line(numbers: Numbers, base: int, place: Place, label: str) -> Line:
    """How many put an option first, and its mean rank among those who ranked it."""
    ranks = numbers.positions(place.row_id, place.option_id)
    return Line(label, ranks.get(1, 0), base, place.option_id, None, mean_position(ranks))


def point_line(numbers: Numbers, base: int, place: Place, label: str) -> Line:
    """How many gave an option anything, and what it got on average of all who answered."""
    mean = numbers.totals.get(place, Decimal(0)) / base if base else None
    return Line(label, numbers.number(place), base, place.option_id, None, mean)


def position_lines(
    question: QuestionDefinition, numbers: Numbers, row_id: uuid.UUID | None, base: int
) -> Iterator[Line]:
    """Points of a scale, those nobody chose included."""
    found = numbers.positions(row_id, None)
    apart = [Place(question.id, row_id, option.id) for option in question.apart]
    if not found and not any(map(numbers.number, apart) if not question.is_protected else ()):
        return
    ends = {"minimum": question.settings.get("low"), "maximum": question.settings.get("high")}
    least, most = ({**ends, **question.settings}[end] for end in ("minimum", "maximum"))
    low = min([*found, *([least] if isinstance(least, int) else [])], default=0)
    high = max([*found, *([most] if isinstance(most, int) else [])], default=0)
    kind = question_type(question.type)
    for position in range(low, min(high, low + MOST_POSITIONS) + 1):
        words = kind.display_point(question, AnswerValue(row_id=row_id, position=position))
        label = words or str(position)
        yield Line(label, found.get(position, 0), base, None, position)
    for option, place in zip(question.apart, apart, strict=True):
        yield choice_line(numbers, base, place, option.text)


def mean_position(numbers: Mapping[int, int]) -> Decimal | None:
    """The mean of positions, weighed by how often each was given."""
    count = sum(numbers.values())
    if not count:
        return None
    return Decimal(sum(place * number for place, number in numbers.items())) / count

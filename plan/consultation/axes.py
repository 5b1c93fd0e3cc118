"""What responses can be filtered by and put against each other: every table of figures.

So a question with options is one axis, a matrix one for each row, a scale one with its points.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, NamedTuple

from plan.consultation.definition import QuestionDefinition
from plan.consultation.figure_tables import FigureTable, QuestionFigures
from plan.consultation.questions import question_type

#: Option and position; a position only where a row of an answer is told by it, as on a scale.
Place = tuple[uuid.UUID | None, int | None]


class Point(NamedTuple):
    """One answer of an axis: an option, or a point of a scale by its position."""

    label: str
    option_id: uuid.UUID | None = None
    position: int | None = None

    @property
    def place(self) -> Place:
        """What its rows hold."""
        return self.option_id, self.position

    @property
    def key(self) -> str:
        """Names it in addresses."""
        return str(self.position if self.option_id is None else self.option_id)


@dataclass(frozen=True)
class Axis:
    """A question, or one row of it, with the answers in order."""

    question: QuestionDefinition
    title: str
    points: tuple[Point, ...]
    row_id: uuid.UUID | None = None

    @property
    def key(self) -> str:
        """Names it in addresses; a question without rows by its id alone."""
        return f"{self.question.id}:{self.row_id}" if self.row_id else str(self.question.id)

    @property
    def has_positions(self) -> bool:
        """Whether positions tell its answers apart: those of a ranking do not."""
        return any(point.position is not None for point in self.points)

    @property
    def makes_one_row(self) -> bool:
        """Whether one response never has two rows on it."""
        return question_type(self.question.type).makes_one_row

    def conditions(self, before: str = "") -> dict[str, Any]:
        """What rows of answers on it fulfil; `before` leads from elsewhere to such rows."""
        found: dict[str, Any] = {f"{before}question_id": self.question.id}
        if self.row_id is not None:
            found[f"{before}row_id"] = self.row_id
        if not self.has_positions:
            found[f"{before}option_id__isnull"] = False
        return found

    def columns(self, before: str = "") -> list[str]:
        """Columns that tell its answers apart."""
        names = ["option_id", "position"] if self.has_positions else ["option_id"]
        return [f"{before}{name}" for name in names]


def axes(found: Iterable[QuestionFigures]) -> list[Axis]:
    """All axes of some questions, in the order of their figures."""
    return [axis_of(one.question, table) for one in found for table in one.tables]


def axis_of(question: QuestionDefinition, table: FigureTable) -> Axis:
    """The axis of one table of figures."""
    points = tuple(Point(line.label, line.option_id, line.position) for line in table.lines)
    title = f"{question.text} – {table.title}" if table.title else question.text
    return Axis(question, title, points, table.row_id)

"""What the columns of a table hold, for a first guess at their roles."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import islice

from priorities.imports.area_names import AreaTable
from priorities.imports.labels import cell_at
from priorities.imports.layout import Layout, headings, is_total
from priorities.imports.marker_texts import USUAL_MARKERS, marker_of
from priorities.imports.number_texts import BadNumberError, DecimalEvidence, read_number
from priorities.imports.period_texts import USUAL_STYLE, read_stretch
from priorities.imports.sheets import Cell, Sheet, cell_text

SAMPLE = 300
#: A column with more texts than these is no list of choices.
MOST_VALUES = 500


@dataclass
class ColumnFacts:
    """One column: shares are of the filled cells of the sample, from 0 to 1."""

    header: str
    place: int
    filled: int = 0
    numbers: int = 0
    periods: int = 0
    percents: int = 0
    largest: float = 0
    has_fractions: bool = False
    #: Texts and how often they occur, in all rows; empty where there are too many.
    values: dict[str, int] = field(default_factory=dict)
    has_many_values: bool = False

    def share(self, count: int) -> float:
        """A count as a share of the filled cells."""
        return count / self.filled if self.filled else 0

    @property
    def is_numeric(self) -> bool:
        """Whether nearly all cells are numbers or markers."""
        return self.share(self.numbers) >= 0.8

    @property
    def is_period(self) -> bool:
        """Whether nearly all cells are periods or dates."""
        return self.share(self.periods) >= 0.8

    @property
    def totals(self) -> tuple[str, ...]:
        """Texts that say of a row that it sums up others."""
        return tuple(text for text in self.values if is_total(text))

    def share_known(self, areas: AreaTable) -> float:
        """How many of the texts are known areas."""
        return areas.share_known(self.values) if not self.has_many_values else 0


def profile(sheet: Sheet, layout: Layout) -> list[ColumnFacts]:
    """Facts of each column; texts of all rows, the rest from the first rows."""
    sample = [row for _number, row in islice(sheet.rows(layout.first_row), SAMPLE)]
    width = max((len(row) for row in sample), default=0)
    columns = [
        ColumnFacts(header, place)
        for place, header in enumerate(headings(sheet, layout.header_rows, width))
    ]
    for column in columns:
        see_sample(column, [cell_at(row, column.place) for row in sample])
    open_columns = [column for column in columns if not column.is_numeric or column.is_period]
    for _number, row in sheet.rows(layout.first_row):
        for column in open_columns:
            see_value(column, cell_at(row, column.place))
    return columns


def see_sample(column: ColumnFacts, cells: list[Cell]) -> None:
    """Count what the cells look like."""
    evidence = DecimalEvidence()
    for cell in cells:
        evidence.see(cell)
    for cell in cells:
        text = cell_text(cell)
        if text:
            column.filled += 1
            see_number(column, cell, text, evidence.mark)
            column.periods += read_stretch(cell, USUAL_STYLE) is not None


def see_number(column: ColumnFacts, cell: Cell, text: str, mark: str) -> None:
    """Note a number, or a marker that stands for one."""
    if marker_of(text, USUAL_MARKERS):
        column.numbers += 1
        return
    try:
        number = read_number(cell, mark)
    except BadNumberError:
        return
    column.numbers += 1
    column.percents += number.is_percent
    column.largest = max(column.largest, abs(float(number.value)))
    if number.value != number.value.to_integral_value():
        column.has_fractions = True


def see_value(column: ColumnFacts, cell: Cell) -> None:
    """Collect the texts of a column while they are few."""
    if column.has_many_values or cell == "":
        return
    text = cell_text(cell)
    if not text:
        return
    column.values[text] = column.values.get(text, 0) + 1
    if len(column.values) > MOST_VALUES:
        column.values.clear()
        column.has_many_values = True

"""What the labels of a row say: whether it counts, its period, its area, its groups.

Each text is worked out once and remembered; faults are told where the row is read.
"""

from __future__ import annotations

from collections.abc import Mapping as Table
from dataclasses import dataclass, field
from typing import NamedTuple

from priorities.imports.area_names import AreaTable, without_footnote
from priorities.imports.fitting import Fitted
from priorities.imports.mapping import Column, Filter, Mapping, Role
from priorities.imports.period_fit import BadPeriodError, Fit, Period, PeriodFault, fitted
from priorities.imports.period_texts import MONTHS, Stretch, read_stretch
from priorities.imports.sheets import Cell, Row, cell_text

MOST_REMEMBERED = 50_000


def cell_at(row: Row, place: int | None) -> Cell:
    """A cell of a row; rows of text files may end early."""
    return row[place] if place is not None and 0 <= place < len(row) else ""


class RowFilter:
    """One filter, ready to judge rows."""

    def __init__(self, given: Filter, place: int) -> None:
        self.place = place
        self.keeps = given.keeps
        self.exact = frozenset(value for value in given.values if value != value.strip())
        self.wanted = frozenset(folded(one) for one in given.values if one not in self.exact)
        self.known: dict[Cell, bool] = {}

    def lets_through(self, row: Row) -> bool:
        """Whether a row stays."""
        cell = cell_at(row, self.place)
        found = self.known.get(cell)
        if found is None:
            text = cell_text(cell)
            is_listed = (
                cell in self.exact
                or folded(text) in self.wanted
                or folded(without_footnote(text)) in self.wanted
            )
            found = is_listed == self.keeps
            if len(self.known) < MOST_REMEMBERED:
                self.known[cell] = found
        return found


def folded(text: str) -> str:
    """A text without capitals and needless blanks."""
    return " ".join(text.casefold().split())


class Periods:
    """Periods of rows, for each kind that a measure expects; a fault instead of what is none."""

    def __init__(self, table: Fitted, fits: Table[str, Fit]) -> None:
        self.fits = fits
        self.style = next(iter(fits.values())).style
        self.constant = table.mapping.period.constant
        self.place = table.place_of_role(Role.PERIOD)
        roles = (Role.YEAR, Role.QUARTER, Role.MONTH, Role.DAY)
        self.parts = [table.place_of_role(role) for role in roles]
        self.known: dict[tuple[Cell, str], Period | str] = {}

    @property
    def columns(self) -> list[int]:
        """The places that a row's period is read from."""
        if self.place is not None:
            return [self.place]
        return [place for place in self.parts if place is not None]

    def label(self, row: Row) -> Cell:
        """The cell that names the period, or the parts put together as a text."""
        if self.constant:
            return self.constant
        if self.place is not None:
            return cell_at(row, self.place)
        return joined_parts([cell_text(cell_at(row, place)) for place in self.parts])

    def of(self, label: Cell, kind: str) -> Period | str:
        """The period that a label names, or the kind of problem."""
        key = (label, kind)
        found = self.known.get(key)
        if found is None:
            found = self.worked_out(label, kind)
            if len(self.known) < MOST_REMEMBERED:
                self.known[key] = found
        return found

    def worked_out(self, label: Cell, kind: str) -> Period | str:
        """The same, not yet remembered."""
        if not cell_text(label):
            return "missing_period"
        fit = self.fits[kind]
        stretch = read_stretch(label, fit.style)
        if stretch is None:
            return str(PeriodFault.UNREADABLE)
        return fitted_or_fault(stretch, fit)


def fitted_or_fault(stretch: Stretch, fit: Fit) -> Period | str:
    """The period of the kind, or why there is none."""
    try:
        return fitted(stretch, fit)
    except BadPeriodError as error:
        return str(error.fault)


def joined_parts(parts: list[str]) -> str:
    """Year, quarter, month and day as one text that can be read as a period; "" without a year.

    A month may be a name or a number. What is no such part stays in the text, to be refused.
    """
    year, quarter, month, day = parts
    if not year:
        return ""
    if month:
        number = MONTHS.get(month.casefold().rstrip("."), month)
        start = f"{year}-{str(number).zfill(2)}"
        return f"{start}-{day.zfill(2)}" if day else start
    if quarter:
        return f"{year} Q{quarter.casefold().replace('quarter', '').strip(' q')}"
    return year


class AreaLabel(NamedTuple):
    """What a row says of its area: the text, its code if known, whether it is left out."""

    text: str
    code: str | None
    is_left_out: bool = False


class Areas:
    """Codes of areas, by the mapping's own names and the given table."""

    def __init__(self, table: Fitted, areas: AreaTable) -> None:
        reading = table.mapping.area
        self.constant = reading.constant
        self.place = table.place_of_role(Role.AREA)
        self.table = areas
        self.names = {folded(name): code for name, code in reading.names.items()}
        self.left_out = frozenset(folded(name) for name in reading.left_out)
        self.known: dict[Cell, AreaLabel] = {}

    def of(self, row: Row) -> AreaLabel:
        """The area of a row; where one code stands for the whole file, that, without a text."""
        if self.place is None:
            return AreaLabel("", self.constant)
        cell = cell_at(row, self.place)
        found = self.known.get(cell)
        if found is None:
            text = cell_text(cell)
            found = AreaLabel(text, self.code(text), folded(text) in self.left_out)
            if len(self.known) < MOST_REMEMBERED:
                self.known[cell] = found
        return found

    def code(self, text: str) -> str | None:
        """The code; None for a name that nobody knows."""
        if not text:
            return None
        found = self.names.get(folded(text)) or self.names.get(folded(without_footnote(text)))
        return found or self.table.code_of(text)


@dataclass
class Group:
    """One column that splits a measure, with the codes of its texts."""

    place: int
    column: Column
    codes: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.codes = {folded(text): code for text, code in self.column.values.items()}

    def code(self, text: str) -> str | None:
        """The code of a text: from the mapping, or made of the text where it has no table."""
        if not self.codes:
            return code_from(text)
        return self.codes.get(folded(text)) or self.codes.get(folded(without_footnote(text)))


def code_from(text: str) -> str:
    """A code made of a text: "Under 25" is "under-25"."""
    kept = "".join(letter if letter.isalnum() else " " for letter in text.casefold())
    return "-".join(kept.split())[:60]


class FilledDown:
    """Gives empty cells of some columns the text above them, as merged cells mean it."""

    def __init__(self, table: Fitted) -> None:
        places = [
            table.places.get(column.header) for column in table.mapping.columns if column.fills_down
        ]
        self.places = [place for place in places if place is not None]
        self.last: dict[int, Cell] = {}

    def __call__(self, row: Row) -> Row:
        """The row with its cells filled."""
        if not self.places:
            return row
        filled = list(row)
        for place in self.places:
            if place < len(filled):
                if cell_text(filled[place]):
                    self.last[place] = filled[place]
                else:
                    filled[place] = self.last.get(place, "")
        return filled


def filters_of(table: Fitted, filters: tuple[Filter, ...]) -> list[RowFilter]:
    """Filters ready to judge rows, in the mapping's order."""
    return [RowFilter(given, table.places[given.column]) for given in filters]


def groups_of(table: Fitted, mapping: Mapping, headers: tuple[str, ...]) -> list[Group]:
    """The columns that split a measure."""
    named = [(header, mapping.named(header)) for header in headers]
    return [Group(table.places[header], column) for header, column in named if column is not None]

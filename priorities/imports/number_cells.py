"""Cells of figures: a number, a marker, or both."""

from __future__ import annotations

from collections.abc import Mapping as Table
from dataclasses import dataclass, field
from decimal import Decimal

from priorities.enums import WITHHOLDING, Unit
from priorities.imports.mapping import MeasureMapping, Percentages
from priorities.imports.marker_texts import ZERO, marker_of, split_marker
from priorities.imports.number_texts import (
    ONE,
    BadNumberError,
    ReadNumber,
    kept,
    read_number,
    read_plain,
)
from priorities.imports.sheets import Cell, cell_text

HUNDRED = Decimal(100)
#: Units whose figures may be written with a percent sign.
PERCENT_UNITS = frozenset({Unit.PERCENTAGE, Unit.PERCENTAGE_POINTS})
MOST_REMEMBERED = 50_000


@dataclass(frozen=True, slots=True)
class Amount:
    """What a cell gives: a number or a marker, or both; or `fault`, the kind of problem."""

    value: Decimal | None = None
    marker: str = ""
    fault: str = ""
    was_rounded: bool = False
    #: The number as written lies above 1: no fraction.
    is_above_one: bool = False
    is_fraction: bool = False

    @property
    def is_blank(self) -> bool:
        """Neither number nor marker nor fault."""
        return self.value is None and not self.marker and not self.fault

    @property
    def is_odd(self) -> bool:
        """Whether there is something to tell of the cell."""
        return bool(self.fault) or self.was_rounded or self.is_above_one or self.is_fraction


BLANK = Amount()


@dataclass
class NumberCells:
    """Reads the cells of one column for one measure, and remembers what it read."""

    decimal_mark: str
    markers: Table[str, str]
    takes_percent: bool
    times: Decimal = ONE
    known: dict[Cell, Amount] = field(default_factory=dict)

    @classmethod
    def of(
        cls, measure: MeasureMapping, name: str, mark: str, markers: Table[str, str]
    ) -> NumberCells:
        """The reader of a measure's column: of `value`, `numerator` …"""
        is_share = name in {"value", "lower", "upper"} and measure.unit in PERCENT_UNITS
        is_fraction = is_share and measure.percentages == Percentages.FRACTION
        return cls(mark, markers, is_share, HUNDRED if is_fraction else ONE)

    def read(self, cell: Cell) -> Amount:
        """What a cell gives."""
        found = self.known.get(cell)
        # 1, 1.0 and True are one key of a dictionary, and give the same number.
        if found is None:
            found = self.amount(cell)
            if len(self.known) < MOST_REMEMBERED:
                self.known[cell] = found
        return found

    def amount(self, cell: Cell) -> Amount:
        """The same, worked out."""
        if isinstance(cell, str) and cell not in self.markers:
            plain = read_plain(cell, self.decimal_mark)
            if plain is not None:
                return self.counted(kept(plain * self.times, is_percent=False), "")
        text = cell_text(cell)
        marker = marker_of(text, self.markers)
        if marker == ZERO:
            return Amount(Decimal(0))
        if marker:
            is_whole = marker in WITHHOLDING
            return Amount(None, marker) if is_whole else Amount(fault="marker_without_number")
        if not text:
            return BLANK
        try:
            return self.counted(read_number(cell, self.decimal_mark, self.times), "")
        except BadNumberError as error:
            return self.with_marker(cell, error)

    def with_marker(self, cell: Cell, error: BadNumberError) -> Amount:
        """A number with a marker behind it."""
        text, marker = split_marker(cell, self.markers) if isinstance(cell, str) else ("", "")
        if not marker:
            return Amount(fault=error.fault)
        if marker in WITHHOLDING:
            return Amount(fault="number_beside_marker")
        try:
            return self.counted(read_number(text, self.decimal_mark, self.times), marker)
        except BadNumberError as second:
            return Amount(fault=second.fault)

    def counted(self, number: ReadNumber, marker: str) -> Amount:
        """The number in the measure's unit."""
        value = number.value
        if number.is_percent:
            if not self.takes_percent:
                return Amount(fault="percentage_unexpected")
            return Amount(value, marker, "", number.was_rounded)
        is_above_one = abs(value) > self.times
        is_fraction = value != value.to_integral_value()
        return Amount(value, marker, "", number.was_rounded, is_above_one, is_fraction)

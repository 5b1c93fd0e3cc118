"""The figures of one measure in a row."""

from __future__ import annotations

from decimal import Decimal

from priorities.enums import WITHHOLDING
from priorities.imports.counts import Counts
from priorities.imports.fitting import Fitted
from priorities.imports.gathering import Gatherer
from priorities.imports.labels import Periods, cell_at, filters_of, groups_of
from priorities.imports.mapping import Combine, MeasureMapping, Percentages
from priorities.imports.marker_texts import MEANINGS, ZERO, marker_of
from priorities.imports.number_cells import PERCENT_UNITS, Amount, NumberCells
from priorities.imports.period_fit import Period
from priorities.imports.problems import ProblemList
from priorities.imports.sheets import Cell, Row, cell_text, column_letter, is_filled
from priorities.imports.survey import Survey

ONE_ROW = {"value": Amount(Decimal(1))}


class MeasureReader:
    """Takes rows and keeps the measure's figures."""

    def __init__(
        self,
        fitted: Fitted,
        found: Survey,
        measure: MeasureMapping,
        periods: Periods,
        problems: ProblemList,
        counts: Counts,
    ) -> None:
        mapping = fitted.mapping
        self.problems, self.counts = problems, counts.measures[measure.measure]
        self.measure, self.periods, self.headers = measure, periods, fitted.headers
        self.gatherer = Gatherer(measure, measure.period_kind or mapping.period.kind)
        self.filters = filters_of(fitted, measure.where)
        self.groups = groups_of(fitted, mapping, measure.dimensions)
        self.markers = {text.casefold(): meaning for text, meaning in mapping.markers.items()}
        self.numbers = {
            name: (fitted.places[header], self.cells(name, found, fitted.places[header]))
            for name, header in measure.number_columns.items()
        }
        self.wide = fitted.period_columns if mapping.is_wide else []
        #: Where figures stand.
        self.value_places = [place for place, _header in self.wide] or [
            place for name, (place, _cells) in self.numbers.items() if name == "value"
        ]
        self.wide_periods: list[tuple[int, Period]] = []
        self.wide_cells = self.cells("value", found, -1)
        self.marker_place = fitted.place(measure.marker)
        self.known_groups: dict[tuple[Cell, ...], int] = {}
        self.counts_rows = measure.combine == Combine.COUNT
        self.saw_above_one: tuple[str, str] | None = None
        self.saw_fraction = ""

    def find_wide_periods(self) -> None:
        """The period of each column of a wide table; a problem where it is not of the kind."""
        for place, header in self.wide:
            period = self.periods.of(header, self.gatherer.kind)
            if isinstance(period, str):
                self.problems.add(period, column=column_letter(place), text=header)
            else:
                self.wide_periods.append((place, period))

    def cells(self, name: str, found: Survey, place: int) -> NumberCells:
        """The reader of one column's cells."""
        return NumberCells.of(self.measure, name, found.mark(place, self.measure), self.markers)

    def wants(self, row: Row) -> bool:
        """Whether the row is one of the measure's."""
        return all(one.lets_through(row) for one in self.filters)

    def has_figures(self, row: Row) -> bool:
        """Whether there is anything in the cells of figures."""
        if self.counts_rows or "" in self.markers:
            return True
        if self.marker_place is not None and cell_text(cell_at(row, self.marker_place)):
            return True
        return any(is_filled(cell_at(row, place)) for place in self.value_places)

    def take(
        self,
        number: int,
        row: Row,
        area: str | None,
        group: int | None,
    ) -> None:
        """Read the row's cells; what has area, group and period becomes figures."""
        self.counts.rows += 1
        if self.wide:
            self.take_wide(number, row, area, group)
            return
        found = self.numbers_of(number, row)
        marker = self.marker(number, row, found)
        if marker is None or any(amount.fault for amount in found.values()):
            self.keep(number, self.periods.label(row), None, None, {}, "")
            return
        if found["value"].value is None and marker not in WITHHOLDING:
            self.counts.empty_cells += 1
            return
        label = self.periods.label(row)
        self.keep(number, label, area, group, found, marker)

    def take_wide(
        self,
        number: int,
        row: Row,
        area: str | None,
        group: int | None,
    ) -> None:
        """Read the cells under the periods."""
        for place, period in self.wide_periods:
            cell = cell_at(row, place)
            amount = self.wide_cells.read(cell)
            if amount.is_blank:
                self.counts.empty_cells += 1
            elif amount.is_odd:
                self.check(amount, number, place, cell)
            if amount.is_blank or amount.fault or area is None or group is None:
                continue
            self.store(number, period, place, area, group, {"value": amount}, amount.marker)

    def numbers_of(self, number: int, row: Row) -> dict[str, Amount]:
        """The numbers of a row by what they are."""
        if self.counts_rows:
            return ONE_ROW
        found = {}
        for name, (place, cells) in self.numbers.items():
            cell = cell_at(row, place)
            found[name] = cells.read(cell)
            if found[name].is_odd:
                self.check(found[name], number, place, cell)
        return found

    def check(
        self,
        amount: Amount,
        number: int,
        place: int,
        cell: Cell,
    ) -> None:
        """Tell what is wrong with a cell, and remember what is odd about the column."""
        if amount.fault:
            self.problems.add(amount.fault, number, column_letter(place), cell_text(cell))
        elif amount.was_rounded:
            self.counts.rounded += 1
        if amount.is_above_one and self.saw_above_one is None:
            self.saw_above_one = (cell_text(cell), self.headers[place])
        if amount.is_fraction and not self.saw_fraction:
            self.saw_fraction = self.headers[place]

    def marker(self, number: int, row: Row, found: dict[str, Amount]) -> str | None:
        """The marker of a figure: from its own column, else from the number's cell."""
        marker = found["value"].marker
        if self.marker_place is not None:
            text = cell_text(cell_at(row, self.marker_place))
            marker = marker_of(text, self.markers) or marker
            if text and marker_of(text, self.markers) not in MEANINGS - {ZERO}:
                letter = column_letter(self.marker_place)
                self.problems.add("unknown_marker_text", number, letter, text)
                return None
        numbers = (found.get(name) for name in ("value", "numerator", "lower", "upper"))
        if marker in WITHHOLDING and any(one and one.value is not None for one in numbers):
            self.problems.add("number_beside_marker", number, self.letter)
            return None
        return marker

    @property
    def letter(self) -> str:
        """The letter of the column of values."""
        return column_letter(self.numbers["value"][0]) if "value" in self.numbers else ""

    def keep(
        self,
        number: int,
        label: Cell,
        area: str | None,
        group: int | None,
        found: dict[str, Amount],
        marker: str,
    ) -> None:
        """Keep the figure of a period, or say why there is none."""
        period = self.periods.of(label, self.gatherer.kind)
        if isinstance(period, str):
            places = self.periods.columns
            letter = column_letter(places[0]) if places else ""
            self.problems.add(period, number, letter, cell_text(label))
            return
        if area is None or group is None or not found:
            return
        if self.is_within_margin(found, number):
            self.store(number, period, None, area, group, found, marker)

    def store(
        self,
        number: int,
        period: Period,
        place: int | None,
        area: str,
        group: int,
        found: dict[str, Amount],
        marker: str,
    ) -> None:
        """Add a figure to the others, or say in which row it was given before."""
        key = (period, area, group)
        if self.gatherer.adds_up:
            self.gatherer.add(key, found, marker)
            return
        first = self.gatherer.single(key, number, found, marker)
        if first is not None:
            letter = column_letter(place) if place is not None else self.letter
            value = found["value"].value
            self.problems.add("duplicate", number, letter, str(value or marker), first=first)

    def is_within_margin(self, found: dict[str, Amount], number: int) -> bool:
        """Whether both ends of the margin are there and hold the figure, or neither is."""
        if "lower" not in found or "upper" not in found:
            return True
        value, lower, upper = (found[name].value for name in ("value", "lower", "upper"))
        if lower is None and upper is None:
            return True
        letter = column_letter(self.numbers["lower"][0])
        if lower is None or upper is None:
            self.problems.add("margin_incomplete", number, letter)
            return False
        if value is not None and not lower <= value <= upper:
            self.problems.add("outside_margin", number, letter, f"{lower} – {upper}")
            return False
        return True

    def tell_of_percentages(self, notices: ProblemList) -> None:
        """Say when the figures look as if they were written the other way."""
        if self.measure.unit not in PERCENT_UNITS:
            return
        is_fraction = self.measure.percentages == Percentages.FRACTION
        if is_fraction and self.saw_above_one:
            text, header = self.saw_above_one
            notices.add("percentages_likely", text=text, header=header)
        elif not is_fraction and self.saw_fraction and not self.saw_above_one:
            notices.add("fractions_likely", header=self.saw_fraction)

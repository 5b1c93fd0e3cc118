"""A grid of periods × areas or groups, in which single figures are typed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import pairwise
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from priorities.desk.group_names import GroupNames, group_names
from priorities.enums import MONTHS_OF_PERIOD, WITHHOLDING, PeriodKind
from priorities.figure_rows import REST, FigureRow, Identity, key_of_dimensions
from priorities.forms import FigureField
from priorities.imports.marker_texts import USUAL_MARKERS, marker_of, split_marker
from priorities.intake.areas import area_names
from priorities.intake.checking import RowProblems, check_rows
from priorities.intake.comparing import Held, held_of
from priorities.models import Measure
from priorities.periods import last_day, months_later, period_end_of, period_label
from priorities.tables import plain

RECENT, NEXT = 8, 2
AREAS = "areas"
Period = tuple[date, date]


@dataclass(frozen=True)
class GridColumn:
    """An area or a group."""

    key: str
    label: str
    area: str
    dimensions: Mapping[str, str] = field(default_factory=dict)


@dataclass
class Cell:
    """One figure: what is in force, and what was typed."""

    name: str
    label: str
    was: str
    text: str
    errors: list[str] = field(default_factory=list)


@dataclass
class GridRow:
    """One period."""

    label: str
    cells: list[Cell]


@dataclass
class Typed:
    """What a person changed."""

    rows: list[FigureRow] = field(default_factory=list)
    cleared: list[Identity] = field(default_factory=list)


class Grid:
    """The figures of one measure, and what was typed over them."""

    def __init__(
        self, measure: Measure, by: str = "", extra: Period | None = None, data: Any = None
    ) -> None:
        self.measure, self.data = measure, data
        self.by = by if by in dict(self.ways) else self.ways[0][0]
        self.held = held_of(measure)
        self.by_identity = {one.identity: one for one in self.held}
        self.columns = self.make_columns()
        self.periods = self.make_periods(extra)
        self.typed = Typed()
        self.rows = [self.row(period) for period in self.periods]

    @cached_property
    def ways(self) -> list[tuple[str, str]]:
        """What columns can be: areas, or the groups of a breakdown."""
        groups = ((b["code"], self.names.breakdown(b["code"])) for b in self.measure.breakdowns)
        return [(AREAS, _("Areas")), *groups]

    @cached_property
    def names(self) -> GroupNames:
        """What the measure's page calls breakdowns and groups."""
        return group_names(self.measure)

    def make_columns(self) -> list[GridColumn]:
        """One for each area, or for each group in the headline's area."""
        if self.by == AREAS:
            names = area_names()
            codes = self.measure.area_codes or [""]
            return [GridColumn(code, names.get(code, code) or _("Figure"), code) for code in codes]
        values = next(b["values"] for b in self.measure.breakdowns if b["code"] == self.by)
        area = self.measure.headline_area
        called = self.names
        return [
            GridColumn(value, called.group(self.by, value), area, {self.by: value})
            for value in values
        ]

    def make_periods(self, extra: Period | None) -> list[Period]:
        """The last periods there are, the next ones, and one that was asked for."""
        kind = self.measure.period_kind
        there = sorted(
            {(one.period_start, one.period_end) for one in self.held}, key=lambda p: p[::-1]
        )[-RECENT:]
        coming: list[Period] = []
        if kind != PeriodKind.OTHER:
            coming = next_periods(kind, there, timezone.localdate())
        every = {*there, *coming, *([extra] if extra else [])}
        return sorted(every, key=lambda period: (period[1], period[0]))

    def kind_of(self, period: Period) -> str:
        """The measure's kind where the period is one, else another."""
        usual = period_end_of(period[0], self.measure.period_kind)
        return str(self.measure.period_kind if usual == period[1] else PeriodKind.OTHER)

    def row(self, period: Period) -> GridRow:
        """One period's cells, read if something was sent."""
        label = period_label(*period, self.kind_of(period))
        return GridRow(label, [self.cell(period, column, label) for column in self.columns])

    def cell(self, period: Period, column: GridColumn, label: str) -> Cell:
        """One figure."""
        name = f"cell:{period[0].isoformat()}:{period[1].isoformat()}:{column.key}"
        identity = (*period, column.area, key_of_dimensions(column.dimensions))
        held = self.by_identity.get(identity)
        shown = text_of(held)
        cell = Cell(name, f"{label}, {column.label}", shown, shown)
        if self.data is None or name not in self.data:
            return cell
        cell.text = str(self.data.get(name, "")).strip()[:60]
        cell.was = str(self.data.get(f"was:{name}", "")).strip()[:60]
        if cell.text != cell.was:
            self.read(cell, period, column, held)
        return cell

    def read(self, cell: Cell, period: Period, column: GridColumn, held: Held | None) -> None:
        """Note what was typed, or what is wrong with it."""
        if not cell.text:
            if held is not None:
                self.typed.cleared.append(held.identity)
            return
        row = FigureRow(
            *period,
            area=column.area,
            dimensions=dict(column.dimensions),
            period_kind=held.period_kind if held else self.kind_of(period),
        )
        try:
            row = with_rest(with_text(row, cell.text), held)
        except ValidationError as error:
            cell.errors = list(error.messages)
            return
        problems = RowProblems()
        check_rows(self.measure, [row], problems)
        cell.errors = [one["sentence"] for one in problems.found.values()]
        self.typed.rows.append(row)

    @property
    def errors(self) -> list[tuple[str, str, str]]:
        """Name, label and sentence of all that is wrong."""
        return [
            (cell.name, cell.label, sentence)
            for row in self.rows
            for cell in row.cells
            for sentence in cell.errors
        ]


def with_text(row: FigureRow, text: str) -> FigureRow:
    """The row with a figure as people type it: “1,234”, “61 %”, “61 [p]”, “[c]”."""
    marker = marker_of(text, USUAL_MARKERS)
    if marker in WITHHOLDING:
        return replace(row, marker=marker)
    number, marker = split_marker(text, USUAL_MARKERS)
    value = FigureField(required=True).clean(number)
    return replace(row, value=value, marker=marker)


def with_rest(row: FigureRow, held: Held | None) -> FigureRow:
    """The row with what cannot be typed, while the number it belongs to is the same."""
    if held is None or held.value is None or row.value != held.value:
        return row
    return replace(row, **{name: getattr(held, name) for name in REST})


def text_of(held: Held | None) -> str:
    """A figure as it would be typed."""
    if held is None:
        return ""
    marker = f"[{held.marker}]" if held.marker else ""
    number = plain(held.value) if held.value is not None else ""
    return " ".join(filter(None, [number, marker]))


def next_periods(kind: PeriodKind, there: list[Period], today: date) -> list[Period]:
    """The periods that come after those there are; the last that are over where there are none."""
    length = MONTHS_OF_PERIOD[kind]
    step = step_of(there, length) if kind == PeriodKind.ROLLING_12_MONTHS else length
    usual = [one for one in there if period_end_of(one[0], kind) == one[1]]
    if usual:
        start = months_later(usual[-1][0], step)
        count = NEXT
    else:
        start = months_later(first_over(kind, today), -step * (RECENT - 1))
        count = RECENT
    starts = (months_later(start, step * place) for place in range(count))
    return [(one, last_day(months_later(one, length - 1))) for one in starts]


def step_of(there: Iterable[Period], longest: int) -> int:
    """Months between rolling periods, as the series has them; else one."""
    ends = sorted({end.year * 12 + end.month for _start, end in there})
    gaps = [later - earlier for earlier, later in pairwise(ends)]
    return min(min(gaps, default=1), longest)


def first_over(kind: PeriodKind, today: date) -> date:
    """The first day of the newest period that is over."""
    month = today.replace(day=1)
    if kind == PeriodKind.QUARTER:
        return months_later(month, -3 - (month.month - 1) % 3)
    if kind == PeriodKind.CALENDAR_YEAR:
        return date(today.year - 1, 1, 1)
    if kind == PeriodKind.FINANCIAL_YEAR:
        return date(today.year - (1 if today.month >= 4 else 2), 4, 1)
    return months_later(month, -12 if kind == PeriodKind.ROLLING_12_MONTHS else -1)

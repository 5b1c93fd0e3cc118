"""Figures of one measure, gathered row by row: single, added up, or counted."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from priorities.enums import MONTHS_OF_PERIOD, WITHHOLDING, Marker, PeriodKind
from priorities.figure_rows import FigureRow
from priorities.imports.mapping import Combine, MeasureMapping
from priorities.imports.number_cells import Amount
from priorities.imports.number_texts import LARGEST
from priorities.imports.period_fit import Period
from priorities.periods import last_day, months_later

#: Period, area, number of the group.
Key = tuple[Period, str, int]
#: A sum with a withheld part is withheld: it says what its most secret part says.
STRONGEST_FIRST = (Marker.CONFIDENTIAL, Marker.LOW, Marker.NOT_AVAILABLE, Marker.NOT_APPLICABLE)
MOST_ZEROS = 500_000
ZERO = Decimal(0)


@dataclass(slots=True)
class Sum:
    """What rows that fall together add up to."""

    value: Decimal = ZERO
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    markers: set[str] = field(default_factory=set)
    has_value: bool = False

    def add(self, found: dict[str, Amount], marker: str) -> None:
        """Add one row."""
        if marker:
            self.markers.add(marker)
        value = found["value"].value
        if value is not None:
            self.value += value
            self.has_value = True
        self.numerator = added(self.numerator, found.get("numerator"))
        self.denominator = added(self.denominator, found.get("denominator"))

    @property
    def marker(self) -> str:
        """The marker of the sum: withheld where a part is, unless that part does not apply."""
        for marker in STRONGEST_FIRST[:-1]:
            if marker in self.markers:
                return marker.value
        if not self.has_value:
            return Marker.NOT_APPLICABLE.value
        others = sorted(self.markers - {Marker.NOT_APPLICABLE})
        return others[0] if others else ""


def value_of(found: dict[str, Amount], name: str) -> Decimal | None:
    """One of a figure's numbers, where the file gives it."""
    return found[name].value if name in found else None


def added(total: Decimal | None, amount: Amount | None) -> Decimal | None:
    """A sum in which what is missing counts as nothing."""
    if amount is None or amount.value is None:
        return total
    return (total or ZERO) + amount.value


@dataclass
class Gatherer:
    """The figures of one measure so far."""

    measure: MeasureMapping
    kind: str
    figures: list[FigureRow] = field(default_factory=list)
    #: The row a single figure stands in.
    rows: dict[Key, int] = field(default_factory=dict)
    sums: dict[Key, Sum] = field(default_factory=dict)
    groups: dict[tuple[tuple[str, str], ...], int] = field(default_factory=dict)
    dimensions: list[dict[str, str]] = field(default_factory=list)
    zeros: int = 0

    def group(self, codes: tuple[tuple[str, str], ...]) -> int:
        """A number for a group, so that its dimensions are kept once."""
        number = self.groups.get(codes)
        if number is None:
            number = self.groups[codes] = len(self.dimensions)
            self.dimensions.append({**self.measure.constants, **dict(codes)})
        return number

    def single(self, key: Key, row: int, found: dict[str, Amount], marker: str) -> int | None:
        """Keep a figure; the row of the figure that is already there, where there is one."""
        first = self.rows.setdefault(key, row)
        if first != row:
            return first
        self.figures.append(
            FigureRow(
                *key[0],
                found["value"].value,
                marker,
                key[1],
                self.dimensions[key[2]],
                self.kind,
                numerator=value_of(found, "numerator"),
                denominator=value_of(found, "denominator"),
                lower=value_of(found, "lower"),
                upper=value_of(found, "upper"),
            )
        )
        return None

    def add(self, key: Key, found: dict[str, Amount], marker: str) -> None:
        """Add a row to what falls together with it."""
        total = self.sums.get(key)
        if total is None:
            total = self.sums[key] = Sum()
        total.add(found, marker)

    def fill_zeros(self, span: Period, areas: set[str]) -> bool:
        """Add zeros for periods without rows; False where there would be too many."""
        periods = list(periods_between(span, self.kind))
        groups = {key[2] for key in self.sums}
        places = areas | {key[1] for key in self.sums}
        if len(periods) * len(groups) * len(places) > MOST_ZEROS:
            return False
        for period in periods:
            for area in places:
                for group in groups:
                    if (period, area, group) not in self.sums:
                        self.sums[period, area, group] = Sum(has_value=True)
                        self.zeros += 1
        return True

    def finish(self) -> Iterator[Key]:
        """Turn sums into figures; gives the keys of those that became too large."""
        for key, total in self.sums.items():
            marker = total.marker
            if abs(total.value) >= LARGEST:
                yield key
                continue
            is_withheld = marker in WITHHOLDING
            self.figures.append(
                FigureRow(
                    *key[0],
                    None if is_withheld else total.value,
                    marker,
                    key[1],
                    self.dimensions[key[2]],
                    self.kind,
                    None if is_withheld else total.numerator,
                    total.denominator,
                )
            )

    @property
    def adds_up(self) -> bool:
        """Whether rows that fall together become one figure."""
        return self.measure.combine != Combine.SINGLE


def periods_between(span: Period, kind: str) -> Iterator[Period]:
    """Each period of a kind from the first day on, up to the last."""
    months = MONTHS_OF_PERIOD.get(PeriodKind(kind))
    if months is None or kind == PeriodKind.ROLLING_12_MONTHS:
        return
    start: date = span[0]
    while start <= span[1]:
        yield start, last_day(months_later(start, months - 1))
        start = months_later(start, months)

"""A figure on its way to the store, and what decides that two are the same."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Any

#: What decides that two rows are about the same figure: first and last day, area, group.
Identity = tuple[date, date, str, str]

#: What is stored of a figure beside its identity.
FACTS = ("period_kind", "value", "numerator", "denominator", "lower", "upper", "marker")

#: What belongs to one number, and to no other: what it was divided from, and its margin of error.
REST = ("numerator", "denominator", "lower", "upper")

#: Columns that every stored figure has, identity first.
CELLS = ("period_start", "period_end", "area", "dimensions", "dimensions_key", *FACTS)


def key_of_dimensions(dimensions: Mapping[str, str]) -> str:
    """One text for a group of people or things, whatever the order it was described in.

    `{"sex": "female", "age": "under 25"}` is `age=under 25;sex=female`; everybody is "".
    """
    return joined_groups(tuple(dimensions.items()))


@lru_cache(4_096)
def joined_groups(groups: tuple[tuple[str, str], ...]) -> str:
    """The same from pairs; a file has few groups and many rows of each."""
    return ";".join(f"{name}={value}" for name, value in sorted(groups))


@dataclass(frozen=True, slots=True)
class FigureRow:
    """One figure to store. Without a kind of period it takes the measure's."""

    period_start: date
    period_end: date
    value: Decimal | None = None
    marker: str = ""
    area: str = ""
    dimensions: Mapping[str, str] = field(default_factory=dict)
    period_kind: str = ""
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    lower: Decimal | None = None
    upper: Decimal | None = None

    @property
    def identity(self) -> Identity:
        """The same as that of a stored figure."""
        return self.period_start, self.period_end, self.area, key_of_dimensions(self.dimensions)


def cells_of(row: FigureRow, kind: str) -> tuple[Any, ...]:
    """What is stored of a row, in the order of `CELLS`; `kind` is the measure's kind of period."""
    start, end, area, key = row.identity
    return (
        start,
        end,
        area,
        row.dimensions,
        key,
        row.period_kind or kind,
        row.value,
        row.numerator,
        row.denominator,
        row.lower,
        row.upper,
        row.marker,
    )

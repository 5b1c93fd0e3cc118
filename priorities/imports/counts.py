"""Where each row of a file went, so that nothing vanishes unseen."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import Any, TypeVar

from priorities.imports.mapping import Filter

Key = TypeVar("Key")


@dataclass
class MeasureCounts:
    """What became of the cells of one measure."""

    figures: int = 0
    rows: int = 0
    empty_cells: int = 0
    rounded: int = 0
    zeros_added: int = 0

    def to_json(self) -> dict[str, int]:
        """The counts for storage."""
        return dict(vars(self))


@dataclass
class Counts:
    """Rows by what became of them; each row is in exactly one of these.

    `rows_read` = used + with_problems + empty + without_figures + unselected + left out by filters
    + left out by area.
    """

    filters: tuple[Filter, ...] = ()
    rows_read: int = 0
    used: int = 0
    with_problems: int = 0
    empty: int = 0
    without_figures: int = 0
    unselected: int = 0
    by_filter: list[int] = field(default_factory=list)
    by_area: Counter[str] = field(default_factory=Counter)
    measures: dict[str, MeasureCounts] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.by_filter = [0] * len(self.filters)

    @property
    def totals_left_out(self) -> int:
        """Rows that sum up others."""
        pairs = zip(self.filters, self.by_filter, strict=True)
        return sum(count for given, count in pairs if given.is_totals)

    @property
    def left_out(self) -> int:
        """Rows left out on purpose, by filters or areas."""
        return sum(self.by_filter) + self.by_area.total()

    def to_json(self) -> dict[str, Any]:
        """The counts for storage."""
        return {
            "rows_read": self.rows_read,
            "used": self.used,
            "with_problems": self.with_problems,
            "empty": self.empty,
            "without_figures": self.without_figures,
            "unselected": self.unselected,
            "totals_left_out": self.totals_left_out,
            "by_filter": [
                {
                    "column": given.column,
                    "values": list(given.values),
                    "keeps": given.keeps,
                    "is_totals": given.is_totals,
                    "rows": rows,
                }
                for given, rows in zip(self.filters, self.by_filter, strict=True)
            ],
            "by_area": dict(self.by_area),
            "measures": {name: one.to_json() for name, one in self.measures.items()},
        }


@dataclass
class Unknown:
    """A text that has no code: in how many rows, and where first."""

    text: str
    first_row: int
    rows: int = 1
    header: str = ""
    column: str = ""
    proposals: list[tuple[str, str]] = field(default_factory=list)

    def to_json(self) -> dict[str, Any]:
        """The text for storage; proposals are names with their codes."""
        return {**vars(self), "proposals": [list(pair) for pair in self.proposals]}


def noted(unknown: dict[Key, Unknown], key: Key, found: Unknown) -> None:
    """Count one more row of a text without a code."""
    if key in unknown:
        unknown[key].rows += 1
    else:
        unknown[key] = found

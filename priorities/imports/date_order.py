"""Whether the dates of a column put the day or the month first."""

from __future__ import annotations

import re
from dataclasses import dataclass

from priorities.imports.period_texts import DateOrder
from priorities.imports.sheets import Cell

SLASHED = re.compile(r"\s*(\d\d?)[/.\-](\d\d?)[/.\-](?:\d{4}|\d\d)(?:\s.*)?")


@dataclass
class OrderEvidence:
    """What the dates of a column say about day or month first: a text for each."""

    day_first: str = ""
    month_first: str = ""
    open_text: str = ""

    def see(self, cell: Cell) -> None:
        """Take one more cell into account."""
        found = SLASHED.fullmatch(cell[:60]) if isinstance(cell, str) else None
        if found is None:
            return
        first, second = int(found[1]), int(found[2])
        if first > 12 >= second:
            self.day_first = self.day_first or found[0]
        elif second > 12 >= first:
            self.month_first = self.month_first or found[0]
        elif first != second:
            self.open_text = self.open_text or found[0]

    @property
    def order(self) -> DateOrder:
        """The order that the dates prove; day first where they prove none or both."""
        if self.month_first and not self.day_first:
            return DateOrder.MONTH_FIRST
        return DateOrder.DAY_FIRST

    @property
    def is_open(self) -> bool:
        """Whether nothing proves how 03/04/2021 is meant."""
        return bool(self.open_text) and not (self.day_first or self.month_first)

    @property
    def conflict(self) -> tuple[str, str] | None:
        """Two dates that cannot be read the same way."""
        return (self.day_first, self.month_first) if self.day_first and self.month_first else None

"""One published figure, as every reader of a series gets it."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import NamedTuple

from priorities.enums import WITHHOLDING, Marker
from priorities.periods import period_label, short_label


class Point(NamedTuple):
    """A row of a series. Its fields are those of Observation, in this order."""

    measure_id: int
    period_start: date
    period_end: date
    period_kind: str
    area: str
    dimensions_key: str
    value: Decimal | None
    numerator: Decimal | None
    denominator: Decimal | None
    lower: Decimal | None
    upper: Decimal | None
    marker: str
    published_from: datetime
    published_until: datetime | None
    revision: int

    def holds_at(self, at: datetime) -> bool:
        """Whether readers saw, see or will see it at an instant."""
        until = self.published_until
        return self.published_from <= at and (until is None or until > at)

    @property
    def is_withheld(self) -> bool:
        """Whether a marker stands instead of the number."""
        return self.marker in WITHHOLDING

    @property
    def number(self) -> Decimal | None:
        """The figure; None where it is withheld, whatever is stored."""
        return None if self.is_withheld else self.value

    @property
    def label(self) -> str:
        """The period in words."""
        return period_label(self.period_start, self.period_end, self.period_kind)

    @property
    def short_label(self) -> str:
        """The period under an axis."""
        return short_label(self.period_start, self.period_end, self.period_kind)

    @property
    def meaning(self) -> str:
        """What its marker means; empty without one."""
        return str(Marker(self.marker).label) if self.marker else ""

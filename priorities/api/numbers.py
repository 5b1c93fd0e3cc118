"""Figures as JSON has them (RFC 8259, section 6)."""

from __future__ import annotations

from decimal import Decimal


def as_number(value: Decimal | None) -> int | float | None:
    """A figure as a number of JSON: a whole one without a point, none as null.

    Readers of JSON keep about fifteen digits; all digits of a longer one are in the CSV.
    """
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else float(value)

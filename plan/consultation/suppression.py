"""Keeps small numbers out of what the public reads, so that they cannot be worked out either.

Statistical disclosure control as the Government Statistical Service's guidance for tables describes
it (https://analysisfunction.civilservice.gov.uk, "GSS/GSR disclosure control guidance for tables
produced from administrative sources", and ONS's policy on protecting confidentiality in tables):

1. *Primary*: a number below the threshold is left out, zero included. So is one that leaves fewer
   than the threshold who did not choose.
2. *Secondary*: numbers on one base may add up to it. So never is one left out alone, and those left
   out add up to the threshold at least: the next smallest go with them until that holds.
3. *Differences*: a later publication leaves out again what an earlier one left out, and whatever
   would differ from an earlier number by less than the threshold. If fewer than the threshold have
   answered since, nothing new is published.

Bases and how many did not answer are published: they say nothing of what anybody answered.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

#: Questions of special category never show less, whatever the threshold.
PROTECTED_THRESHOLD = 10
#: A mean to one decimal is shown from so many times the threshold on: then rounding hides more
#: responses than the threshold has.
MEANS_FROM = 20


@dataclass(frozen=True)
class Earlier:
    """What was published of one table before: numbers by cell, cells ever left out, bases."""

    numbers: Mapping[str, Sequence[int]] = field(default_factory=dict)
    hidden: frozenset[str] = frozenset()
    bases: Sequence[int] = ()


class TooFewError(Exception):
    """Too few answered, or too few since the last publication, to show anything."""


def threshold_of(suppress_below: int, *, is_protected: bool) -> int:
    """The smallest number shown."""
    return max(suppress_below, PROTECTED_THRESHOLD) if is_protected else suppress_below


def suppressed(
    numbers: Mapping[str, int], base: int, threshold: int, earlier: Earlier | None = None
) -> dict[str, int | None]:
    """Numbers by cell with None for those left out; TooFewError where nothing may be shown."""
    earlier = earlier or Earlier()
    if base < threshold or any(0 < abs(base - other) < threshold for other in earlier.bases):
        raise TooFewError
    hidden = {
        cell
        for cell, number in numbers.items()
        if cell in earlier.hidden
        or is_small(number, base, threshold)
        or any(0 < abs(number - other) < threshold for other in earlier.numbers.get(cell, ()))
    }
    hide_more(numbers, hidden, threshold)
    return {cell: None if cell in hidden else number for cell, number in numbers.items()}


def is_small(number: int, base: int, threshold: int) -> bool:
    """Whether a number says something of few: of those who chose, or those who did not."""
    return number < threshold or base - number < threshold


def hide_more(numbers: Mapping[str, int], hidden: set[str], threshold: int) -> None:
    """Leave out the next smallest until what is left out can be many things."""
    rest = sorted((number, cell) for cell, number in numbers.items() if cell not in hidden)
    while hidden and rest:
        total = sum(numbers[cell] for cell in hidden)
        if len(hidden) > 1 and total >= max(threshold, 1):
            return
        hidden.add(rest.pop(0)[1])


def may_show_mean(base: int, threshold: int) -> bool:
    """Whether a mean to one decimal gives no small number away."""
    return base >= MEANS_FROM * max(threshold, 1)

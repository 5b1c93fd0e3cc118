"""Settings that no answer could meet: told to the editor beside the field, and by the linter.

Each function takes plain values, so that blocks and stored questions are judged by the same rule,
and gives sentences by the name of the setting. What is not given yet is no fault.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.blocks.struct_block import StructBlockValidationError

#: What the column of numbers holds: 18 digits before the point and 6 after it.
LARGEST = Decimal("999999999999999")
#: Fewer answers are no choice.
FEWEST_ANSWERS = 2
#: More ranks than this nobody can give.
MOST_RANKS = 10
#: More points than this nobody can tell apart.
MOST_POINTS = 11
#: Characters of the longest answer in words.
LOWEST_LIMIT, HIGHEST_LIMIT = 50, 5000

Faults = dict[str, str]


def refuse(faults: Mapping[str, str]) -> None:
    """Raise each of these beside its field of a block; nothing where there are none."""
    if faults:
        errors = {name: ValidationError(words) for name, words in faults.items()}
        raise StructBlockValidationError(block_errors=errors)


def faults_of_choices(
    minimum: int | None, maximum: int | None, exclusive: Sequence[bool]
) -> Faults:
    """How many to choose; `exclusive` says of each answer whether it excludes the others.

    Before there are two answers the editor is not done with them.
    """
    together = max(sum(not one for one in exclusive), 1)
    words = ngettext(
        "Only %(number)d answer can be chosen.",
        "Only %(number)d answers can be chosen together.",
        together,
    ) % {"number": together}
    is_done = len(exclusive) >= FEWEST_ANSWERS
    limits = {"minimum": minimum, "maximum": maximum} if is_done else {}
    found = {name: words for name, limit in limits.items() if limit and limit > together}
    if minimum and maximum and minimum > maximum and "maximum" not in found:
        found["maximum"] = _("“At most” must not be less than “at least”.")
    return found


def faults_of_numbers(
    minimum: Decimal | None, maximum: Decimal | None, *, is_whole: bool
) -> Faults:
    """Bounds between which a number lies that can be stored."""
    bounds = {"minimum": minimum, "maximum": maximum}
    found = {
        name: _("This number has too many digits.")
        for name, bound in bounds.items()
        if bound is not None and abs(bound) > LARGEST
    }
    if found or minimum is None or maximum is None:
        return found
    if minimum > maximum:
        return {"maximum": _("The largest must not be less than the smallest.")}
    first, last = (
        minimum.to_integral_value(ROUND_CEILING),
        maximum.to_integral_value(ROUND_FLOOR),
    )
    if is_whole and first > last:
        return {"maximum": _("No whole number lies between the smallest and the largest.")}
    return {}


def faults_of_dates(earliest: datetime.date | None, latest: datetime.date | None) -> Faults:
    """Limits that leave at least one day."""
    if earliest and latest and latest < earliest:
        return {"latest": _("The latest day must not be before the earliest.")}
    return {}


def faults_of_ranks(top: int | None, number: int) -> Faults:
    """Nobody can give more ranks than there are answers, or words for ranks."""
    if top and top > number >= FEWEST_ANSWERS:
        words = _("There are only %(number)d answers to rank.")
        return {"top": words % {"number": number}}
    if (top or number) > MOST_RANKS:
        return {"top": _("Say how many are ranked: at most %(most)d.") % {"most": MOST_RANKS}}
    return {}


def faults_of_scale(low: int | None, high: int | None) -> Faults:
    """Two points at least, and no more than people can tell apart."""
    if low is None or high is None:
        return {}
    if low >= high:
        return {"high": _("The last number must be greater than the first.")}
    if high - low >= MOST_POINTS:
        return {"high": _("A scale can have %(most)d points at most.") % {"most": MOST_POINTS}}
    return {}


def faults_of_total(total: int | None) -> Faults:
    """Something to share out."""
    if total is not None and total < 1:
        return {"total": _("There must be something to share out: 1 at least.")}
    return {}


def faults_of_limit(limit: int | None) -> Faults:
    """Room for an answer in words."""
    if limit is not None and not LOWEST_LIMIT <= limit <= HIGHEST_LIMIT:
        words = _("Allow an answer of %(least)d to %(most)d characters.")
        return {"limit": words % {"least": LOWEST_LIMIT, "most": HIGHEST_LIMIT}}
    return {}


def faults_of_grid(rows: int, points: int) -> Faults:
    """Something to judge, and something to judge it with."""
    if rows < 1:
        return {"rows": _("Add a row.")}
    if points < FEWEST_ANSWERS:
        return {"options": _("Add points to the scale: it needs at least two.")}
    return {}

"""What a measure that is calculated from others needs, and what its parts must have."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext

from priorities.enums import Calculation, Frequency, Unit
from priorities.figure_rows import joined_groups

#: What can be added up: a year of percentages, or of averages, is not their sum.
ADDED_UP = frozenset({Unit.COUNT, Unit.MONEY})
#: Units that the result of a calculation can have; any where none is named.
UNITS_OF_CALCULATION = {
    Calculation.RATE: frozenset({Unit.RATE}),
    Calculation.SHARE: frozenset({Unit.PERCENTAGE}),
    Calculation.ROLLING: ADDED_UP,
    Calculation.GAP: frozenset({Unit.PERCENTAGE_POINTS, Unit.RATE, Unit.COUNT}),
}


def calculation_errors(facts: Any) -> dict[str, str]:
    """What does not fit together, by field. `facts` are a measure's, or a draft of them."""
    kind, errors = facts.calculation, {}
    if kind and facts.calculated_from_id is None:
        errors["calculated_from"] = gettext("Choose the measure that it is calculated from.")
    if kind in {Calculation.RATE, Calculation.SHARE} and facts.calculated_by_id is None:
        errors["calculated_by"] = gettext("Choose the measure to divide by.")
    units = UNITS_OF_CALCULATION.get(Calculation(kind), frozenset())
    if units and facts.unit not in units:
        names = ", ".join(str(Unit(unit).label) for unit in sorted(units))
        errors["unit"] = gettext("The unit of this calculation is: %(names)s.") % {"names": names}
    if kind == Calculation.ROLLING:
        errors |= rolling_errors(facts)
    if kind == Calculation.GAP:
        errors |= gap_errors(facts)
    return errors


def rolling_errors(facts: Any) -> dict[str, str]:
    """Only numbers and money are added up over twelve months."""
    errors = {}
    if facts.frequency != Frequency.ROLLING_12_MONTHS:
        errors["frequency"] = gettext("Choose “Rolling 12 months” for this calculation.")
    part = facts.calculated_from
    if part is not None and part.unit not in ADDED_UP:
        errors["calculated_from"] = gettext(
            "“%(measure)s” cannot be added up over 12 months: its unit is “%(unit)s”. Only numbers "
            "and money can. For percentages, make rolling sums of the numerator and of the "
            "denominator, and calculate a share from these two."
        ) % {"measure": part.name, "unit": Unit(part.unit).label}
    elif part is not None and part.unit != facts.unit and facts.unit in ADDED_UP:
        errors["unit"] = gettext("Choose the unit of “%(measure)s”: “%(unit)s”.") % {
            "measure": part.name,
            "unit": Unit(part.unit).label,
        }
    return errors


def gap_errors(facts: Any) -> dict[str, str]:
    """Both groups, by codes that the measure it is calculated from has."""
    if not (facts.first_group and facts.second_group):
        name = "second_group" if facts.first_group else "first_group"
        return {name: gettext("Give both groups, as codes such as sex=female.")}
    if facts.calculated_from is None:
        return {}
    found = {}
    known = groups_known(facts.calculated_from)
    for name in ("first_group", "second_group"):
        sentence = group_error(getattr(facts, name), facts.calculated_from, known)
        if sentence:
            found[name] = sentence
    return found


def group_error(key: str, part: Any, known: dict[str, list[str]]) -> str:
    """What is wrong with one group, or ""."""
    if not known:
        return gettext(
            "“%(measure)s” has no groups. Add a breakdown on its page and publish it first."
        ) % {"measure": part.name}
    pairs = [one.partition("=")[::2] for one in key.split(";")]
    if any(code not in known.get(name, ()) for name, code in pairs):
        return gettext(
            "“%(measure)s” has no group “%(group)s”. The groups that it has: %(groups)s."
        ) % {"measure": part.name, "group": key, "groups": ", ".join(pairs_of(known))}
    usual = joined_groups(tuple(dict(pairs).items()))
    if usual != key:
        return gettext("Write this group as “%(group)s”.") % {"group": usual}
    return ""


def pairs_of(known: dict[str, list[str]]) -> Iterator[str]:
    """All groups, as they are written."""
    for name, codes in known.items():
        yield from (f"{name}={code}" for code in codes)


def groups_known(measure: Any) -> dict[str, list[str]]:
    """Codes of groups by that of their breakdown: as published, or those of what it follows from.

    A measure that is calculated has the groups of its parts, whether its page names them or not.
    """
    seen = set()
    while measure is not None and not measure.breakdowns and measure.pk not in seen:
        seen.add(measure.pk)
        measure = measure.calculated_from
    return {one["code"]: one["values"] for one in measure.breakdowns} if measure else {}

"""Mappings as JSON: tolerant of keys it does not know, strict about types."""

from __future__ import annotations

import enum
import types
import typing
from collections.abc import Mapping as Table
from dataclasses import MISSING, asdict, fields, is_dataclass
from typing import Any

from django.utils.translation import gettext as _

from priorities.enums import PeriodKind, Unit
from priorities.imports.errors import MappingRefusedError
from priorities.imports.mapping import (
    Column,
    Combine,
    Mapping,
    MeasureMapping,
    Percentages,
    PeriodReading,
    Role,
)
from priorities.imports.marker_texts import MEANINGS
from priorities.imports.number_texts import MARKS
from priorities.imports.period_fit import YearMeaning
from priorities.imports.period_texts import DateOrder

#: Written into each stored mapping, for readers of later versions.
VERSION = 1

Choices = type[enum.Enum]
#: Texts that must be one of a few, by class and field.
CHOICES: dict[tuple[type, str], frozenset[str]] = {
    (Column, "role"): frozenset(Role),
    (PeriodReading, "kind"): frozenset(PeriodKind.values),
    (PeriodReading, "date_order"): frozenset(DateOrder),
    (PeriodReading, "year_means"): frozenset(YearMeaning),
    (MeasureMapping, "unit"): frozenset(Unit.values),
    (MeasureMapping, "combine"): frozenset(Combine),
    (MeasureMapping, "percentages"): frozenset(Percentages),
    (MeasureMapping, "decimal_mark"): frozenset({"", *MARKS}),
    (MeasureMapping, "period_kind"): frozenset({"", *PeriodKind.values}),
}
#: Whole numbers that must lie in a range, by class and field.
RANGES: dict[tuple[type, str], tuple[int, int]] = {
    (Column, "position"): (0, 20_000),
    (PeriodReading, "first_month"): (1, 12),
    (Mapping, "first_row"): (1, 10_000),
}


def to_json(mapping: Mapping) -> dict[str, Any]:
    """The mapping as lists, texts, numbers and flags, ready for JSON."""
    plain: dict[str, Any] = plainly(asdict(mapping))
    return {"version": VERSION, **plain}


def plainly(value: Any) -> Any:
    """Tuples as lists, enumerations as texts."""
    if isinstance(value, dict):
        return {str(key): plainly(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [plainly(one) for one in value]
    return str(value) if isinstance(value, str) else value


def from_json(stored: Any) -> Mapping:
    """The mapping that was stored; MappingRefusedError names the first thing that is wrong."""
    mapping: Mapping = made(Mapping, stored, "mapping")
    for row in mapping.header_rows:
        if not 1 <= row < mapping.first_row:
            raise refused("mapping.header_rows", row)
    for text, meaning in mapping.markers.items():
        if meaning not in MEANINGS:
            raise refused(f"mapping.markers.{text}", meaning)
    return mapping


def refused(place: str, value: Any) -> MappingRefusedError:
    """The sentence for a value of the wrong type or range."""
    return MappingRefusedError(
        _("The stored mapping cannot be read: %(place)s is “%(value)s”. Make the mapping anew.")
        % {"place": place, "value": str(value)[:60]}
    )


def made(kind: type, stored: Any, place: str) -> Any:
    """An instance of a dataclass from a stored object."""
    if not isinstance(stored, Table):
        raise refused(place, stored)
    hints = typing.get_type_hints(kind)
    given: dict[str, Any] = {}
    for one in fields(kind):
        inside = f"{place}.{one.name}"
        if one.name in stored:
            given[one.name] = read(hints[one.name], stored[one.name], inside)
            check(kind, one.name, given[one.name], inside)
        elif one.default is MISSING and one.default_factory is MISSING:
            raise refused(inside, "")
    return kind(**given)


def check(kind: type, name: str, value: Any, place: str) -> None:
    """Hold a value against its choices or its range."""
    choices = CHOICES.get((kind, name))
    low, high = RANGES.get((kind, name), (None, None))
    is_chosen = choices is None or value in choices
    is_within = low is None or high is None or low <= value <= high
    is_day = name != "day_of_year" or is_day_of_year(value)
    if not (is_chosen and is_within and is_day):
        raise refused(place, value)


def is_day_of_year(text: str) -> bool:
    """ "" or a month and a day such as 03-31."""
    month, _dash, day = text.partition("-")
    if not text:
        return True
    return month.isdecimal() and day.isdecimal() and 1 <= int(month) <= 12 and 1 <= int(day) <= 31


def read(hint: Any, value: Any, place: str) -> Any:
    """A stored value as a field's type asks for it."""
    origin = typing.get_origin(hint)
    if isinstance(hint, type) and is_dataclass(hint):
        return made(hint, value, place)
    if origin is tuple:
        return read_list(typing.get_args(hint)[0], value, place)
    if origin is not None and origin is not types.UnionType:
        return read_table(value, place)
    if type(value) is not hint:
        raise refused(place, value)
    return value


def read_list(hint: Any, value: Any, place: str) -> tuple[Any, ...]:
    """A list of one type."""
    if not isinstance(value, list | tuple):
        raise refused(place, value)
    return tuple(read(hint, one, f"{place}[{index}]") for index, one in enumerate(value))


def read_table(value: Any, place: str) -> dict[str, str]:
    """Texts by texts."""
    if not isinstance(value, Table):
        raise refused(place, value)
    for key, one in value.items():
        if not isinstance(key, str) or not isinstance(one, str):
            raise refused(f"{place}.{key}", one)
    return dict(value)

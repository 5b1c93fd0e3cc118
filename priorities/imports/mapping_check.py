"""What a mapping lacks, whatever the file."""

from __future__ import annotations

from priorities.enums import Unit
from priorities.imports.mapping import PARTS_OF_PERIOD, Combine, Mapping, MeasureMapping, Role
from priorities.imports.marker_texts import MEANINGS
from priorities.imports.period_fit import BadPeriodError, fitted
from priorities.imports.period_texts import DateOrder, read_stretch
from priorities.imports.problems import ProblemList

#: Units whose figures mean nothing when added up.
SHARES = frozenset({Unit.PERCENTAGE, Unit.PERCENTAGE_POINTS, Unit.RATE})


def check_mapping(mapping: Mapping, problems: ProblemList) -> None:
    """Add what must be chosen before the file can be read."""
    if not mapping.measures:
        problems.add("no_measure")
    check_period(mapping, problems)
    for text, meaning in mapping.markers.items():
        if meaning not in MEANINGS:
            problems.add("unknown_marker", text=text, meaning=meaning)
    for measure in mapping.measures:
        check_measure(mapping, measure, problems)


def check_period(mapping: Mapping, problems: ProblemList) -> None:
    """A period must come from somewhere."""
    if mapping.period.constant:
        for kind in {mapping.period.kind, *kinds_of(mapping)}:
            check_constant(mapping, kind, problems)
        return
    has_column = mapping.column(Role.PERIOD) or mapping.column(Role.YEAR)
    if not (mapping.is_wide or has_column):
        problems.add("no_period")


def kinds_of(mapping: Mapping) -> set[str]:
    """The kinds of period that measures expect."""
    return {measure.period_kind or mapping.period.kind for measure in mapping.measures}


def check_constant(mapping: Mapping, kind: str, problems: ProblemList) -> None:
    """One period for the whole file must be of the kind."""
    fit = mapping.period.fit(DateOrder.DAY_FIRST, kind)
    stretch = read_stretch(mapping.period.constant, fit.style)
    try:
        if stretch is not None:
            fitted(stretch, fit)
            return
    except BadPeriodError:
        pass
    problems.add("bad_constant_period", text=mapping.period.constant)


def check_measure(mapping: Mapping, measure: MeasureMapping, problems: ProblemList) -> None:
    """Where a measure's figures come from, and whether they can be added up."""
    if not (measure.value or mapping.is_wide or measure.combine == Combine.COUNT):
        problems.add("no_value_column", measure=measure.label)
    if bool(measure.lower) != bool(measure.upper):
        problems.add("one_end_of_margin")
    has_margin = bool(measure.lower or measure.upper)
    if measure.combine == Combine.SUM and (measure.unit in SHARES or has_margin):
        problems.add("sum_of_shares", measure=measure.label)
    for header in measure.dimensions:
        column = mapping.named(header)
        if column is None or not column.code:
            problems.add("unknown_dimension_column", header=header, measure=measure.label)


def is_part_of_period(role: str) -> bool:
    """Whether a column's role is to give the period, or a part of it."""
    return role == Role.PERIOD or role in PARTS_OF_PERIOD

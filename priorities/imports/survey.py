"""A first look at all rows: how each column writes decimals and dates."""

from __future__ import annotations

from dataclasses import dataclass, field

from priorities.imports.date_order import OrderEvidence
from priorities.imports.fitting import Fitted
from priorities.imports.mapping import MeasureMapping, Role
from priorities.imports.number_texts import DecimalEvidence
from priorities.imports.period_texts import DateOrder
from priorities.imports.problems import ProblemList

#: The columns of a wide table are judged together.
ALL_PERIODS = -1


@dataclass
class Survey:
    """Evidence by place of the column."""

    decimals: dict[int, DecimalEvidence] = field(default_factory=dict)
    order: OrderEvidence = field(default_factory=OrderEvidence)

    @property
    def date_order(self) -> DateOrder:
        """What comes first in dates."""
        return self.order.order

    def mark(self, place: int, measure: MeasureMapping) -> str:
        """The decimal mark of a column: as the mapping says, else as the column shows."""
        found = self.decimals.get(place) or self.decimals.get(ALL_PERIODS)
        return measure.decimal_mark or (found.mark if found else DecimalEvidence().mark)


def survey(fitted: Fitted) -> Survey:
    """Look at every row once."""
    result = Survey()
    watched = watched_columns(fitted, result)
    period = fitted.place_of_role(Role.PERIOD)
    for _number, row in fitted.sheet.rows(fitted.mapping.first_row):
        width = len(row)
        for place, evidence in watched:
            if place < width:
                evidence.see(row[place])
        if period is not None and period < width:
            result.order.see(row[period])
    return result


def watched_columns(fitted: Fitted, result: Survey) -> list[tuple[int, DecimalEvidence]]:
    """Columns of numbers, each with what is learnt of it."""
    for measure in fitted.mapping.measures:
        for header in measure.number_columns.values():
            place = fitted.place(header)
            if place is not None:
                result.decimals.setdefault(place, DecimalEvidence())
    watched = list(result.decimals.items())
    if fitted.mapping.is_wide:
        shared = result.decimals.setdefault(ALL_PERIODS, DecimalEvidence())
        watched += [(place, shared) for place, _header in fitted.period_columns]
    return watched


def tell(fitted: Fitted, found: Survey, problems: ProblemList, notices: ProblemList) -> None:
    """Say what could not be decided: open cases as notices, contradictions as problems."""
    is_marked = all(measure.decimal_mark for measure in fitted.mapping.measures)
    for place, evidence in found.decimals.items():
        header = fitted.headers[place] if place >= 0 else fitted.period_columns[0][1]
        if not is_marked:
            tell_of_decimals(header, evidence, problems, notices)
    if fitted.mapping.period.date_order:
        return
    header = fitted.headers[fitted.place_of_role(Role.PERIOD) or 0]
    if found.order.conflict:
        first, other = found.order.conflict
        problems.add("date_order_conflict", text=first, other=other, header=header)
    elif found.order.is_open:
        notices.add("date_order_open", text=found.order.open_text, header=header)


def tell_of_decimals(
    header: str, evidence: DecimalEvidence, problems: ProblemList, notices: ProblemList
) -> None:
    """Say of one column what its numbers leave open."""
    if evidence.conflict:
        first, other = evidence.conflict
        problems.add("decimal_mark_conflict", text=first, other=other, header=header)
    elif evidence.open_text:
        digits = evidence.open_text.strip()
        read = digits.replace(",", "")
        notices.add("decimal_mark_open", text=digits, header=header, read=read)

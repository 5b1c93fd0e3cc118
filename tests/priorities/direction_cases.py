"""Cases of the direction of travel, written by hand: what is stored, what is said of it.

`direction_cases.json` has for each: facts of the measure, figures from a first period on, the
judgement, and the whole sentence in each language. A figure is a number, a marker, a number with a
marker, null for a missing period, or an object with `v` value, `n` base, `lo` and `hi` margin, and
`was`, the value that was published before.
"""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from priorities.figure_rows import FigureRow
from priorities.models import Measure
from priorities.periods import last_day, months_later
from priorities.series import MeasureSeries
from tests.priorities.makers import make_record, read, record

CASES = json.loads(Path(__file__).with_suffix(".json").read_text())
#: Months from one period to the next, and how long one lasts.
STEPS = {"monthly": (1, 1), "quarterly": (3, 3), "financial_year": (12, 12)}
DATES = {"target_on", "baseline_period_start", "baseline_period_end", "judged_period_end"}
NUMBERS = {"target_value", "baseline_value", "range_low", "range_high", "tolerance"}


def series_for(case: dict[str, Any]) -> MeasureSeries:
    """The series of a case, read from the database after its figures were recorded."""
    measure = make_record(**facts_of(case["facts"]))
    old = [row for row in rows_of(case, measure, is_before=True) if row is not None]
    new = [row for row in rows_of(case, measure, is_before=False) if row is not None]
    record(measure, old)
    record(measure, new)
    return read(measure)


def facts_of(given: dict[str, Any]) -> dict[str, Any]:
    """Facts as a measure has them."""
    facts: dict[str, Any] = {"decimals": 0}
    for name, value in given.items():
        if name in DATES:
            facts[name] = date.fromisoformat(value)
        elif name in NUMBERS:
            facts[name] = Decimal(value)
        elif name == "breaks":
            facts[name] = [{"id": "", "on": day} for day in value]
        elif name == "interim_targets":
            facts[name] = [{"on": day, "value": number} for day, number in value]
        else:
            facts[name] = value
    return facts


def rows_of(case: dict[str, Any], measure: Measure, *, is_before: bool) -> list[FigureRow | None]:
    """Its figures in order: as first published, or as they are in the end."""
    first = date.fromisoformat(case["first"])
    step, length = STEPS.get(measure.frequency, (1, 12))
    rows = []
    for place, value in enumerate(case["values"]):
        start = months_later(first, step * place)
        end = last_day(months_later(start, length - 1))
        rows.append(row_of(value, start, end, is_before=is_before))
    return rows


def row_of(value: Any, start: date, end: date, *, is_before: bool) -> FigureRow | None:
    """One figure of a case."""
    if value is None:
        return None
    if isinstance(value, dict):
        number = value.get("was", value["v"]) if is_before else value["v"]
        names = {"denominator": "n", "lower": "lo", "upper": "hi"}
        facts = {name: Decimal(value[key]) for name, key in names.items() if key in value}
        return FigureRow(start, end, Decimal(str(number)), **facts)
    number, marker = value if isinstance(value, list) else (value, "")
    if isinstance(number, str) and number.isalpha():
        return FigureRow(start, end, marker=number)
    return FigureRow(start, end, Decimal(str(number)), marker=marker)

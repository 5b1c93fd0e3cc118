"""The table of one question as it is published: made once, small numbers left out, then frozen."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from plan.consultation.figure_tables import FigureTable, Line, QuestionFigures
from plan.consultation.number_groups import (
    Given,
    edges_for,
    middle_group,
    rounded_mean,
    with_groups,
)
from plan.consultation.questions.numbers import plain
from plan.consultation.suppression import Earlier, may_show_mean, suppressed

Frozen = dict[str, Any]


def frozen_result(found: QuestionFigures, threshold: int, before: Frozen | None) -> Frozen:
    """What is published, ready for JSON; TooFewError where it would show nothing.

    `before` is what was published of this question last. What was ever shown stays known, so it
    is kept: numbers shown earlier are public already.
    """
    history: Mapping[str, Any] = (before or {}).get("earlier", {})
    tables = [frozen_table(table, threshold, history) for table in found.tables]
    return {
        "is_shown": True,
        "threshold": threshold,
        "total": found.total,
        "base": found.base,
        "tables": tables,
        "earlier": {**history, **{name_of(t["row"]): with_history(t, history) for t in tables}},
    }


def frozen_numbers(
    found: QuestionFigures, given: Given, threshold: int, before: Frozen | None
) -> Frozen:
    """The same for a question that is answered by a number, in groups that never change.

    Beside them its mean, where rounding hides enough, and the group of the middle answer; neither
    where a number is left out.
    """
    kept = (before or {}).get("edges")
    edges = edges_for(found.question, given, threshold) if kept is None else map(Decimal, kept)
    starts = list(edges)
    result = frozen_result(with_groups(found, given, starts), threshold, before)
    (table,) = result["tables"]
    numbers = [line["number"] for line in table["lines"]]
    if None not in numbers:
        table["median"] = middle_group(numbers)
        if may_show_mean(found.base, threshold):
            table["mean"] = rounded_mean(found, given)
    table["edges"] = [plain(edge) for edge in starts]
    table["is_whole"] = all(number == number.to_integral_value() for number in (*given, *starts))
    return {**result, "edges": table["edges"]}


def name_of(row: str | None) -> str:
    """What a table is called in what is kept of earlier publications."""
    return row or ""


def cell_of(line: Line) -> str:
    """What a line is called."""
    return str(line.option_id) if line.option_id else f"p{line.position}"


def frozen_table(table: FigureTable, threshold: int, history: Mapping[str, Any]) -> Frozen:
    """One table. Points say only means; other means are left out beside numbers left out."""
    row = str(table.row_id) if table.row_id else None
    kept = history.get(name_of(row), {})
    earlier = Earlier(
        kept.get("numbers", {}), frozenset(kept.get("hidden", ())), kept.get("bases", ())
    )
    numbers = suppressed(
        {cell_of(line): line.number for line in table.lines}, table.base, threshold, earlier
    )
    with_means = may_show_mean(table.base, threshold) and None not in numbers.values()
    return {
        "row": row,
        "kind": table.kind,
        "base": table.base,
        "lines": [
            {
                "option": str(line.option_id) if line.option_id else None,
                "position": line.position,
                "number": numbers[cell_of(line)],
                "mean": one_decimal(line.mean) if with_means else None,
            }
            for line in table.lines
        ],
        "mean": one_decimal(table.mean) if with_means else None,
    }


def one_decimal(mean: Decimal | None) -> str | None:
    """A mean as it is published."""
    return None if mean is None else str(mean.quantize(Decimal("0.1"), ROUND_HALF_UP))


def with_history(table: Frozen, history: Mapping[str, Any]) -> Frozen:
    """What will be known of this table from now on."""
    kept = history.get(name_of(table["row"]), {})
    numbers = {cell: list(shown) for cell, shown in kept.get("numbers", {}).items()}
    hidden = set(kept.get("hidden", ()))
    for line in table["lines"]:
        cell = line["option"] or f"p{line['position']}"
        if line["number"] is None:
            hidden.add(cell)
        elif line["number"] not in numbers.setdefault(cell, []):
            numbers[cell].append(line["number"])
    bases = sorted({*kept.get("bases", ()), table["base"]})
    return {"numbers": numbers, "hidden": sorted(hidden), "bases": bases}


def has_hidden(table: Frozen) -> bool:
    """Whether any number was ever left out of a result."""
    return any(kept["hidden"] for kept in table["earlier"].values())

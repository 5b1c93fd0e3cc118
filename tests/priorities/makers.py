"""Makes priorities, commitments, measures and figures as an editor would."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from itertools import count
from typing import Any

from wagtail.models import Page

from priorities.actions.record_observations import record_observations
from priorities.figure_rows import FigureRow
from priorities.models import CommitmentPage, Measure, MeasurePage, OutcomePage, PriorityPage
from priorities.periods import period_end_of
from priorities.series import MeasureSeries, headline, points_of, public_observations
from tests.factories import RawBlock, add, stream
from tests.replaying import replayed

numbers = count(1)


@replayed
def make_priority(
    plan: Page, body: Sequence[RawBlock] = (), *, is_live: bool = True, **fields: Any
) -> PriorityPage:
    """A priority with two focus areas unless said otherwise."""
    given = {"title": f"Priority {next(numbers)}", "summary": "Fewer people harmed.", **fields}
    page = PriorityPage(
        body=stream(PriorityPage, body or ("It matters.",)), locale=plan.locale, **given
    )
    return add(plan, page, is_live=is_live)


@replayed
def make_outcome(parent: Page, *, is_live: bool = True, **fields: Any) -> OutcomePage:
    """What should change."""
    given = {"title": f"Outcome {next(numbers)}", "summary": "People feel safe.", **fields}
    return add(parent, OutcomePage(locale=parent.locale, **given), is_live=is_live)


@replayed
def make_commitment(parent: Page, *, is_live: bool = True, **fields: Any) -> CommitmentPage:
    """What will be done."""
    given = {"title": f"Commitment {next(numbers)}", "status": "on_track", **fields}
    return add(parent, CommitmentPage(locale=parent.locale, **given), is_live=is_live)


@replayed
def make_measure(parent: Page, *, is_live: bool = True, **fields: Any) -> MeasurePage:
    """How progress is known: a quarterly percentage, higher is better, unless said otherwise."""
    given = {
        "title": f"Measure {next(numbers)}",
        "definition": "The share of adults who agree.",
        "source_name": "Public Attitude Survey",
        "unit": "percentage",
        "direction_wanted": "higher",
        "frequency": "quarterly",
        **fields,
    }
    return add(parent, MeasurePage(locale=parent.locale, **given), is_live=is_live)


def focus_area(title: str, text: str = "") -> dict[str, Any]:
    """Raw data of a focus area."""
    return {"type": "area", "value": {"title": title, "text": text}, "id": str(uuid.uuid4())}


def quarters(first: date, values: Iterable[Any], **fields: Any) -> list[FigureRow]:
    """A row for each quarter from the first on; a text is a marker, a pair both."""
    rows, start = [], first
    for value in values:
        end = period_end_of(start, "quarter")
        assert end is not None
        number, marker = value if isinstance(value, tuple) else (value, "")
        if isinstance(number, str):
            number, marker = None, number
        amount = None if number is None else Decimal(str(number))
        rows.append(FigureRow(start, end, value=amount, marker=marker, **fields))
        start = date(end.year + end.month // 12, end.month % 12 + 1, 1)
    return rows


def record(page: MeasurePage | Measure, rows: Iterable[FigureRow]) -> Any:
    """Store rows through the action."""
    measure = page if isinstance(page, Measure) else page.measure
    return record_observations(measure=measure, rows=rows)


def make_record(**facts: Any) -> Measure:
    """A measure without a page: a quarterly percentage, higher is better."""
    given = {"unit": "percentage", "direction_wanted": "higher", "frequency": "quarterly"}
    return Measure.objects.create(**{"name": "Good job", **given, **facts})


def series_of(measure: Measure, values: Iterable[Any], first: date = date(2020, 1, 1)) -> Any:
    """The series of a measure that has these quarters."""
    record(measure, quarters(first, values))
    return read(measure)


def read(measure: Measure) -> MeasureSeries:
    """The series as it is in the database now."""
    return headline(measure, points_of(public_observations([measure])))

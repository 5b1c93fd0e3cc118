"""Many rows at once: what is stored is what `bulk_create` would have stored."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.utils import timezone

from priorities.actions.record_observations import COLUMNS
from priorities.bulk_rows import AT_ONCE, insert_rows
from priorities.figure_rows import FigureRow, cells_of
from priorities.models import Measure, Observation
from tests.priorities.intake.makers import make_measure_record

pytestmark = pytest.mark.django_db

HOSTILE = ("\\N", "tab\there", "line\nend", "back\\slash", "quo\"te's", "%s", "عربي", "")


def rows_of(measure: Measure, figures: list[FigureRow]) -> list[tuple[Any, ...]]:
    now = timezone.now()
    return [
        (measure.pk, now, None, None, None, now, 0, *cells_of(figure, "month"))
        for figure in figures
    ]


def test_rows_come_back_as_they_were_given() -> None:
    measure = make_measure_record()
    figures = [
        FigureRow(
            date(2024, 1, place + 1),
            date(2024, 1, 31),
            value=None if place == 0 else Decimal(place) / 8,
            marker="c" if place == 0 else "",
            dimensions={"group": text},
            numerator=Decimal("1234567.891") if place else None,
        )
        for place, text in enumerate(HOSTILE)
    ]
    insert_rows(Observation, COLUMNS, rows_of(measure, figures))
    stored = list(measure.observations.order_by("period_start"))
    assert [one.dimensions for one in stored] == [row.dimensions for row in figures]
    assert [one.dimensions_key for one in stored] == [row.identity[3] for row in figures]
    assert [one.value for one in stored] == [row.value for row in figures]
    assert [one.marker for one in stored] == [row.marker for row in figures]
    assert [one.numerator for one in stored] == [row.numerator for row in figures]
    again = [Observation(measure=measure, **kept(one)) for one in stored]
    measure.observations.all().delete()
    Observation.objects.bulk_create(again)
    assert [kept(one) for one in measure.observations.order_by("period_start")] == [
        kept(one) for one in stored
    ]


def kept(one: Observation) -> dict[str, Any]:
    """All that a row says but its key."""
    names = [field.attname for field in Observation._meta.concrete_fields]
    return {
        name: getattr(one, name) for name in names if name not in {"id", "created_at", "measure_id"}
    }


def test_more_rows_than_one_statement_takes() -> None:
    measure = make_measure_record()
    figures = [
        FigureRow(date(2024, 1, 1), date(2024, 1, 31), Decimal(place), dimensions={"g": str(place)})
        for place in range(AT_ONCE + 3)
    ]
    insert_rows(Observation, COLUMNS, rows_of(measure, figures))
    assert measure.observations.count() == AT_ONCE + 3


def test_rows_may_come_from_a_query_of_their_own() -> None:
    measure = make_measure_record()
    other = make_measure_record("Other")
    figure = FigureRow(date(2024, 1, 1), date(2024, 1, 31), Decimal(7))
    insert_rows(Observation, COLUMNS, rows_of(measure, [figure]))
    insert_rows(
        Observation,
        COLUMNS,
        (
            (other.pk, one.published_from, None, None, None, one.created_at, 0, *cells)
            for one in measure.observations.all()
            for cells in [cells_of(figure, "month")]
        ),
    )
    assert other.observations.get().value == 7


def test_no_rows_are_no_fault() -> None:
    insert_rows(Observation, COLUMNS, [])


@pytest.mark.parametrize("columns", [COLUMNS[:-1], (*COLUMNS, "unknown")])
def test_no_column_is_left_to_chance(columns: tuple[str, ...]) -> None:
    with pytest.raises(ValueError, match=r"marker|unknown"):
        insert_rows(Observation, columns, [])

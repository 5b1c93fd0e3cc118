"""Two questions against each other, as numbers."""

from __future__ import annotations

import pytest

from plan.consultation.models import Consultation
from tests.consultation.counted import add_response, axis_on, choose, crossed
from tests.consultation.test_dashboard import consultation

__all__ = ["consultation"]
pytestmark = pytest.mark.django_db


def test_bases_of_pairs_where_either_question_takes_several_answers(
    consultation: Consultation,
) -> None:
    """Told apart from numbers of rows: one response chose two topics."""
    add_response(consultation, {"as": choose("organisation"), "topics": choose("trust")})
    found = crossed(axis_on(consultation, "topics"), axis_on(consultation, "as"), consultation)
    assert [(row.label, list(row.numbers), row.base) for row in found.rows][:2] == [
        ("Violence", [2, 0, 0], 2),
        ("Trust", [1, 1, 0], 2),
    ]
    assert found.base == 3
    same = crossed(axis_on(consultation, "as"), axis_on(consultation, "as"), consultation)
    assert [row.base for row in same.rows] == [2, 2, 0]
    assert same.base == 4

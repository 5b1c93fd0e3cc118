"""The direction of travel and its sentence, in a table written by hand."""

from __future__ import annotations

from typing import Any

import pytest
from django.utils.translation import override

from priorities.numbers import END_OF_ISOLATE, ISOLATE
from priorities.sentences import sentence
from tests.priorities.direction_cases import CASES, series_for

pytestmark = pytest.mark.django_db


def test_the_table_is_long_enough() -> None:
    assert len(CASES) >= 60
    assert len({case["name"] for case in CASES}) == len(CASES)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"].replace(" ", "-"))
def test_a_change_is_judged_and_said(case: dict[str, Any]) -> None:
    series = series_for(case)
    comparison = series.comparison
    judged = (comparison.judgement, comparison.reason) if comparison else ("", "")
    assert judged == (case["judgement"], case["reason"])
    for language in ("en", "pl", "ar"):
        with override(language):
            said = sentence(series, case["says"])
        plain = said.replace(ISOLATE, "").replace(END_OF_ISOLATE, "")
        assert plain == case[language], language

"""Each operation costs the same however many things it tells of (design.md, budgets)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from priorities.actions.record_observations import record_observations
from tests.consultation.factories import make_consultation
from tests.factories import make_organisation, make_plan, make_section
from tests.open_api.reading import operations
from tests.open_api.worlds import API, Told
from tests.priorities.counting import forget, queries_of
from tests.priorities.makers import (
    make_commitment,
    make_measure,
    make_outcome,
    make_priority,
    quarters,
)

pytestmark = pytest.mark.django_db

MOST = 12


def costs(client: Client, ids: Mapping[str, str]) -> dict[str, int]:
    """Queries of each operation."""
    found = {}
    for path in [*operations(), "/openapi.json"]:
        forget()
        found[path] = queries_of(client, f"{API}{path[1:].format(**ids)}")
    return found


def grow(told: Told) -> None:
    """Four times as much of everything, with all that each can have."""
    first = timezone.now() - timedelta(days=90)
    for place in range(3):
        plan: Any = make_plan(title=f"Plan {place}") if place else told.plan
        make_section(plan)
        priority = make_priority(plan)
        outcome = make_outcome(priority)
        lead = make_organisation(name=f"Body {place}")
        make_commitment(outcome, lead=lead)
        page = make_measure(outcome, data_owner=lead)
        record_observations(
            measure=page.measure, rows=quarters(date(2020, 1, 1), [50, 51, 52 + place])
        )
        opens = first + timedelta(days=place)
        make_consultation(plan, opens=opens, closes=opens + timedelta(hours=9))


def test_every_operation_costs_the_same_with_more_of_everything(told: Told, client: Client) -> None:
    few = costs(client, told.ids())
    grow(told)
    many = costs(client, told.ids())
    assert len(few) == 15
    assert few == many
    assert max(few.values()) <= MOST, few

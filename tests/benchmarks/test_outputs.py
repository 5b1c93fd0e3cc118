"""What a hundred thousand responses cost to count and to take away (design.md, section 7)."""

from __future__ import annotations

import time

import pytest
from django.db import connection

from plan.consultation.actions.count_responses import count_responses
from tests.benchmarks.mass import add_responses, mass_consultation
from tests.benchmarks.test_cpu import say

pytestmark = [pytest.mark.django_db, pytest.mark.bench]

MANY = 100_000


@pytest.fixture
def postgresql() -> None:
    """These measure the database that production runs on."""
    if connection.vendor != "postgresql":
        pytest.skip("Set DATABASE_URL to a PostgreSQL database.")


def test_counting(postgresql: None) -> None:
    consultation = mass_consultation()
    add_responses(consultation, MANY)
    begun = time.perf_counter()
    assert count_responses(consultation=consultation) == MANY
    first = time.perf_counter() - begun
    begun = time.perf_counter()
    assert count_responses(consultation=consultation, anew=True) == MANY
    again = time.perf_counter() - begun
    say(
        f"Counting {MANY} responses of 20 answers: {first:.1f} s the first time, "
        f"{again:.1f} s anew; a million: {again * 1_000_000 / MANY:.0f} s"
    )

"""What the tests of consultations share."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.test import Client

from plan.consultation.builder import definition_by_texts
from tests.consultation.browsing import Walk
from tests.consultation.factories import make_consultation


@pytest.fixture(autouse=True)
def forget_forms() -> Iterator[None]:
    """Keys of rows that a test rolled back may be given again on SQLite."""
    definition_by_texts.cache_clear()
    yield
    definition_by_texts.cache_clear()


@pytest.fixture
def walk(client: Client) -> Walk:
    """Somebody about to answer an open consultation."""
    return Walk(make_consultation(), client)

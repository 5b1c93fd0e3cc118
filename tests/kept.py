"""Whole pages kept for everybody, as the site keeps them, in tests that are about them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from plan import content_version
from tests.factories import committing

MIDDLEWARE = "plan.page_cache.PageCacheMiddleware"


@pytest.fixture
def kept_pages(settings: Any) -> None:
    """As the site has it: before all else."""
    settings.MIDDLEWARE = [MIDDLEWARE, *settings.MIDDLEWARE]
    content_version.Remembered.version = None


@contextmanager
def changing() -> Iterator[None]:
    """A transaction of its own, and what waits for its end."""
    connection.plan_content_waiting = None  # type: ignore[attr-defined]  # the test's own is open
    with committing():
        yield


def was_kept(response: Any) -> bool:
    """Whether an answer was made before, for another reader."""
    return "Cache-Status" in response.headers


def is_kept(url: str, client: Client | None = None) -> bool:
    """Whether an address is answered without a view."""
    response = (client or Client()).get(url)
    assert response.status_code == 200
    return was_kept(response)

"""Validators of others read the files from their addresses, as programs on the web do."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from plan.models import PlanPage
from tests.priorities.open_data import makers, serving
from tests.priorities.open_data.makers import address, got

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(
        connection.vendor != "sqlite", reason="the server shares the test's own SQLite connection"
    ),
]
DAY_AFTER = "2020-04-11"


@pytest.fixture
def host(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The served site; no other machine can be reached."""
    serving.stay_here(monkeypatch)
    with serving.served() as found:
        yield found


@pytest.fixture
def world() -> makers.World:
    """A plan with everything that makes files hard."""
    return makers.make_world()


def check_served(client: Client, owner: Any, host: str, language: str, at: str) -> int:
    """Let both validators read all of an owner's files; how many figures there are."""
    kinds = ["csv", "measures_csv"] if isinstance(owner, PlanPage) else ["csv"]
    sizes = [len(makers.table(got(client, owner, kind, language, at))) for kind in kinds]
    package = host + address(owner, "package", language, at)
    assert serving.package_errors(package) == []
    assert serving.package_rows(package) == sizes
    tables = serving.csvw_tables(host + address(owner, "csvw", language, at))
    assert [len(rows) for rows in tables] == sizes
    # A program that knows only the table finds its metadata by the link that is sent along.
    found, *_others = serving.csvw_tables(host + address(owner, "csv", language, at))
    assert found == tables[0]
    return sizes[0]


def test_what_is_served_is_valid(client: Client, world: makers.World, host: str) -> None:
    for owner, now, then in ((world.hostile, 12, 8), (world.plan, 15, 11)):
        for language in ("en", "ar"):
            assert check_served(client, owner, host, language, "") == now
            assert check_served(client, owner, host, language, DAY_AFTER) == then


def test_the_validators_refuse_what_is_wrong(world: makers.World, host: str) -> None:
    world.plain.measure.observations.filter(value=57).update(period_kind="fortnight")
    for owner in (world.plain, world.plan):
        errors = serving.package_errors(host + address(owner, "package"))
        assert {error[0] for error in errors} == {"constraint-error"}
        with pytest.raises((AssertionError, ValueError)):
            serving.csvw_tables(host + address(owner, "csvw"))

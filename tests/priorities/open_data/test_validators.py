"""Validators of others accept every file, whatever the figures and the words are."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from tests.priorities.open_data import makers

pytestmark = pytest.mark.django_db
DAY_AFTER = "2020-04-11"


@pytest.fixture
def world() -> makers.World:
    """A plan with everything that makes files hard."""
    return makers.make_world()


def test_files_and_packages_are_valid(client: Client, world: makers.World, tmp_path: Path) -> None:
    asked: list[tuple[Any, dict[str, str]]] = [
        (world.plan, {}),
        (world.plan, {"language": "ar"}),
        (world.plan, {"at": DAY_AFTER}),
        (world.hostile, {}),
        (world.hostile, {"language": "ar", "at": DAY_AFTER}),
        (world.empty, {}),
    ]
    for place, (owner, how) in enumerate(asked):
        folder = tmp_path / str(place)
        makers.unpacked(client, owner, folder, **how)
        assert makers.frictionless_errors(folder) == [], (owner, how)
        tables = makers.csvw_tables(folder)
        expected = makers.table(makers.got(client, owner, "csv", **how))
        assert len(tables[0]) == len(expected)


def test_the_validators_would_find_what_is_wrong(
    client: Client, world: makers.World, tmp_path: Path
) -> None:
    folder = makers.unpacked(client, world.plain, tmp_path)
    data = folder / "data.csv"
    lines = data.read_text().splitlines(keepends=True)
    data.write_text("".join([*lines, lines[1].replace(",quarter,", ",fortnight,")]))
    found = {error[0] for error in makers.frictionless_errors(folder)}
    assert {"constraint-error", "primary-key", "hash-count", "byte-count"} <= found
    with pytest.raises((AssertionError, ValueError)):
        makers.csvw_tables(folder)

"""Every address of ours × every role × GET and POST (design.md, promise R8)."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse
from django.utils.translation import override
from wagtail.models import ModelLogEntry, PageLogEntry

from tests.permissions.addresses import our_addresses
from tests.permissions.expected import EXPECTED
from tests.permissions.rows import DENIED, LOGIN, ROLES, Row, agrees, outcome_of
from tests.permissions.worlds import World, browser, make_world


class UndoError(Exception):
    """Ends a block whose changes are to be forgotten."""


@contextmanager
def forgetting() -> Iterator[None]:
    """Forget what happens inside."""
    try:
        with transaction.atomic():
            yield
            raise UndoError
    except UndoError:
        pass


@pytest.fixture
def world(db: None) -> World:
    return make_world()


def test_every_address_of_ours_has_an_expectation() -> None:
    addresses = set(our_addresses())
    assert len(addresses) > 70
    assert addresses - set(EXPECTED) == set()


def test_every_expectation_is_about_an_address() -> None:
    assert {name.partition("#")[0] for name in EXPECTED} - set(our_addresses()) == set()


@pytest.mark.parametrize("role", ROLES)
def test_every_address_answers_as_expected(world: World, role: str) -> None:
    client = browser(role)
    client.raise_request_exception = False
    wrong, before = [], log_entries()
    for name, row in EXPECTED.items():
        for method, expected in (("get", row.get), ("post", row.post)):
            outcome = ask(client, method, url_of(name, row, world), row, before)
            if not agrees(expected[role], outcome):
                wrong.append(f"{method} {name}: {outcome}, not {expected[role]}")
    assert not wrong, "\n".join(wrong)


def url_of(name: str, row: Row, world: World) -> str:
    """The address in the world of the tests. What follows “#” tells rows of one address apart."""
    name = row.named or name.partition("#")[0]
    if row.path or (not row.named and ("/" in name or "." in name)):
        return row.path or f"/{name}"
    with override("en"):
        return reverse(name, args=row.arguments(world))


def ask(client: Client, method: str, url: str, row: Row, before: int) -> str:
    """What an address answers; whoever is refused has added nothing to what the logs tell of."""
    with forgetting():
        if method == "get":
            outcome = outcome_of(client.get(url))
        else:
            outcome = outcome_of(client.post(url, row.data))
        if outcome in (DENIED, LOGIN, "404", "405"):
            assert log_entries() == before, f"{method} {url} changed something"
    return outcome


def log_entries() -> int:
    """How many changes the logs tell of."""
    return PageLogEntry.objects.count() + ModelLogEntry.objects.count()

"""Asks the API as programs do."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from django.test import Client

from tests.open_api.worlds import API


def read(address: str, **query: Any) -> Any:
    """What an address says; it must say something."""
    response = Client().get(whole(address), query)
    assert response.status_code == 200, response.getvalue().decode()
    return json.loads(response.getvalue())


def status(address: str, **query: Any) -> int:
    """How an address answers."""
    code: int = Client().get(whole(address), query).status_code
    return code


def whole(address: str) -> str:
    """The address on the host."""
    return address if address.startswith(("/", "http")) else f"{API}{address}"


def lines(address: str, **query: Any) -> list[Any]:
    """What an address says line by line."""
    response = Client().get(whole(address), query)
    assert response.status_code == 200
    return [json.loads(line) for line in response.getvalue().decode().splitlines()]


def pages(address: str, **query: Any) -> Iterator[Any]:
    """All pages of a list, one after the other, by their links."""
    page = read(address, **query)
    yield page
    while page["next"]:
        page = read(page["next"])
        yield page


def operations() -> list[str]:
    """Paths of all operations, as the document has them."""
    return list(read("openapi.json")["paths"])

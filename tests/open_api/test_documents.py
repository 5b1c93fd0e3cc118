"""The document, the page made of it, and the reference page tell of the same operations."""

from __future__ import annotations

import html
import re
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.test import Client

from tests.conftest import ROOT
from tests.open_api.reading import read
from tests.open_api.worlds import API, Told

pytestmark = pytest.mark.django_db

REFERENCE = (ROOT / "docs/reference/api.md").read_text("utf-8")


def operations() -> dict[str, tuple[str, Any]]:
    """Address and definition by id."""
    paths = read("openapi.json")["paths"]
    return {one["get"]["operationId"]: (path, one["get"]) for path, one in paths.items()}


def test_the_reference_lists_every_operation() -> None:
    rows = dict(re.findall(r"(?m)^\| `(\w+)` \| `(/[^`]+)` \|", REFERENCE))
    assert rows == {name: path for name, (path, _one) in operations().items()}


def test_the_reference_names_every_parameter_and_error() -> None:
    found = operations()
    names = {part["name"] for _path, one in found.values() for part in one["parameters"]}
    assert {name for name in names if f"`{name}`" not in REFERENCE and "_id" not in name} == set()
    statuses = {code for _path, one in found.values() for code in one["responses"]}
    assert statuses == {"200", "304", *re.findall(r"(?m)^\| (\d{3}) \| `", REFERENCE)}


def test_examples_of_the_reference_run(told: Told, client: Client) -> None:
    found = re.findall(r'curl (?:-O )?"http://127.0.0.1:8000([^"]+)"', REFERENCE)
    assert len(found) == 6
    for address in found:
        real = address.replace("<id>", told.ids()["measure_id"])
        assert client.get(real).status_code == 200, address


def test_every_parameter_is_described_with_an_example(told: Told) -> None:
    ids = told.ids()
    for path, one in operations().values():
        assert one["description"].endswith("."), path
        assert len(one["tags"]) == 1, path
        for part in one["parameters"]:
            assert part["description"], (path, part["name"])
            assert "examples" not in part, (path, part["name"])
            assert "example" in part or part["name"] == "cursor", (path, part["name"])
            if part["in"] == "path":
                assert part["example"] == ids[part["name"]]


def test_the_document_is_of_the_place_it_is_read_at() -> None:
    assert read("openapi.json")["servers"] == [{"url": "/en/api/v1"}]
    info = read("openapi.json")["info"]
    assert info["version"] == "1.0.0"
    assert info["license"]["url"].startswith("https://")


def test_every_example_of_the_page_runs(told: Told, client: Client) -> None:
    response = client.get(API)
    text = response.content.decode()
    found = [html.unescape(one) for one in re.findall(r"<code>curl &quot;(.+?)&quot;", text)]
    found = found or [html.unescape(one) for one in re.findall(r'<code>curl "(.+?)"</code>', text)]
    assert len(found) == len(operations())
    for address in found:
        parts = urlsplit(address)
        assert client.get(f"{parts.path}?{parts.query}").status_code == 200, address
    assert "<script src" not in text.partition("<main")[2].partition("</main")[0]
    assert text.count("<h1") == 1
    assert client.post(API).status_code == 405


def test_the_page_says_what_is_allowed(client: Client, settings: Any) -> None:
    assert "3600 times an hour" in client.get(API).content.decode().replace(",", "")
    settings.PLAN_API_REQUESTS_PER_HOUR = 0
    assert "an hour" not in client.get(API).content.decode()

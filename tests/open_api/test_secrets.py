"""Nothing that is not public is in the answer of any operation (design.md, promise R9)."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from tests.open_api.reading import operations
from tests.open_api.worlds import API, CANARY, SECRET_NUMBER, Told, hide

pytestmark = pytest.mark.django_db


def test_no_operation_tells_a_secret(told: Told, client: Client) -> None:
    hidden, asked = hide(told), 0
    for path in [*operations(), "/openapi.json", "/"]:
        found = client.get(f"{API}{path[1:].format(**told.ids())}", {"at": "2099-01-01"})
        assert found.status_code == 200, path
        text = found.getvalue().decode().lower()
        assert CANARY not in text, path
        assert not re.search(rf"(?<!\d){SECRET_NUMBER}(?!\d)", text), path
        for name, value in hidden.items():
            assert value not in text, (path, name)
            if f"{{{name}}}" in path:
                assert client.get(f"{API}{path[1:].format(**hidden)}").status_code == 404, path
                asked += 1
            if name.removesuffix("_id") in {"plan", "priority"} and "{" not in path:
                filtered = client.get(f"{API}{path[1:]}", {name.removesuffix("_id"): value})
                assert CANARY not in filtered.getvalue().decode().lower(), path
    assert asked == 8


def test_the_secrets_are_where_the_public_would_find_them(told: Told, client: Client) -> None:
    """What the test above looks for is told once it is public: else it would find nothing ever."""
    from wagtail.models import PageViewRestriction

    hidden = hide(told)
    PageViewRestriction.objects.all().delete()
    for path in operations():
        if "{" in path and "results" not in path:
            text = client.get(f"{API}{path[1:].format(**hidden)}").getvalue().decode().lower()
            assert CANARY in text or str(SECRET_NUMBER) in text, path

"""What holds for every operation: methods, headers, conditions, errors."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.core.cache import cache
from django.core.cache.backends.locmem import LocMemCache
from django.test import Client

from plan.models import PlanPage
from plan.open_api import limits, plans
from tests.factories import make_locale, make_plan, restrict, translate
from tests.kept import kept_pages, was_kept
from tests.open_api.reading import read, status
from tests.open_api.worlds import API

__all__ = ["kept_pages"]
pytestmark = pytest.mark.django_db

LIST = f"{API}plans/"
#: A public address, whose network can be known.
ADDRESS = "8.8.8.8"


@pytest.fixture
def plan() -> PlanPage:
    return make_plan()


def error_of(response: Any) -> dict[str, Any]:
    """The error, in the one shape."""
    assert response["Content-Type"] == "application/json; charset=utf-8"
    body = json.loads(response.content)
    assert set(body) == {"error"}
    assert set(body["error"]) == {"code", "message", "fields"}
    assert body["error"]["message"].endswith(".")
    error: dict[str, Any] = body["error"]
    return error


def test_one_answer_serves_everybody(plan: PlanPage, client: Client) -> None:
    response = client.get(LIST)
    assert response["Access-Control-Allow-Origin"] == "*"
    assert response["Cache-Control"] == "public, max-age=60"
    assert "Cookie" not in response.get("Vary", "")
    assert not response.cookies
    client.cookies["sessionid"] = "whatever"
    assert client.get(LIST).headers == response.headers


def test_who_has_it_already_is_told_so(plan: PlanPage, client: Client) -> None:
    first = client.get(LIST)
    same = client.get(LIST, headers={"If-None-Match": first["ETag"]})
    assert (same.status_code, same.content) == (304, b"")
    assert same["Access-Control-Allow-Origin"] == "*"
    other = client.get(LIST, headers={"If-Match": '"another"'})
    assert (other.status_code, error_of(other)["code"]) == (412, "precondition_failed")
    make_plan(title="Another")
    assert client.get(LIST, headers={"If-None-Match": first["ETag"]}).status_code == 200


@pytest.mark.usefixtures("kept_pages")
def test_kept_for_all_it_is_still_conditional(plan: PlanPage, client: Client) -> None:
    first = client.get(LIST)
    assert not was_kept(first)
    again = client.get(LIST, headers={"If-None-Match": first["ETag"]})
    assert again.status_code == 304
    assert was_kept(client.get(LIST))


def test_head_is_get_without_a_body(plan: PlanPage, client: Client) -> None:
    response, full = client.head(LIST), client.get(LIST)
    assert (response.status_code, response.content) == (200, b"")
    assert response["ETag"] == full["ETag"]


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE", "OPTIONS"])
def test_nothing_can_be_changed(client: Client, method: str) -> None:
    response = Client(enforce_csrf_checks=True).generic(method, LIST)
    assert (response.status_code, response["Allow"]) == (405, "GET, HEAD")
    assert error_of(response)["code"] == "method_not_allowed"


@pytest.mark.parametrize(
    ("accept", "code"), [("text/csv", 406), ("application/*", 200), ("*/*;q=0.1", 200)]
)
def test_other_formats_are_refused(client: Client, accept: str, code: int) -> None:
    response = client.get(LIST, headers={"Accept": accept})
    assert response.status_code == code
    if code == 406:
        assert "application/json" in error_of(response)["message"]


@pytest.mark.parametrize(
    ("query", "name"),
    [
        ("limit=0", "limit"),
        ("limit=101", "limit"),
        ("limit=1&limit=2", "limit"),
        ("offset=99999999999999999999999", "offset"),
        ("offset=1_0", "offset"),
        ("limit=%00", "limit"),
        ("limit=", "limit"),
    ],
)
def test_parameters_that_cannot_be_used_are_named(client: Client, query: str, name: str) -> None:
    response = client.get(f"{LIST}?{query}")
    assert response.status_code == 422
    assert [one["name"] for one in error_of(response)["fields"]] == [name]


def test_more_than_can_be_read_is_a_bad_request(client: Client) -> None:
    query = "&".join(f"p{number}=1" for number in range(1100))
    response = client.get(f"{LIST}?{query}")
    assert response.status_code == 400
    assert error_of(response)["code"] == "bad_request"


@pytest.mark.parametrize(
    ("address", "code"),
    [
        ("plans/00000000-0000-0000-0000-000000000000/", 404),
        ("plans/%00/", 422),
        ("nothing/at/all", 404),
        ("consultations/%00/", 422),
    ],
)
def test_what_is_not_there_is_said_in_the_one_shape(
    client: Client, address: str, code: int
) -> None:
    response = client.get(f"{API}{address}")
    assert response.status_code == code
    assert error_of(response)["code"] in {"not_found", "invalid_parameters"}
    assert response["Cache-Control"] == "no-store"


def test_a_fault_of_ours_is_told_and_logged(
    client: Client, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def break_down(reader: Any) -> None:
        raise RuntimeError("the password is 123")

    monkeypatch.setattr(plans, "plan_pages", break_down)
    client.raise_request_exception = False
    response = client.get(LIST)
    assert response.status_code == 500
    assert error_of(response)["code"] == "server_error"
    assert b"123" not in response.content
    assert "RuntimeError" in caplog.text


def test_a_list_comes_in_parts(plan: PlanPage) -> None:
    make_plan(title="Second")
    make_plan(title="Third")
    first = read("plans/", limit=2)
    assert [one["title"] for one in first["items"]] == ["Safer together", "Second"]
    assert (first["count"], first["previous"]) == (3, None)
    second = read(first["next"])
    assert [one["title"] for one in second["items"]] == ["Third"]
    assert second["next"] is None
    assert read(second["previous"])["items"] == first["items"]
    assert read("plans/", offset=500)["items"] == []


def test_names_are_in_the_language_of_the_address(plan: PlanPage) -> None:
    translate(plan, "pl")
    english, polish = read("plans/")["items"], read("/pl/api/v1/plans/")["items"]
    assert polish[0]["id"] == english[0]["id"]
    assert polish[0]["stage"]["code"] == "in_consultation"
    assert polish[0]["stage"]["label"] != english[0]["stage"]["label"]
    assert polish[0]["title"] == "[pl] Safer together"
    assert polish[0]["languages"] == ["en", "pl"]
    assert "/pl/" in polish[0]["url"]


def test_a_language_without_pages_has_an_empty_list_and_one_not_set_up_none(
    plan: PlanPage,
) -> None:
    assert status("/cy/api/v1/plans/") == 404
    make_locale("ar")
    assert read("/ar/api/v1/plans/")["items"] == []


def test_a_password_opens_nothing_here(plan: PlanPage, client: Client) -> None:
    restriction = restrict(plan)
    session = client.session
    session["passed_page_view_restrictions"] = [restriction.pk]
    session.save()
    assert client.get(plan.url).status_code == 200
    assert client.get(f"{LIST}{plan.translation_key}/").status_code == 404
    assert json.loads(client.get(LIST).content)["items"] == []


def test_a_network_that_asks_too_often_waits(
    client: Client, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.PLAN_API_REQUESTS_PER_HOUR = 2
    monkeypatch.setattr(limits.time, "time", lambda: 3600 * 500_000 + 3000.0)
    codes = [client.get(LIST, REMOTE_ADDR=ADDRESS).status_code for _ in range(3)]
    assert codes == [200, 200, 429]
    refused = client.get(f"{API}measures/", REMOTE_ADDR=ADDRESS)
    assert refused["Retry-After"] == "601"
    assert error_of(refused)["code"] == "too_many_requests"
    # Another network, one nobody knows, and the next hour.
    assert client.get(LIST, REMOTE_ADDR="9.9.9.9").status_code == 200
    assert client.get(LIST, REMOTE_ADDR="127.0.0.1").status_code == 200
    monkeypatch.setattr(limits.time, "time", lambda: 3600 * 500_001 + 1.0)
    assert client.get(LIST, REMOTE_ADDR=ADDRESS).status_code == 200
    assert ADDRESS not in repr(cache._cache)


def test_without_a_limit_and_without_a_cache_everybody_is_answered(
    client: Client, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*args: Any, **kwargs: Any) -> None:
        raise OSError

    settings.PLAN_API_REQUESTS_PER_HOUR = 0
    assert client.get(LIST, REMOTE_ADDR=ADDRESS).status_code == 200
    settings.PLAN_API_REQUESTS_PER_HOUR = 1
    assert client.get(LIST, REMOTE_ADDR=ADDRESS).status_code == 200
    for name in ("add", "incr"):
        monkeypatch.setattr(LocMemCache, name, fail)
    assert client.get(LIST, REMOTE_ADDR=ADDRESS).status_code == 200

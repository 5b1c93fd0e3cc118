"""Figures that programs send with a key."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from home.models import User
from priorities import pushing
from priorities.actions.keep_profile import save_profile
from priorities.actions.keep_tokens import create_token, revoke_token
from priorities.models import ImportBatch, ImportProfile, Measure, Observation, PushToken
from tests.priorities.imports.makers import ods, xlsx
from tests.priorities.intake.browsing import url
from tests.priorities.intake.makers import (
    OWNER,
    checked_batch,
    csv_of,
    make_measure_record,
    months,
    person,
)

pytestmark = pytest.mark.django_db
ROWS = [{"Month": "2024-01", "Burglary": 10}, {"Month": "2024-02", "Burglary": 20}]
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
ODS = "application/vnd.oasis.opendocument.spreadsheet"


@pytest.fixture(autouse=True)
def _no_counts() -> None:
    cache.clear()


@pytest.fixture
def user() -> User:
    return person(*OWNER)


@pytest.fixture
def profile(user: User) -> ImportProfile:
    measure = make_measure_record()
    batch = checked_batch([measure], csv_of({"Burglary": months(date(2023, 1, 1), [1])}), user)
    return save_profile(batch=batch, name="Crime", user=user)


@pytest.fixture
def key(profile: ImportProfile, user: User) -> str:
    return create_token(name="Sender", profile=profile, user=user)[1]


def send(key: str, content: Any = None, batch: str = "b1", **more: Any) -> Any:
    """What the address answers to a program that keeps no cookies."""
    body = json.dumps(ROWS if content is None else content)
    given = {"data": body, "content_type": "application/json", **more}
    headers = {"Authorization": f"Bearer {key}", "Idempotency-Key": batch}
    with_csrf = Client(enforce_csrf_checks=True)
    return with_csrf.post(reverse("plan:push_figures"), headers=headers, **given)


def test_rows_wait_for_approval(key: str) -> None:
    response = send(key)
    assert response.status_code == 201
    batch = ImportBatch.objects.get(key="b1")
    assert response.json() == {
        "batch": str(batch.public_id),
        "state": "checked",
        "changes": {"new": 2, "changed": 0, "vanished": 0, "improbable": 0},
        "unchanged": 0,
        "problems_total": 0,
        "problems": [],
    }
    assert batch.channel == "pushed"
    assert not Observation.objects.exists()
    assert not response.cookies
    assert PushToken.objects.get().used_at is not None


@pytest.mark.parametrize(
    ("kind", "content"),
    [
        ("text/csv", b"Month,Burglary\n2024-01,10\n2024-02,20\n"),
        (XLSX, xlsx([["Month", "Burglary"], ["2024-01", 10], ["2024-02", 20]])),
        (ODS, ods([["Month", "Burglary"], ["2024-01", 10], ["2024-02", 20]])),
    ],
)
def test_files_are_taken_too(key: str, kind: str, content: bytes) -> None:
    response = send(key, data=content, content_type=kind)
    assert response.json()["changes"]["new"] == 2


def test_the_same_key_is_the_same_batch(key: str) -> None:
    first = send(key)
    count = ImportBatch.objects.count()
    again = send(key)
    assert again.status_code == 200
    assert again.json() == first.json()
    assert ImportBatch.objects.count() == count
    other = send(key, [{"Month": "2024-01", "Burglary": 11}])
    assert other.status_code == 409
    assert ImportBatch.objects.count() == count
    assert send(key, batch="b2").json()["batch"] != first.json()["batch"]


def test_all_problems_are_listed(key: str) -> None:
    rows = [{"Month": "2024-01", "Burglary": "ten"}, {"Month": "soon", "Burglary": 3}]
    response = send(key, rows)
    assert response.status_code == 422
    problems = response.json()["problems"]
    assert [(one["row"], one["column"], one["text"]) for one in problems] == [
        (2, "B", "ten"),
        (3, "A", "soon"),
    ]
    assert all(one["sentence"] for one in problems)
    assert send(key, rows).json() == response.json()


def test_rules_of_the_measure_are_listed(key: str) -> None:
    Measure.objects.update(geography="E12000007")
    response = send(key)
    assert response.status_code == 422
    assert "E12000007" in response.json()["problems"][0]["sentence"]


@pytest.mark.parametrize("text", ["", "Bearer", "Bearer x", "Basic eDp5"])
def test_without_a_key_nothing_is_read(key: str, text: str) -> None:
    headers = {"Authorization": text, "Idempotency-Key": "b1"}
    address = reverse("plan:push_figures")
    response = Client().post(address, "[]", content_type="application/json", headers=headers)
    assert response.status_code == 401
    assert Client().get(address).status_code == 405


def test_revoked_keys_and_people_who_may_not_are_refused(key: str, user: User) -> None:
    user.groups.clear()
    assert send(key).status_code == 401
    user = person(*OWNER)
    PushToken.objects.update(created_by=user)
    assert send(key).status_code == 201
    revoke_token(token=PushToken.objects.get(), user=user)
    assert send(key, batch="b2").status_code == 401


@pytest.mark.parametrize(
    ("content", "status"),
    [
        ({}, 400),
        ([], 400),
        ([1], 400),
        ([{"Month": []}], 400),
        ([{"Month": True}], 400),
        ([{"Other": "x"}], 422),
        ([{"Month": "\ud800"}], 422),
        ([{"": ""}], 422),
    ],
)
def test_bad_content_is_told_in_json(key: str, content: Any, status: int) -> None:
    response = send(key, content)
    assert response.status_code == status
    assert response.json()["problems"]


def test_limits(key: str, monkeypatch: pytest.MonkeyPatch) -> None:
    assert send(key, data="{", content_type="application/json").status_code == 400
    assert send(key, data="x", content_type="image/png").status_code == 415
    assert send(key, batch="").status_code == 400
    assert send(key, batch="x" * 101).status_code == 400
    monkeypatch.setattr(pushing, "LARGEST", 10)
    assert send(key).status_code == 413
    monkeypatch.setattr(pushing, "MOST_AN_HOUR", 1)
    assert send(key).status_code == 429


def test_a_key_is_shown_once_and_only_its_hash_is_kept(
    client: Client, user: User, profile: ImportProfile
) -> None:
    client.force_login(user)
    response = client.post(url("tokens"), {"name": "Nightly", "profile": profile.pk})
    token = PushToken.objects.get()
    text = response.context["text"]
    assert text in response.content.decode()
    assert text not in client.get(url("tokens")).content.decode()
    assert text not in str(vars(token))
    assert send(text).status_code == 201
    client.post(url("revoke_token", token.pk))
    assert send(text, batch="b2").status_code == 401
    assert "Revoked" in client.get(url("tokens")).content.decode()

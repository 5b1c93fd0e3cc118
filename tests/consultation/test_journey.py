"""The respondent's way, over HTTP."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from plan.consultation.models import Answer, Attempt, AttemptSection, ContactDetail, Response
from tests.consultation.factories import (
    first_answers,
    known_id,
    make_consultation,
    name,
    record,
    second_answers,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def form() -> str:
    """Address of an open consultation's form."""
    return f"/en/take-part/{record(make_consultation()).public_id}/"


def token_in(response: Any) -> str:
    """The attempt's token in a page."""
    text = response.content.decode()
    return str(text.split('name="attempt" value="', 1)[1].split('"', 1)[0])


def test_the_whole_way(client: Client, form: str) -> None:
    started = client.post(form)
    assert (started.status_code, started["Location"]) == (303, f"{form}section/1/")
    page = client.get(f"{form}section/1/")
    assert page.status_code == 200
    assert "no-store" in page["Cache-Control"]
    token = token_in(page)
    onwards = client.post(f"{form}section/1/", {**first_answers(), "attempt": token})
    assert (onwards.status_code, onwards["Location"]) == (303, f"{form}section/2/")
    onwards = client.post(f"{form}section/2/", {**second_answers(), "attempt": token})
    assert (onwards.status_code, onwards["Location"]) == (303, f"{form}check/")
    assert "Hackney" in client.get(f"{form}check/").content.decode()
    sent = client.post(f"{form}check/", {"attempt": token})
    assert (sent.status_code, sent["Location"]) == (303, f"{form}sent/")
    response = Response.objects.get()
    receipt = client.get(f"{form}sent/").content.decode()
    assert response.reference in receipt
    assert "Hackney" not in receipt
    assert Answer.objects.count() == 8
    assert ContactDetail.objects.get().value == "someone@example.com"
    assert AttemptSection.objects.count() == 0
    again = client.post(f"{form}check/", {"attempt": token})
    assert again["Location"] == f"{form}sent/"
    assert Response.objects.count() == 1
    back = client.get(f"{form}section/1/")
    assert back["Location"] == f"{form}sent/"

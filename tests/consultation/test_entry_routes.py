"""What the form would not have asked is said and left out of an entry."""

from __future__ import annotations

import uuid
from typing import Any

import pytest
from django.test import Client

from plan.consultation.models import ConsultationPage, Response
from plan.consultation.rows import values_of
from tests.consultation.entering import (
    confirmation,
    faults,
    person,
    sheet,
    texts_of,
    url,
)
from tests.consultation.factories import (
    known_id,
    make_consultation,
    name,
)
from tests.consultation.routed import routed

pytestmark = pytest.mark.django_db


@pytest.fixture
def page() -> ConsultationPage:
    return make_consultation()


@pytest.fixture
def clerk() -> Client:
    return person("clerk")


def only(page: ConsultationPage, **answers: Any) -> dict[str, Any]:
    """A sheet without the answers of the standard form."""
    facts = sheet(page)
    kept = ("channel", "received_on", "received_time", "original_language", "key")
    return {**{key: facts[key] for key in kept}, **answers}


def test_answers_that_were_not_asked_for_are_said_and_left_out(clerk: Client) -> None:
    page = routed()
    address = url("enter", page, texts_of(page).pk)
    typed = only(page, **{name("kind"): known_id("person"), name("body"): "The Guild"})
    answer = clerk.post(address, typed)
    assert answer.status_code == 422
    assert "“Which organisation?” was not to be answered" in faults(answer)
    assert "needs an answer" not in faults(answer)
    answer = clerk.post(address, {**typed, "confirmed": confirmation(answer)})
    assert answer.status_code == 302
    assert list(values_of(Response.objects.get())) == [uuid.UUID(known_id("kind"))]


def test_answers_that_end_the_form_make_no_response_and_say_why(clerk: Client) -> None:
    page = routed()
    typed = only(page, **{name("kind"): known_id("visitor")})
    answer = clerk.post(url("enter", page, texts_of(page).pk), typed)
    assert answer.status_code == 422
    assert "the form ends on the page “Not for visitors”" in faults(answer)
    assert Response.objects.count() == 0

"""Requests that another site sends, and pages only some may read: nothing stored, nothing lost."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse

from plan.consultation.models import Attempt
from tests.consultation.browsing import (
    Walk,
    heading_of,
    page_of,
    stored,
    summary_errors,
    text_of,
    token_in,
)
from tests.consultation.factories import (
    first_answers,
    make_consultation,
    second_answers,
)

pytestmark = pytest.mark.django_db

FROM_ELSEWHERE = [
    {"Origin": "https://elsewhere.example"},
    {"Origin": "null"},
    {"Sec-Fetch-Site": "cross-site"},
    {"Sec-Fetch-Site": "same-site"},
]


@pytest.mark.parametrize("headers", FROM_ELSEWHERE)
def test_another_site_can_store_nothing_in_a_section(walk: Walk, headers: Any) -> None:
    walk.start()
    before = stored()
    response = walk.post("section/2/", second_answers(), **headers)
    assert response.status_code == 403
    assert summary_errors(response) == [
        (
            "",
            "This page was not saved, because the request came from another site. "
            "Check what you typed and continue.",
        )
    ]
    assert 'value="Hackney"' in text_of(response)
    assert stored() == before


def test_another_site_without_an_attempt_begins_none_and_takes_no_cookie(walk: Walk) -> None:
    response = walk.post("section/2/", second_answers(), Origin="https://elsewhere.example")
    assert response.status_code == 403
    assert 'value="Hackney"' in text_of(response)
    assert token_in(response) == ""
    assert not response.cookies
    assert Attempt.objects.count() == 0


@pytest.mark.parametrize("headers", FROM_ELSEWHERE)
def test_another_site_cannot_send(walk: Walk, headers: Any) -> None:
    walk.fill()
    before = stored()
    response = walk.post("check/", **headers)
    assert response.status_code == 403
    message = "Nothing was sent, because the request came from another site. Send again."
    assert summary_errors(response) == [("", message)]
    assert "Hackney" in text_of(response)
    assert stored() == before


def test_another_site_cannot_start(walk: Walk) -> None:
    response = walk.post("", Origin="https://elsewhere.example")
    assert (response.status_code, heading_of(response)) == (403, "Start the survey")
    assert walk.address in page_of(response).actions
    assert not response.cookies
    assert Attempt.objects.count() == 0


def test_another_site_cannot_clear(walk: Walk) -> None:
    walk.fill()
    before = stored()
    response = walk.post("finish/", Origin="https://elsewhere.example")
    assert response.status_code == 403
    assert heading_of(response) == "Do you want to clear your answers?"
    assert ("attempt", walk.token) in page_of(response).hidden
    assert walk.cookie.value == walk.token
    assert stored() == before


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "http://testserver"},
        {"Sec-Fetch-Site": "same-origin"},
        {"Sec-Fetch-Site": "none"},
    ],
)
def test_our_own_pages_are_believed(walk: Walk, headers: Any) -> None:
    walk.start()
    assert walk.post("section/1/", first_answers(), **headers).status_code == 303


def test_password_of_a_restricted_page_is_asked_for_first() -> None:
    from tests.factories import make_plan, restrict

    plan = make_plan()
    restrict(plan)
    walk = Walk(make_consultation(plan))
    before = stored()
    for response in (walk.client.post(walk.address), walk.first(), walk.get("section/1/")):
        assert (response.status_code, response["Location"]) == (303, walk.page.url)
    assert stored() == before
    restriction = plan.get_view_restrictions().get()
    walk.client.post(
        reverse("wagtailcore_authenticate_with_password", args=[restriction.pk, plan.pk]),
        {"password": "secret", "return_url": walk.page.url},
    )
    assert walk.start().status_code == 303
    assert Attempt.objects.count() == 1

"""Open and closed are judged by the database's clock when a request arrives (promise R5)."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from plan.consultation.actions.change_response import change_response
from plan.consultation.actions.submit_response import NotOpenError, submit_response
from plan.consultation.builder import definition_by_texts
from plan.consultation.enums import ConsultationState
from plan.consultation.models import Attempt, Consultation, ConsultationPage
from plan.consultation.queries import database_now
from tests.consultation.browsing import Walk, heading_of, page_of, stored, text_of
from tests.consultation.factories import (
    first_answers,
    make_consultation,
    name,
    record,
    second_answers,
    standard_sections,
)
from tests.factories import fresh, publish, translate

pytestmark = pytest.mark.django_db

OPENS = datetime(2026, 11, 16, 9, 0, tzinfo=UTC)
CLOSES = datetime(2026, 12, 18, 17, 0, tzinfo=UTC)
INSTANT = timedelta(microseconds=1)


@pytest.mark.parametrize(
    ("opens", "closes", "moment", "state"),
    [
        (OPENS, CLOSES, OPENS - INSTANT, ConsultationState.SCHEDULED),
        (OPENS, CLOSES, OPENS, ConsultationState.OPEN),
        (OPENS, CLOSES, CLOSES - INSTANT, ConsultationState.OPEN),
        (OPENS, CLOSES, CLOSES, ConsultationState.CLOSED),
        (OPENS, None, CLOSES + timedelta(days=9999), ConsultationState.OPEN),
        (None, CLOSES, CLOSES + INSTANT, ConsultationState.SCHEDULED),
        (None, None, OPENS, ConsultationState.SCHEDULED),
    ],
)
def test_state_at_the_edges(
    opens: datetime | None, closes: datetime | None, moment: datetime, state: ConsultationState
) -> None:
    assert Consultation(opens_at=opens, closes_at=closes).state_at(moment) is state


def test_databases_clock_is_aware_and_ours() -> None:
    from tests.factories import make_site

    make_site()
    assert abs(database_now() - timezone.now()) < timedelta(minutes=1)


@pytest.fixture
def filled(walk: Walk) -> Attempt:
    """An attempt that could be sent, with dates in the past and the future."""
    walk.fill()
    Consultation.objects.update(opens_at=OPENS, closes_at=CLOSES)
    return Attempt.objects.get()


@pytest.mark.parametrize("received_at", [OPENS, CLOSES - INSTANT])
def test_what_arrived_in_time_is_accepted(filled: Attempt, received_at: datetime) -> None:
    response = submit_response(attempt=filled, received_at=received_at)
    response.refresh_from_db()
    assert response.received_at == received_at


@pytest.mark.parametrize(
    ("received_at", "state"),
    [
        (OPENS - INSTANT, ConsultationState.SCHEDULED),
        (CLOSES, ConsultationState.CLOSED),
    ],
)
def test_what_did_not_is_refused(
    filled: Attempt, received_at: datetime, state: ConsultationState
) -> None:
    before = stored()
    with pytest.raises(NotOpenError) as error:
        submit_response(attempt=filled, received_at=received_at)
    assert error.value.state is state
    assert stored() == before


def test_change_is_judged_by_its_arrival_too(walk: Walk) -> None:
    response = walk.finish_form()
    Consultation.objects.update(opens_at=OPENS, closes_at=CLOSES)
    section = definition_by_texts(response.texts_id).sections[1]
    typed = {section.id: {name("place"): ["Barnet"]}}
    before = stored()
    with pytest.raises(NotOpenError):
        change_response(response=response, typed=typed, received_at=CLOSES)
    assert stored() == before
    change_response(response=response, typed=typed, received_at=CLOSES - INSTANT)
    assert response.answers.get(question_id=section.questions[2].id).text == "Barnet"


def test_dates_are_read_again_under_lock(walk: Walk) -> None:
    """An extension published while the answers were on their way holds for them."""
    walk.fill()
    attempt = Attempt.objects.select_related("consultation").get()
    stale = attempt.consultation
    Consultation.objects.update(closes_at=timezone.now() - timedelta(days=1))
    assert stale.state_at(timezone.now()) is ConsultationState.OPEN
    with pytest.raises(NotOpenError):
        submit_response(attempt=attempt, received_at=timezone.now())


def dated(opens: timedelta, closes: timedelta) -> ConsultationPage:
    """A consultation whose times lie so far from now, with another way to take part."""
    now = timezone.now()
    way = ("way", {"kind": "post", "details": "<p>Write to 1 High Street.</p>"})
    return make_consultation(opens=now + opens, closes=now + closes, other_ways=[way])


@pytest.mark.parametrize("step", ["section/1/", "section/2/", "check/"])
def test_steps_before_opening(step: str) -> None:
    page = dated(timedelta(days=2), timedelta(days=9))
    Consultation.objects.update(opens_at=datetime(2096, 11, 16, 9, 0, tzinfo=UTC), closes_at=None)
    walk = Walk(page)
    for response in (walk.get(step), walk.post(step, first_answers()), walk.post("")):
        assert (response.status_code, heading_of(response)) == (
            403,
            "This consultation is not open yet",
        )
        words = text_of(response)
        assert "It opens on 16 November 2096 at 9 a.m. (London time)." in words
        assert "Write to 1 High Street." in words
        assert page.url in page_of(response).links
    assert stored()["Attempt"] == []


def test_steps_before_an_opening_time_is_known() -> None:
    page = make_consultation()
    Consultation.objects.update(opens_at=None, closes_at=None)
    response = Walk(page).post("")
    assert response.status_code == 403
    assert "Its opening time has not been set." in text_of(response)


@pytest.mark.parametrize("step", ["", "section/1/", "check/"])
def test_steps_after_closing(step: str) -> None:
    page = dated(timedelta(days=-9), timedelta(days=-2))
    Consultation.objects.update(
        opens_at=datetime(2025, 6, 1, tzinfo=UTC), closes_at=datetime(2025, 7, 1, 16, tzinfo=UTC)
    )
    walk = Walk(page)
    response = walk.post(step)
    assert (response.status_code, heading_of(response)) == (410, "This consultation has closed")
    words = text_of(response)
    assert "It closed on 1 July 2025 at 5 p.m. (London time)." in words
    assert "Write to 1 High Street." not in words + text_of(walk.client.get(page.url))
    assert "These answers of yours were not sent" not in words
    assert stored()["Attempt"] == []


def close_now() -> None:
    """Let the consultation have closed a moment ago."""
    Consultation.objects.update(closes_at=timezone.now() - timedelta(seconds=1))


@pytest.mark.parametrize("method", ["get", "post"])
def test_unsent_answers_can_be_copied_after_closing(walk: Walk, method: str) -> None:
    walk.fill()
    close_now()
    before = stored()
    response = getattr(walk, method)("check/")
    assert response.status_code == 410
    words = text_of(response)
    assert "These answers of yours were not sent." in words
    for answer in ("As a person", "someone@example.com", "Hackney", "More buses."):
        assert answer in words
    assert stored() == before


def test_what_is_typed_at_the_moment_of_closing_can_be_copied_too(walk: Walk) -> None:
    walk.start()
    walk.first()
    close_now()
    before = stored()
    response = walk.second()
    assert response.status_code == 410
    words = text_of(response)
    assert "Hackney" in words
    assert "As a person" in words
    assert stored() == before


def test_even_without_an_attempt(walk: Walk) -> None:
    close_now()
    response = walk.second()
    assert response.status_code == 410
    assert "Hackney" in text_of(response)
    assert stored()["Attempt"] == []


def test_sent_answers_are_not_called_unsent(walk: Walk) -> None:
    walk.finish_form()
    close_now()
    assert walk.get("check/")["Location"] == f"{walk.address}sent/"
    response = walk.post("")
    assert response.status_code == 410
    assert "Hackney" not in text_of(response)


def test_receipt_stays_after_closing(walk: Walk) -> None:
    reference = walk.finish_form().reference
    close_now()
    response = walk.get("sent/")
    assert response.status_code == 200
    assert reference in text_of(response)
    assert walk.send()["Location"] == f"{walk.address}sent/"


def test_extension_of_the_english_page_holds_at_once() -> None:
    page = dated(timedelta(days=-9), timedelta(days=-2))
    walk = Walk(page)
    assert walk.post("").status_code == 410
    page.closes_at = timezone.now() + timedelta(days=2)
    publish(page)
    assert walk.start().status_code == 303


def test_extension_of_the_english_page_holds_at_once_in_every_language() -> None:
    page = dated(timedelta(days=-9), timedelta(days=-2))
    others = {language: translate(page, language) for language in ("pl", "ar")}
    walks = {language: Walk(page, language=language) for language in others}
    assert {walk.post("").status_code for walk in walks.values()} == {410}
    page = fresh(page)
    page.closes_at = timezone.now() + timedelta(days=2)
    publish(page)
    for language, walk in walks.items():
        assert walk.start().status_code == 303
        overview = text_of(Client().get(others[language].url))
        assert f'action="/{language}/take-part/' in overview
    assert record(page).closes_at == page.closes_at


@pytest.mark.parametrize(
    ("state", "opens", "closes", "expected"),
    [
        ("scheduled", 2, 9, ["Opens on "]),
        ("open", -2, 9, ["Closes on ", "9 days left", "Takes about 15 minutes"]),
        ("closed", -9, -2, ["Closed on ", "The results will be published here."]),
    ],
)
def test_overview_says_the_state(
    client: Any, state: str, opens: int, closes: int, expected: list[str]
) -> None:
    page = make_consultation(
        opens=timezone.now() + timedelta(days=opens),
        closes=timezone.now() + timedelta(days=closes),
        estimated_minutes=15,
    )
    response = client.get(page.url)
    words = text_of(response)
    for sentence in expected:
        assert sentence in words
    address = f"/en/take-part/{record(page).public_id}/"
    assert (address in page_of(response).actions) is (state == "open")
    assert response["Cache-Control"] == "no-cache"


def test_form_without_an_end_stays_open() -> None:
    page = make_consultation()
    Consultation.objects.update(closes_at=None)
    walk = Walk(page)
    walk.finish_form()
    assert len(standard_sections()) == 2
    assert walk.second(**second_answers()).status_code == 303

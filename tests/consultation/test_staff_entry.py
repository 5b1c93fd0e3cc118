"""Paper, phone and event responses are entered by staff, by the rules of the web form."""

from __future__ import annotations

import uuid
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from plan.consultation.models import Answer, ConsultationPage, FormVersion, Response
from plan.consultation.rows import values_of
from tests.consultation.browsing import stored, text_of
from tests.consultation.entering import (
    confirmation,
    days,
    enter,
    entered,
    faults,
    logged,
    person,
    sheet,
    texts_of,
    url,
)
from tests.consultation.factories import (
    known_id,
    make_consultation,
    name,
    record,
)
from tests.consultation.publishing import small

pytestmark = pytest.mark.django_db


@pytest.fixture
def page() -> ConsultationPage:
    return make_consultation()


@pytest.fixture
def clerk() -> Client:
    return person("clerk")


def test_a_paper_response_is_stored_as_the_web_form_would_store_it(
    page: ConsultationPage, clerk: Client
) -> None:
    response = entered(clerk, page)
    assert (response.channel, response.language, response.is_late) == ("paper", "en", False)
    assert response.texts == texts_of(page)
    assert response.entered_by is not None
    assert response.entered_by.email == "clerk@example.org"
    assert response.entered_at is not None
    assert response.attempt is None
    values = values_of(response)
    assert [str(v.option_id) for v in values[uuid.UUID(known_id("topics"))]] == [
        known_id("violence"),
        known_id("trust"),
    ]
    assert values[uuid.UUID(known_id("missing"))][0].text == "More buses.\nMore light."
    assert values[uuid.UUID(known_id("email"))][0].contact == "email"
    assert logged("enter_response") == [{"reference": response.reference, "channel": "paper"}]


def test_the_reference_is_given_to_write_on_the_paper(
    page: ConsultationPage, clerk: Client
) -> None:
    response = entered(clerk, page)
    shown = clerk.get(url("entered", page, response.reference))
    assert f"<strong>{response.reference}</strong>" in text_of(shown)
    assert "no-store" in shown["Cache-Control"]


def test_the_way_to_the_sheet_asks_for_language_version_and_receipt(
    page: ConsultationPage, clerk: Client
) -> None:
    assert "Enter a response" in text_of(clerk.get(url("entries", page)))
    facts = {"language": "en", "version": "", "channel": "letter", "received_on": "2026-01-05"}
    answer = clerk.post(url("start_entry", page), facts)
    assert answer.status_code == 302
    opened = text_of(clerk.get(answer["Location"]))
    assert "How do you respond?" in opened
    assert "What is missing?" in opened
    assert 'value="2026-01-05"' in opened
    assert '<option value="letter" selected>' in opened


def test_the_version_in_force_when_it_came_in_is_the_one_on_the_sheet(clerk: Client) -> None:
    page = small(opens=timezone.now() - days(30))
    old = texts_of(page)
    FormVersion.objects.filter(pk=old.version_id).update(created_at=timezone.now() - days(20))
    type(old).objects.filter(pk=old.pk).update(created_at=timezone.now() - days(20))
    page.form[0].value["title"] = "Other words"
    page.change_reason = "Clearer"
    page.save_revision().publish()
    new = texts_of(page)
    assert new != old

    def leads_to(day: Any, version: str = "") -> str:
        facts = {"language": "en", "version": version, "channel": "paper", "received_on": day}
        answer = clerk.post(url("start_entry", page), facts)
        return str(answer["Location"].split("?")[0])

    today = timezone.localdate(timezone=record(page).zone)
    assert leads_to(today - days(3)) == url("enter", page, old.pk)
    assert leads_to(today - days(25)) == url("enter", page, old.pk)
    assert leads_to(today - days(3), "2") == url("enter", page, new.pk)


def test_a_wrong_answer_stores_nothing_and_keeps_what_was_typed(
    page: ConsultationPage, clerk: Client
) -> None:
    before = stored()
    answer = enter(clerk, page, **{name("number"): "many", name("place"): "Tower Hamlets"})
    assert answer.status_code == 422
    assert "Enter a number, with digits only." in faults(answer)
    assert 'value="Tower Hamlets"' in answer.content.decode()
    assert 'value="many"' in answer.content.decode()
    assert stored() == before
    assert logged("enter_response") == []


def test_what_was_left_empty_on_paper_is_said_and_then_recorded(
    page: ConsultationPage, clerk: Client
) -> None:
    answer = enter(clerk, page, **{name("as"): None})
    assert answer.status_code == 422
    assert "“How do you respond?” needs an answer and has none." in faults(answer)
    assert Response.objects.count() == 0
    again = enter(clerk, page, **{name("as"): None, "confirmed": "0" * 16})
    assert again.status_code == 422
    response = entered(clerk, page, **{name("as"): None, "confirmed": confirmation(answer)})
    assert uuid.UUID(known_id("as")) not in values_of(response)
    assert uuid.UUID(known_id("place")) in values_of(response)


def test_after_closing_what_came_in_before_is_in_time(clerk: Client) -> None:
    now = timezone.now()
    page = make_consultation(opens=now - days(30), closes=now - days(10))
    day = timezone.localdate(now - days(12), record(page).zone)
    response = entered(clerk, page, received_on=day.isoformat())
    assert response.is_late is False


def test_what_came_in_late_is_said_recorded_and_marked(clerk: Client) -> None:
    now = timezone.now()
    page = make_consultation(opens=now - days(30), closes=now - days(10))
    day = timezone.localdate(now - days(2), record(page).zone)
    answer = enter(clerk, page, received_on=day.isoformat())
    assert answer.status_code == 422
    assert "it is recorded, and marked as late" in faults(answer)
    response = entered(clerk, page, received_on=day.isoformat(), confirmed=confirmation(answer))
    assert response.is_late is True
    assert list(record(page).responses.counted()) == [response]
    assert "Late" in text_of(clerk.get(url("entries", page)))


@pytest.mark.parametrize("place", ["entries", "check", "entered", "response"])
def test_what_came_in_before_the_opening_is_not_called_late(clerk: Client, place: str) -> None:
    now = timezone.now()
    page = make_consultation(opens=now - days(3), closes=now + days(10))
    day = timezone.localdate(now - days(9), record(page).zone)
    answer = enter(clerk, page, received_on=day.isoformat())
    assert "It came in before the opening: it is recorded, and marked so." in faults(answer)
    response = entered(clerk, page, received_on=day.isoformat(), confirmed=confirmation(answer))
    assert response.is_late is True
    arguments = [] if place == "entries" else [response.reference]
    shown = text_of(clerk.get(url(place, page, *arguments)))
    assert "<strong>Before the opening</strong>" in shown
    assert "<strong>Late</strong>" not in shown


def test_without_a_time_nobody_is_early_on_the_day_of_opening(clerk: Client) -> None:
    opens = timezone.now() - days(3)
    page = make_consultation(opens=opens)
    day = timezone.localdate(opens, record(page).zone)
    response = entered(clerk, page, received_on=day.isoformat(), received_time="")
    assert response.is_late is False
    assert response.received_at == opens


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"received_on": "2999-01-01"}, "Enter a day that has been."),
        ({"received_on": "0001-01-01", "received_time": ""}, "Enter a day that has been."),
        ({"received_on": "9999-12-31", "received_time": ""}, "Enter a day that has been."),
        ({"received_on": "soon"}, "Enter a valid date."),
        ({"received_time": "25:00"}, "Enter a valid time."),
        ({"channel": "web"}, "web is not one of the available choices"),
        ({"original_language": "xx"}, "xx is not one of the available choices"),
        ({"key": "no-key"}, "Enter a valid UUID."),
        ({"channel": "pa\x00per"}, "is not one of the available choices"),
    ],
)
def test_impossible_facts_are_refused_beside_the_field(
    page: ConsultationPage, clerk: Client, changes: dict[str, Any], words: str
) -> None:
    answer = enter(clerk, page, **changes)
    assert answer.status_code == 422
    assert words in text_of(answer)
    assert Response.objects.count() == 0


def test_nothing_is_entered_before_the_opening(clerk: Client) -> None:
    page = make_consultation(opens=timezone.now() + days(2))
    assert "has not opened yet" in text_of(clerk.get(url("start_entry", page)))
    answer = enter(clerk, page, confirmed="x")
    answer = enter(clerk, page, confirmed=confirmation(answer))
    assert answer.status_code == 422
    assert "nothing was stored" in faults(answer)
    assert Response.objects.count() == 0


def test_a_sheet_sent_twice_makes_one_response(page: ConsultationPage, clerk: Client) -> None:
    first, second = entered(clerk, page), entered(clerk, page)
    assert first == second
    assert Response.objects.count() == 1
    assert len(logged("enter_response")) == 1
    other = entered(clerk, page, key=str(uuid.uuid4()))
    assert other != first


def test_original_words_are_kept_beside_the_translation(
    page: ConsultationPage, clerk: Client
) -> None:
    original = {f"original-{uuid.UUID(known_id('missing')).hex}": "Więcej światła."}
    response = entered(clerk, page, original_language="pl", **original)
    assert response.original_language == "pl"
    answer = Answer.objects.get(question_id=known_id("missing"))
    assert (answer.text, answer.original) == ("More buses.\nMore light.", "Więcej światła.")
    shown = text_of(clerk.get(url("check", page, response.reference)))
    assert "Więcej światła." in shown
    assert "Polski" in shown


def test_sign_language_can_be_said(page: ConsultationPage, clerk: Client) -> None:
    response = entered(clerk, page, original_language="bfi")
    assert "British Sign Language" in text_of(clerk.get(url("entered", page, response.reference)))


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({}, "Choose the language of the original words"),
        (
            {"original_language": "pl", name("missing"): ""},
            "Write the translation of the original into the answer above.",
        ),
    ],
)
def test_original_words_need_a_language_and_a_translation(
    page: ConsultationPage, clerk: Client, changes: dict[str, Any], words: str
) -> None:
    original = {f"original-{uuid.UUID(known_id('missing')).hex}": "Więcej światła."}
    answer = enter(clerk, page, **original, **changes)
    assert answer.status_code == 422
    assert words in faults(answer)
    assert "Więcej światła." in answer.content.decode()
    assert Response.objects.count() == 0


def test_what_nobody_can_type_gives_no_error_page(page: ConsultationPage, clerk: Client) -> None:
    wild = {
        name("as"): "\x00",
        name("topics"): ["no-id", "\ud83d", "x" * 100_000],
        f"{name('date')}-day": "٣",
        f"{name('date')}-month": "1e400",
        f"{name('date')}-year": "-" * 5000,
        name("missing"): "\u202eabc\x00" * 10,
        name("number"): "NaN",
    }
    wild[name("topics")] = ["no-id", "x" * 100_000]
    answer = enter(clerk, page, **wild)
    assert answer.status_code == 422
    assert Response.objects.count() == 0


def test_words_of_another_consultation_are_not_found(page: ConsultationPage, clerk: Client) -> None:
    other = small()
    address = url("enter", page, texts_of(other).pk)
    assert clerk.get(address, follow=True).status_code == 404
    assert clerk.post(address, sheet(page), follow=True).status_code == 404
    assert Response.objects.count() == 0


def test_only_those_who_may_enter(page: ConsultationPage) -> None:
    reader = person("reader", "view_response", "check_response")
    before = stored()
    assert enter(reader, page).status_code == 302
    assert reader.get(url("start_entry", page)).status_code == 302
    assert reader.get(url("entries", page)).status_code == 200
    assert stored() == before
    assert logged("enter_response") == []

"""Where a body wants it, somebody else compares each entry with what came in."""

from __future__ import annotations

import uuid
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from home.models import User
from plan.consultation.actions.check_response import check_response
from plan.consultation.actions.correct_response import correct_response
from plan.consultation.builder import definition_by_texts
from plan.consultation.entry import sheet_of
from plan.consultation.models import AnswerFile, ConsultationPage, Response, TallyState
from plan.consultation.rows import values_of
from tests.consultation.browsing import Walk, stored, text_of
from tests.consultation.entering import (
    PDF,
    RIGHTS,
    confirmation,
    entered,
    faults,
    logged,
    person,
    sheet,
    upload,
    url,
)
from tests.consultation.factories import known_id, make_consultation, name, record

pytestmark = pytest.mark.django_db


@pytest.fixture
def page() -> ConsultationPage:
    return make_consultation(needs_second_check=True)


@pytest.fixture
def clerk() -> Client:
    return person("clerk")


@pytest.fixture
def second() -> Client:
    return person("second")


def places(response: Response) -> list[str]:
    """What the response says of where somebody lives."""
    return [value.text for value in values_of(response).get(uuid.UUID(known_id("place")), [])]


def corrected(page: ConsultationPage, **changes: Any) -> dict[str, Any]:
    """The sheet of a correction."""
    given = {**sheet(page), "reason": "A word was misread", **changes}
    return {name: value for name, value in given.items() if value is not None}


def test_an_entry_counts_and_waits_and_both_are_said(page: ConsultationPage, clerk: Client) -> None:
    response = entered(clerk, page)
    assert list(record(page).responses.counted()) == [response]
    listed = text_of(clerk.get(url("entries", page)))
    assert "1 response was entered by staff." in listed
    assert "1 waits for a second person, and is counted all the same." in listed
    assert response.reference in text_of(clerk.get(url("entries", page) + "?show=unchecked"))
    responses = text_of(clerk.get(url("responses", page)))
    assert "1 entered response waits for a second person, and is counted all the same." in responses


def test_another_person_marks_it_as_checked(
    page: ConsultationPage, clerk: Client, second: Client
) -> None:
    response = entered(clerk, page)
    shown = text_of(second.get(url("check", page, response.reference)))
    assert "Hackney" in shown
    assert "It agrees: mark as checked" in shown
    assert second.post(url("check", page, response.reference)).status_code == 302
    response.refresh_from_db()
    assert response.checked_by is not None
    assert response.checked_by.email == "second@example.org"
    assert response.checked_at is not None
    assert logged("check_response") == [{"reference": response.reference}]
    waiting = text_of(second.get(url("entries", page) + "?show=unchecked"))
    assert "Nothing waits for a second person." in waiting
    second.post(url("check", page, response.reference))
    assert len(logged("check_response")) == 1


def test_nobody_checks_what_they_entered(page: ConsultationPage, clerk: Client) -> None:
    response = entered(clerk, page)
    shown = text_of(clerk.get(url("check", page, response.reference)))
    assert "You entered it yourself: somebody else is to check it." in shown
    assert "mark as checked" not in shown
    clerk.post(url("check", page, response.reference))
    response.refresh_from_db()
    assert response.checked_at is None
    assert logged("check_response") == []


def test_checking_needs_the_right(page: ConsultationPage, clerk: Client) -> None:
    response = entered(clerk, page)
    other = person("other", "view_response", "enter_response")
    other.post(url("check", page, response.reference))
    response.refresh_from_db()
    assert response.checked_at is None
    with pytest.raises(PermissionDenied):
        check_response(response=response, user=User.objects.create_user("none@example.org"))


def test_a_difference_is_corrected_logged_and_checked_anew(
    page: ConsultationPage, clerk: Client, second: Client
) -> None:
    response = entered(clerk, page)
    second.post(url("check", page, response.reference))
    address = url("correct", page, response.reference)
    shown = second.get(address).content.decode()
    assert 'value="Hackney"' in shown
    assert "More buses.\nMore light." in shown
    assert second.post(address, corrected(page, **{name("place"): "Havering"})).status_code == 302
    response.refresh_from_db()
    assert places(response) == ["Havering"]
    assert response.checked_at is None
    assert response.changed_at is not None
    assert response.entered_by is not None
    assert response.entered_by.email == "clerk@example.org"
    assert logged("correct_response") == [
        {"reference": response.reference, "reason": "A word was misread"}
    ]
    assert "Havering" not in str(logged("correct_response"))


def test_a_correction_is_counted_anew(
    page: ConsultationPage, clerk: Client, second: Client
) -> None:
    response = entered(clerk, page)
    Response.objects.filter(pk=response.pk).update(is_tallied=True)
    second.post(url("correct", page, response.reference), corrected(page))
    assert TallyState.objects.get(consultation=record(page)).needs_recount is True


def test_a_wrong_correction_changes_nothing_and_keeps_what_was_typed(
    page: ConsultationPage, clerk: Client, second: Client
) -> None:
    response = entered(clerk, page)
    before = stored()
    address = url("correct", page, response.reference)
    answer = second.post(address, corrected(page, **{name("number"): "many", "reason": "\x00"}))
    assert answer.status_code == 422
    assert "Enter a number, with digits only." in faults(answer)
    assert 'value="many"' in answer.content.decode()
    answer = second.post(address, corrected(page, **{name("as"): None}))
    assert "needs an answer and has none" in faults(answer)
    assert stored() == before
    again = corrected(page, **{name("as"): None, "confirmed": confirmation(answer)})
    assert second.post(address, again).status_code == 302
    assert uuid.UUID(known_id("as")) not in values_of(response)


def test_original_words_survive_a_correction(
    page: ConsultationPage, clerk: Client, second: Client
) -> None:
    original = {f"original-{uuid.UUID(known_id('missing')).hex}": "Więcej światła."}
    response = entered(clerk, page, original_language="pl", **original)
    shown = second.get(url("correct", page, response.reference)).content.decode()
    assert "Więcej światła." in shown
    changed = corrected(page, **original, **{name("missing"): "More light."})
    second.post(url("correct", page, response.reference), changed)
    [value] = values_of(response)[uuid.UUID(known_id("missing"))]
    assert (value.text, value.original) == ("More light.", "Więcej światła.")


def test_who_may_not_see_contact_details_corrects_nothing(
    page: ConsultationPage, clerk: Client
) -> None:
    response = entered(clerk, page)
    rights = [right for right in RIGHTS if right != "view_contactdetail"]
    other = person("other", *rights)
    shown = text_of(other.get(url("check", page, response.reference)))
    assert "someone@example.com" not in shown
    assert "It differs: correct it" not in shown
    before = stored()
    address = url("correct", page, response.reference)
    assert other.get(address).status_code == 302
    other.post(address, corrected(page, **{name("place"): "Havering"}))
    assert stored() == before
    assert logged("correct_response") == []
    user = User.objects.get(email="other@example.org")
    kept = sheet_of(definition_by_texts(response.texts_id), values_of(response))
    with pytest.raises(PermissionDenied):
        correct_response(response=response, sheet=kept, reason="Misread", user=user)


def test_responses_from_the_website_are_no_entries(
    page: ConsultationPage, second: Client, client: Client
) -> None:
    response = Walk(page, client).finish_form()
    for view in ("check", "correct", "entered"):
        address = url(view, page, response.reference)
        assert second.get(address, follow=True).status_code == 404
        assert second.post(address, follow=True).status_code in (404, 405)
    user = User.objects.get(email="second@example.org")
    with pytest.raises(PermissionDenied):
        check_response(response=response, user=user)
    assert places(response) == ["Hackney"]


def test_a_scan_can_come_later_and_the_same_one_is_kept_once(
    page: ConsultationPage, clerk: Client
) -> None:
    response = entered(clerk, page)
    address = url("check", page, response.reference)
    for _time in range(2):
        assert clerk.post(address, {"attach": "1", "scan": upload(PDF)}).status_code == 302
    assert AnswerFile.objects.filter(response=response).count() == 1
    assert "scan.pdf" in text_of(clerk.get(address))
    refused = clerk.post(address, {"attach": "1", "scan": upload(b"no scan")})
    assert refused.status_code == 422
    assert AnswerFile.objects.count() == 1
    checker = person("checker", "view_response", "check_response")
    before = len(logged("attach_scan"))
    checker.post(address, {"attach": "1", "scan": upload(PDF + b"\n")})
    assert AnswerFile.objects.count() == 1
    assert len(logged("attach_scan")) == before


def test_without_a_second_check_nothing_waits(clerk: Client) -> None:
    page = make_consultation()
    entered(clerk, page)
    assert "waits" not in text_of(clerk.get(url("entries", page)))
    waiting = text_of(clerk.get(url("entries", page) + "?show=unchecked"))
    assert "Nothing waits for a second person." in waiting


def test_the_list_takes_as_many_queries_for_30_entries_as_for_3(
    page: ConsultationPage, clerk: Client
) -> None:
    first = entered(clerk, page, scan=upload(PDF))
    address = url("entries", page)

    def copies(number: int) -> None:
        facts = {
            field: getattr(first, field)
            for field in ("version_id", "texts_id", "language", "channel", "received_at")
        }
        Response.objects.bulk_create(
            Response(
                consultation=first.consultation,
                entered_by_id=first.entered_by_id,
                entered_at=first.entered_at,
                **facts,
            )
            for _place in range(number)
        )

    counts = []
    for more in (2, 27):
        copies(more)
        clerk.get(address)
        with CaptureQueriesContext(connection) as queries:
            assert clerk.get(address).status_code == 200
        counts.append(len(queries))
    assert counts[0] == counts[1]
    assert counts[0] < 25

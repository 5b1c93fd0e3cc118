"""Answers of special category: stored apart and encrypted, seen and taken away by few."""

from __future__ import annotations

import base64
import csv
import io
import uuid
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from wagtail.models import ModelLogEntry

from home.models import User
from plan.consultation.exports.rows import FIXED_COLUMNS
from plan.consultation.models import (
    Answer,
    ConsultationPage,
    ProtectedAnswer,
    Response,
)
from tests.consultation.browsing import Walk, text_of
from tests.consultation.exported import response_rows
from tests.consultation.factories import (
    known_id,
    make_consultation,
    name,
    option,
    question,
    record,
    section,
)
from tests.consultation.test_admin import staff
from tests.factories import make_roles

pytestmark = pytest.mark.django_db
SECRET = "I use a wheelchair"
HIDDEN = "Given, but your role does not show answers of special category."


def sections() -> list[dict[str, Any]]:
    """An ordinary question, one that asks to choose and one that asks for words."""
    choices = [option("faith-a", "Quaker"), option("faith-b", "Another", "other")]
    return [
        section(
            "one",
            "One",
            question("short_text", "place", "Where?"),
            question("single_choice", "faith", "Faith?", options=choices, is_protected=True),
            question("long_text", "need", "What do you need?", limit=500, is_protected=True),
        )
    ]


@pytest.fixture
def page() -> ConsultationPage:
    """A consultation that asks for special categories."""
    return make_consultation(sections=sections())


def respond(page: ConsultationPage) -> Response:
    """Somebody answers everything."""
    walk = Walk(page)
    walk.start()
    given = {
        name("place"): "Leeds",
        name("faith"): known_id("faith-b"),
        f"{name('faith')}-other": "Shinto",
        name("need"): SECRET,
    }
    walk.post("section/1/", given)
    walk.send()
    return Response.objects.latest("pk")


def shown(page: ConsultationPage, response: Response, *codenames: str) -> str:
    """The response as somebody with these permissions sees it."""
    place = f"/admin/consultations/{record(page).public_id}/responses/{response.reference}/"
    return text_of(staff("view_response", *codenames).get(place))


def exported(page: ConsultationPage, query: str, *codenames: str) -> list[list[str]]:
    """The file that somebody with these permissions takes away."""
    client = staff("view_response", "export_response", *codenames)
    response = client.get(f"/admin/consultations/{record(page).public_id}/responses.csv{query}")
    assert response.status_code == 200
    text = b"".join(response.streaming_content).decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text)))


def test_words_are_unreadable_where_they_are_stored(page: ConsultationPage) -> None:
    respond(page)
    assert [answer.text for answer in Answer.objects.all()] == ["Leeds"]
    rows = ProtectedAnswer.objects.order_by("pk")
    assert [row.option_id for row in rows] == [uuid.UUID(known_id("faith-b")), None]
    for row, words in zip(rows, ("Shinto", SECRET), strict=True):
        assert words.encode() not in bytes(row.ciphertext or b"")
        assert row.key_id


def test_staff_are_told_that_there_are_answers_and_not_which(page: ConsultationPage) -> None:
    text = shown(page, respond(page), "view_contactdetail", "export_response")
    assert text.count(HIDDEN) == 2
    assert "Leeds" in text
    for word in ("Shinto", SECRET, "Another"):
        assert word not in text


def test_they_are_shown_with_a_permission_of_their_own(page: ConsultationPage) -> None:
    text = shown(page, respond(page), "view_protectedanswer")
    assert HIDDEN not in text
    assert SECRET in text
    assert "Another: Shinto" in text


def test_what_was_left_out_is_not_said_to_be_hidden(page: ConsultationPage) -> None:
    walk = Walk(page)
    walk.start()
    walk.post("section/1/", {name("place"): "Leeds"})
    walk.send()
    assert HIDDEN not in shown(page, Response.objects.get())


def test_a_lost_key_hides_what_it_opens_and_nothing_else(
    page: ConsultationPage, settings: Any
) -> None:
    response = respond(page)
    settings.PLAN_ANSWER_KEYS = {"new": base64.b64encode(b"k" * 32).decode()}
    text = shown(page, response, "view_protectedanswer")
    assert text.count("no key on this site opens it") == 2
    assert "Leeds" in text
    table = exported(page, "?special-category", "export_protectedanswer")
    assert table[1][len(FIXED_COLUMNS) :] == ["Leeds", "", "[x]", "[x]"]


def test_no_role_shows_or_exports_them(page: ConsultationPage) -> None:
    response = respond(page)
    make_roles()
    place = f"/admin/consultations/{record(page).public_id}/responses"
    for group in Group.objects.all():
        user = User.objects.create_user(f"{group.pk}@example.org")
        user.groups.add(group)
        client = Client()
        client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        one = client.get(f"{place}/{response.reference}/")
        listed = client.get(f"{place}/")
        assert SECRET not in one.content.decode(), group.name
        assert "special-category" not in listed.content.decode(), group.name
        file = client.get(f"{place}.csv?special-category")
        assert file.status_code == 302, group.name
    assert not ModelLogEntry.objects.filter(action="plan_consultation.export_responses").exists()


def test_the_file_of_all_responses_leaves_them_out(page: ConsultationPage) -> None:
    respond(page)
    header, row = exported(page, "", "export_protectedanswer")
    assert header[len(FIXED_COLUMNS) :] == ["q1"]
    assert row[len(FIXED_COLUMNS) :] == ["Leeds"]
    entry = ModelLogEntry.objects.get(action="plan_consultation.export_responses")
    assert entry.data == {"responses": 1, "special_category": False}


def test_they_are_exported_where_asked_for_by_those_who_may(page: ConsultationPage) -> None:
    respond(page)
    header, row = exported(page, "?special-category", "export_protectedanswer")
    assert header[len(FIXED_COLUMNS) :] == ["q1", "q2", "q2_other", "q3"]
    assert row[len(FIXED_COLUMNS) :] == ["Leeds", "2", "Shinto", SECRET]
    entry = ModelLogEntry.objects.get(action="plan_consultation.export_responses")
    assert entry.data == {"responses": 1, "special_category": True}
    assert entry.message == "1 responses exported with answers of special category"


@pytest.mark.parametrize("codenames", [(), ("export_response",), ("export_protectedanswer",)])
def test_both_permissions_are_needed_to_export_them(
    page: ConsultationPage, codenames: tuple[str, ...]
) -> None:
    client = staff("view_response", *codenames)
    place = f"/admin/consultations/{record(page).public_id}/responses"
    assert client.get(f"{place}.csv?special-category").status_code == 302
    assert "special-category" not in client.get(f"{place}/").content.decode()
    assert not ModelLogEntry.objects.exists()


def test_who_may_export_them_finds_the_way(page: ConsultationPage) -> None:
    client = staff("view_response", "export_response", "export_protectedanswer")
    text = client.get(f"/admin/consultations/{record(page).public_id}/responses/")
    assert "responses.csv?special-category" in text.content.decode()


def test_a_batch_is_read_in_as_many_queries_whatever_its_size(
    page: ConsultationPage, django_assert_num_queries: Any
) -> None:
    consultation = record(page)
    for number in (3, 30):
        while Response.objects.count() < number:
            respond(page)
        # What was translated; versions and words of the codebook; responses, answers and
        # protected ones; the end.
        with django_assert_num_queries(6):
            rows = list(response_rows(consultation, with_protected=True))
        assert len(rows) == number + 1


def test_searching_finds_no_words_of_special_category(page: ConsultationPage) -> None:
    respond(page)
    client = staff("view_response", "view_protectedanswer")
    place = f"/admin/consultations/{record(page).public_id}/responses/"
    assert "No response matches." in client.get(place, {"q": "wheelchair"}).content.decode()
    assert "No response matches." not in client.get(place, {"q": "Leeds"}).content.decode()


def test_the_codebook_says_which_they_are(page: ConsultationPage) -> None:
    text = text_of(
        staff("view_response").get(f"/admin/consultations/{record(page).public_id}/codebook/")
    )
    assert "One choice, special category" in text
    assert "Long text, special category" in text
    assert "Short text, special category" not in text

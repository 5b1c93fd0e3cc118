"""Whatever is sent from beside a passage is answered by a page, and loses nothing typed."""

from __future__ import annotations

import uuid
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from plan.consultation.models import Attempt, Consultation, Response
from tests.consultation.browsing import stored, summary_errors, text_of, token_in
from tests.consultation.embedding import Reader, chapter_asking, given
from tests.consultation.factories import known_id, make_consultation, name

pytestmark = pytest.mark.django_db
Q = uuid.UUID(known_id("missing"))


@pytest.fixture
def asked(client: Client) -> tuple[Reader, Any]:
    """A reader, and a chapter that asks what is missing."""
    page = make_consultation()
    return Reader(page, client), chapter_asking(page, "missing", kind="opinion")


def test_another_site_sends_nothing_and_loses_nothing(asked: Any) -> None:
    reader, chapter = asked
    before = stored()
    for headers in ({"Sec-Fetch-Site": "cross-site"}, {"Origin": "https://evil.example"}):
        response = reader.answer(chapter, "missing", missing="Typed there", headers=headers)
        assert response.status_code == 403
        assert "Typed there" in text_of(response)
        assert not response.cookies
        assert stored() == before
    reader.answer(chapter, "missing", missing="Typed there")
    refused = reader.decide("send", "missing", **{"Sec-Fetch-Site": "cross-site"})
    assert refused.status_code == 403
    assert "Typed there" in text_of(refused)
    assert Response.objects.count() == 0


def test_an_empty_answer_is_asked_for_again(asked: Any) -> None:
    reader, chapter = asked
    response = reader.answer(chapter, "missing", missing="  ")
    assert response.status_code == 422
    assert summary_errors(response) == [
        (f"#ask-answer-{name('missing')}", "Write or choose an answer first.")
    ]
    assert f'href="{chapter.url}#p-{chapter.body[0].id}"' in text_of(response)
    response = reader.answer(chapter, "missing", missing="x" * 501)
    assert response.status_code == 422
    assert "x" * 501 in text_of(response)
    assert summary_errors(response)[0][0] == f"#ask-answer-{name('missing')}"
    assert not Attempt.objects.exists()


def test_what_may_not_be_asked_here_is_not_taken_here(asked: Any) -> None:
    reader, chapter = asked
    response = reader.answer(chapter, "email", email="me@example.com")
    assert response.status_code == 404
    assert "me@example.com" in text_of(response)
    assert not Attempt.objects.exists()
    data = given(chapter, "missing", missing="Buses", email="me@example.com", place="Hackney")
    response = reader.client.post(f"{reader.address}answer/", data)
    reader.token = token_in(response)
    reader.decide("send", "missing", "email", "place")
    sent = Response.objects.get()
    assert list(sent.answers.values_list("question_id", flat=True)) == [Q]
    assert not sent.contact_details.exists()


def test_closed_shows_what_was_typed(asked: Any) -> None:
    reader, chapter = asked
    Consultation.objects.update(closes_at=timezone.now())
    response = reader.answer(chapter, "missing", missing="Too late")
    assert response.status_code == 410
    assert "Too late" in text_of(response)
    assert not Attempt.objects.exists()


def test_closing_between_answering_and_sending(asked: Any) -> None:
    reader, chapter = asked
    reader.answer(chapter, "missing", missing="Just in time")
    Consultation.objects.update(closes_at=timezone.now())
    response = reader.decide("send", "missing")
    assert response.status_code == 410
    assert "Just in time" in text_of(response)
    assert Response.objects.count() == 0


@pytest.mark.parametrize(
    ("key", "block", "expected"),
    [
        ("", "", (False, False)),
        ("no id", "\x00", (False, False)),
        (str(uuid.UUID(int=1)), str(uuid.UUID(int=2)), (False, False)),
        ("own", str(uuid.UUID(int=3)), (True, False)),
        ("own", "own", (True, True)),
    ],
)
def test_an_invented_passage_is_not_stored(
    asked: Any, key: str, block: str, expected: tuple[bool, bool]
) -> None:
    reader, chapter = asked
    data = given(chapter, "missing", missing="Buses")
    data["about_key"] = str(chapter.translation_key) if key == "own" else key
    data["about_block"] = str(chapter.body[0].id) if block == "own" else block
    response = reader.client.post(f"{reader.address}answer/", data)
    assert response.status_code == 200
    attempt = Attempt.objects.get()
    assert (attempt.about_key is not None, attempt.about_block is not None) == expected

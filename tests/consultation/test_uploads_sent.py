"""Files on their way: sent, erased, named by others, changed, too large."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from home.models import User
from plan.consultation.actions.erase_response import erase_response
from plan.consultation.models import Answer, AnswerFile, Attempt, Response
from plan.consultation.rows import values_of
from plan.private_storage import private_storage
from tests.consultation.browsing import Walk, heading_of, stored, text_of
from tests.consultation.factories import make_consultation, name
from tests.consultation.publishing import by_hand, raw_form
from tests.consultation.test_file_contents import PDF, picture
from tests.consultation.uploading import (
    FILE,
    begun,
    contents,
    delete_all_idle_attempts,
    finish,
    held,
    sections,
    send,
    upload,
)
from tests.factories import committing

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("folder")]


@pytest.fixture
def walk() -> Walk:
    """Somebody who has begun to answer."""
    return begun()


def test_what_is_sent_is_the_response_s(walk: Walk, folder: Path) -> None:
    send(walk, upload())
    response = finish(walk)
    file = AnswerFile.objects.get()
    assert (file.response, file.attempt) == (response, None)
    answer = Answer.objects.get(question_id=file.question_id)
    assert (answer.text, answer.row_id) == ("Our view.pdf", file.public_id)
    delete_all_idle_attempts()
    assert contents(folder) == [PDF]
    assert values_of(response)[file.question_id][0].row_id == file.public_id


def test_an_attempt_takes_its_files_with_it(walk: Walk, folder: Path) -> None:
    send(walk, upload())
    delete_all_idle_attempts()
    assert not AnswerFile.objects.exists()
    assert contents(folder) == []


def test_finish_and_clear_takes_the_file(walk: Walk, folder: Path) -> None:
    send(walk, upload())
    with committing():
        walk.post("finish/")
    assert contents(folder) == []


def test_an_erased_response_takes_its_files_with_it(walk: Walk, folder: Path) -> None:
    send(walk, upload())
    response = finish(walk)
    user = User.objects.create_superuser("admin@example.org")
    with committing():
        erase_response(response=response, user=user, reason="Asked for")
    assert not AnswerFile.objects.exists()
    assert contents(folder) == []


def test_a_storage_that_fails_keeps_nobody_from_erasing(
    walk: Walk, monkeypatch: pytest.MonkeyPatch
) -> None:
    send(walk, upload())
    response = finish(walk)

    def fail(self: Any, name: str) -> None:
        raise OSError("no disk")

    monkeypatch.setattr(type(private_storage()), "delete", fail)
    user = User.objects.create_superuser("admin@example.org")
    with committing():
        erase_response(response=response, user=user, reason="Asked for")
    assert not Response.objects.exists()


def test_somebody_else_s_file_cannot_be_named(walk: Walk) -> None:
    send(walk, upload())
    theirs = held(walk)
    other = Walk(walk.page, Client())
    other.start()
    response = send(other, **{name("file"): theirs})
    assert response.status_code == 303
    assert "Our view.pdf" not in text_of(other.get("check/"))
    with committing():
        other.post("section/2/", {})
        other.post("check/")
    assert Answer.objects.filter(row_id__isnull=False).count() == 0
    assert AnswerFile.objects.get().attempt is not None


@pytest.mark.parametrize("typed", ["x", "trial-evil.pdf", "0" * 32, "\x00", "1" * 9999])
def test_what_is_no_file_of_ours_is_dropped(walk: Walk, typed: str) -> None:
    assert send(walk, **{name("file"): typed}).status_code == 303
    assert held(walk) == ""
    assert Response.objects.count() == 0


def test_a_page_cannot_claim_a_fault(walk: Walk) -> None:
    assert send(walk, **{f"{name('file')}-fault": "bomb"}).status_code == 303


def test_the_file_stays_when_the_language_changes() -> None:
    page = make_consultation(sections=sections())
    by_hand(page, "pl", raw_form(page))
    walk = Walk(page)
    walk.start()
    response = send(walk, upload(), language="pl")
    assert response.status_code == 303
    assert response["Location"].startswith("/pl/")
    assert "Our view.pdf" in text_of(walk.client.get(response["Location"]))


def test_another_site_cannot_store_a_file(walk: Walk, folder: Path) -> None:
    before = stored()
    response = walk.post(
        "section/1/", {FILE: upload(), name("place"): "x"}, **{"Sec-Fetch-Site": "cross-site"}
    )
    assert response.status_code == 403
    assert stored() == before
    assert contents(folder) == []


def test_a_lost_attempt_keeps_the_file_in_a_new_one(walk: Walk, folder: Path) -> None:
    Attempt.objects.all().delete()
    response = send(walk, upload())
    assert response.status_code == 409
    assert "Our view.pdf" in text_of(response)
    assert contents(folder) == [PDF]


def test_a_changed_file_takes_the_place_of_the_one_that_was_sent(walk: Walk, folder: Path) -> None:
    send(walk, upload())
    first = held(walk)
    response = finish(walk)
    changed = send(walk, upload(picture("PNG"), "map.png"), **{name("file"): first})
    assert changed.status_code == 409
    assert "map.png" in text_of(changed)
    assert contents(folder) == sorted([PDF, picture("PNG")])
    new = AnswerFile.objects.get(response=None)
    again = {name("file"): str(new.public_id), "change": "1"}
    assert send(walk, **again).status_code == 303
    assert AnswerFile.objects.get().response == response
    assert contents(folder) == [picture("PNG")]
    assert Answer.objects.get(row_id=new.public_id).text == "map.png"


@pytest.fixture
def little_room(settings: Any) -> None:
    """Pages that take 2,000 bytes besides files."""
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 2000


def test_a_section_with_a_file_takes_that_much_more(walk: Walk, little_room: None) -> None:
    content = PDF + b" " * 500_000 + b"%%EOF"
    assert send(walk, upload(content)).status_code == 303
    assert AnswerFile.objects.get().size == len(content)


@pytest.mark.parametrize("step", ["section/2/", "section/9/", "check/", "finish/", ""])
def test_no_other_page_does(walk: Walk, little_room: None, folder: Path, step: str) -> None:
    before = stored()
    response = walk.post(step, {FILE: upload(PDF + b" " * 3000)})
    assert response.status_code == 413
    assert heading_of(response) == "That was more than this page can take"
    assert (stored(), contents(folder)) == (before, [])


def test_more_than_the_largest_file_is_too_much(walk: Walk, little_room: None) -> None:
    response = send(walk, upload(PDF + b" " * 1_200_000))
    assert response.status_code == 413
    assert not AnswerFile.objects.exists()


def test_room_for_files_is_no_room_for_text(walk: Walk, little_room: None) -> None:
    response = send(walk, **{name("place"): "x" * 3000})
    assert response.status_code == 413
    body = f"attempt={walk.token}&{name('place')}={'x' * 3000}"
    response = walk.client.post(
        f"{walk.address}section/1/", body, content_type="application/x-www-form-urlencoded"
    )
    assert response.status_code == 413

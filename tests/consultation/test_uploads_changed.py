"""Changing a response on its private page keeps the files that it has, or changes them too."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.test import Client

from plan.consultation.models import Answer, AnswerFile, Attempt, Response
from plan.consultation.private_links import private_path
from tests.consultation.browsing import Walk, text_of
from tests.consultation.factories import name
from tests.consultation.test_file_contents import PDF, picture
from tests.consultation.uploading import (
    REMOVE,
    begun,
    contents,
    finish,
    held,
    send,
    upload,
)
from tests.factories import committing

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("folder")]


@pytest.fixture
def response() -> Response:
    """One that was sent with a file."""
    walk = begun()
    send(walk, upload())
    return finish(walk)


@pytest.fixture
def change(response: Response) -> Walk:
    """Its author in another browser, about to change it."""
    from tests.consultation.test_private_page import response_page

    found = Walk(response_page(response), Client())
    link = private_path(response, response.consultation, "en")
    page = found.client.post(f"{link}change/")
    assert page.status_code == 200
    assert "Our view.pdf" in text_of(page)
    return found


def changed(walk: Walk) -> Response:
    """The response after the change was sent."""
    with committing():
        answer = walk.post("check/")
    assert answer.status_code == 303, text_of(answer)
    assert answer["Location"].endswith("/sent/")
    return Response.objects.get()


def test_a_file_that_nobody_touches_stays(response: Response, change: Walk, folder: Path) -> None:
    file = AnswerFile.objects.get()
    assert held(change) == str(file.public_id)
    page = send(change, **{name("place"): "York", name("file"): held(change)})
    assert page.status_code == 303
    assert changed(change).changed_at is not None
    kept = AnswerFile.objects.get()
    assert (kept.pk, kept.response, kept.attempt) == (file.pk, response, None)
    assert Answer.objects.get(row_id=file.public_id).text == "Our view.pdf"
    assert Answer.objects.filter(text="York").exists()
    assert contents(folder) == [PDF]


def test_a_file_that_is_needed_is_there(folder: Path) -> None:
    walk = begun(is_required=True)
    send(walk, upload())
    response = finish(walk)
    other = Walk(walk.page, Client())
    other.client.post(f"{private_path(response, response.consultation, 'en')}change/")
    other.post("section/2/", {name("else"): "More buses"})
    changed(other)
    assert AnswerFile.objects.get().response == response
    assert contents(folder) == [PDF]


def test_another_file_takes_its_place_once_the_change_is_sent(
    response: Response, change: Walk, folder: Path
) -> None:
    page = send(change, upload(picture("PNG"), "map.png"), **{name("file"): held(change)})
    assert page.status_code == 303
    assert AnswerFile.objects.get(response=response).name == "Our view.pdf"
    assert contents(folder) == sorted([PDF, picture("PNG")])
    changed(change)
    kept = AnswerFile.objects.get()
    assert (kept.name, kept.response, kept.attempt) == ("map.png", response, None)
    assert contents(folder) == [picture("PNG")]


def test_it_can_be_taken_away(response: Response, change: Walk, folder: Path) -> None:
    send(change, **{name("file"): held(change), REMOVE: "1"})
    assert AnswerFile.objects.get(response=response).name == "Our view.pdf"
    assert held(change) == ""
    changed(change)
    assert not AnswerFile.objects.exists()
    assert contents(folder) == []


def test_a_change_that_is_given_up_leaves_the_file(
    response: Response, change: Walk, folder: Path
) -> None:
    send(change, upload(picture("PNG"), "map.png"), **{name("file"): held(change)})
    with committing():
        change.post("finish/")
    assert not Attempt.objects.filter(changes=response).exists()
    assert AnswerFile.objects.get().name == "Our view.pdf"
    assert contents(folder) == [PDF]

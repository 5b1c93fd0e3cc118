"""Files of responses in the admin."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.models import ModelLogEntry

from home.models import User
from plan.consultation.models import AnswerFile, Response
from tests.consultation.browsing import Walk, heading_of, text_of
from tests.consultation.factories import make_consultation, name, record
from tests.consultation.test_file_contents import PDF
from tests.consultation.uploading import (
    FILE,
    begun,
    contents,
    finish,
    sections,
    send,
    upload,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("folder")]


@pytest.fixture
def walk() -> Walk:
    """Somebody who has begun to answer."""
    return begun()


def download_url(response: Response, file: AnswerFile) -> str:
    """The file's address in the admin."""
    public_id = record_id(response)
    return reverse(
        "plan_consultation_admin:answer_file", args=[public_id, response.reference, file.public_id]
    )


def record_id(response: Response) -> str:
    """The consultation's id in addresses."""
    return str(response.consultation.public_id)


@pytest.fixture
def staff() -> Client:
    """An administrator's browser."""
    client = Client()
    user = User.objects.create_superuser("admin@example.org")
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def test_staff_save_a_file_and_never_open_it_in_the_browser(walk: Walk, staff: Client) -> None:
    send(walk, upload(called="Ours – “final”.pdf"))
    response = finish(walk)
    file = AnswerFile.objects.get()
    url = download_url(response, file)
    listed = reverse(
        "plan_consultation_admin:response", args=[record_id(response), response.reference]
    )
    assert url in staff.get(listed).content.decode()
    got = staff.get(url)
    assert b"".join(got.streaming_content) == PDF  # type: ignore[attr-defined]
    assert got["Content-Disposition"].startswith("attachment;")
    assert got["Content-Type"] == "application/pdf"
    assert got["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in got["Content-Security-Policy"]
    assert "no-store" in got["Cache-Control"]
    entry = ModelLogEntry.objects.get(action="plan_consultation.download_file")
    assert entry.data == {"reference": response.reference}


def test_a_file_of_another_response_is_not_there(walk: Walk, staff: Client) -> None:
    send(walk, upload())
    file = AnswerFile.objects.get()
    other = Walk(walk.page, Client())
    other.start()
    send(other)
    response = finish(other)
    assert staff.get(download_url(response, file), follow=True).status_code == 404
    assert not ModelLogEntry.objects.filter(action="plan_consultation.download_file").exists()


def test_content_that_is_gone_is_said_to_be(walk: Walk, staff: Client) -> None:
    send(walk, upload())
    response = finish(walk)
    file = AnswerFile.objects.get()
    file.file.storage.delete(file.file.name)
    assert staff.get(download_url(response, file), follow=True).status_code == 404


def test_the_editor_cannot_ask_for_a_file_of_special_category() -> None:
    from django.core.exceptions import ValidationError

    from plan.consultation.questions import item_type

    block = item_type("file_upload").block()
    value = {"text": "Paper", "hint": "", "is_required": False, "is_protected": True}
    with pytest.raises(ValidationError) as error:
        block.clean(block.to_python({**value, "groups": ["pdf"], "largest": 1}))
    assert error.value.block_errors["is_protected"].messages == [
        "Files are not encrypted, so they cannot be of special category. Ask for words."
    ]


def test_trying_a_form_keeps_no_file(staff: Client, folder: Path) -> None:
    page = make_consultation(sections=sections(is_required=True))
    url = reverse("plan_consultation_admin:try_form", args=[page.pk])
    data = {"trial_step": "1", FILE: upload(), name("place"): "Leeds"}
    response = staff.post(url, data)
    assert heading_of(response) == "Two"
    answers = staff.post(url, {**dict(hidden_of(response)), "trial_step": "2"})
    assert "Our view.pdf" in text_of(answers)
    assert not AnswerFile.objects.exists()
    assert contents(folder) == []


def hidden_of(response: Any) -> list[tuple[str, str]]:
    """Hidden fields of a page."""
    from tests.consultation.browsing import page_of

    return [pair for pair in page_of(response).hidden if pair[0] != "trial_step"]


def test_the_record_is_the_same() -> None:
    page = make_consultation(sections=sections())
    assert record(page).form_versions.get().structure["sections"][0]["items"][0]["settings"] == {
        "groups": ["pdf", "images", "documents"],
        "largest": 1,
    }

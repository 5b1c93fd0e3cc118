"""Files that respondents hand in: kept at once, judged, replaced, removed, sent, downloaded."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import ModelLogEntry

from home.models import User
from plan.consultation.actions.erase_response import erase_response
from plan.consultation.actions.start_attempt import delete_idle_attempts
from plan.consultation.models import Answer, AnswerFile, Attempt, Response
from plan.consultation.private_storage import private_storage
from plan.consultation.rows import values_of
from tests.consultation.browsing import Walk, heading_of, stored, summary_errors, text_of
from tests.consultation.factories import known_id, make_consultation, name, question, record
from tests.consultation.factories import section as a_section
from tests.consultation.publishing import by_hand, raw_form
from tests.consultation.test_file_contents import PDF, WORD, office, picture
from tests.factories import committing

pytestmark = pytest.mark.django_db

FILE = f"{name('file')}-file"
REMOVE = f"{name('file')}-remove"
EXE = b"MZ\x90\x00" + b"\x00" * 100


@pytest.fixture(autouse=True)
def folder(settings: Any, tmp_path: Path) -> Iterator[Path]:
    """A private place of this test alone."""
    settings.STORAGES = {
        **settings.STORAGES,
        "private": {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {"location": str(tmp_path), "base_url": None},
        },
    }
    field = AnswerFile._meta.get_field("file")
    before, field.storage = field.storage, private_storage()
    yield tmp_path
    field.storage = before


def sections(**more: Any) -> list[dict[str, Any]]:
    """A form with a file and a text, then another section."""
    file = question(
        "file_upload", "file", "Your paper", groups=["pdf", "images", "documents"], largest=1
    )
    file["value"].update(more)
    return [
        a_section("one", "One", file, question("short_text", "place", "Where?", is_required=True)),
        a_section("two", "Two", question("short_text", "else", "Anything else?")),
    ]


@pytest.fixture
def walk() -> Walk:
    """Somebody who has begun to answer."""
    found = Walk(make_consultation(sections=sections()))
    found.start()
    return found


def upload(content: bytes = PDF, called: str = "Our view.pdf", kind: str = "") -> Any:
    """A file as a browser sends it."""
    return SimpleUploadedFile(called, content, kind or "application/octet-stream")


def send(walk: Walk, file: Any = None, **data: Any) -> Any:
    """Send the first section."""
    given = {name("place"): "Leeds", **data}
    with committing():
        return walk.post("section/1/", {**given, **({FILE: file} if file else {})})


def held(walk: Walk) -> str:
    """The id that the page carries."""
    found = [value for key, value in hidden(walk) if key == name("file")]
    return found[0] if found else ""


def hidden(walk: Walk) -> list[tuple[str, str]]:
    """Hidden fields of the first section."""
    from tests.consultation.browsing import page_of

    return page_of(walk.get("section/1/")).hidden


def contents(folder: Path) -> list[bytes]:
    """What is kept."""
    return sorted(path.read_bytes() for path in folder.rglob("*") if path.is_file())


def finish(walk: Walk) -> Response:
    """Send everything."""
    with committing():
        walk.post("section/2/", {})
        walk.post("check/")
    return Response.objects.get()


def test_the_page_sends_files_only_where_one_is_asked_for(walk: Walk) -> None:
    page = walk.get("section/1/").content.decode()
    assert page.count('enctype="multipart/form-data"') == 1
    assert 'accept=".pdf,.jpg,.jpeg,.png,.docx,.odt"' in page
    assert "One file of up to 1 MB that ends in .pdf, .jpg, .jpeg, .png, .docx or .odt." in page
    assert "multipart" not in walk.get("section/2/").content.decode()


def test_a_file_is_kept_at_once_and_privately(walk: Walk, folder: Path) -> None:
    assert send(walk, upload(kind="text/html")).status_code == 303
    kept = AnswerFile.objects.get()
    assert (kept.name, kept.size, kept.content_type) == (
        "Our view.pdf",
        len(PDF),
        "application/pdf",
    )
    assert kept.attempt == Attempt.objects.get()
    assert kept.response is None
    assert kept.question_id == uuid.UUID(known_id("file"))
    assert len(kept.sha256) == 64
    assert contents(folder) == [PDF]
    assert "Our view" not in kept.file.name
    assert held(walk) == str(kept.public_id)
    assert "Our view.pdf" in text_of(walk.get("check/"))


def test_it_survives_an_error_elsewhere_on_the_page(walk: Walk) -> None:
    response = send(walk, upload(), **{name("place"): ""})
    assert response.status_code == 422
    assert "Our view.pdf" in text_of(response)
    kept = AnswerFile.objects.get()
    assert send(walk, **{name("file"): str(kept.public_id)}).status_code == 303
    assert AnswerFile.objects.get() == kept


def test_another_file_takes_its_place(walk: Walk, folder: Path) -> None:
    send(walk, upload())
    first = held(walk)
    send(walk, upload(picture("PNG"), "map.png"), **{name("file"): first})
    assert AnswerFile.objects.get().name == "map.png"
    assert contents(folder) == [picture("PNG")]
    assert held(walk) != first


def test_it_can_be_taken_away(walk: Walk, folder: Path) -> None:
    send(walk, upload())
    send(walk, **{name("file"): held(walk), REMOVE: "1"})
    assert not AnswerFile.objects.exists()
    assert contents(folder) == []
    assert held(walk) == ""


def test_a_refused_file_leaves_the_one_before(walk: Walk, folder: Path) -> None:
    send(walk, upload())
    kept = held(walk)
    response = send(walk, upload(EXE, "better.pdf"), **{name("file"): kept})
    assert response.status_code == 422
    assert "Our view.pdf" in text_of(response)
    assert contents(folder) == [PDF]
    assert held(walk) == kept
    assert send(walk, **{name("file"): kept}).status_code == 303


ENDINGS = ".pdf, .jpg, .jpeg, .png, .docx or .odt"
OTHER = (
    "The file is of a kind that is not taken, whatever its name says. Choose a file that ends in "
    f"{ENDINGS}."
)
BOMB = "The file holds other files that cannot be checked. Send it as a PDF."


@pytest.mark.parametrize(
    ("content", "called", "message"),
    [
        (EXE, "view.pdf", OTHER),
        (b"<script>alert(1)</script>", "view.png", OTHER),
        (office("xl/workbook.xml"), "view.docx", OTHER),
        (PDF[:20], "view.pdf", "The file cannot be read: it may be damaged. Save it anew and try "
         "again."),
        (PDF + b" " * 1024 * 1024 + b"%%EOF", "view.pdf",
         "The file is too large: it must not be larger than 1 MB."),
        (office(WORD, ("word/zeros.bin", b"\x00" * 30_000_000)), "view.docx", BOMB),
        (b"", "view.pdf", "The file is empty. Choose another one."),
    ],
)  # fmt: skip
def test_what_is_not_taken(
    walk: Walk, folder: Path, content: bytes, called: str, message: str
) -> None:
    response = send(walk, upload(content, called))
    assert response.status_code == 422
    assert summary_errors(response) == [(f"#id_{name('file')}-file", message)]
    assert "Leeds" in response.content.decode()
    assert not AnswerFile.objects.exists()
    assert contents(folder) == []


def test_needed_but_missing() -> None:
    walk = Walk(make_consultation(sections=sections(is_required=True)))
    walk.start()
    response = send(walk)
    assert summary_errors(response) == [(f"#id_{name('file')}-file", "Choose a file.")]
    assert send(walk, upload()).status_code == 303


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


def delete_all_idle_attempts() -> None:
    """A day later."""
    Attempt.objects.update(last_active_at=timezone.now() - timedelta(days=2))
    with committing():
        assert delete_idle_attempts() == 1


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


# How much a request may carry


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


# For staff


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

"""Files that respondents hand in: kept at once, judged, replaced, removed."""

from __future__ import annotations

import uuid
from pathlib import Path

import pytest

from plan.consultation.models import AnswerFile, Attempt
from tests.consultation.browsing import Walk, summary_errors, text_of
from tests.consultation.factories import known_id, make_consultation, name
from tests.consultation.test_file_contents import PDF, WORD, office, picture
from tests.consultation.uploading import (
    EXE,
    REMOVE,
    begun,
    contents,
    held,
    sections,
    send,
    upload,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("folder")]


@pytest.fixture
def walk() -> Walk:
    """Somebody who has begun to answer."""
    return begun()


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

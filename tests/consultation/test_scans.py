"""Scans are kept with the responses they show, privately, and known by their content."""

from __future__ import annotations

import pytest
from django.test import Client

from plan.consultation.models import AnswerFile, ConsultationPage, Response
from plan.private_storage import private_storage
from tests.consultation.browsing import text_of
from tests.consultation.entering import (
    PDF,
    enter,
    entered,
    faults,
    person,
    picture,
    upload,
    url,
)
from tests.consultation.factories import (
    make_consultation,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def page() -> ConsultationPage:
    return make_consultation()


@pytest.fixture
def clerk() -> Client:
    return person("clerk")


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (PDF, "application/pdf"),
        (picture("PNG"), "image/png"),
        (picture("JPEG"), "image/jpeg"),
        (picture("TIFF"), "image/tiff"),
    ],
)
def test_a_scan_is_kept_privately(
    page: ConsultationPage, clerk: Client, content: bytes, kind: str
) -> None:
    response = entered(clerk, page, scan=upload(content, "../../Mrs Smith.exe"))
    row = AnswerFile.objects.get()
    assert (row.response, row.question_id, row.content_type) == (response, None, kind)
    assert row.name == "Mrs Smith.exe"
    assert "Smith" not in row.file.name
    assert private_storage().open(row.file.name).read() == content
    address = url("scan", page, response.reference, row.public_id)
    answer = clerk.get(address)
    assert b"".join(answer.streaming_content) == content
    assert answer["Content-Type"] == kind
    assert answer["X-Content-Type-Options"] == "nosniff"
    disposition = "attachment" if kind == "image/tiff" else "inline"
    assert answer["Content-Disposition"].startswith(disposition)
    assert person("reader", "view_response").get(address).status_code == 302


@pytest.mark.parametrize(
    "content",
    [b"MZ\x90\x00", b"<html>%PDF-</html>", b"%PDF-1.7 cut off", picture("PNG")[:40], b"\x00" * 64],
)
def test_a_file_that_is_no_scan_is_refused(
    page: ConsultationPage, clerk: Client, content: bytes
) -> None:
    answer = enter(clerk, page, scan=upload(content, "scan.pdf"))
    assert answer.status_code == 422
    assert "Choose a scan as PDF, JPEG, PNG or TIFF. This file is none." in faults(answer)
    assert "Choose the scan again" in text_of(answer)
    assert Response.objects.count() == AnswerFile.objects.count() == 0


def test_a_picture_too_large_to_unpack_is_refused_by_its_head(
    page: ConsultationPage, clerk: Client
) -> None:
    answer = enter(clerk, page, scan=upload(picture("PNG", (9_000, 9_000))))
    assert "This file is none." in faults(answer)


def test_a_scan_of_too_many_bytes_is_refused(
    page: ConsultationPage, clerk: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("plan.consultation.scans.LARGEST", 10)
    assert "has more than" in faults(enter(clerk, page, scan=upload(PDF)))
    assert Response.objects.count() == 0

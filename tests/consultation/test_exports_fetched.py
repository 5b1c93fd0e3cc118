"""Who gets files of responses, for how long, and what is never in them."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.core.management import call_command
from django.test import Client
from django.utils import timezone
from wagtail.models import ModelLogEntry

from home.models import User
from plan.consultation.actions.make_export import ask_for_export
from plan.consultation.answers import AnswerValue
from plan.consultation.enums import ExportKind, ExportState
from plan.consultation.exports.options import ExportOptions
from plan.consultation.models import Consultation, Export
from tests.consultation.counted import add_response
from tests.consultation.test_admin import staff, table
from tests.consultation.test_exports import (
    HEADER,
    analyst,
    consultation,
    export,
    made,
    rows_of,
    somebody,
)

__all__ = ["analyst", "consultation", "export"]
pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("kind", ExportKind)
def test_same_data_same_bytes_and_never_an_address(export: Any, kind: ExportKind) -> None:
    first = export(kind)
    assert export(kind) == first
    content = first
    if kind == ExportKind.XLSX:
        with zipfile.ZipFile(io.BytesIO(first)) as archive:
            content = b"".join(archive.read(name) for name in archive.namelist())
    assert b"canary" not in content
    assert b"Jedi" not in content
    assert b"GONE0000" not in content
    assert b"TEST0000" not in content


def test_special_category_only_with_its_permission(
    consultation: Consultation,
    analyst: User,
    tasks: None,
    django_capture_on_commit_callbacks: Any,
) -> None:
    options = ExportOptions(with_protected=True)
    with pytest.raises(PermissionDenied):
        ask_for_export(
            consultation=consultation, user=analyst, kind=ExportKind.CSV, options=options
        )
    assert not Export.objects.exists()
    assert not ModelLogEntry.objects.filter(action="plan_consultation.export_responses").exists()
    trusted = somebody("view_response", "export_response", "export_protectedanswer")
    capture = django_capture_on_commit_callbacks
    found = made(consultation, trusted, ExportKind.CSV, capture, with_protected=True)
    with found.file.open("rb") as file:
        rows = rows_of(file.read())
    assert rows[0] == [*HEADER, "q7", "q7_other"]
    assert rows[1][-2:] == ["2", "Jedi"]
    assert rows[2][-2:] == ["", ""]


def test_words_in_another_language_stand_beside_their_translation(export: Any) -> None:
    consultation = Consultation.objects.get()
    add_response(
        consultation,
        {"missing": [AnswerValue(text="More light", original="Więcej światła")]},
        reference="DDDD4444",
        original_language="pl",
    )
    rows = rows_of(export(ExportKind.CSV))
    place = rows[0].index("q3_original")
    assert rows[4][place - 1 : place + 1] == ["More light", "Więcej światła"]
    assert rows[1][place] == ""


def test_asking_in_the_admin_and_fetching(
    consultation: Consultation,
    analyst: User,
    tasks: None,
    django_capture_on_commit_callbacks: Any,
) -> None:
    client = Client()
    client.force_login(analyst)
    place = f"/admin/consultations/{consultation.public_id}/exports/"
    assert "You have made no files yet." in client.get(place).content.decode()
    wrong = client.post(place, {"kind": "exe", "language": "xx"})
    assert wrong.status_code == 422
    assert not Export.objects.exists()
    with django_capture_on_commit_callbacks(execute=True):
        assert client.post(place, {"kind": "csv", "language": "pl"}).status_code == 302
    text = client.get(place).content.decode()
    assert "Files are being made" not in text
    link = re.search(r'href="(/admin/consultations/[^"]+/exports/[0-9a-f-]{36}/)"', text)
    assert link is not None
    answer = client.get(link[1])
    assert "no-store" in answer["Cache-Control"]
    assert "attachment" in answer["Content-Disposition"]
    assert [row[0] for row in table(answer)[1:]] == ["BBBB2222"]
    actions = ModelLogEntry.objects.order_by("pk").values_list("action", flat=True)
    assert list(actions)[-2:] == [
        "plan_consultation.export_responses",
        "plan_consultation.download_export",
    ]


@pytest.mark.parametrize("state", [ExportState.WAITING, ExportState.RUNNING])
def test_while_a_file_is_made_there_is_a_way_to_see_how_far(
    consultation: Consultation, analyst: User, state: str
) -> None:
    client = Client()
    client.force_login(analyst)
    Export.objects.create(
        consultation=consultation, created_by=analyst, kind="csv", state=state, done=3, total=8
    )
    text = client.get(f"/admin/consultations/{consultation.public_id}/exports/").content.decode()
    assert "Files are being made in the background" in text
    assert '<a href="">See how far they are</a>' in text


def test_a_file_is_only_for_whoever_asked_and_only_for_its_time(
    consultation: Consultation,
    analyst: User,
    tasks: None,
    django_capture_on_commit_callbacks: Any,
) -> None:
    capture = django_capture_on_commit_callbacks
    found = made(consultation, analyst, ExportKind.CSV, capture)
    link = f"/admin/consultations/{consultation.public_id}/exports/{found.public_id}/"
    colleague = staff("view_response", "export_response", "erase_response")
    assert colleague.get(link).status_code == 302
    assert "no files yet" in colleague.get(link.rsplit("/", 2)[0] + "/").content.decode()
    client = Client()
    client.force_login(analyst)
    assert client.get(link).status_code == 200
    old = timezone.now() - timedelta(days=8)
    Export.objects.update(created_at=old, finished_at=old)
    assert client.get(link, follow=True).status_code == 404
    path = Path(found.file.path)
    assert path.exists()
    call_command("delete_expired_exports", stdout=io.StringIO())
    assert not path.exists()
    assert not Export.objects.exists()

"""Stored files of responses go when a response in them is erased or withdrawn."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from wagtail.models import ModelLogEntry

from home.models import User
from plan.consultation.actions.delete_exports import delete_exports
from plan.consultation.actions.erase_response import erase_response
from plan.consultation.actions.import_responses import undo_import
from plan.consultation.actions.make_export import ask_for_export, make_export
from plan.consultation.actions.withdraw_response import withdraw_response
from plan.consultation.enums import ExportKind, ExportState
from plan.consultation.exports.options import ExportOptions
from plan.consultation.log_words import DeleteExportsFormatter
from plan.consultation.models import Consultation, Export, ImportBatch, Response
from tests.consultation.factories import make_consultation, record
from tests.consultation.test_exports import analyst, consultation, made

__all__ = ["analyst", "consultation"]
pytestmark = pytest.mark.django_db


@pytest.fixture
def kept(
    consultation: Consultation,
    analyst: User,
    tasks: None,
    django_capture_on_commit_callbacks: Any,
) -> Export:
    """A finished file."""
    return made(consultation, analyst, ExportKind.CSV, django_capture_on_commit_callbacks)


@pytest.fixture
def administrator(db: None) -> User:
    return User.objects.create_superuser("administrator@example.org")


def response() -> Response:
    """One of those in the file."""
    return Response.objects.get(reference="AAAA1111")


def entries() -> list[ModelLogEntry]:
    """What the history says of deleted files."""
    return list(ModelLogEntry.objects.filter(action="plan_consultation.delete_exports"))


def erase(user: User) -> None:
    erase_response(response=response(), user=user, reason="asked")


def withdraw(user: User) -> None:
    withdraw_response(response=response())


def take_back(user: User) -> None:
    batch = ImportBatch.objects.create(
        consultation=response().consultation, file_name="in.csv", digest="x"
    )
    Response.objects.filter(reference="AAAA1111").update(import_batch=batch)
    undo_import(batch=batch, user=user)


@pytest.mark.parametrize("act", [erase, withdraw, take_back])
def test_the_file_goes_with_the_response(
    kept: Export,
    analyst: User,
    administrator: User,
    django_capture_on_commit_callbacks: Any,
    act: Any,
) -> None:
    client = Client()
    client.force_login(analyst)
    link = f"/admin/consultations/{kept.consultation.public_id}/exports/{kept.public_id}/"
    assert client.get(link).status_code == 200
    with django_capture_on_commit_callbacks(execute=False) as callbacks:
        act(administrator)
    path = Path(kept.file.path)
    assert path.exists()
    for callback in callbacks:
        callback()
    assert not path.exists()
    assert client.get(link, follow=True).status_code == 404
    [entry] = entries()
    assert entry.data == {"number": 1}
    assert entry.user == (None if act is withdraw else administrator)
    assert DeleteExportsFormatter().format_message(entry) == (
        "1 stored file deleted: a response in it is erased or withdrawn"
    )


def test_a_file_that_is_being_made_goes_too_and_leaves_nothing(
    consultation: Consultation, analyst: User
) -> None:
    export = ask_for_export(
        consultation=consultation, user=analyst, kind=ExportKind.CSV, options=ExportOptions()
    )
    Export.objects.update(state=ExportState.RUNNING)
    assert delete_exports(consultation=consultation) == 1
    make_export(export=export)
    assert not Export.objects.exists()
    folder = Path(export.file.storage.location)
    assert list(folder.rglob(f"*{export.public_id}*")) == []


def test_files_that_wait_and_those_of_others_stay(
    consultation: Consultation, analyst: User
) -> None:
    other = record(make_consultation())
    now = timezone.now()
    for owner, state in ((consultation, ExportState.WAITING), (other, ExportState.DONE)):
        Export.objects.create(
            consultation=owner, kind="csv", state=state, created_by=analyst, finished_at=now
        )
    assert delete_exports(consultation=consultation) == 0
    assert Export.objects.count() == 2
    assert entries() == []

"""What the tests of consultations share."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from plan.consultation.models import AnswerFile
from plan.private_storage import private_storage
from tests.consultation.browsing import Walk
from tests.consultation.colleagues import Colleague, code_in
from tests.consultation.factories import make_consultation, name


@pytest.fixture
def walk(client: Client) -> Walk:
    """Somebody about to answer an open consultation."""
    return Walk(make_consultation(), client)


@pytest.fixture
def lead(walk: Walk) -> Walk:
    """Somebody who leads the response of an organisation."""
    walk.start()
    walk.first()
    return walk


@pytest.fixture
def code(lead: Walk) -> str:
    """The code of the team."""
    return code_in(lead.post("team/", {"organisation": "Friends of the park"}))


@pytest.fixture
def colleague(lead: Walk, code: str) -> Colleague:
    """Somebody who has joined and answered the second section."""
    found = Colleague(lead.page, Client())
    found.join(code)
    found.second(**{name("missing"): "More benches"})
    return found


@pytest.fixture
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

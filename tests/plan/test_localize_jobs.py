"""Long jobs of wagtail-localize run as tasks."""

from __future__ import annotations

import json
from typing import Any

import pytest
from wagtail.models import Locale

from plan import localize_jobs
from tests.factories import committing, make_locale

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("tasks")]

calls: list[tuple[Any, ...]] = []


def job(*args: Any, **kwargs: Any) -> None:
    """Notes what it was called with."""
    calls.append((*args, kwargs))


@pytest.fixture(autouse=True)
def no_calls() -> None:
    """Begin with none."""
    calls.clear()


def test_a_job_runs_after_the_commit_with_its_arguments() -> None:
    english, polish = make_locale("en"), make_locale("pl")
    backend = localize_jobs.TaskJobBackend({})
    with committing():
        backend.enqueue(job, [7, [english, polish], Locale.objects.none(), None], {"depth": "x"})
        assert calls == []
    assert calls == [(7, [english, polish], [], None, {"depth": "x"})]


def test_what_is_stored_is_json() -> None:
    locale = make_locale("en")
    stored = localize_jobs.packed([locale, 1, "a"])
    assert json.loads(json.dumps(stored)) == stored
    assert localize_jobs.unpacked(stored) == [locale, 1, "a"]


def test_an_empty_collection_is_nothing() -> None:
    assert localize_jobs.packed(iter(())) is None


def test_a_job_that_cannot_be_stored_runs_at_once() -> None:
    thing = object()
    localize_jobs.TaskJobBackend({}).enqueue(job, [thing], {})
    assert calls == [(thing, {})]

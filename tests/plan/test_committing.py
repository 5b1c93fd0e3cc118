"""What waits for the commit cannot fail what was committed."""

from __future__ import annotations

import logging

import pytest

from plan.committing import once_committed
from plan.models import Organisation
from tests.factories import committing, make_organisation

pytestmark = pytest.mark.django_db


def fail(name: str) -> None:
    raise RuntimeError(name)


def test_it_comes_after_the_commit_with_its_arguments() -> None:
    called: list[tuple[str, int]] = []
    with committing():
        once_committed(lambda name, number: called.append((name, number)), "a", 1)
        assert called == []
    assert called == [("a", 1)]


def test_a_failure_is_logged_and_ends_nothing(caplog: pytest.LogCaptureFixture) -> None:
    called: list[str] = []
    with caplog.at_level(logging.ERROR), committing():
        make_organisation()
        once_committed(fail, "storage is gone")
        once_committed(called.append, "next")
    assert "storage is gone" in caplog.text
    assert called == ["next"]
    assert Organisation.objects.count() == 1

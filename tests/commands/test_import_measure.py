"""`manage.py import_measure`: what it prints, what it changes, how it ends."""

from __future__ import annotations

from datetime import date, timedelta
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from home.models import User
from priorities.actions.keep_profile import save_profile
from priorities.models import ImportBatch, Measure, Observation
from tests.priorities.intake.makers import (
    OWNER,
    PUBLISHER,
    checked_batch,
    csv_of,
    make_measure_record,
    months,
    person,
    shown,
)

pytestmark = pytest.mark.django_db
START = date(2024, 1, 1)


@pytest.fixture
def user() -> User:
    return person(*OWNER, *PUBLISHER)


@pytest.fixture
def measure(user: User) -> Measure:
    found = make_measure_record()
    batch = checked_batch([found], csv_of({"Burglary": months(START, [1])}), user)
    save_profile(batch=batch, name="Crime", user=user)
    return found


def run(path: Path, user: User, *more: str, values: object = (10, 20)) -> str:
    """What the command prints for a file of burglaries."""
    if isinstance(values, tuple):
        path.write_bytes(csv_of({"Burglary": months(START, values)}))
    out = StringIO()
    arguments = ["--profile", "Crime", "--user", user.get_username(), *more]
    call_command("import_measure", str(path), *arguments, stdout=out)
    return out.getvalue()


def test_without_approve_it_waits(tmp_path: Path, user: User, measure: Measure) -> None:
    said = run(tmp_path / "a.csv", user)
    assert "New 2, changed 0, no longer there 0, unchanged 0, improbable 0." in said
    assert "waits for approval" in said
    assert not Observation.objects.exists()


def test_with_approve_it_is_public_and_the_same_file_changes_nothing(
    tmp_path: Path, user: User, measure: Measure
) -> None:
    run(tmp_path / "a.csv", user, "--approve")
    assert list(shown([measure]).values()) == ["10", "20"]
    before = ImportBatch.objects.count(), Observation.objects.count()
    assert "changes nothing" in run(tmp_path / "a.csv", user, "--approve")
    assert (ImportBatch.objects.count(), Observation.objects.count()) == before


def test_a_release_to_come_and_vanished_figures(
    tmp_path: Path, user: User, measure: Measure
) -> None:
    run(tmp_path / "a.csv", user, "--approve", values=(10, 20, 30))
    at = timezone.now() + timedelta(days=3)
    given = ["--approve", "--release-at", at.isoformat(), "--end-vanished"]
    run(tmp_path / "b.csv", user, *given, values=(10, "", 31))
    assert list(shown([measure]).values()) == ["10", "20", "30"]
    assert list(shown([measure], at).values()) == ["10", "31"]


def test_all_problems_are_printed(tmp_path: Path, user: User, measure: Measure) -> None:
    with pytest.raises(CommandError) as caught:
        run(tmp_path / "a.csv", user, "--approve", values=("ten", 20, "thirty"))
    assert caught.value.returncode == 1
    assert "B2: " in str(caught.value)
    assert "B4: " in str(caught.value)
    assert not Observation.objects.exists()


@pytest.mark.parametrize(
    ("more", "sentence"),
    [
        (["--profile", "Other"], "There are: Crime."),
        (["--user", "nobody@example.org"], "--user"),
        (["--release-at", "soon"], "2026-01-29T09:30"),
        (["--release-at", "2026-99-99T09:30"], "2026-01-29T09:30"),
    ],
)
def test_what_cannot_begin_ends_with_two(
    tmp_path: Path, user: User, measure: Measure, more: list[str], sentence: str
) -> None:
    with pytest.raises(CommandError, match=sentence) as caught:
        run(tmp_path / "a.csv", user, *more)
    assert caught.value.returncode == 2


def test_files_and_people_that_are_refused(tmp_path: Path, user: User, measure: Measure) -> None:
    with pytest.raises(CommandError, match="Cannot read") as caught:
        run(tmp_path / "missing.csv", user, values=None)
    assert caught.value.returncode == 2
    (tmp_path / "empty.csv").write_bytes(b"")
    with pytest.raises(CommandError, match="empty") as caught:
        run(tmp_path / "empty.csv", user, values=None)
    assert caught.value.returncode == 2
    with pytest.raises(CommandError, match="may not approve") as caught:
        run(tmp_path / "a.csv", person(*OWNER), "--approve")
    assert caught.value.returncode == 2
    with pytest.raises(CommandError, match="may not import") as caught:
        run(tmp_path / "b.csv", person(*PUBLISHER), values=(1, 2))
    assert caught.value.returncode == 2

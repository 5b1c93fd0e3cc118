"""Two people at once, and files that are read in the background."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test import Client

from home.models import User
from priorities.actions.approve_batch import StaleBatchError, approve_batch
from priorities.actions.end_batch import undo_batch
from priorities.actions.keep_profile import save_profile
from priorities.actions.upload_figures import upload_figures
from priorities.intake import tasks
from priorities.intake.tasks import check_batch_task
from priorities.models import ImportBatch, Measure, Observation
from tests.priorities.intake.browsing import newest, read_with, upload, url
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

START = date(2024, 1, 1)


def both_at_once(call: Any, *given: Any) -> list[Any]:
    """What a call gives or raises for each, all started together."""

    def run(one: Any) -> Any:
        try:
            return call(one)
        except (StaleBatchError, ValidationError) as error:
            return error
        finally:
            connection.close()

    with ThreadPoolExecutor(len(given)) as pool:
        return list(pool.map(run, given))


@pytest.fixture
def user() -> User:
    return person(*OWNER, *PUBLISHER)


@pytest.mark.django_db(transaction=True)
class TestTwoAtOnce:
    """Locks in the database, so that one waits and then sees what the other did."""

    @pytest.fixture(autouse=True)
    def _on_a_server(self, db: None) -> None:
        if connection.vendor == "sqlite":
            pytest.skip("SQLite in memory is one connection")

    def test_two_approvals_of_one_batch(self, user: User) -> None:
        measure = make_measure_record()
        batch = checked_batch([measure], csv_of({"Burglary": months(START, [1, 2])}), user)
        results = both_at_once(lambda one: approve_batch(batch=one, user=user), batch, batch)
        assert sorted(isinstance(one, ImportBatch) for one in results) == [False, True]
        assert Observation.objects.count() == 2

    def test_approvals_of_two_batches_of_the_same_measures(self, user: User) -> None:
        one, two = make_measure_record("A"), make_measure_record("B")
        first = checked_batch([one, two], csv_of({"A": {"2024-01": 1}, "B": {"2024-01": 1}}), user)
        second = checked_batch([two, one], csv_of({"A": {"2024-01": 2}, "B": {"2024-01": 2}}), user)
        results = both_at_once(lambda it: approve_batch(batch=it, user=user), first, second)
        assert sorted(type(result).__name__ for result in results) == [
            "ImportBatch",
            "StaleBatchError",
        ]
        assert len(set(shown([one, two]).values())) == 1

    def test_undoing_and_approving(self, user: User) -> None:
        measure = make_measure_record()
        first = checked_batch([measure], csv_of({"Burglary": {"2024-01": 1}}), user)
        approve_batch(batch=first, user=user)
        second = checked_batch([measure], csv_of({"Burglary": {"2024-01": 2}}), user)
        calls = [
            lambda: undo_batch(batch=first, user=user),
            lambda: approve_batch(batch=second, user=user),
        ]
        both_at_once(lambda call: call(), *calls)
        assert shown([measure]) in ({}, {("Burglary", "2024-01-01"): "2"})

    def test_one_key_sent_twice(self, user: User) -> None:
        measure = make_measure_record()
        batch = checked_batch([measure], csv_of({"Burglary": {"2023-01": 1}}), user)
        profile = save_profile(batch=batch, name="Crime", user=user)
        content = csv_of({"Burglary": {"2024-01": 1}})
        results = both_at_once(
            lambda key: upload_figures(
                content=content, name="a.csv", user=user, profile=profile, key=key
            ),
            *["k"] * 4,
        )
        assert len({one.batch.pk for one in results}) == 1
        assert sum(one.is_new for one in results) == 1


@pytest.mark.django_db
class TestInTheBackground:
    """Large files are read by a task; the page says so and looks again by itself."""

    def test_the_page_waits_and_then_shows(
        self, client: Client, user: User, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(tasks, "LARGEST_AT_ONCE", 10)
        client.force_login(user)
        measure: Measure = make_measure_record()
        upload(client, csv_of({"Burglary": months(START, [1, 2])}), "a.csv", measure)
        batch = newest()
        address = url("batch", batch.public_id)
        page = client.get(address)
        assert page["Refresh"] == "5"
        assert "being read in the background" in page.content.decode()
        assert client.get(url("mapping", batch.public_id)).status_code == 302
        check_batch_task.func(batch.pk, user.pk, None)
        assert not client.get(address).has_header("Refresh")
        read_with(client, batch)
        batch.refresh_from_db()
        assert "busy_since" in batch.findings
        assert not batch.figures.exists()
        check_batch_task.func(batch.pk, user.pk, batch.mapping)
        assert "<strong>2</strong> new" in client.get(address).content.decode()

    def test_what_was_discarded_meanwhile_stays_so(
        self, client: Client, user: User, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(tasks, "LARGEST_AT_ONCE", 10)
        client.force_login(user)
        upload(client, csv_of({"Burglary": {"2024-01": 1}}), "a.csv", make_measure_record())
        batch = newest()
        client.post(url("end", batch.public_id))
        check_batch_task.func(batch.pk, user.pk, None)
        batch.refresh_from_db()
        assert batch.state == "discarded"
        check_batch_task.func(batch.pk + 1, user.pk, None)

"""Undoing brings back exactly what was, and leaves every past day as it was."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.utils import timezone
from hypothesis import example, given, settings
from hypothesis import strategies as st

from home.models import User
from priorities.actions.approve_batch import approve_batch
from priorities.actions.end_batch import undo_batch
from priorities.models import ImportBatch, Measure, Observation
from tests.priorities.intake.makers import (
    OWNER,
    PUBLISHER,
    checked_batch,
    csv_of,
    make_measure_record,
    person,
    shown,
)

MONTHS = ("2024-01", "2024-02", "2024-03")
values = st.dictionaries(
    st.sampled_from(MONTHS), st.sampled_from(["1", "2", "3", "c", "5 [p]"]), min_size=1
)
steps = st.lists(
    st.one_of(
        st.tuples(
            st.just("batch"),
            st.dictionaries(st.sampled_from(["A", "B"]), values, min_size=1),
            st.booleans(),
            st.sampled_from([0, 0, 2, 5]),
        ),
        st.tuples(st.just("undo"), st.integers(0, 5)),
        st.tuples(st.just("wait"), st.integers(1, 6)),
    ),
    min_size=2,
    max_size=9,
)


TWO_BATCHES = [
    ("batch", {"A": {"2024-01": "1"}}, False, 0),
    ("batch", {"A": {"2024-01": "2"}}, False, 0),
]


class History:
    """Does steps by a clock that moves on, and remembers what was shown at each instant."""

    def __init__(self, measures: list[Measure], user: User, clock: Any) -> None:
        self.measures, self.user, self.clock = measures, user, clock
        self.batches: list[ImportBatch] = []
        self.before: dict[int, dict[Any, str]] = {}
        self.seen: list[tuple[datetime, dict[Any, str]]] = []
        self.last = -1

    def take(self, step: tuple[Any, ...]) -> None:
        """One step, with what it must leave as it was."""
        self.clock.shift(timedelta(minutes=1))
        getattr(self, step[0])(*step[1:])
        self.seen.append((timezone.now(), shown(self.measures)))
        self.clock.shift(timedelta(minutes=1))
        for at, found in self.seen:
            assert shown(self.measures, at) == found, at

    def batch(self, figures: dict[str, dict[str, str]], ends: bool, days: int) -> None:
        """Approve a file; one that contradicts what waits is refused whole."""
        named = [one for one in self.measures if one.name in figures]
        checked = checked_batch(named, csv_of(figures), self.user)
        release = timezone.now() + timedelta(days=days) if days else None
        state, rows = shown(self.measures), Observation.objects.count()
        try:
            approved = approve_batch(
                batch=checked,
                user=self.user,
                release_at=release,
                ended=[one.pk for one in named] if ends else [],
            )
        except ValidationError:
            assert (shown(self.measures), Observation.objects.count()) == (state, rows)
            return
        self.before[approved.pk] = state
        self.batches.append(approved)
        self.last = len(self.seen)

    def undo(self, place: int) -> None:
        """Undo a batch; the last one straight after its approval leaves what was before it."""
        if not self.batches:
            return
        batch = self.batches.pop(place % len(self.batches))
        is_last = self.last == len(self.seen) - 1 and batch.pk == max(self.before)
        result = undo_batch(batch=batch, user=self.user)
        if is_last:
            assert not result.left
            assert shown(self.measures) == self.before[batch.pk]

    def wait(self, days: int) -> None:
        """Time passes."""
        self.clock.shift(timedelta(days=days))


@pytest.mark.django_db
@settings(max_examples=60, deadline=None)
@given(given_steps=steps)
@example(given_steps=[*TWO_BATCHES, ("undo", 0)])
@example(given_steps=[TWO_BATCHES[0], ("batch", {"A": {"2024-01": "2"}}, False, 2), ("undo", 0)])
@example(
    given_steps=[
        ("batch", {"A": {"2024-01": "1"}}, False, 2),
        ("batch", {"A": {"2024-01": "2"}}, False, 5),
        ("undo", 0),
    ]
)
def test_every_past_day_stays_and_undoing_restores(given_steps: list[tuple[Any, ...]]) -> None:
    ImportBatch.objects.update(state="discarded")
    Observation.objects.all().delete()
    measures = [make_measure_record(name) for name in "AB"]
    user = person(*OWNER, *PUBLISHER)
    with time_machine.travel(datetime(2026, 1, 5, 9, 0, tzinfo=UTC), tick=False) as clock:
        history = History(measures, user, clock)
        for step in given_steps:
            history.take(step)
        while history.batches:
            history.take(("undo", len(history.batches) - 1))
        clock.shift(timedelta(days=30))
        assert shown(measures) == {}


@pytest.fixture
def user() -> User:
    return person(*OWNER, *PUBLISHER)


@pytest.mark.django_db
def test_what_a_later_batch_changed_stays_and_is_named(user: User) -> None:
    measure = make_measure_record("A")
    first = checked_batch([measure], csv_of({"A": {"2024-01": 1, "2024-02": 2}}), user)
    approve_batch(batch=first, user=user)
    later = checked_batch([measure], csv_of({"A": {"2024-02": 3}}), user)
    approve_batch(batch=later, user=user)
    result = undo_batch(batch=first, user=user)
    assert result.counts["left"] == 1
    assert shown([measure]) == {("A", "2024-02-01"): "3"}
    first.refresh_from_db()
    assert first.findings["left"] == ["A · February 2024"]
    with pytest.raises(ValidationError, match="Only a batch that was approved"):
        undo_batch(batch=first, user=user)


@pytest.mark.django_db
def test_a_release_that_is_undone_is_announced_no_more(user: User) -> None:
    measure = make_measure_record("A")
    batch = checked_batch([measure], csv_of({"A": {"2024-01": 1}}), user)
    approve_batch(batch=batch, user=user, release_at=timezone.now() + timedelta(days=1))
    undo_batch(batch=batch, user=user)
    measure.refresh_from_db()
    assert measure.releases == []
    assert not Observation.objects.exists()


@pytest.mark.django_db
def test_calculated_figures_that_wait_are_taken_out_too(user: User) -> None:
    measure = make_measure_record("A")
    yearly = make_measure_record(
        "Y", frequency="rolling_12_months", calculation="rolling", calculated_from=measure
    )
    months = {f"2024-{month:02d}": month for month in range(1, 13)}
    approve_batch(batch=checked_batch([measure], csv_of({"A": months}), user), user=user)
    before = shown([measure, yearly])
    changed = checked_batch([measure], csv_of({"A": {**months, "2024-12": 100}}), user)
    at = timezone.now() + timedelta(days=1)
    approve_batch(batch=changed, user=user, release_at=at)
    assert shown([yearly], at) == {("Y", "2024-01-01"): "166"}
    undo_batch(batch=changed, user=user)
    assert shown([measure, yearly]) == shown([measure, yearly], at) == before

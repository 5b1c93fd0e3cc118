"""Moments and spans in words."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from plan.consultation.moments import receipt_in_words, time_left

LONDON = ZoneInfo("Europe/London")


def test_a_receipt_without_a_time_is_told_by_its_day() -> None:
    midnight = datetime(2026, 6, 1, 23, 0, tzinfo=UTC)
    assert receipt_in_words(midnight, LONDON) == "2 June 2026"
    assert receipt_in_words(midnight + timedelta(microseconds=1), LONDON) == "2 June 2026, midnight"
    assert (
        receipt_in_words(datetime(2026, 12, 18, 17, 0, tzinfo=UTC), LONDON)
        == "18 December 2026, 5 p.m."
    )


@pytest.mark.parametrize(
    ("left", "words"),
    [
        (timedelta(minutes=59), "Less than an hour left"),
        (timedelta(hours=5), "5 hours left"),  # past midnight, and still hours
        (timedelta(hours=23, minutes=59), "23 hours left"),
        (timedelta(hours=24), "1 day left"),
        (timedelta(hours=30), "2 days left"),
    ],
)
def test_on_the_last_day_hours_are_told(left: timedelta, words: str) -> None:
    now = datetime(2026, 11, 16, 21, 0, tzinfo=UTC)
    assert time_left(now, now + left, LONDON) == words

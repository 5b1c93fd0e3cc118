"""Periods: their ends, and their names."""

from __future__ import annotations

from datetime import date

import pytest
from django.utils.translation import override

from priorities.enums import PERIOD_OF_FREQUENCY, Frequency, PeriodKind
from priorities.periods import (
    is_year_earlier,
    months_later,
    period_end_of,
    period_label,
    short_label,
)


@pytest.mark.parametrize(
    ("start", "end", "kind", "expected"),
    [
        (date(2021, 3, 1), date(2021, 3, 31), "month", "March 2021"),
        (date(2021, 1, 1), date(2021, 3, 31), "quarter", "January to March 2021"),
        (date(2020, 11, 1), date(2021, 1, 31), "quarter", "November 2020 to January 2021"),
        (date(2020, 4, 1), date(2021, 3, 31), "financial_year", "2020/21"),
        (date(1999, 4, 1), date(2000, 3, 31), "financial_year", "1999/00"),
        (date(2021, 1, 1), date(2021, 12, 31), "financial_year", "January to December 2021"),
        (date(2021, 1, 1), date(2021, 12, 31), "calendar_year", "2021"),
        (date(2020, 4, 1), date(2021, 3, 31), "rolling_12_months", "12 months to March 2021"),
        (date(2020, 4, 1), date(2021, 3, 31), "other", "April 2020 to March 2021"),
    ],
)
def test_names_of_periods(start: date, end: date, kind: str, expected: str) -> None:
    with override("en"):
        assert period_label(start, end, kind) == expected


def test_a_day_and_a_stretch_of_days_are_named_by_their_dates() -> None:
    with override("pl"):
        assert period_label(date(2021, 3, 21), date(2021, 3, 21), "other") == "21 marca 2021"
        label = period_label(date(2021, 3, 2), date(2021, 3, 21), "month")
    assert "2 marca 2021" in label
    assert "21 marca 2021" in label


def test_months_have_names_in_the_language_of_the_reader() -> None:
    with override("ar"):
        assert period_label(date(2021, 3, 1), date(2021, 3, 31), "month") == "مارس 2021"


@pytest.mark.parametrize(
    ("kind", "expected"),
    [("month", "Mar 2021"), ("rolling_12_months", "Mar 2021"), ("financial_year", "2020/21")],
)
def test_short_names_under_an_axis(kind: str, expected: str) -> None:
    with override("en"):
        assert short_label(date(2020, 4, 1), date(2021, 3, 31), kind) == expected


@pytest.mark.parametrize(
    ("start", "kind", "expected"),
    [
        (date(2024, 2, 1), "month", date(2024, 2, 29)),
        (date(2021, 10, 1), "quarter", date(2021, 12, 31)),
        (date(2020, 4, 1), "financial_year", date(2021, 3, 31)),
        (date(2021, 1, 1), "calendar_year", date(2021, 12, 31)),
        (date(2020, 12, 1), "rolling_12_months", date(2021, 11, 30)),
        (date(2021, 1, 2), "month", None),
        (date(2021, 1, 1), "other", None),
    ],
)
def test_the_last_day_follows_from_the_first(start: date, kind: str, expected: date | None) -> None:
    assert period_end_of(start, kind) == expected


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        (date(2021, 1, 31), 1, date(2021, 2, 28)),
        (date(2020, 12, 1), 1, date(2021, 1, 1)),
        (date(2024, 2, 29), -12, date(2023, 2, 28)),
    ],
)
def test_months_later(day: date, months: int, expected: date) -> None:
    assert months_later(day, months) == expected


def test_a_year_earlier_is_the_same_month_of_the_year_before() -> None:
    assert is_year_earlier(date(2023, 2, 28), date(2024, 2, 29))
    assert not is_year_earlier(date(2023, 3, 31), date(2024, 2, 29))


def test_every_frequency_has_its_kind_of_period() -> None:
    assert set(PERIOD_OF_FREQUENCY) == set(Frequency)
    assert set(PERIOD_OF_FREQUENCY.values()) == set(PeriodKind)

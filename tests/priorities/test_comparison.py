"""What has changed, and whether for the better."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from priorities.comparison import Movement, is_met, judge
from priorities.figure_rows import FigureRow
from priorities.judgements import Judgement
from priorities.models import Measure
from priorities.models.records import Target
from priorities.sentences import direction, sentence
from priorities.series import RECENT, load_series
from tests.priorities.makers import make_record, quarters, read, record, series_of

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("wanted", "then", "now", "expected"),
    [
        ("higher", 50, 51, Judgement.BETTER),
        ("higher", 51, 50, Judgement.WORSE),
        ("lower", 51, 50, Judgement.BETTER),
        ("lower", 50, 51, Judgement.WORSE),
        ("higher", 50, 50, Judgement.UNCHANGED),
        ("contextual", 50, 90, Judgement.NONE),
        ("contextual", 50, 50, Judgement.NONE),
        ("range", 9, 11, Judgement.BETTER),
        ("range", 25, 21, Judgement.BETTER),
        ("range", 19, 21, Judgement.WORSE),
        ("range", 12, 18, Judgement.UNCHANGED),
        ("range", 8, 22, Judgement.UNCHANGED),
    ],
)
def test_the_direction_that_is_wanted_decides(
    wanted: str, then: int, now: int, expected: Judgement
) -> None:
    measure = Measure(direction_wanted=wanted, range_low=Decimal(10), range_high=Decimal(20))
    assert judge(measure, Decimal(then), Decimal(now)) == expected


@pytest.mark.parametrize(
    ("wanted", "value", "expected"),
    [
        ("higher", "65", True),
        ("higher", "64.4", False),
        ("higher", "64.5", True),
        ("lower", "65", True),
        ("lower", "66", False),
        ("contextual", "70", None),
        ("range", "70", None),
    ],
)
def test_a_target_is_met_by_the_figure_as_shown(
    wanted: str, value: str, expected: bool | None
) -> None:
    measure = Measure(direction_wanted=wanted, decimals=0)
    assert is_met(measure, Decimal(value), Target(None, Decimal(65))) is expected


def test_the_period_before_is_the_usual_comparison() -> None:
    found = series_of(make_record(), [50, 52, 55]).comparison
    assert (found.change, found.movement, found.judgement) == (
        Decimal(3),
        Movement.UP,
        Judgement.BETTER,
    )
    assert found.earlier.period_end == date(2020, 6, 30)


def test_seasonal_figures_are_held_against_the_year_before() -> None:
    found = series_of(make_record(compared_with="year_earlier"), [50, 60, 60, 60, 54]).comparison
    assert found.earlier.period_end == date(2020, 3, 31)
    assert found.change == Decimal(4)


def test_without_the_year_before_nothing_is_compared() -> None:
    found = series_of(make_record(compared_with="year_earlier"), [50, 60, 60])
    assert found.comparison is None
    assert not found.is_broken


def test_a_change_is_the_difference_of_the_figures_as_shown() -> None:
    """60.4 and 60.6 are shown as 60 and 61: a reader would call that one point."""
    found = series_of(make_record(), [60.4, 60.6]).comparison
    assert found.change == Decimal(1)
    assert series_of(make_record(name="B"), [60.1, 60.4]).comparison.movement == Movement.SAME


def test_a_withheld_period_is_passed_over() -> None:
    found = series_of(make_record(), [50, "c", 53]).comparison
    assert found.earlier.period_end == date(2020, 3, 31)
    assert found.change == Decimal(3)


def test_a_break_ends_comparison() -> None:
    series = series_of(make_record(), [50, 51, (70, "b")])
    assert series.comparison is None
    assert series.is_broken


def test_a_gap_is_not_called_a_break() -> None:
    """The year before is missing, and the series broke long ago: that is not why."""
    measure = make_record(compared_with="year_earlier")
    record(measure, quarters(date(2015, 1, 1), [40, (50, "b"), 51]))
    record(measure, quarters(date(2020, 1, 1), [60]))
    series = read(measure)
    assert series.comparison is None
    assert not series.is_broken


def test_a_break_older_than_a_card_reads_still_shuts_out_the_baseline() -> None:
    measure = make_record(
        baseline_period_start=date(2010, 1, 1),
        baseline_period_end=date(2010, 3, 31),
        baseline_value=Decimal(40),
    )
    record(measure, quarters(date(2010, 1, 1), [40, (50, "b"), *range(50, 80)]))
    whole = read(measure)
    short = load_series([measure], latest=RECENT)[measure.pk]
    assert len(short.points) < len(whole.points)
    assert (whole.baseline, short.baseline) == (None, None)
    assert sentence(short) == sentence(whole)


def test_a_judgement_by_hand_is_of_the_headline_alone() -> None:
    measure = make_record(judged_as="better", judged_period_end=date(2020, 6, 30))
    series = series_of(measure, [60, 50])
    assert series.comparison.judgement == Judgement.BETTER
    assert direction(series).judgement == "Better, judged by hand"
    area = replace(series, is_headline=False)
    assert area.comparison.judgement == Judgement.WORSE
    assert area.comparison.reason == ""


def test_after_a_break_figures_are_compared_again() -> None:
    series = series_of(make_record(), [50, (70, "b"), 72])
    assert series.comparison.change == Decimal(2)
    assert not series.is_broken


def test_only_periods_of_one_kind_are_compared() -> None:
    measure = make_record()
    year = FigureRow(
        date(2019, 1, 1), date(2019, 12, 31), value=Decimal(40), period_kind="calendar_year"
    )
    record(measure, [year, *quarters(date(2020, 1, 1), [50])])
    assert read(measure).comparison is None


def test_overlapping_margins_make_a_change_unclear() -> None:
    measure = make_record()
    rows = [
        FigureRow(
            date(2020, 1, 1), date(2020, 3, 31), Decimal(50), lower=Decimal(47), upper=Decimal(53)
        ),
        FigureRow(
            date(2020, 4, 1), date(2020, 6, 30), Decimal(52), lower=Decimal(49), upper=Decimal(55)
        ),
    ]
    record(measure, rows)
    assert read(measure).comparison.judgement == Judgement.UNCLEAR


def test_margins_apart_leave_the_judgement() -> None:
    measure = make_record(direction_wanted="lower")
    rows = [
        FigureRow(
            date(2020, 1, 1), date(2020, 3, 31), Decimal(50), lower=Decimal(49), upper=Decimal(51)
        ),
        FigureRow(
            date(2020, 4, 1), date(2020, 6, 30), Decimal(60), lower=Decimal(58), upper=Decimal(62)
        ),
    ]
    record(measure, rows)
    assert read(measure).comparison.judgement == Judgement.WORSE


def test_one_figure_has_nothing_to_compare_with() -> None:
    assert series_of(make_record(), [50]).comparison is None


def test_no_figures_have_nothing_to_compare() -> None:
    series = read(make_record())
    assert (series.latest, series.comparison, series.updated_at) == (None, None, None)
    assert not series.is_broken

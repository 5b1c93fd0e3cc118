"""Measures calculated from others: right, kept up to date, never typed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from priorities.actions.recalculate import recalculate
from priorities.actions.record_observations import record_observations
from priorities.figure_rows import FigureRow
from priorities.models import Measure
from priorities.periods import last_day, months_later
from priorities.series import points_of, public_observations
from tests.factories import fresh, make_plan
from tests.priorities.makers import make_measure, make_priority, make_record, quarters, record

pytestmark = pytest.mark.django_db


def months(first: date, values: list[Any], **facts: Any) -> list[FigureRow]:
    """A row for each month; a text is a marker, None no row."""
    rows = []
    for place, value in enumerate(values):
        start = months_later(first, place)
        if isinstance(value, str):
            rows.append(FigureRow(start, last_day(start), marker=value, **facts))
        elif value is not None:
            rows.append(FigureRow(start, last_day(start), Decimal(value), **facts))
    return rows


def figures(measure: Measure) -> dict[tuple[str, str, str], Any]:
    """Public figures by end of period, area and group; a marker where it withholds."""
    return {
        (one.period_end.isoformat(), one.area, one.dimensions_key): one.value
        if one.value is not None
        else one.marker
        for one in public_observations([measure])
    }


def count(name: str, **facts: Any) -> Measure:
    """A plain measure of numbers each month."""
    return make_record(name=name, unit="count", frequency="monthly", **facts)


def test_a_rate_takes_the_newest_population_that_had_begun() -> None:
    areas = "E12000007 E09000001"
    offences, people = (
        count("Offences", geography=areas),
        make_record(name="People", unit="count", frequency="calendar_year", geography=areas),
    )
    rate = make_record(
        name="Rate",
        unit="rate",
        rate_per=1000,
        frequency="monthly",
        geography=areas,
        calculation="rate",
        calculated_from=offences,
        calculated_by=people,
    )
    years = [(2019, 8000), (2020, 10000)]
    record(
        people,
        [FigureRow(date(y, 1, 1), date(y, 12, 31), Decimal(n), area="E12000007") for y, n in years],
    )
    record(offences, months(date(2019, 12, 1), [80, 50], area="E12000007"))
    record(offences, months(date(2020, 1, 1), [5], area="E09000001"))
    assert figures(rate) == {
        ("2019-12-31", "E12000007", ""): Decimal(10),
        ("2020-01-31", "E12000007", ""): Decimal(5),
    }
    found = rate.observations.get(period_end=date(2020, 1, 31))
    assert (found.numerator, found.denominator) == (50, 10000)


def test_a_share_is_a_percentage_of_the_whole() -> None:
    solved, all_of_them = count("Solved"), count("All")
    share = make_record(
        name="Share",
        frequency="monthly",
        calculation="share",
        calculated_from=solved,
        calculated_by=all_of_them,
    )
    record(all_of_them, months(date(2020, 1, 1), [200, 0, "c", 50]))
    record(solved, months(date(2020, 1, 1), [50, 0, 3, "low"]))
    assert figures(share) == {
        ("2020-01-31", "", ""): Decimal(25),
        ("2020-03-31", "", ""): "c",
        ("2020-04-30", "", ""): "low",
    }


def test_a_rolling_sum_needs_all_twelve_months() -> None:
    monthly = count("Monthly")
    rolling = make_record(
        name="Rolling",
        unit="count",
        frequency="rolling_12_months",
        calculation="rolling",
        calculated_from=monthly,
    )
    record(monthly, months(date(2020, 1, 1), [*range(1, 12)]))
    assert figures(rolling) == {}
    record(monthly, months(date(2020, 12, 1), [12, 13]))
    assert figures(rolling) == {
        ("2020-12-31", "", ""): sum(range(1, 13)),
        ("2021-01-31", "", ""): sum(range(2, 14)),
    }
    record(monthly, months(date(2021, 2, 1), [None, 15]))
    assert ("2021-03-31", "", "") not in figures(rolling)
    first = rolling.observations.get(period_end=date(2021, 1, 31))
    assert (first.period_start, first.period_kind) == (date(2020, 2, 1), "rolling_12_months")


def test_a_rolling_sum_of_quarters_and_what_withholds_it() -> None:
    quarterly = make_record(name="Quarterly", unit="count")
    rolling = make_record(
        name="Rolling",
        unit="count",
        frequency="rolling_12_months",
        calculation="rolling",
        calculated_from=quarterly,
    )
    record(quarterly, quarters(date(2020, 1, 1), [1, 2, (3, "p"), 4, "c"]))
    assert figures(rolling) == {("2020-12-31", "", ""): 10, ("2021-03-31", "", ""): "c"}
    assert rolling.observations.get(period_end=date(2020, 12, 31)).marker == "p"


def test_a_gap_has_the_margin_of_a_difference() -> None:
    trust = make_record(name="Trust")
    gap = make_record(
        name="Gap",
        unit="percentage_points",
        decimals=1,
        calculation="gap",
        calculated_from=trust,
        first_group="ethnicity=white",
        second_group="ethnicity=black",
    )
    row = quarters(date(2020, 1, 1), [60])[0]
    white = replace(row, dimensions={"ethnicity": "white"}, lower=Decimal(57), upper=Decimal(63))
    black = replace(
        row,
        dimensions={"ethnicity": "black"},
        value=Decimal(45),
        lower=Decimal(41),
        upper=Decimal(49),
    )
    record(trust, [white, black])
    found = gap.observations.get()
    assert (found.value, found.dimensions_key) == (15, "")
    assert (found.lower, found.upper) == (10, 20)  # 15 ± the root of 3² + 4²


def test_it_is_not_typed() -> None:
    base = count("Base")
    share = make_record(calculation="share", calculated_from=base, calculated_by=base)
    with pytest.raises(ValidationError, match="are calculated from others"):
        record(share, quarters(date(2020, 1, 1), [5]))


def test_it_follows_revisions_and_what_is_taken_away_and_stays_when_nothing_changed() -> None:
    monthly = count("Monthly")
    rolling = make_record(
        unit="count",
        frequency="rolling_12_months",
        calculation="rolling",
        calculated_from=monthly,
    )
    rows = months(date(2020, 1, 1), [1] * 12)
    record(monthly, rows)
    record(monthly, [replace(rows[3], value=Decimal(5))])
    assert list(figures(rolling).values()) == [16]
    before = list(rolling.observations.order_by("pk").values())
    recalculate(measure=rolling)
    record(monthly, rows[:1])
    assert list(rolling.observations.order_by("pk").values()) == before
    record_observations(measure=monthly, rows=[], ended=[rows[0].identity])
    assert figures(rolling) == {}


def test_what_is_calculated_becomes_public_with_its_parts() -> None:
    part, whole = count("Part"), count("Whole")
    share = make_record(
        frequency="monthly", calculation="share", calculated_from=part, calculated_by=whole
    )
    record(whole, months(date(2020, 1, 1), [100, 100]))
    record(part, months(date(2020, 1, 1), [10]))
    release = timezone.now() + timedelta(hours=1)
    record_observations(measure=part, rows=months(date(2020, 2, 1), [20]), at=release)
    assert list(figures(share).values()) == [10]
    assert share.observations.get(period_end=date(2020, 2, 29)).published_from == release
    record(part, months(date(2020, 1, 1), [11]))
    assert list(figures(share).values()) == [11]
    assert public_observations([share], release).count() == 2


def test_a_calculation_made_while_its_parts_wait_follows_at_their_release() -> None:
    """Published between approval and release, it must not stay behind when the day comes."""
    part = make_record(name="Offences", unit="count")
    whole = make_record(name="All", unit="count")
    at = timezone.now() + timedelta(days=2)
    record_observations(measure=part, rows=quarters(date(2020, 1, 1), [10]))
    record_observations(measure=whole, rows=quarters(date(2020, 1, 1), [100]))
    record_observations(measure=part, rows=quarters(date(2020, 1, 1), [20]), at=at)
    share = make_record(
        name="Share", calculation="share", calculated_from=part, calculated_by=whole
    )
    recalculate(measure=share)
    now, then = (
        [point.value for point in points_of(public_observations([share], moment))]
        for moment in (timezone.now(), at)
    )
    assert (now, then) == ([Decimal(10)], [Decimal(20)])


def test_one_may_follow_from_another_that_is_calculated() -> None:
    part, whole = count("Part"), count("Whole")
    share = make_record(
        frequency="monthly", calculation="share", calculated_from=part, calculated_by=whole
    )
    gap = make_record(
        unit="percentage_points",
        frequency="monthly",
        calculation="gap",
        calculated_from=share,
        first_group="sex=f",
        second_group="sex=m",
    )
    for sex, number in (("f", 30), ("m", 20)):
        record(whole, months(date(2020, 1, 1), [100], dimensions={"sex": sex}))
        record(part, months(date(2020, 1, 1), [number], dimensions={"sex": sex}))
    assert list(figures(gap).values()) == [10]


def test_publishing_a_calculation_works_it_out_and_never_in_circles() -> None:
    plan = make_plan()
    part = make_measure(make_priority(plan), unit="count", frequency="monthly", title="Part")
    whole = make_measure(make_priority(plan), unit="count", frequency="monthly", title="Whole")
    record(part, months(date(2020, 1, 1), [10]))
    record(whole, months(date(2020, 1, 1), [40]))
    share = make_measure(
        make_priority(plan),
        frequency="monthly",
        calculation="share",
        calculated_from=part.measure,
        calculated_by=whole.measure,
    )
    assert list(figures(share.measure).values()) == [25]
    circle = fresh(part)
    circle.unit, circle.calculation = "percentage", "share"
    circle.calculated_from = circle.calculated_by = share.measure
    with pytest.raises(ValidationError, match="calculated from itself"):
        circle.full_clean()

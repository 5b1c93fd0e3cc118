"""Whatever the figures are: sentence, chart and table never disagree."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any
from xml.etree import ElementTree

from django.utils.translation import override
from hypothesis import given, settings
from hypothesis import strategies as st

from priorities.charts.chart import WIDE, draw_chart, draw_sparkline
from priorities.charts.scales import axis_for
from priorities.comparison import Movement
from priorities.enums import WITHHOLDING, Marker, Unit, WantedDirection
from priorities.judgements import Judgement
from priorities.models import Measure
from priorities.numbers import figure, rounded
from priorities.periods import last_day, months_later
from priorities.points import Point
from priorities.sentences import direction, headline_figure, sentence
from priorities.series import MeasureSeries
from priorities.tables import plain, table_of

NOW = datetime(2026, 1, 1, tzinfo=UTC)
LANGUAGES = ["en", "pl", "ar"]

numbers = st.decimals(-(10**7), 10**7, places=2, allow_nan=False, allow_infinity=False)
cells = st.one_of(
    numbers.map(lambda value: (value, "")),
    st.tuples(numbers, st.sampled_from(["p", "r", "b"])),
    st.sampled_from(sorted(WITHHOLDING)).map(lambda marker: (None, str(marker))),
)


@st.composite
def measures(draw: Any) -> Measure:
    """A measure with any facts that fit together."""
    low = draw(numbers)
    return Measure(
        pk=1,
        unit=draw(st.sampled_from(Unit.values)),
        rate_per=1000,
        decimals=draw(st.integers(0, 4)),
        direction_wanted=draw(st.sampled_from(WantedDirection.values)),
        range_low=low,
        range_high=low + draw(st.decimals(0, 1000, places=1)),
        frequency="monthly",
        compared_with=draw(st.sampled_from(["previous", "year_earlier"])),
        target_value=draw(st.none() | numbers),
        baseline_value=draw(st.none() | numbers),
        baseline_period_start=date(2019, 1, 1),
        baseline_period_end=date(2019, 1, 31),
        tolerance=draw(st.none() | st.decimals(0, 5, places=1)),
        smallest_base=draw(st.none() | st.integers(1, 50)),
        breaks=draw(st.sampled_from([[], [{"id": "", "on": "2019-06-15"}]])),
    )


@st.composite
def any_series(draw: Any) -> MeasureSeries:
    """Months of anything a measure may have."""
    points = []
    for place, (value, marker) in enumerate(draw(st.lists(cells, max_size=30))):
        start = months_later(date(2019, 1, 1), place)
        margin = (value - 1, value + 1) if value is not None and place % 3 == 0 else (None, None)
        points.append(
            Point(
                measure_id=1,
                period_start=start,
                period_end=last_day(start),
                period_kind="month",
                area="",
                dimensions_key="",
                value=value,
                numerator=None,
                denominator=draw(st.none() | st.integers(1, 200).map(Decimal)),
                lower=margin[0],
                upper=margin[1],
                marker=marker,
                published_from=NOW,
                published_until=None,
                revision=draw(st.integers(0, 1)),
            )
        )
    return MeasureSeries(draw(measures()), tuple(points))


@settings(max_examples=60, deadline=None)
@given(any_series(), st.sampled_from(LANGUAGES))
def test_every_series_can_be_said_drawn_and_listed(series: MeasureSeries, language: str) -> None:
    with override(language):
        said = sentence(series)
        chart = draw_chart(series, title="<T>", description=said)
        table = table_of(series)
        draw_sparkline(series)
        assert said
        assert "%(" not in said
        assert len(table.rows) == len(series.points)
        assert (chart is None) == all(point.number is None for point in series.points)


@settings(max_examples=60, deadline=None)
@given(any_series())
def test_the_latest_number_is_the_same_everywhere(series: MeasureSeries) -> None:
    with override("en"):
        latest = series.latest
        if latest is None or latest.number is None:
            return
        shown = figure(series.measure, latest.number)
        rows = {row.period: row.figure for row in table_of(series).rows}
        assert rows[latest.label].split(" [")[0] == shown
        assert f"{shown} ({latest.label}" in sentence(series)
        if series.newest_withheld is None:
            assert headline_figure(series) == shown


@settings(max_examples=60, deadline=None)
@given(any_series())
def test_a_withheld_period_has_a_marker_everywhere_and_a_number_nowhere(
    series: MeasureSeries,
) -> None:
    with override("en"):
        rows = {row.period: row for row in table_of(series).rows}
        for point in series.points:
            if point.is_withheld:
                assert rows[point.label].figure == f"[{point.marker}]"
                assert rows[point.label].margin == ""


@settings(max_examples=60, deadline=None)
@given(any_series())
def test_words_of_a_change_agree_with_the_figures(series: MeasureSeries) -> None:
    comparison, latest = series.comparison, series.latest
    if comparison is None or latest is None or latest.number is None:
        return
    then, now = comparison.earlier.number, latest.number
    assert then is not None
    places = series.measure.decimals
    assert comparison.change == rounded(now, places) - rounded(then, places)
    expected = Movement.SAME
    if comparison.change:
        expected = Movement.UP if comparison.change > 0 else Movement.DOWN
    assert comparison.movement == expected
    wanted = series.measure.direction_wanted
    if wanted == WantedDirection.CONTEXTUAL:
        assert comparison.judgement == Judgement.NONE
    elif comparison.judgement in {Judgement.BETTER, Judgement.WORSE}:
        is_up = comparison.movement == Movement.UP
        if wanted == WantedDirection.HIGHER:
            assert is_up == (comparison.judgement == Judgement.BETTER)
        if wanted == WantedDirection.LOWER:
            assert is_up == (comparison.judgement == Judgement.WORSE)
    with override("en"):
        found = direction(series)
    assert found is not None
    assert found.kind == comparison.judgement


@settings(max_examples=60, deadline=None)
@given(any_series())
def test_nothing_is_compared_over_a_break(series: MeasureSeries) -> None:
    comparison, latest = series.comparison, series.latest
    if comparison is None or latest is None:
        return
    between = [
        point
        for point in series.points
        if comparison.earlier.period_end < point.period_end <= latest.period_end
    ]
    assert all(point.marker != Marker.BREAK for point in between)


@settings(max_examples=40, deadline=None)
@given(any_series(), st.sampled_from(LANGUAGES))
def test_everything_is_drawn_inside_its_frame(series: MeasureSeries, language: str) -> None:
    with override(language):
        chart = draw_chart(series, title="T", description="D")
    if chart is None:
        return
    svg = ElementTree.fromstring(chart.wide)  # noqa: S314  # made by us a moment ago
    for dot in svg.iter("circle"):
        assert 0 <= float(dot.get("cx", -1)) <= WIDE.width
        assert 0 <= float(dot.get("cy", -1)) <= WIDE.height
    for path in svg.iter("path"):
        places = [float(number) for number in re.findall(r"-?\d+(?:\.\d+)?", path.get("d") or "")]
        assert min(places) >= 0
        assert max(places[0::2]) <= WIDE.width
        assert max(places[1::2]) <= WIDE.height


@settings(max_examples=200, deadline=None)
@given(st.lists(numbers, min_size=1, max_size=20), st.sampled_from([0.0, 1.0, 0.1, 0.0001]))
def test_an_axis_holds_its_numbers_in_a_few_round_steps(
    values: list[Decimal], smallest: float
) -> None:
    axis = axis_for(values, 5, smallest)
    assert axis.low <= float(min(values)) + 1e-6
    assert axis.high >= float(max(values)) - 1e-6
    assert 2 <= len(axis.ticks) <= 8
    if smallest:
        assert axis.step / smallest == round(axis.step / smallest, 3)


@settings(max_examples=200, deadline=None)
@given(numbers)
def test_a_number_in_a_file_is_the_number_stored(value: Decimal) -> None:
    assert Decimal(plain(value)) == value
    assert not re.search(r"\.\d*0$", plain(value))

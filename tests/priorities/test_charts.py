"""Charts: where things are drawn, what they say, what they never say."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any
from xml.etree import ElementTree

import pytest
from django.utils.translation import override

from priorities.charts.chart import NARROW, WIDE, draw_chart, draw_sparkline
from priorities.charts.scales import Axis, Frame, axis_for, labelled
from priorities.charts.svg import coordinate, element
from priorities.figure_rows import FigureRow
from tests.priorities.makers import make_record, quarters, read, record, series_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    """Labels below are the English ones."""
    with override("en"):
        yield


def drawn(series: Any, size: str = "wide") -> ElementTree.Element:
    """A drawing, parsed: it must be well-formed."""
    chart = draw_chart(series, title="Good job", description="It goes up.")
    assert chart is not None
    return parsed(getattr(chart, size))


def parsed(svg: str) -> ElementTree.Element:
    """A drawing as a tree."""
    return ElementTree.fromstring(svg)  # noqa: S314  # made by us a moment ago


def classes(svg: ElementTree.Element, name: str) -> list[ElementTree.Element]:
    """Elements that have a class."""
    return [one for one in svg.iter() if name in one.get("class", "").split()]


def texts(svg: ElementTree.Element) -> list[str]:
    """All words written in a drawing."""
    return [one.text or "" for one in svg.iter("text")]


def circles(svg: ElementTree.Element) -> list[tuple[float, float]]:
    """Where the dots are."""
    return [(float(one.get("cx", 0)), float(one.get("cy", 0))) for one in svg.iter("circle")]


def test_both_drawings_are_named_and_described() -> None:
    series = series_of(make_record(), [59, 61])
    for size in (WIDE, NARROW):
        svg = drawn(series, size.name)
        assert svg.get("role") == "img"
        labels = (svg.get("aria-labelledby") or "").split()
        found = {one.get("id"): one.text for one in svg.iter() if one.get("id")}
        assert [found[label] for label in labels] == ["Good job", "It goes up."]
        assert svg.get("viewBox") == f"0 0 {size.width} {size.height}"


def test_the_two_drawings_share_no_identifier() -> None:
    series = series_of(make_record(), [59, 61])
    ids = [one.get("id") for size in ("wide", "narrow") for one in drawn(series, size).iter()]
    named = [one for one in ids if one]
    assert len(named) == len(set(named)) == 4


def test_nothing_inline_and_nothing_to_run() -> None:
    chart = draw_chart(series_of(make_record(), [59, 61]), title="T", description="D")
    assert chart is not None
    for svg in (chart.wide, chart.narrow):
        assert not re.search(r"<script|<style|\sstyle=|\son\w+=|href", svg)


def test_words_of_editors_are_escaped() -> None:
    chart = draw_chart(
        series_of(make_record(), [59, 61]), title="<script>alert(1)</script>", description='"&'
    )
    assert chart is not None
    assert "<script" not in chart.wide
    assert parsed(chart.wide).findtext("title") == "<script>alert(1)</script>"


def test_each_figure_is_a_dot_that_says_it() -> None:
    svg = drawn(series_of(make_record(), [59, "c", 61]))
    said = [one.findtext("title") for one in svg.iter("circle")]
    assert said == ["January to March 2020: 59%", "July to September 2020: 61%"]


def test_dots_lie_on_the_scale() -> None:
    series = series_of(make_record(), [0, 50, 100])
    svg = drawn(series)
    ys = [y for _x, y in circles(svg)]
    assert ys[0] > ys[1] > ys[2]
    assert ys[0] - ys[1] == pytest.approx(ys[1] - ys[2], abs=0.2)
    lines = {text: float(one.get("y", 0)) for one in svg.iter("text") if (text := one.text)}
    assert ys[0] == pytest.approx(lines["0%"] - 5, abs=0.2)
    assert ys[2] == pytest.approx(lines["100%"] - 5, abs=0.2)


def test_a_withheld_figure_is_a_gap_with_its_marker() -> None:
    svg = drawn(series_of(make_record(), [50, 51, "c", 53, 54]))
    assert len(classes(svg, "plan-chart__line")) == 2
    assert "[c]" in texts(svg)


def test_the_line_stops_at_a_break() -> None:
    svg = drawn(series_of(make_record(), [50, 51, (70, "b"), 71]))
    paths = [one.get("d") or "" for one in classes(svg, "plan-chart__line")]
    assert len(paths) == 2
    assert all(path.count("L") == 1 for path in paths)


def test_one_figure_is_a_dot_in_the_middle() -> None:
    svg = drawn(series_of(make_record(), [50]))
    assert classes(svg, "plan-chart__line") == []
    assert len(circles(svg)) == 1


@pytest.mark.parametrize("values", [[], ["c"], ["x", "z"]])
def test_without_a_number_there_is_no_chart(values: list[Any]) -> None:
    assert draw_chart(series_of(make_record(), values), title="T", description="D") is None


def test_the_target_is_a_dashed_line_with_words() -> None:
    svg = drawn(series_of(make_record(target_value=Decimal(65)), [59, 61]))
    (line,) = classes(svg, "plan-chart__target")
    assert line.get("stroke-dasharray") == "6 5"
    assert "Target: 65%" in texts(svg)


def test_without_a_target_there_is_no_such_line() -> None:
    svg = drawn(series_of(make_record(), [59, 61]))
    assert classes(svg, "plan-chart__target") == []


def test_the_range_that_is_wanted_is_a_band() -> None:
    measure = make_record(direction_wanted="range", range_low=Decimal(10), range_high=Decimal(20))
    (band,) = classes(drawn(series_of(measure, [5, 15])), "plan-chart__range")
    assert float(band.get("height", 0)) > 0
    assert float(band.get("width", 0)) > 500


def margins(values: list[tuple[int, int, int]]) -> list[FigureRow]:
    """Rows with figure and margin."""
    rows = quarters(date(2020, 1, 1), [value for value, _low, _high in values])
    return [
        FigureRow(
            row.period_start, row.period_end, row.value, lower=Decimal(low), upper=Decimal(up)
        )
        for row, (_value, low, up) in zip(rows, values, strict=True)
    ]


def test_margins_of_error_are_a_band_around_the_line() -> None:
    measure = make_record()
    record(measure, margins([(50, 48, 52), (55, 53, 57)]))
    (band,) = classes(drawn(read(measure)), "plan-chart__margin")
    assert (band.get("d") or "").count("L") == 3
    assert (band.get("d") or "").endswith("Z")


def test_the_axis_holds_margins_and_target() -> None:
    measure = make_record(target_value=Decimal(90))
    record(measure, margins([(50, 41, 59), (55, 53, 57)]))
    svg = drawn(read(measure))
    assert {"0%", "100%"} <= set(texts(svg))


@pytest.mark.parametrize(("values", "starts_at"), [([59, 61], "45%"), ([5, 61], ""), ([0, 0], "")])
def test_an_axis_that_does_not_start_at_zero_says_so(values: list[Any], starts_at: str) -> None:
    chart = draw_chart(series_of(make_record(), values), title="T", description="D")
    assert chart is not None
    assert chart.starts_at == starts_at


def test_in_arabic_time_runs_from_the_right() -> None:
    series = series_of(make_record(), [10, 20, 30])
    ltr = circles(drawn(series))
    with override("ar"):
        svg = drawn(series)
    rtl = circles(svg)
    assert svg.get("direction") == "rtl"
    assert [x for x, _y in rtl] == pytest.approx([WIDE.width - x for x, _y in ltr], abs=0.2)
    assert [y for _x, y in rtl] == [y for _x, y in ltr]
    assert rtl[0][0] > rtl[-1][0]


def test_in_arabic_the_numbers_of_the_axis_stand_on_the_right() -> None:
    series = series_of(make_record(), [10, 20, 30])
    with override("ar"):
        svg = drawn(series)
    places = [float(one.get("x", 0)) for one in svg.iter("text") if one.get("text-anchor") == "end"]
    assert max(places) > WIDE.width - 60


def test_on_a_narrow_screen_many_figures_are_one_line_and_the_last_dot() -> None:
    series = series_of(make_record(), list(range(10, 50)))
    assert len(circles(drawn(series, "narrow"))) == 1
    assert len(circles(drawn(series))) == 40
    longer = series_of(make_record(name="B"), list(range(10, 80)))
    assert len(circles(drawn(longer))) == 1


def test_periods_under_the_axis_do_not_run_together() -> None:
    series = series_of(make_record(), list(range(10, 50)))
    names = [one.short_label for one in labelled(series.points, NARROW.labels)]
    assert names == ["Mar 2020", "Mar 2025", "Dec 2029"]
    anchors = [one.get("text-anchor") for one in drawn(series, "narrow").iter("text")][-3:]
    assert anchors == ["start", "middle", "end"]


def test_a_sparkline_is_for_the_eye_only() -> None:
    svg = parsed(draw_sparkline(series_of(make_record(), [10, 20, 15])))
    assert svg.get("aria-hidden") == "true"
    assert len(circles(svg)) == 1
    assert list(svg.iter("text")) == []


@pytest.mark.parametrize("values", [[], [10], [10, "c"]])
def test_less_than_two_figures_make_no_sparkline(values: list[Any]) -> None:
    assert draw_sparkline(series_of(make_record(), values)) == ""


@pytest.mark.parametrize(
    ("numbers", "expected"),
    [
        (["3", "47"], Axis(0, 50, 10)),
        (["55", "68"], Axis(50, 70, 5)),
        (["59", "61"], Axis(45, 65, 5)),
        (["0", "0"], Axis(0, 1, 1)),
        (["-5", "5"], Axis(-6, 6, 2)),
        (["1200", "1300"], Axis(1000, 1300, 100)),
        (["1", "2"], Axis(0, 2, 1)),
        (["7"], Axis(5, 7, 1)),
    ],
)
def test_round_bounds_with_steps_of_whole_numbers(numbers: list[str], expected: Axis) -> None:
    found = axis_for([Decimal(number) for number in numbers], 5, 1.0)
    assert (found.low, found.high, found.step) == pytest.approx(
        (expected.low, expected.high, expected.step)
    )


def test_ticks_have_the_decimals_they_need() -> None:
    assert Axis(0, 1, 0.25).decimals == 2
    assert Axis(0, 50, 10).decimals == 0
    assert [str(tick) for tick in Axis(0, 0.3, 0.1).ticks] == ["0.0", "0.1", "0.2", "0.3"]


def test_one_day_alone_stands_in_the_middle() -> None:
    day = date(2020, 1, 1)
    frame = Frame(100, 50, 10, 10, 5, 5, day, day, Axis(0, 10, 5))
    assert frame.x(day) == 50


def test_elements_escape_what_they_are_given() -> None:
    assert element("text", "<&>", data_note='"') == '<text data-note="&quot;">&lt;&amp;&gt;</text>'
    assert element("g", element("a"), class_=None) == "<g><a></a></g>"
    assert (coordinate(3.0), coordinate(3.14), coordinate(-0.25)) == ("3", "3.1", "-0.2")

"""Any chart that could be: scales, words and drawings keep what they promise."""

from __future__ import annotations

import math
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from xml.etree import ElementTree

from django.utils.translation import override
from hypothesis import given, settings
from hypothesis import strategies as st

from priorities.charts.kinds import draw, drawing
from priorities.charts.labels import Label, Room, clamped, overlap, period_labels
from priorities.charts.lettering import text_width, wrapped
from priorities.charts.scales import Along, Frame, axis_for
from priorities.charts.sizes import CARD, NARROW, WIDE
from priorities.charts.spec import ChartKind, ChartPoint, ChartSeries, ChartTarget
from tests.priorities.chart_specs import spec
from tests.priorities.drawings import read_drawing

LANGUAGES = ["en", "pl", "ar"]
numbers = st.decimals(-(10**9), 10**9, places=2, allow_nan=False, allow_infinity=False)
days = st.dates(date(1990, 1, 1), date(2040, 12, 31))
#: XML holds no control characters; the pages' own words hold none either.
words = st.text(st.characters(exclude_categories=["Cs", "Cc", "Cn"]), max_size=60)


@st.composite
def any_points(draw_any: Any) -> tuple[ChartPoint, ...]:
    """Figures, gaps, breaks and margins on days in order."""
    found = []
    for day in sorted(draw_any(st.sets(days, min_size=1, max_size=12))):
        number = draw_any(st.none() | numbers)
        reach = draw_any(st.none() | st.decimals(0, 1000, places=1))
        has_margin = number is not None and reach is not None
        found.append(
            ChartPoint(
                label=draw_any(words),
                short_label=f"{day:%b %Y}",
                day=day,
                number=number,
                lower=number - reach if has_margin else None,
                upper=number + reach if has_margin else None,
                marker=draw_any(st.sampled_from(["", "p", "r"])) if number is not None else "c",
                is_break_before=draw_any(st.booleans()),
            )
        )
    return tuple(found)


@st.composite
def any_spec(draw_any: Any) -> Any:
    """A chart of anything."""
    series = st.builds(ChartSeries, words, any_points())
    targets = st.builds(ChartTarget, st.none() | days, numbers)
    low = draw_any(numbers)
    return replace(
        spec(count=1),
        series=tuple(draw_any(st.lists(series, min_size=1, max_size=7))),
        targets=tuple(draw_any(st.lists(targets, max_size=3))),
        wanted_range=draw_any(st.none() | st.just((low, low + 10))),
        decimals=draw_any(st.integers(0, 2)),
        title=draw_any(words),
        description=draw_any(words),
    )


@settings(max_examples=120, deadline=None)
@given(any_spec(), st.sampled_from(list(ChartKind)), st.sampled_from(LANGUAGES))
def test_whatever_it_is_it_is_drawn_inside(given_spec: Any, kind: ChartKind, language: str) -> None:
    with override(language):
        chart = draw(kind, given_spec)
        assert (chart is None) == (not given_spec.has_number)
        if chart is None:
            return
        drawings = [chart.wide, chart.narrow, drawing(kind, given_spec, CARD)]
    for svg in drawings:
        read = read_drawing(svg)
        for mark in read.marks():
            for x, y in mark.places():
                assert math.isfinite(x)
                assert -0.2 <= x <= read.width + 0.2
                assert -0.2 <= y <= read.height + 0.2


@settings(max_examples=200, deadline=None)
@given(st.lists(numbers, min_size=2, max_size=8), st.booleans())
def test_equal_differences_are_equal_distances(values: list[Decimal], is_rtl: bool) -> None:
    axis = axis_for([*values, Decimal(0)], 5)
    frame = Frame(720, 340, 50, 18, 24, 34, date(2020, 1, 1), date(2021, 1, 1), axis, is_rtl)
    along = Along(720, 200, 60, axis, is_rtl)
    inside, height = 720 - 200 - 60, 340 - 24 - 34
    for one in values:
        up = (frame.floor - frame.y(one)) / height
        out = along.mirrored(along.x(one)) - 200
        share = (float(one) - axis.low) / (axis.high - axis.low)
        assert math.isclose(up, share, abs_tol=1e-9)
        assert math.isclose(out, share * inside, abs_tol=1e-6)
    ordered = sorted(values)
    assert [frame.y(v) for v in ordered] == sorted((frame.y(v) for v in values), reverse=True)
    assert sorted((along.x(v) for v in values), reverse=is_rtl) == [along.x(v) for v in ordered]


@settings(max_examples=100, deadline=None)
@given(st.sets(days, min_size=2, max_size=9), st.booleans())
def test_equal_times_are_equal_distances(chosen: set[date], is_rtl: bool) -> None:
    ordered = sorted(chosen)
    frame = Frame(
        320, 240, 40, 18, 24, 34, ordered[0], ordered[-1], axis_for([Decimal(1)], 5), is_rtl
    )
    length = (ordered[-1] - ordered[0]) / timedelta(days=1)
    for day in ordered:
        share = ((day - ordered[0]) / timedelta(days=1)) / length
        assert math.isclose(frame.mirrored(frame.x(day)), 40 + share * 262, abs_tol=1e-6)


@settings(max_examples=200, deadline=None)
@given(words, st.floats(40, 400), st.integers(1, 4))
def test_words_are_wrapped_into_their_room(text: str, room: float, most: int) -> None:
    lines = wrapped(text, room, most=most)
    assert len(lines) <= most
    assert all(text_width(line) <= room + 15 for line in lines)
    if not any(line.endswith("…") for line in lines):
        assert "".join(lines).replace(" ", "") == "".join(text.split())


@settings(max_examples=200, deadline=None)
@given(
    st.lists(st.text("abcWMي 0", min_size=1, max_size=14), min_size=1, max_size=30),
    st.integers(1, 8),
    st.booleans(),
)
def test_periods_under_an_axis_never_touch(names: list[str], most: int, is_rtl: bool) -> None:
    places = [20 + 280 * at / max(len(names) - 1, 1) for at in range(len(names))]
    places = [320 - place for place in places] if is_rtl else places
    found = period_labels(names, places, most, Label("", 0, 30, is_rtl=is_rtl))
    assert 1 <= len(found) <= most
    for at, one in enumerate(found):
        assert not any(overlap(one, other) for other in found[at + 1 :])
    assert found[-1].text == names[-1]


def test_a_room_takes_no_label_twice() -> None:
    room = Room(100, 50)
    label = Label("Some words", 50, 30)
    assert room.place([label]) == label
    assert room.place([label]) is None
    assert room.place([Label("Far too many words for it", 50, 48)]) is None
    assert clamped(Label("Words", 0, 10), 100).box[0] >= 0


def test_a_chart_without_a_point_in_one_series_is_drawn() -> None:
    full = spec(count=3, series=2)
    given_spec = replace(full, series=(*full.series, ChartSeries("Empty", ())))
    for kind in ChartKind:
        for size in (WIDE, NARROW, CARD):
            ElementTree.fromstring(drawing(kind, given_spec, size))  # noqa: S314

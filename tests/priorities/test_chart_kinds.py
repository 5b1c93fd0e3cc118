"""What each kind of chart draws of gaps, breaks, targets, margins and late figures."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.utils.translation import override

from priorities.charts.kinds import draw, drawing
from priorities.charts.marks import DASHES
from priorities.charts.sizes import CARD, NARROW, WIDE, Size
from priorities.charts.spec import ChartKind, ChartPoint, ChartSeries, ChartSpec, ChartTarget
from tests.priorities.chart_specs import EXAMPLES, example, points, spec
from tests.priorities.drawings import Read, read_drawing

every_kind = pytest.mark.parametrize("kind", list(ChartKind))


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    """Words below are the English ones."""
    with override("en"):
        yield


def of(values: list[Any], **given: Any) -> ChartSpec:
    """A chart of one series of quarters."""
    rest = {name: given.pop(name) for name in ("targets", "wanted_range") if name in given}
    one = ChartSeries("All", points(values, **given))
    return replace(spec(count=1), series=(one,), **rest)


def read(kind: ChartKind, given: ChartSpec, size: Size = WIDE) -> Read:
    """A drawing, read back."""
    return read_drawing(drawing(kind, given, size))


def target(day: str | None, value: int) -> ChartTarget:
    """A target by its date."""
    return ChartTarget(date.fromisoformat(day) if day else None, Decimal(value))


@every_kind
def test_without_a_number_there_is_no_chart(kind: ChartKind) -> None:
    assert draw(kind, of(["c", "x"])) is None
    assert draw(kind, replace(of([1]), series=())) is None


@every_kind
def test_both_drawings_have_a_name_and_a_description_of_their_own(kind: ChartKind) -> None:
    chart = draw(kind, spec(count=5, series=2))
    assert chart is not None
    ids = re.findall(r' id="([^"]+)"', chart.wide + chart.narrow)
    assert len(ids) == len(set(ids)) >= 4
    for svg in (chart.wide, chart.narrow):
        root = read_drawing(svg).root
        assert root.get("role") == "img"
        named = {one.get("id"): one.text for one in root if one.get("id")}
        words = [named[key] for key in (root.get("aria-labelledby") or "").split()]
        assert words == [spec(count=1).title, spec(count=1).description]
        assert set(re.findall(r"url\(#([^)]+)\)", svg)) <= set(ids)


@pytest.mark.parametrize("name", EXAMPLES)
def test_nothing_inline_and_nothing_to_run(name: str) -> None:
    chart = draw(*example(name))
    assert chart is not None
    for svg in (chart.wide, chart.narrow):
        assert not re.search(r"<script|<style|\sstyle=|\son\w+=|href|<image", svg)


HOSTILE = [
    "<script>alert(1)</script>",
    '" onload="alert(1)',
    "]]><svg onload=alert(1)>",
    "\u202egnp.exe",
    "&lt;b&gt;",
    "a" * 400,
    "",
    "%(name)s %s",
]


@every_kind
@pytest.mark.parametrize("words", HOSTILE)
def test_hostile_words_stay_words(kind: ChartKind, words: str) -> None:
    point = ChartPoint(words, words, date(2020, 1, 31), Decimal(3), marker=words)
    gap = ChartPoint(words, words, date(2021, 1, 31), None, marker=words)
    series = tuple(ChartSeries(words, (point, gap)) for _ in range(3))
    given = replace(spec(count=1), series=series, title=words, description=words)
    for size in (WIDE, NARROW):
        root = read(kind, given, size).root
        tags = {one.tag for one in root.iter()}
        known = {"svg", "title", "desc", "g", "line", "path", "rect", "circle", "text"}
        assert tags <= known | {"defs", "pattern"}
        assert not any(name.startswith("on") for one in root.iter() for name in one.attrib)
        assert root.findtext("title") == words


class TestLines:
    def test_a_break_is_a_gap_with_a_dashed_line_and_words(self) -> None:
        found = read(ChartKind.LINE, of([50, 51, 70, 71], breaks=[2]))
        assert len(found.marks("path", "line")) == 2
        (line,) = found.marks("line", "break")
        before, after = [mark.get("cx") for mark in found.marks("circle", "dot")][1:3]
        assert before < line.get("x1") == line.get("x2") < after
        assert line.element.get("stroke-dasharray")
        assert found.texts().count("Break in the series") == 1

    def test_a_break_before_the_first_figure_says_nothing(self) -> None:
        found = read(ChartKind.LINE, of([50, 51], breaks=[0]))
        assert found.marks("line", "break") == []

    def test_a_withheld_figure_is_a_gap_with_its_letters(self) -> None:
        found = read(ChartKind.LINE, of([50, 51, "c", 53, 54]))
        assert len(found.marks("path", "line")) == 2
        assert found.texts().count("[c]") == 1

    def test_letters_of_many_gaps_are_thinned_until_they_can_be_read(self) -> None:
        found = read(ChartKind.LINE, of(([50, "c", "c"] * 40), months=1), NARROW)
        assert 1 < found.texts().count("[c]") < 20

    def test_provisional_figures_are_hollow_and_their_line_is_dashed(self) -> None:
        found = read(ChartKind.LINE, of([50, 51, 52, 53], provisional=2))
        said = [mark.said for mark in found.marks("circle", "dot--hollow") if mark.said]
        assert said == ["July to September 2015: 52%", "October to December 2015: 53%"]
        dashes = [mark.element.get("stroke-dasharray") for mark in found.marks("path", "line")]
        assert [bool(dash) for dash in dashes] == [False, True]
        assert "Provisional" in found.texts()

    def test_a_figure_between_gaps_is_a_dot_however_many_there_are(self) -> None:
        found = read(ChartKind.LINE, of([40] * 50 + ["c", 77, "c"] + [40] * 50, months=1))
        assert "77%" in " ".join(mark.said for mark in found.marks("circle", "dot"))

    def test_targets_follow_each_other_each_to_its_day(self) -> None:
        targets = (target("2015-12-31", 60), target("2016-12-31", 70))
        found = read(ChartKind.LINE, of([50, 51, 52, 53, 54, 55], targets=targets))
        first, second = found.marks("line", "target")
        assert first.get("x2") == second.get("x1")
        assert first.get("y1") > second.get("y1")
        assert len(found.marks("path", "due")) == 2
        said = {text for text in found.texts() if text.startswith("Target")}
        assert said == {"Target by Dec 2015: 60%", "Target by Dec 2016: 70%"}

    def test_a_target_that_words_would_cover_figures_for_is_named_above(self) -> None:
        flat = of([30, 70] * 30, targets=(target(None, 50),))
        found = read(ChartKind.LINE, flat, NARROW)
        (words,) = [mark for mark in found.marks("text") if mark.text == "Target: 50%"]
        assert words.get("y") < 30

    def test_series_differ_in_dash_and_in_shape(self) -> None:
        found = read(ChartKind.LINE, spec(count=4, series=3))
        dashes = [mark.element.get("stroke-dasharray") for mark in found.marks("path", "line")]
        assert dashes == list(DASHES[:3])
        assert len(found.marks("circle", "dot--0")) == 5
        assert len(found.marks("path", "dot--1")) == len(found.marks("path", "dot--2")) == 5
        assert "Men and boys" in found.texts()

    def test_more_series_than_can_be_told_apart_become_small_charts(self) -> None:
        found = read(ChartKind.LINE, spec(count=4, series=5))
        assert len(found.marks("g")) == 5


class TestBars:
    def test_bars_stand_on_zero_however_high_the_figures(self) -> None:
        assert "0%" in read(ChartKind.BARS, of([95, 97])).texts()
        chart = draw(ChartKind.BARS, of([95, 97]))
        assert chart is not None
        assert chart.starts_at == ""
        line = draw(ChartKind.LINE, of([95, 97]))
        assert line is not None
        assert line.starts_at != ""

    def test_groups_differ_in_their_fill(self) -> None:
        found = read(ChartKind.BARS, spec(count=3, series=6))
        bars = [mark for mark in found.marks("rect", "bar") if mark.said]
        assert len(bars) == 18
        assert len({mark.element.get("fill") for mark in bars}) == 6
        drawn = [
            one.get("d") for one in found.root.iter("path") if "hatch" in str(one.get("class"))
        ]
        assert len(set(drawn)) == 5

    def test_groups_that_would_be_too_narrow_lie_under_their_period(self) -> None:
        found = read(ChartKind.BARS, spec(count=16, series=3), NARROW)
        bars = [mark for mark in found.marks("rect", "bar") if mark.said]
        assert len(bars) == 48
        assert {mark.get("height") for mark in bars} == {16}
        assert found.texts().count("Men and boys") == 16
        assert "January to March 2015" in found.texts()

    def test_a_group_without_a_figure_keeps_its_place(self) -> None:
        one, two = ChartSeries("A", points([5, "c"])), ChartSeries("B", points([6, 7]))
        found = read(ChartKind.BARS, replace(spec(count=1), series=(one, two)))
        bars = [mark for mark in found.marks("rect", "bar") if mark.said]
        lefts = {mark.said: mark.get("x") for mark in bars}
        assert len(lefts) == 3
        (letters,) = [mark for mark in found.marks("text") if mark.text == "[c]"]
        assert letters.get("x") < lefts["B, April to June 2015: 7%"]
        assert letters.get("x") > lefts["B, January to March 2015: 6%"]

    def test_a_provisional_bar_is_pale_and_dashed(self) -> None:
        found = read(ChartKind.BARS, of([5, 6], provisional=1))
        (bar,) = [mark for mark in found.marks("rect", "bar--provisional") if mark.said]
        assert bar.said == "April to June 2015: 6%"
        assert bar.element.get("stroke-dasharray")

    def test_later_targets_get_room_of_their_own(self) -> None:
        targets = (target("2015-06-30", 60), target("2016-06-30", 70))
        found = read(ChartKind.BARS, of([50, 51], targets=targets))
        assert "Jun 2016" in found.texts()
        first, second = targets_of(found)
        assert first[1] == pytest.approx(second[0], abs=0.2)
        assert second[1] - second[0] > 100


def targets_of(found: Read) -> list[tuple[float, float]]:
    """Stretches of target lines over the plot, below the legend."""
    lines = [mark for mark in found.marks("line", "target") if mark.get("y1") > 40]
    return sorted((mark.get("x1"), mark.get("x2")) for mark in lines)


class TestAreas:
    def test_the_longest_comes_first_and_gaps_last(self) -> None:
        names = {"Low": 5, "Gap": "c", "High": 9, "Below": -2}
        series = tuple(ChartSeries(name, points([value])) for name, value in names.items())
        found = read(ChartKind.AREAS, replace(spec(count=1), series=series))
        heights = {mark.text: mark.get("y") for mark in found.marks("text") if mark.text in names}
        assert sorted(heights, key=lambda name: heights[name]) == ["High", "Low", "Below", "Gap"]
        assert "[c]" in found.texts()

    def test_a_picture_has_the_highest_and_the_lowest(self) -> None:
        found = read(ChartKind.AREAS, spec(count=1, series=33), CARD)
        bars = [mark for mark in found.marks("rect", "bar") if mark.said]
        assert len(bars) == 6
        assert "and 27 more between" in found.texts()


class TestMultiples:
    def test_every_area_has_its_panel_on_the_same_scale(self) -> None:
        found = read(ChartKind.MULTIPLES, spec(count=9, series=33))
        panels = found.marks("g")
        assert len(panels) == 33
        assert len(found.marks("path", "line")) == 33
        ticks = {
            tuple(mark.get("y1") for mark in found.marks("line", "grid") if mark.top == top)
            for top in {mark.top for mark in found.marks("line", "grid")}
        }
        spans = {round(max(row) - min(row), 1) for row in ticks}
        assert len(spans) == 1

    def test_panels_wrap_two_beside_each_other_on_a_phone(self) -> None:
        for size, columns in ((WIDE, 4), (NARROW, 2)):
            found = read(ChartKind.MULTIPLES, spec(count=9, series=8), size)
            lefts = {mark.left for mark in found.marks("path", "line")}
            assert len(lefts) == columns


@pytest.mark.parametrize("names", [["Female", "Male"], ["Kobiety", "Mężczyźni"], ["إناث", "ذكور"]])
def test_a_short_name_beside_its_bar_stays_whole(names: list[str]) -> None:
    series = tuple(ChartSeries(name, points([28])) for name in names)
    words = read(ChartKind.AREAS, replace(of([28]), series=series)).texts()
    assert [name for name in names if name not in words] == []

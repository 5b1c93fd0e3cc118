"""Whatever is drawn: numbers lie where the axis says, inside the drawing, no word over another."""

from __future__ import annotations

import math
import re
from itertools import combinations

import pytest
from django.utils.translation import override

from priorities.charts.kinds import drawing
from priorities.charts.sizes import CARD, NARROW, WIDE, Size
from priorities.charts.spec import ChartKind
from tests.priorities.chart_specs import EXAMPLES, example, spec
from tests.priorities.drawings import Mark, Read, read_drawing

LANGUAGES = ["en", "pl", "ar"]
SIZES = [WIDE, NARROW, CARD]
everywhere = pytest.mark.parametrize("size", SIZES, ids=lambda size: size.name)
in_each_language = pytest.mark.parametrize("language", LANGUAGES)
each_example = pytest.mark.parametrize("name", EXAMPLES)


def drawn(name: str, size: Size, language: str = "en") -> Read:
    """An example, read back."""
    with override(language):
        kind, given = example(name)
        return read_drawing(drawing(kind, given, size))


@each_example
@everywhere
@in_each_language
def test_everything_is_inside(name: str, size: Size, language: str) -> None:
    read = drawn(name, size, language)
    places = [place for mark in read.marks() for place in mark.places()]
    assert len(places) > 10
    for x, y in places:
        assert math.isfinite(x)
        assert -0.1 <= x <= read.width + 0.1
        assert -0.1 <= y <= read.height + 0.1
    for mark in read.marks("text"):
        left, top, right, bottom = mark.box(read.is_rtl)
        assert left >= -0.2, mark.text
        assert top >= -0.2, mark.text
        assert right <= read.width + 0.2, mark.text
        assert bottom <= read.height + 0.2, mark.text


@each_example
@everywhere
@in_each_language
def test_no_word_is_written_over_another(name: str, size: Size, language: str) -> None:
    read = drawn(name, size, language)
    boxes = [(mark.text, mark.box(read.is_rtl)) for mark in read.marks("text")]
    assert len(boxes) >= 4
    found = [(one, two) for (one, a), (two, b) in combinations(boxes, 2) if overlap(a, b)]
    assert found == []


def overlap(one: tuple[float, ...], other: tuple[float, ...]) -> bool:
    """Whether two boxes share more than an edge."""
    return (
        one[0] < other[2] - 0.5
        and other[0] < one[2] - 0.5
        and one[1] < other[3] - 1
        and other[1] < one[3] - 1
    )


@each_example
@everywhere
@in_each_language
def test_no_number_is_missing_its_value(name: str, size: Size, language: str) -> None:
    with override(language):
        kind, given = example(name)
        svg = drawing(kind, given, size)
    assert not re.search(r"\b(nan|inf|None|[0-9]e[0-9+-])", re.sub(r">[^<]*<", "><", svg))


def amount(text: str) -> float:
    """The number in a label: “−10%” is −10."""
    return float(re.sub(r"[^0-9.−-]", "", text.rsplit(":", maxsplit=1)[-1]).replace("−", "-"))


def scale(ticks: list[tuple[float, float]]) -> tuple[float, float]:
    """Slope and start of a line through numbers and places: all ticks must lie on it."""
    (low, at), (high, to) = min(ticks), max(ticks)
    slope = (to - at) / (high - low)
    for number, place in ticks:
        assert place == pytest.approx(at + slope * (number - low), abs=0.3)
    return slope, at - slope * low


def upright(read: Read) -> tuple[float, float]:
    """The scale of an upright axis, read off its labels."""
    is_near = (lambda x: x > read.width - 60) if read.is_rtl else (lambda x: x < 60)
    ticks = [
        (amount(mark.text), mark.get("y") - 5)
        for mark in read.marks("text")
        if mark.element.get("text-anchor") == "end" and is_near(mark.get("x"))
    ]
    return scale(ticks)


@pytest.mark.parametrize("name", ["line", "line-single", "line-groups", "line-negative"])
@pytest.mark.parametrize("size", [WIDE, NARROW], ids=lambda size: size.name)
@in_each_language
def test_every_figure_of_a_line_lies_on_the_scale(name: str, size: Size, language: str) -> None:
    read = drawn(name, size, language)
    slope, start = upright(read)
    with override(language):
        wanted = sorted(float(p.number) for p in example(name)[1].points() if p.number is not None)
    dots = [mark for mark in read.marks() if "dot" in mark.classes and mark.said]
    assert sorted(amount(mark.said) for mark in dots) == wanted
    for mark in dots:
        assert middle(mark) == pytest.approx(start + slope * amount(mark.said), abs=1.5)


def middle(mark: Mark) -> float:
    """The height of the middle of a dot of any shape."""
    heights = [y for _x, y in mark.places()]
    return (min(heights) + max(heights)) / 2


@pytest.mark.parametrize("name", ["bars", "bars-negative", "groups", "groups-six"])
@in_each_language
def test_every_bar_reaches_from_zero_to_its_figure(name: str, language: str) -> None:
    read = drawn(name, WIDE, language)
    slope, start = upright(read)
    bars = [mark for mark in read.marks("rect", "bar") if mark.said]
    with override(language):
        wanted = sorted(float(p.number) for p in example(name)[1].points() if p.number is not None)
    assert sorted(amount(mark.said) for mark in bars) == wanted
    for mark in bars:
        ends = {mark.get("y"), mark.get("y") + mark.get("height")}
        expected = {start, start + slope * amount(mark.said)}
        assert sorted(ends) == pytest.approx(sorted(expected), abs=0.3)


@pytest.mark.parametrize("name", ["areas", "areas-negative"])
@pytest.mark.parametrize("size", [WIDE, NARROW], ids=lambda size: size.name)
@in_each_language
def test_every_lying_bar_is_as_long_as_its_figure(name: str, size: Size, language: str) -> None:
    read = drawn(name, size, language)
    bars = [mark for mark in read.marks("rect", "bar") if mark.said]
    top = min(mark.get("y") for mark in bars)
    lines = sorted({mark.get("x1") for mark in read.marks("line", "grid")})
    numbers = [amount(m.text) for m in read.marks("text") if re.fullmatch(r"−?\d+%", m.text)]
    assert top > 0
    assert numbers
    (zero,) = {mark.get("x1") for mark in read.marks("line", "zero")}
    longest = max(bars, key=lambda mark: mark.get("width"))
    unit = longest.get("width") / abs(amount(longest.said))
    forward = -1 if read.is_rtl else 1
    assert len(lines) >= 3
    for mark in bars:
        assert mark.get("width") == pytest.approx(unit * abs(amount(mark.said)), abs=0.2)
        is_right = forward * amount(mark.said) > 0
        near = mark.get("x") if is_right else mark.get("x") + mark.get("width")
        assert near == pytest.approx(zero, abs=0.2)
    step = (lines[1] - lines[0]) / unit
    assert step == pytest.approx(round(step), abs=0.05)


@pytest.mark.parametrize("kind", list(ChartKind))
@everywhere
def test_right_to_left_is_the_mirror_image(kind: ChartKind, size: Size) -> None:
    with override("en"):
        given = spec(count=1 if kind == ChartKind.AREAS else 5, months=12, series=3, lowest=-20)
        ltr = read_drawing(drawing(kind, given, size))
    with override("ar"):
        rtl = read_drawing(drawing(kind, given, size))
    assert (ltr.is_rtl, rtl.is_rtl) == (False, True)
    for tag, look in (("rect", "bar"), ("circle", "dot"), ("line", "zero"), ("line", "break")):
        left = sorted(box_of(mark) for mark in ltr.marks(tag, look))
        right = sorted(mirrored(box_of(mark), rtl.width) for mark in rtl.marks(tag, look))
        assert len(left) == len(right)
        for one, other in zip(left, right, strict=True):
            assert one == pytest.approx(other, abs=1.05)
    for mark, other in zip(ltr.marks("text"), rtl.marks("text"), strict=True):
        assert mark.element.get("text-anchor") == other.element.get("text-anchor")
        from_the_right = rtl.width - other.left - other.get("x")
        assert mark.left + mark.get("x") == pytest.approx(from_the_right, abs=0.5)


def box_of(mark: Mark) -> tuple[float, ...]:
    """Left, right, top and bottom, rounded so that they sort alike."""
    places = list(mark.places())
    across, down = [x for x, _y in places], [y for _x, y in places]
    return tuple(round(v, 0) for v in (min(down), max(down), min(across), max(across)))


def mirrored(box: tuple[float, ...], width: float) -> tuple[float, ...]:
    """The same box seen from the other side."""
    top, bottom, left, right = box
    return top, bottom, width - right, width - left


@each_example
def test_time_runs_as_reading_does(name: str) -> None:
    for language, is_rtl in (("en", False), ("ar", True)):
        read = drawn(name, WIDE, language)
        dots = [mark for mark in read.marks("circle", "dot") if mark.said and not mark.left]
        across = [mark.get("cx") for mark in dots]
        assert across == sorted(across, reverse=is_rtl)

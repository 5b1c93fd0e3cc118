"""Pictures to be shared: their size, words, letters, looks."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from pathlib import Path

import pytest
from django.utils.translation import override
from PIL import Image, ImageChops

from priorities.charts.kinds import draw, drawing
from priorities.charts.look import darker, rules, style_sheet
from priorities.charts.picture import CardWords, clean, draw_picture, standing_alone
from priorities.charts.sizes import CARD
from priorities.charts.spec import ChartKind
from tests.conftest import ROOT
from tests.priorities.chart_specs import EXAMPLES, example, spec
from tests.priorities.drawings import read_drawing

STYLES = ROOT / "plan" / "static_src" / "scss" / "_charts.scss"
WORDS = CardWords("Good job", "61%, up 2 percentage points.", "City Hall", "Source: survey")


def picture(
    kind: ChartKind = ChartKind.LINE, words: CardWords = WORDS, language: str = "en", **given: str
) -> Image.Image:
    """A picture, opened."""
    with override(language):
        png = draw_picture(kind, spec(count=6, series=2), words, **given)
    assert png is not None
    return Image.open(io.BytesIO(png)).convert("RGB")


def ink(image: Image.Image, box: tuple[int, int, int, int]) -> int:
    """How many dark pixels a part has."""
    return sum(image.crop(box).convert("L").histogram()[:128])


@pytest.mark.parametrize("name", EXAMPLES)
@pytest.mark.parametrize("language", ["en", "pl", "ar"])
def test_every_chart_makes_a_picture_of_the_size_that_is_shared(name: str, language: str) -> None:
    with override(language):
        png = draw_picture(*example(name), WORDS)
    assert png is not None
    image = Image.open(io.BytesIO(png))
    assert (image.format, image.size) == ("PNG", (1200, 630))
    # Title, sentence, chart, organisation and source have left their marks.
    for box in ((0, 20, 1200, 80), (0, 80, 1200, 160), (0, 160, 1200, 540), (0, 570, 1200, 620)):
        assert ink(image.convert("RGB"), box) > 200


def test_without_a_number_there_is_no_picture() -> None:
    assert draw_picture(ChartKind.LINE, replace(spec(count=1), series=()), WORDS) is None


def test_the_same_picture_has_the_same_bytes() -> None:
    with override("ar"):
        one, other = (draw_picture(*example("bars"), WORDS) for _ in range(2))
    assert one == other


def test_the_owners_colour_is_used() -> None:
    image = picture(ChartKind.BARS, brand="#aa0055")
    colours = {colour for _count, colour in image.getcolors(1 << 24) or []}
    assert (0xAA, 0x00, 0x55) in colours
    assert (0x1B, 0x3A, 0x6B) not in colours


def test_arabic_letters_are_joined_and_stand_on_the_right() -> None:
    joined = picture(words=replace(WORDS, title="سلام"), language="ar")
    apart = picture(words=replace(WORDS, title="\u200c".join("سلام")), language="ar")
    assert ImageChops.difference(joined, apart).getbbox() is not None
    assert ink(joined, (600, 20, 1200, 80)) > 100
    assert ink(joined, (0, 20, 600, 80)) == 0


def test_in_arabic_texts_of_the_chart_say_their_direction() -> None:
    with override("ar"):
        kind, given = example("line")
        svg = drawing(kind, given, CARD)
        alone = standing_alone(svg, "#1b3a6b")
    before = [mark.element.get("text-anchor") for mark in read_drawing(svg).marks("text")]
    after = re.findall(r'text-anchor="(\w+)"', alone)
    sides = {"start": "end", "end": "start", "middle": "middle"}
    assert after == [sides[str(anchor)] for anchor in before]
    assert alone.count("\u202b") == alone.count("\u202c") == len(after)


def test_in_english_nothing_is_turned_round() -> None:
    with override("en"):
        kind, given = example("line")
        svg = drawing(kind, given, CARD)
        alone = standing_alone(svg, "#1b3a6b")
    assert re.findall(r'text-anchor="(\w+)"', alone) == re.findall(r'text-anchor="(\w+)"', svg)
    assert "\u202b" not in alone


@pytest.mark.parametrize(
    "words",
    ['#panic("x")', "<script>", "]]>&", "*bold* $x$ @y", "\x00\x07", "𓂀 ꙮ", "w" * 4000, "", "a\nb"],
)
def test_hostile_words_make_a_picture_too(words: str) -> None:
    with override("en"):
        given = replace(spec(count=3), title=words, description=words)
        png = draw_picture(ChartKind.AREAS, given, CardWords(words, words, words, words))
    assert png is not None
    assert Image.open(io.BytesIO(png)).size == (1200, 630)


def test_long_words_are_made_smaller_and_never_run_into_the_chart() -> None:
    words = replace(
        WORDS, title="Confidence in the police " * 60, sentence="Sixty-one per cent. " * 60
    )
    image, short = picture(words=words), picture()
    assert ink(image, (0, 0, 1200, 26)) == 0
    assert abs(ink(image, (0, 570, 1200, 630)) - ink(short, (0, 570, 1200, 630))) < 300


def test_what_no_font_draws_is_marked_and_signs_of_direction_stay() -> None:
    assert clean("\u20665%\u2069 \U00013080") == "\u20665%\u2069 \ufffd"
    assert clean("\u22125") == "\u20135"


def looks_of(text: str) -> set[str]:
    """Classes of charts in a style sheet."""
    return set(re.findall(r"\.plan-chart__([\w-]+)", text))


def test_pictures_and_pages_style_the_same_classes() -> None:
    pages = {name for name in looks_of(Path(STYLES).read_text()) if not name.startswith("drawing")}
    assert looks_of(style_sheet("#1b3a6b", ["Noto Sans"])) == pages - {"spark"}


def test_every_class_that_is_drawn_has_a_look() -> None:
    known = {name.split(".")[0] for name in rules("#1b3a6b", ["Noto Sans"])}
    plain = {"dot--0", "line--0", "bar--hatched", "key"}
    for name in EXAMPLES:
        chart = draw(*example(name))
        assert chart is not None
        used = {look for mark in read_drawing(chart.wide).marks() for look in mark.classes}
        assert {look for look in used if look} - known <= plain


def test_a_colour_is_darkened_by_its_share() -> None:
    assert darker("#ff8000", 0.5) == "#804000"

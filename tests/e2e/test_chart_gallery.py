"""Each kind of chart as people see it: three languages, three widths, on paper, without colour.

With SCREENSHOTS set, every picture is kept to be looked at.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.utils.translation import get_language_bidi, override
from playwright.sync_api import Browser, Page

from priorities.charts.kinds import draw
from tests.conftest import ROOT
from tests.priorities.chart_specs import EXAMPLES, example

pytestmark = pytest.mark.browser

STYLES = ROOT / "plan" / "static" / "plan"
LANGUAGES = ["en", "pl", "ar"]
WIDTHS = [320, 768, 1280]
POLICY = "default-src 'none'; style-src 'nonce-gallery'"
#: Boxes of all texts of the drawing that is shown, as the browser draws them.
MEASURE = """() => {
  const svg = [...document.querySelectorAll('svg')].find((one) => one.getClientRects().length)
  const edge = svg.getBoundingClientRect()
  const texts = [...svg.querySelectorAll('text')].filter((one) => one.textContent.trim())
  return {
    edge: [edge.left, edge.top, edge.right, edge.bottom],
    scale: edge.width / svg.viewBox.baseVal.width,
    size: parseFloat(getComputedStyle(texts[0]).fontSize),
    fits: document.documentElement.scrollWidth <= innerWidth,
    texts: texts.map((one) => {
      const box = one.getBoundingClientRect()
      return [one.textContent, box.left, box.top, box.right, box.bottom]
    }),
  }
}"""


@pytest.fixture(scope="module")
def page(browser: Browser) -> Iterator[Page]:
    """A page that charts are put on."""
    page = browser.new_page(java_script_enabled=True)
    yield page
    page.close()


def show(page: Page, name: str, width: int) -> list[str]:
    """Put an example in the active language on the page; what the browser complains of."""
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    chart = draw(*example(name))
    assert chart is not None
    direction = "rtl" if get_language_bidi() else "ltr"
    sheet = "plan.rtl.css" if direction == "rtl" else "plan.css"
    css = (STYLES / sheet).read_text(encoding="utf-8")
    page.set_viewport_size({"width": width, "height": 400})
    page.set_content(
        f'<!DOCTYPE html><html dir="{direction}"><head>'
        f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">'
        f'<style nonce="gallery">{css} body {{ margin: 0; padding: 15px;'
        " font-family: system-ui, 'Noto Sans', 'DejaVu Sans', sans-serif }</style></head>"
        f'<body class="plan-scope"><figure class="plan-chart">{chart.wide}{chart.narrow}</figure>'
    )
    return complaints


@pytest.mark.parametrize("name", EXAMPLES)
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("width", WIDTHS)
def test_words_can_be_read_and_do_not_touch(
    page: Page, name: str, language: str, width: int, pictures: Path | None
) -> None:
    with override(language):
        complaints = show(page, name, width)
    found = page.evaluate(MEASURE)
    if pictures:
        page.screenshot(path=pictures / f"chart-{name}-{language}-{width}.png", full_page=True)
    assert complaints == []
    assert found["fits"]
    assert found["size"] * found["scale"] >= 12
    left, top, right, bottom = found["edge"]
    for text, *box in found["texts"]:
        assert box[0] >= left - 2, text
        assert box[1] >= top - 2, text
        assert box[2] <= right + 2, text
        assert box[3] <= bottom + 2, text
    touching = [
        (one[0], other[0])
        for place, one in enumerate(found["texts"])
        for other in found["texts"][place + 1 :]
        if touch(one[1:], other[1:])
    ]
    assert touching == []


def touch(one: list[float], other: list[float]) -> bool:
    """Whether letters meet: boxes are as high as the font, so a little overlap is space."""
    across = min(one[2], other[2]) - max(one[0], other[0])
    down = min(one[3], other[3]) - max(one[1], other[1])
    return across > 1 and down > 4


@pytest.mark.parametrize("name", EXAMPLES)
def test_on_paper_nothing_depends_on_colour(page: Page, name: str, pictures: Path | None) -> None:
    page.emulate_media(media="print")
    with override("en"):
        show(page, name, 768)
    colours = page.evaluate(
        """() => ['line', 'bar', 'dot']
            .flatMap((name) => [...document.querySelectorAll(`.plan-chart__${name}`)])
            .map((one) => getComputedStyle(one).stroke)"""
    )
    page.evaluate("document.body.style.filter = 'grayscale(1)'")
    if pictures:
        page.screenshot(path=pictures / f"chart-{name}-print.png", full_page=True)
    page.emulate_media(media="screen")
    assert colours
    for colour in set(colours):
        numbers = [float(found) for found in re.findall(r"[\d.]+", colour)[:3]]
        # Mixed colours are told in parts of one.
        assert max(numbers) <= (1 if colour.startswith("color") else 255) * 0.4


@pytest.mark.parametrize("language", LANGUAGES)
def test_without_colour_the_screen_still_tells_groups_apart(
    page: Page, language: str, pictures: Path | None
) -> None:
    for name in ("groups", "groups-six", "line-groups", "bars"):
        with override(language):
            show(page, name, 768)
        fills = page.evaluate(
            """() => [...document.querySelectorAll('svg:first-of-type [fill^="url"]')]
                .map((one) => one.getAttribute('fill'))"""
        )
        page.evaluate("document.body.style.filter = 'grayscale(1)'")
        if pictures:
            page.screenshot(path=pictures / f"chart-{name}-{language}-grey.png", full_page=True)
        wanted = {"groups": 2, "groups-six": 5}.get(name, 0)
        assert len({fill for fill in fills if "wide" in fill}) == wanted

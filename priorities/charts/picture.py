"""A chart as a PNG to be shared: title, the figure in a sentence, chart, who publishes it.

typst, which draws paper too, lays it out: it breaks lines, joins Arabic letters and looks for them
in our fonts. What it does not know about SVG is the direction of a text, so that is written out.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

import typst
from django.utils.translation import get_language, get_language_bidi

from plan.fonts import families, fonts, printable
from priorities.charts.kinds import drawing
from priorities.charts.look import style_sheet
from priorities.charts.sizes import CARD
from priorities.charts.spec import ChartKind, ChartSpec

LAYOUTS = Path(__file__).parent / "layouts"
WIDTH, HEIGHT = 1200, 630
BRAND = "#1b3a6b"
SVG = "http://www.w3.org/2000/svg"
#: Characters that set the direction of what stands between them, and are not drawn.
DIRECTIONS = "\u2066\u2067\u2068\u2069\u202a\u202b\u202c\u200e\u200f"
#: The fonts of the package have no minus sign; their dash looks like it.
MINUS, INSTEAD_OF_MINUS = "\u2212", "\u2013"
FROM_THE_RIGHT, END = "\u202b", "\u202c"
OTHER_SIDE = {"start": "end", "end": "start"}


class CannotDrawError(Exception):
    """The picture could not be made."""


@dataclass(frozen=True)
class CardWords:
    """Words around the chart, in the active language. `source` is a whole line, label included."""

    title: str
    sentence: str
    organisation: str
    source: str


def draw_picture(
    kind: ChartKind, spec: ChartSpec, words: CardWords, *, brand: str = BRAND
) -> bytes | None:
    """PNG of 1200 by 630 pixels in the active language; None without a single number.

    `brand` is `#rrggbb`. CannotDrawError only where typst itself fails.
    """
    if not spec.has_number:
        return None
    data = {
        **{name: clean(text) for name, text in words.__dict__.items()},
        "chart": standing_alone(drawing(kind, spec, CARD), brand),
        "brand": brand,
        "families": families(),
        "lang": (get_language() or "en").split("-")[0],
        "is_rtl": get_language_bidi(),
    }
    try:
        compiler = typst.Compiler(
            (LAYOUTS / "card.typ").read_bytes(),
            root=str(LAYOUTS),
            font_paths=fonts(),
            ignore_system_fonts=True,
        )
        # One point of the layout is one pixel.
        png = compiler.compile(format="png", ppi=72.0, sys_inputs={"data": json.dumps(data)})
    except typst.TypstError as error:
        raise CannotDrawError(error.message) from error
    assert isinstance(png, bytes)  # noqa: S101  # one page
    return png


def standing_alone(svg: str, brand: str) -> str:
    """A drawing that needs no page around it: its looks inside, texts with their direction."""
    root = ElementTree.fromstring(clean(svg))  # noqa: S314  # made by us, words escaped
    is_rtl = root.get("direction") == "rtl"
    for text in root.iter("text"):
        if is_rtl:
            anchor = text.get("text-anchor", "start")
            text.set("text-anchor", OTHER_SIDE.get(anchor, anchor))
            text.text = f"{FROM_THE_RIGHT}{text.text or ''}{END}"
    style = ElementTree.Element("style")
    style.text = style_sheet(brand, families())
    root.insert(0, style)
    root.set("xmlns", SVG)
    return ElementTree.tostring(root, encoding="unicode")


def clean(text: str) -> str:
    """The same words with a mark for what no font draws; signs of direction stay."""
    text = text.replace(MINUS, INSTEAD_OF_MINUS)
    kept = [printable(part) if part not in DIRECTIONS else part for part in split(text)]
    return "".join(kept)


def split(text: str) -> list[str]:
    """A text in pieces, each sign of direction on its own."""
    pieces = [""]
    for letter in text:
        if letter in DIRECTIONS:
            pieces += [letter, ""]
        else:
            pieces[-1] += letter
    return pieces

"""Fills of bars that differ without their colour: patterns, defined once in each drawing."""

from __future__ import annotations

from django.utils.safestring import SafeString

from priorities.charts.svg import element

TILE = 8
#: What is drawn into a tile, by place of the series; the first series is filled.
STROKES = (
    "",
    "M-2 2L2 -2M-2 10L10 -2M6 10L10 6",
    "M0 4H8",
    "M2 2h1v1h-1zM6 6h1v1h-1z",
    "M0 0L8 8M0 8L8 0",
    "M4 0V8",
)
MOST = len(STROKES)


def fill_name(key: str, place: int) -> str:
    """Identifier of a pattern."""
    return f"{key}-fill-{place}"


def fill_of(key: str, place: int) -> str | None:
    """The attribute `fill` of a bar; None where the style sheet fills it."""
    return f"url(#{fill_name(key, place)})" if place % MOST else None


def definitions(key: str, count: int) -> list[SafeString]:
    """Patterns for so many series; nothing for one."""
    made = [pattern(key, place) for place in range(1, min(count, MOST))]
    return [element("defs", *made)] if made else []


def pattern(key: str, place: int) -> SafeString:
    """One pattern on white."""
    return element(
        "pattern",
        element("rect", class_="plan-chart__paper", width=TILE, height=TILE),
        element("path", class_="plan-chart__hatch", d=STROKES[place]),
        id=fill_name(key, place),
        width=TILE,
        height=TILE,
        patternUnits="userSpaceOnUse",
    )

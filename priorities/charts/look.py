"""The looks of a chart where no style sheet is: in a picture.

The rules are those of `_charts.scss`; tests hold both to the same classes.
"""

from __future__ import annotations

INK, QUIET, PALE, WHITE = "#14181f", "#3b444d", "#dfe4ea", "#fff"
GREY, GREEN = "#505a64", "#0b6b4f"


def darker(colour: str, share: float = 0.45) -> str:
    """A colour `#rrggbb` mixed with so much black."""
    channels = (int(colour[start : start + 2], 16) for start in (1, 3, 5))
    return "#" + "".join(f"{round(channel * (1 - share)):02x}" for channel in channels)


def rules(brand: str, families: list[str]) -> dict[str, dict[str, object]]:
    """Properties of each class, later ones over earlier ones."""
    series = {"1": INK, "2": darker(brand), "3": GREY}
    halo = {"paint-order": "stroke", "stroke": WHITE, "stroke-width": 4}
    return {
        "grid": {"stroke": PALE, "stroke-width": 1},
        "zero": {"stroke": INK, "stroke-width": 1.25},
        "break": {"stroke": GREY, "stroke-width": 1.5},
        "line": {
            "fill": "none",
            "stroke": brand,
            "stroke-linejoin": "round",
            "stroke-width": 2.5,
        },
        **{f"line--{place}": {"stroke": colour} for place, colour in series.items()},
        "dot": {"fill": brand, "stroke": brand},
        **{f"dot--{place}": {"fill": c, "stroke": c} for place, c in series.items()},
        "dot--hollow": {"fill": WHITE, "stroke-width": 2},
        "bar": {"stroke": brand, "stroke-width": 1.5},
        "bar--filled": {"fill": brand},
        "bar--provisional": {"fill-opacity": 0.4},
        "bar--filled.plan-chart__bar--provisional": {"fill-opacity": 0.2},
        "paper": {"fill": WHITE},
        "hatch": {"fill": "none", "stroke": brand, "stroke-width": 1.75},
        "whisker-edge": {"fill": "none", "stroke": WHITE, "stroke-width": 4},
        "whisker": {"fill": "none", "stroke": INK, "stroke-width": 1.5},
        "target-edge": {"stroke": WHITE, "stroke-width": 3.5},
        "target": {"stroke": INK, "stroke-width": 2},
        "due": {"fill": INK},
        "margin": {"fill": brand, "fill-opacity": 0.18},
        "key--margin": {"fill": brand, "fill-opacity": 0.18},
        "range": {"fill": GREEN, "fill-opacity": 0.12},
        "key--range": {"fill": GREEN, "fill-opacity": 0.12},
        "label": {
            "fill": QUIET,
            "font-family": ",".join(f"'{name}'" for name in families),
            "font-size": "14px",
        },
        "label--heading": {"fill": INK, "font-weight": 700, **halo},
        "label--value": halo,
        "label--target": {"fill": INK, "font-weight": 700, **halo},
    }


def style_sheet(brand: str, families: list[str]) -> str:
    """The rules as text."""
    return "".join(
        f".plan-chart__{name}{{{';'.join(f'{key}:{value}' for key, value in look.items())}}}"
        for name, look in rules(brand, families).items()
    )

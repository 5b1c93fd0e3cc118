"""Writes SVG elements: presentation attributes only, since the content policy allows no style."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.html import conditional_escape, escape
from django.utils.safestring import SafeString, mark_safe


def element(tag: str, *children: str, **attributes: object) -> SafeString:
    """One element. Attribute names are written with `_` for `-`; None leaves one out.

    Children are escaped unless they are elements already.
    """
    written = "".join(
        f' {name.rstrip("_").replace("_", "-")}="{escape(value)}"'
        for name, value in attributes.items()
        if value is not None
    )
    inside = "".join(conditional_escape(child) for child in children)
    # Everything that came in has been escaped above.
    return mark_safe(f"<{tag}{written}>{inside}</{tag}>")  # noqa: S308


def coordinate(value: float) -> str:
    """A position to a tenth of a unit, without a needless zero."""
    return f"{value:.1f}".removesuffix(".0")


def line_through(points: Iterable[tuple[float, float]]) -> str:
    """Path data of a line through points."""
    return "M" + "L".join(f"{coordinate(x)} {coordinate(y)}" for x, y in points)

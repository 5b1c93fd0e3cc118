"""Shorthand beside or instead of numbers: what it means is told by the mapping's table."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from priorities.enums import Marker
from priorities.imports.number_texts import TRAILED

#: In a table of markers: this text stands for the number 0.
ZERO: Final = "0"

#: Where a first mapping starts from. A person can change each line.
USUAL_MARKERS: Final[Mapping[str, str]] = {
    **{f"[{marker.value}]": marker.value for marker in Marker},
    "c": Marker.CONFIDENTIAL.value,
    "*": Marker.CONFIDENTIAL.value,
    "suppressed": Marker.CONFIDENTIAL.value,
    "x": Marker.NOT_AVAILABLE.value,
    "-": Marker.NOT_AVAILABLE.value,
    "–": Marker.NOT_AVAILABLE.value,
    "—": Marker.NOT_AVAILABLE.value,
    "..": Marker.NOT_AVAILABLE.value,
    "...": Marker.NOT_AVAILABLE.value,
    "…": Marker.NOT_AVAILABLE.value,
    ":": Marker.NOT_AVAILABLE.value,
    "n/a": Marker.NOT_AVAILABLE.value,
    "na": Marker.NOT_AVAILABLE.value,
    "#n/a": Marker.NOT_AVAILABLE.value,
    "not available": Marker.NOT_AVAILABLE.value,
    "z": Marker.NOT_APPLICABLE.value,
    "not applicable": Marker.NOT_APPLICABLE.value,
    "low": Marker.LOW.value,
    "p": Marker.PROVISIONAL.value,
    "(p)": Marker.PROVISIONAL.value,
    "r": Marker.REVISED.value,
    "(r)": Marker.REVISED.value,
    "b": Marker.BREAK.value,
}
MEANINGS = frozenset({ZERO, *(marker.value for marker in Marker)})


def marker_of(text: str, table: Mapping[str, str]) -> str:
    """What a text of its own means by a table whose keys are in small letters, or ""."""
    return table.get(text.strip().casefold(), "")


def split_marker(text: str, table: Mapping[str, str]) -> tuple[str, str]:
    """A number and the marker behind it: "123 [p]" is ("123", "p"); without one ("123", "")."""
    found = TRAILED.match(text.strip())
    if found is None:
        return text, ""
    marker = table.get(found["marker"].casefold(), "")
    return (found["number"], marker) if marker and marker != ZERO else (text, "")

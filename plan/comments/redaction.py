"""Takes characters out of a text for good."""

from __future__ import annotations

from collections.abc import Iterable

#: Stands where something was taken out, whatever its length: a length would tell names apart.
BLOCK = "█" * 5

Range = tuple[int, int]


def merged(ranges: Iterable[Range], length: int) -> list[Range]:
    """Ranges in order, within the text, those that touch or overlap made one."""
    found: list[Range] = []
    inside = [(max(0, start), min(end, length)) for start, end in ranges]
    for start, end in sorted((start, end) for start, end in inside if start < end):
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return found


def redacted(text: str, ranges: Iterable[Range]) -> str:
    """The text with a mark in the place of each range of characters."""
    parts, place = [], 0
    for start, end in merged(ranges, len(text)):
        parts += [text[place:start], BLOCK]
        place = end
    return "".join([*parts, text[place:]])

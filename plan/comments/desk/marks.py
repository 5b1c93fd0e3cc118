"""What a moderator marks in a text to have it taken out, with or without a script."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from plan.comments.redaction import Range

#: Put around what is to go; the first pair that the text itself does not hold is used.
MARKS = (("[[", "]]"), ("{{", "}}"), ("<<", ">>"), ("⟦", "⟧"))


class TextChangedError(Exception):
    """Something else was changed than marks, near the character `place`."""

    def __init__(self, place: int) -> None:
        self.place = place
        super().__init__(place)


class UnpairedMarkError(Exception):
    """A mark opens or closes nothing."""


def marks_for(*texts: str) -> tuple[str, str]:
    """The marks to use in these texts: none of their characters is in the texts."""
    for opening, closing in MARKS[:-1]:
        if not set(opening + closing) & set("".join(texts)):
            return opening, closing
    return MARKS[-1]


def units(text: str) -> Iterator[tuple[str, int, int]]:
    """The characters with their places, the end of a line as one whatever it is made of."""
    for match in re.finditer(r"\r\n|\r|\n|.", text, re.DOTALL):
        unit = match.group()
        yield ("\n" if unit[0] in "\r\n" else unit), match.start(), match.end()


def marked_ranges(original: str, typed: str, marks: Sequence[str]) -> tuple[Range, ...]:
    """Ranges of the original that stand between marks in what was typed.

    TextChangedError where the rest is not the original, UnpairedMarkError where marks do not pair.
    """
    opening, closing = marks
    wanted = list(units(original))
    given = "".join(unit for unit, _, _ in units(typed))
    ranges: list[Range] = []
    place, begun, position = 0, -1, 0
    while position < len(given):
        if given.startswith((opening, closing), position):
            is_opening = given.startswith(opening, position)
            if is_opening is (begun >= 0):
                raise UnpairedMarkError
            if is_opening:
                begun = place
            else:
                ranges.append((begun, place))
                begun = -1
            position += len(opening)
            continue
        if place >= len(wanted) or wanted[place][0] != given[position]:
            raise TextChangedError(place)
        place, position = place + 1, position + 1
    if begun >= 0:
        raise UnpairedMarkError
    if place != len(wanted):
        raise TextChangedError(place)
    return tuple((wanted[a][1], wanted[b - 1][2]) for a, b in ranges if a < b)


def highlighted(text: str, found: Iterable[str]) -> SafeString:
    """The text as HTML, with these words marked wherever they stand."""
    words = sorted({word for word in found if word}, key=len, reverse=True)
    if not words:
        return format_html_join("", "{}", [(text,)])
    pattern = re.compile("|".join(re.escape(word) for word in words), re.IGNORECASE)
    parts: list[tuple[str, str]] = []
    place = 0
    for match in pattern.finditer(text):
        parts += [(text[place : match.start()], match.group())]
        place = match.end()
    marked = format_html_join("", "{}<mark>{}</mark>", parts)
    return marked + format_html_join("", "{}", [(text[place:],)])

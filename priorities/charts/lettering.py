"""How much room words take, without knowing the reader's font: a little too much, never too little.

Widths are those of common sans-serif fonts, in parts of the letters' size.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache

#: Letters of labels, in units of the drawing.
SIZE = 14
LINE_HEIGHT = 17
BOLD = 1.09
NARROW_LETTERS = frozenset("iljtfrI.,:;'’|![]()/ -")
WIDE_LETTERS = frozenset("mwMW%@—")
DRAWN_BY_NOTHING = {"Mn", "Me", "Cf", "Cc"}
#: Scripts whose letters are about as wide as Latin ones; of others none is wider than 0.95.
USUAL_SCRIPTS = ("LATIN", "GREEK", "CYRILLIC", "ARABIC", "HEBREW", "DIGIT")


@lru_cache(maxsize=4096)
def letter_width(letter: str) -> float:
    """The width of one character."""
    if unicodedata.category(letter) in DRAWN_BY_NOTHING:
        return 0.0
    if letter in NARROW_LETTERS:
        return 0.38
    if letter in WIDE_LETTERS:
        return 0.92
    if unicodedata.east_asian_width(letter) in "WF":
        return 1.05
    if letter.isupper():
        return 0.72
    if unicodedata.bidirectional(letter) == "AL":
        return 0.54
    if letter.isalpha() and not unicodedata.name(letter, "").startswith(USUAL_SCRIPTS):
        return 0.95
    return 0.6


def text_width(text: str, size: float = SIZE, *, is_bold: bool = False) -> float:
    """Room for a text on one line."""
    return sum(map(letter_width, text)) * size * (BOLD if is_bold else 1.0)


def wrapped(
    text: str, room: float, size: float = SIZE, *, most: int = 3, is_bold: bool = False
) -> list[str]:
    """A text on as many lines as it needs; past the last that may be, an ellipsis."""
    lines: list[str] = []
    for word in text.split():
        joined = f"{lines[-1]} {word}" if lines else word
        if lines and text_width(joined, size, is_bold=is_bold) <= room:
            lines[-1] = joined
            continue
        lines += cut(word, room, size, is_bold)
    if len(lines) <= most:
        return lines
    return [*lines[: most - 1], shortened(" ".join(lines[most - 1 :]), room, size, is_bold)]


def cut(word: str, room: float, size: float, is_bold: bool) -> list[str]:
    """A word in pieces that fit; most words are one piece."""
    pieces = [""]
    for letter in word:
        if pieces[-1] and text_width(pieces[-1] + letter, size, is_bold=is_bold) > room:
            pieces.append("")
        pieces[-1] += letter
    return pieces


def shortened(text: str, room: float, size: float, is_bold: bool) -> str:
    """As much of a text as fits, with an ellipsis."""
    while text and text_width(f"{text}…", size, is_bold=is_bold) > room:
        text = text[:-1]
    return f"{text.rstrip()}…"

"""How a comment is written: links, capitals."""

from __future__ import annotations

import re

#: Ends of addresses that people type without `www`; a sentence that lacks a space has none.
ENDINGS = (
    r"(?:com|org|net|info|biz|online|shop|site|eu|uk|ie|de|fr|pl|es|pt|nl|ro|ru|cn|tv|ly|gg|io|me)"
)
LINK = re.compile(
    r"(?:h(?:tt|xx)ps?\s?:\s?//|www\.)\S{1,2000}"
    rf"|(?<![\w@.-])(?:[a-z0-9-]{{1,63}}\.){{1,4}}{ENDINGS}(?![\w@-])(?:/\S{{0,2000}})?",
    re.IGNORECASE,
)
#: Fewer letters than this shout nothing.
FEWEST_LETTERS = 20
SHARE_OF_CAPITALS = 0.7


def links(text: str) -> list[str]:
    """Addresses of pages, without the full stop or bracket after them."""
    return [found.group().rstrip(".,;:!?)]}'\"”»") for found in LINK.finditer(text)]


def is_shouting(text: str) -> bool:
    """Whether most letters of a longer text are capitals, in scripts that have them."""
    capitals = sum(map(str.isupper, text))
    letters = capitals + sum(map(str.islower, text))
    return letters >= FEWEST_LETTERS and capitals > SHARE_OF_CAPITALS * letters

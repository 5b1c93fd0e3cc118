"""Words of one language in a sentence of another that may run the other way."""

from __future__ import annotations

FIRST_STRONG_ISOLATE, POP_ISOLATE = "\u2068", "\u2069"


def isolated(words: str) -> str:
    """The words with their own direction, so that signs around them stay where they belong.

    For plain sentences; markup says the same with `bdi`.
    """
    return f"{FIRST_STRONG_ISOLATE}{words}{POP_ISOLATE}"

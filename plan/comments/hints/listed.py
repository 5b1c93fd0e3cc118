"""Words that editors have listed for a language, and words that may disclose harm."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

from plan.comments.models import ListedWords
from plan.consultation.hints import SPACED, folded, lists_for
from plan.consultation.models import WatchedWords

#: Lists whose patterns a process keeps; a changed list is another one.
KEPT = 64


@lru_cache(maxsize=KEPT)
def pattern_of_list(words: str) -> re.Pattern[str] | None:
    """What finds any line of a list, as `plan.consultation.hints` finds it; None for an empty one.

    The places where a word begins are found first: a long list then costs little more than a short
    one.
    """
    lines = list(dict.fromkeys(line for word in words.splitlines() if (line := folded(word))))
    spaced = [line for line in lines if unicodedata.name(line[0], "").startswith(SPACED)]
    parts = [
        f"{before}(?:{'|'.join(map(re.escape, some))})"
        for before, some in ((r"(?<!\w)", spaced), ("", [x for x in lines if x not in spaced]))
        if some
    ]
    return re.compile("|".join(parts)) if parts else None


def found_in(text: str, languages: Iterable[str], rows: Iterable[tuple[str, str]]) -> list[str]:
    """Words of the lists for languages that a text has; `rows` are languages with their lists."""
    wanted = {code for language in languages for code in lists_for(language)}
    plain, found = folded(text), []
    for code, words in rows:
        if code.lower() in wanted and (pattern := pattern_of_list(words)) is not None:
            found += pattern.findall(plain)
    return found


def may_disclose_harm(text: str, *languages: str) -> bool:
    """Whether it has words that the consultations' lists watch for."""
    return bool(found_in(text, languages, WatchedWords.objects.values_list("language", "words")))


def listed_words(text: str, *languages: str) -> list[str]:
    """Words for which moderators look twice."""
    return found_in(text, languages, ListedWords.objects.values_list("language", "words"))

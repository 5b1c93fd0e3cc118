"""Names of areas as files write them, and the codes of a given table.

A name counts as known when it, or it without differences of spelling that mean nothing, is in the
table. Names that only look alike are proposed and never used: a person puts them in the mapping.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from rapidfuzz import fuzz, process

#: Below this likeness (of 100) nothing is proposed.
LIKE_ENOUGH = 75
MOST_PROPOSALS = 3
TITLES = re.compile(
    r"^(?:the )?(?:royal borough of|london borough of|city and county of|city and district of|"
    r"city of|borough of|county of|district of|lb of|lb|rb)\s+"
    r"|\s+(?:london borough|borough|city council|borough council|council|lb|force area)$"
)
JOINS = re.compile(r"[^\w]+")
#: "Total2", "Cleveland 1", "Kent[note 3]": what a footnote leaves behind a word.
FOOTNOTE = re.compile(r"(?<=[^\W\d])\s?(?:\d{1,2}|\[note \d{1,2}\]|\[\d{1,2}\]|[¹²³⁴-⁹]+)$")


def without_footnote(text: str) -> str:
    """A name without the digits of a footnote fused to it."""
    return FOOTNOTE.sub("", text.strip()).rstrip()


def normalised(name: str) -> str:
    """A name without capitals, accents, titles, “&” for “and”, hyphens and other marks."""
    text = unicodedata.normalize("NFKD", name).casefold().replace("&", " and ")
    text = "".join(letter for letter in text if not unicodedata.combining(letter))
    text = " ".join(JOINS.sub(" ", text).split())
    return TITLES.sub("", text)


@dataclass(frozen=True)
class AreaTable:
    """Names with their codes; an area may have several names. Codes name themselves."""

    codes: Mapping[str, str]
    by_normalised: Mapping[str, str] = field(init=False, repr=False)
    all_codes: frozenset[str] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        found: dict[str, str] = {}
        doubtful = set()
        for name, code in self.codes.items():
            key = normalised(name)
            if found.setdefault(key, code) != code:
                doubtful.add(key)
        known = {key: code for key, code in found.items() if key not in doubtful}
        object.__setattr__(self, "by_normalised", known)
        object.__setattr__(self, "all_codes", frozenset(self.codes.values()))

    def code_of(self, text: str) -> str | None:
        """The code of a name: exact, else by its normal form, else without a footnote."""
        if text in self.codes:
            return self.codes[text]
        if text.upper() in self.all_codes:
            return text.upper()
        return self.by_normalised.get(normalised(text)) or self.by_normalised.get(
            normalised(without_footnote(text))
        )

    def proposals(self, text: str) -> list[tuple[str, str]]:
        """Names that look like a text, with their codes, likest first."""
        wanted = normalised(text)
        names = {name: normalised(name) for name in self.codes}
        like = process.extract(
            wanted, names, scorer=fuzz.token_sort_ratio, score_cutoff=LIKE_ENOUGH, limit=None
        )
        begun = [name for name, key in names.items() if len(wanted) > 3 and key.startswith(wanted)]
        found = dict.fromkeys([*(name for _key, _score, name in like), *begun])
        return [(name, self.codes[name]) for name in list(found)[:MOST_PROPOSALS]]

    def share_known(self, texts: Iterable[str]) -> float:
        """How many of some texts are names or codes of the table, from 0 to 1."""
        given = list(texts)
        return sum(self.code_of(text) is not None for text in given) / len(given) if given else 0

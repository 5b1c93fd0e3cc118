"""Finds comments that say nearly the same in nearly the same words, however many there are.

Comparing each with each is out of the question, so only those are compared that share a rare
sketch: of all runs of three words, the ones that come first under some orders of chance (MinHash,
Broder 1997, https://doi.org/10.1109/SEQUEN.1997.666900), in bands of two (locality-sensitive
hashing, Leskovec, Rajaraman and Ullman, Mining of Massive Datasets, chapter 3). What share of its
characters two texts keep in order then decides (`rapidfuzz.fuzz.ratio`).

The first of a group is its leader, and the others are like it: groups do not creep from one text to
another. The outcome depends on the texts and their order alone.
"""

from __future__ import annotations

import re
import unicodedata
import zlib
from collections.abc import Iterable, Iterator
from heapq import nsmallest

from rapidfuzz.fuzz import ratio

#: Words of a run, and most runs of one text: of longer texts those that come first by their hash.
RUN, MOST_RUNS = 3, 128
BANDS, ROWS = 10, 2
#: One order of chance for each row of each band: made from a constant, so that it never changes.
ORDERS = tuple(zlib.crc32(b"order %d" % place) for place in range(BANDS * ROWS))
#: Two texts with at least this share of characters in common, in per cent, are nearly the same.
ALIKE = 80.0
#: Shorter texts must be the same: “I agree” and “I disagree” have most characters in common.
SHORT = 40
#: Characters that are compared, and leaders with which one text is compared.
LONGEST, MOST_LEADERS = 4000, 100
#: Fewer words than one to so many characters: a script that writes them together.
LONGEST_WORD = 15
NOT_WORDS = re.compile(r"[\W_]+")


def plain(text: str) -> str:
    """A text as it is compared: words alone, without capitals."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    return NOT_WORDS.sub(" ", folded).strip()[:LONGEST]


def bands_of(text: str) -> list[tuple[int, int]]:
    """The sketch of a plain text: texts that are much alike share one of these, most likely."""
    words = text.split()
    if len(text) > LONGEST_WORD * len(words):
        words = list(text.replace(" ", ""))
    runs = {" ".join(words[n : n + RUN]) for n in range(max(1, len(words) - RUN + 1))}
    hashes = [zlib.crc32(run.encode()) for run in runs]
    if len(hashes) > MOST_RUNS:
        hashes = nsmallest(MOST_RUNS, hashes)
    first = [min([each ^ order for each in hashes]) for order in ORDERS]
    return [
        (band, hash((first[ROWS * band], first[ROWS * band + 1])))  # of numbers: always the same
        for band in range(BANDS)
    ]


class Groups:
    """Groups of texts, which are given in their order."""

    def __init__(self) -> None:
        self.same: dict[str, int] = {}
        self.leaders: dict[int, str] = {}
        self.buckets: dict[tuple[int, int], int | list[int]] = {}

    def group_of(self, key: int, text: str) -> int:
        """The leader whose group a text joins: itself where it is like none before it."""
        words = plain(text)
        if (known := self.same.get(words)) is not None:
            return known
        leader = self.like(key, words) if len(words) >= SHORT else key
        if words:
            self.same[words] = leader
        return leader

    def like(self, key: int, words: str) -> int:
        """The first leader with nearly these words; else the text leads from now on."""
        bands = bands_of(words)
        for leader in nsmallest(MOST_LEADERS, set(self.found_in(bands))):
            if ratio(words, self.leaders[leader], score_cutoff=ALIKE):
                return leader
        self.leaders[key] = words
        for band in bands:
            self.add(band, key)
        return key

    def found_in(self, bands: Iterable[tuple[int, int]]) -> Iterator[int]:
        """Leaders that share a band."""
        for band in bands:
            found = self.buckets.get(band)
            if isinstance(found, int):
                yield found
            elif found is not None:
                yield from found

    def add(self, band: tuple[int, int], key: int) -> None:
        """Put a leader where others that share the band look; most are alone there."""
        found = self.buckets.setdefault(band, key)
        if isinstance(found, list):
            found.append(key)
        elif found != key:
            self.buckets[band] = [found, key]


def groups_of(texts: Iterable[tuple[int, str]]) -> dict[int, int]:
    """The group of each text that is in one, by its key: the key of the group's first.

    Texts come in the order of their keys. Those that are like no other are left out.
    """
    groups, found = Groups(), {}
    shared = set()
    for key, text in texts:
        leader = found[key] = groups.group_of(key, text)
        if leader != key:
            shared.add(leader)
    return {key: leader for key, leader in found.items() if leader in shared}

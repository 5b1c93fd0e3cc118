"""Ids for what a file names by its own keys: always the same for the same consultation."""

from __future__ import annotations

import re
import uuid
from collections import Counter
from dataclasses import dataclass, field

UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


@dataclass
class Identities:
    """Gives ids out. `space` is the consultation's: two of them never share ids by chance.

    A key that is an id already (as in files we write) stays what it is.
    """

    space: uuid.UUID
    taken: set[str] = field(default_factory=set)
    #: Ids of list items by the id of the question they belong to, and their key.
    items: dict[tuple[str, str], str] = field(default_factory=dict)

    def of(self, kind: str, key: str) -> str:
        """The id of a section, a question or a condition."""
        if UUID.fullmatch(key.lower()):
            return key.lower()
        return str(uuid.uuid5(self.space, f"{kind}:{key}"))

    def of_item(self, parent: str, key: str) -> str:
        """The id of an option or the like, inside its question."""
        if UUID.fullmatch(key.lower()):
            return key.lower()
        return str(uuid.uuid5(uuid.UUID(parent), f"item:{key}"))

    def take(self, identity: str) -> bool:
        """Whether nothing has this id yet; from now on something has."""
        is_new = identity not in self.taken
        self.taken.add(identity)
        return is_new


class SpareKeys:
    """Keys for what has none of its own: its words, counted where they come again."""

    def __init__(self) -> None:
        self.counts: Counter[str] = Counter()

    def of(self, words: str) -> str:
        """The key of the next one with these words."""
        self.counts[words] += 1
        number = self.counts[words]
        return words if number == 1 else f"{words}#{number}"

"""A plan in two languages that editors change at random, and what must have become of comments.

Nothing here asks the code under test where a passage is: what stands where is kept beside it.
"""

from __future__ import annotations

import random
import uuid
from dataclasses import dataclass, field
from itertools import count
from string import ascii_lowercase
from typing import Any

from plan.models import PlanPage, SectionPage
from tests.factories import committing, fresh, make_section

Identity = tuple[uuid.UUID, uuid.UUID]


@dataclass
class Block:
    """A paragraph: its sentences, and the paragraphs from which it came."""

    key: str
    sentences: list[str]
    origins: frozenset[int]
    #: Where the second part gets a key of its own from the editor, in one block with the first.
    typed: list[tuple[str, str]] = field(default_factory=list)

    def raw(self, prefix: str) -> dict[str, Any]:
        """As the editor stores it; translators put `prefix` before the words, and split nothing."""
        parts = [("", " ".join(self.sentences))]
        if not prefix:
            parts = self.typed or parts
        html = "".join(
            f'<p data-block-key="{key}">{prefix}{text}</p>' if key else f"<p>{prefix}{text}</p>"
            for key, text in parts
        )
        return {"type": "paragraph", "value": html, "id": self.key}


@dataclass
class Chapter:
    """A page in two languages: its draft, and what is published in each."""

    key: uuid.UUID
    pages: dict[str, SectionPage]
    draft: list[Block]
    published: dict[str, set[uuid.UUID]]
    is_live: bool = True


class EditedPlan:
    """The plan, and a random editor of it."""

    LANGUAGES = ("en", "pl")

    def __init__(self, plans: dict[str, PlanPage], rng: random.Random) -> None:
        self.plans, self.rng, self.numbers = plans, rng, count(1)
        self.origins: dict[Identity, frozenset[int]] = {}
        self.chapters: list[Chapter] = []
        for _ in range(4):
            self.add_chapter()

    def new_block(self) -> Block:
        """A paragraph of words that no other paragraph has."""
        lengths = self.rng.choices(range(2, 11), k=24)
        words = ["".join(self.rng.choices(ascii_lowercase, k=length)) for length in lengths]
        sentences = [" ".join(words[begin : begin + 8]).capitalize() + "." for begin in (0, 8, 16)]
        return Block(self.new_key(), sentences, frozenset({next(self.numbers)}))

    def new_key(self) -> str:
        """An id, the same each time the test runs."""
        return str(uuid.UUID(int=self.rng.getrandbits(128), version=4))

    def present(self) -> set[Identity]:
        """Passages that stand in a live page of either language."""
        return {
            (chapter.key, block)
            for chapter in self.chapters
            if chapter.is_live
            for blocks in chapter.published.values()
            for block in blocks
        }

    def add_chapter(self) -> None:
        """A new page with its translation."""
        draft = [self.new_block() for _ in range(5)]
        page = make_section(self.plans["en"], is_live=False)
        other = page.copy_for_translation(self.plans["pl"].locale)
        chapter = Chapter(page.translation_key, {"en": page, "pl": other}, draft, {})
        self.chapters.append(chapter)
        for language in self.LANGUAGES:
            self.publish(chapter, language)

    def publish(self, chapter: Chapter, language: str) -> None:
        """Put the draft on the page of one language, as an editor does."""
        page: Any = fresh(chapter.pages[language])
        prefix = "" if language == "en" else "Po polsku "
        stream = SectionPage._meta.get_field("body").stream_block
        page.body = stream.to_python([block.raw(prefix) for block in chapter.draft])
        with committing():
            page.save_revision().publish()
        if language == "en":
            self.settle(chapter)
        chapter.is_live = True
        chapter.published[language] = {uuid.UUID(block.key) for block in chapter.draft}
        for block in chapter.draft:
            self.origins[chapter.key, uuid.UUID(block.key)] = block.origins

    def settle(self, chapter: Chapter) -> None:
        """Paragraphs typed into one block have become blocks of their own."""
        settled: list[Block] = []
        for block in chapter.draft:
            parts = block.typed or [("", " ".join(block.sentences))]
            for place, (key, text) in enumerate(parts):
                own = str(uuid.uuid5(uuid.UUID(block.key), key)) if place else block.key
                sentences = [f"{part}." for part in text.rstrip(".").split(". ")]
                settled.append(Block(own, sentences, block.origins))
        chapter.draft = settled

    def change(self) -> str:
        """One random change of a draft or of the tree; its name."""
        names = list(CHANGES)
        name = self.rng.choices(names, [CHANGES[each] for each in names])[0]
        chapter = self.rng.choice(self.chapters)
        getattr(self, name)(chapter)
        return name

    def place(self, chapter: Chapter) -> int:
        """A random block of a draft, which gets one if it has none."""
        if not chapter.draft:
            chapter.draft.append(self.new_block())
        return self.rng.randrange(len(chapter.draft))

    def edit(self, chapter: Chapter) -> None:
        """Another word in a sentence."""
        block = chapter.draft[self.place(chapter)]
        words = block.sentences[0].split()
        words[self.rng.randrange(len(words))] = "zmiana"
        block.sentences[0] = " ".join(words).rstrip(".") + "."
        block.typed = []

    def add(self, chapter: Chapter) -> None:
        """A new paragraph."""
        chapter.draft.insert(self.place(chapter), self.new_block())

    def delete(self, chapter: Chapter) -> None:
        """A paragraph less."""
        chapter.draft.pop(self.place(chapter))

    def reorder(self, chapter: Chapter) -> None:
        """The same paragraphs in another order."""
        self.rng.shuffle(chapter.draft)

    def split_in_place(self, chapter: Chapter) -> None:
        """A paragraph becomes two inside its block, which the editor's key tells apart."""
        block = chapter.draft[self.place(chapter)]
        if len(block.sentences) > 1:
            first, rest = block.sentences[:1], block.sentences[1:]
            block.typed = [("aaaaa", " ".join(first)), (self.new_key()[:5], " ".join(rest))]

    def split_anew(self, chapter: Chapter) -> None:
        """A paragraph is deleted and written again as two."""
        place = self.place(chapter)
        block = chapter.draft.pop(place)
        for sentences in (block.sentences[1:], block.sentences[:1]):
            if sentences:
                made = Block(self.new_key(), list(sentences), block.origins)
                chapter.draft.insert(place, made)

    def merge(self, chapter: Chapter) -> None:
        """Two paragraphs become one, which is the first of them or a new one."""
        if len(chapter.draft) < 2:
            return
        place = self.rng.randrange(len(chapter.draft) - 1)
        one, other = chapter.draft[place], chapter.draft.pop(place + 1)
        key = self.rng.choice([one.key, self.new_key()])
        merged = [*one.sentences, *other.sentences]
        chapter.draft[place] = Block(key, merged, one.origins | other.origins)

    def to_other_chapter(self, chapter: Chapter) -> None:
        """A paragraph is cut out and pasted into another chapter."""
        block = chapter.draft.pop(self.place(chapter))
        other = self.rng.choice(self.chapters)
        other.draft.append(Block(self.new_key(), list(block.sentences), block.origins))

    def move_page(self, chapter: Chapter) -> None:
        """The chapter gets another number."""
        first = self.rng.choice(self.chapters)
        if first is not chapter:
            with committing():
                page = fresh(chapter.pages["en"])
                page.move(fresh(first.pages["en"]), pos="left")

    def delete_page(self, chapter: Chapter) -> None:
        """A chapter goes for good, in both languages; a new one comes."""
        for language in self.LANGUAGES:
            with committing():
                fresh(chapter.pages[language]).delete()
        self.chapters.remove(chapter)
        self.add_chapter()

    def unpublish(self, chapter: Chapter) -> None:
        """A chapter goes until it is published again; translations go with it."""
        with committing():
            fresh(chapter.pages["en"]).unpublish()
        chapter.is_live = False
        chapter.published = {}


#: Changes with how often each comes.
CHANGES = {
    "edit": 30,
    "add": 12,
    "delete": 10,
    "reorder": 8,
    "split_in_place": 8,
    "split_anew": 8,
    "merge": 10,
    "to_other_chapter": 6,
    "move_page": 3,
    "delete_page": 1,
    "unpublish": 2,
}

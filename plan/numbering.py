"""Numbers of chapters and passages ("2.14"), which belong to what is published now.

A chapter is a child of the plan that holds passages; its number is its place among them. The
passages of a chapter and of all pages below it are counted through in reading order.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from wagtail.models import Page

from plan.blocks.passages import is_passage, passage_text
from plan.models.mixins import PassagesMixin

#: Plain fields of a page that can be cited, by the name that makes their identity.
CITED_FIELDS = ("summary",)


@dataclass(frozen=True)
class Numbered:
    """A passage with the number it has in this reading of the plan."""

    page: Page
    block_id: uuid.UUID
    kind: str
    number: str
    text: str


def field_passage_id(translation_key: uuid.UUID, field: str) -> uuid.UUID:
    """Identity of a plain field of a page, the same in every language."""
    return uuid.uuid5(translation_key, field)


def passages_of(page: Page) -> Iterator[tuple[uuid.UUID, str, str]]:
    """Cited fields and blocks of one page: identity, kind, text."""
    for field in CITED_FIELDS:
        if text := getattr(page, field, ""):
            yield field_passage_id(page.translation_key, field), "field", text
    if isinstance(page, PassagesMixin):
        for block in page.body:
            if is_passage(block.block_type):
                text = passage_text(block.block_type, block.value)
                yield uuid.UUID(str(block.id)), block.block_type, text


def number_plan(pages: Iterable[Page], depth: int) -> Iterator[Numbered]:
    """Number the passages of a plan's pages, given in tree order; `depth` is that of the plan."""
    chapter, position = 0, 0
    for page in pages:
        if page.depth == depth + 1:
            position = 0
            chapter += isinstance(page, PassagesMixin)
        for block_id, kind, text in passages_of(page):
            number = ""
            if kind != "field":
                position += 1
                number = f"{chapter}.{position}"
            yield Numbered(page, block_id, kind, number, text)

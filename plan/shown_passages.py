"""Passages as a reader meets them: in their place, numbered, with what they embed."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.urls import reverse
from wagtail.models import Page

from plan import queries
from plan.blocks.passages import is_passage
from plan.contributors import Embed, PlacedBlock, blocks_shown, embeds_for, notes_beside
from plan.files import public_file
from plan.readers import Reader

#: Deepest heading HTML has.
DEEPEST = 6


@dataclass(frozen=True)
class ShownPassage:
    """A passage with its number and permanent link, or what an app put between passages.

    `block` is what to render; for an embedded page it is None, and `embed` or, where no app knows
    the page, `target` stands for it. `level` is the level of a heading on the page it is shown on.
    `notes` is what apps put beside it.
    """

    block_id: uuid.UUID
    kind: str
    number: str
    url: str
    block: Any = None
    embed: Embed | None = None
    target: Page | None = None
    level: int = 0
    notes: Sequence[Embed] = ()

    @property
    def anchor(self) -> str:
        """Fragment of the passage in its page."""
        return f"p-{self.block_id}"


def passage_url(translation_key: uuid.UUID, block_id: uuid.UUID | str) -> str:
    """The permanent link of a passage, in the active language."""
    return reverse("plan:passage", args=[translation_key, uuid.UUID(str(block_id))])


@dataclass(frozen=True)
class Embeds:
    """What the texts of some pages embed: targets by stored key, and what apps make of them."""

    targets: Mapping[int, Page]
    shown: Mapping[uuid.UUID, Embed]
    blocks: Mapping[tuple[uuid.UUID, uuid.UUID], Embed]

    @classmethod
    def of(cls, pages: Iterable[Any], reader: Reader) -> Embeds:
        """Read for all pages at once; nothing the reader may not see is among them."""
        pages = list(pages)
        stored = {key for page in pages for raw in page.body.raw_data if (key := stored_key(raw))}
        targets = queries.visible_targets(stored, reader)
        keys = sorted({target.translation_key for target in targets.values()})
        placed = [block for page in pages for block in placed_blocks(page)]
        return cls(targets, embeds_for(keys, reader), blocks_shown(placed, reader))


def placed_blocks(page: Any) -> Iterator[PlacedBlock]:
    """What apps put between the passages of a page, each with the passage it stands beside."""
    beside: uuid.UUID | None = None
    for position, raw in enumerate(page.body.raw_data):
        identity = identity_of(raw, position)
        if is_passage(raw["type"]):
            beside = identity
        else:
            value = raw["value"] or {}
            yield PlacedBlock(raw["type"], value, page.translation_key, identity, beside)


def stored_key(raw: Any) -> int | None:
    """Primary key of the page that a raw block embeds."""
    if raw["type"] != "measure":
        return None
    key = (raw["value"] or {}).get("page")
    return int(key) if key else None


def shown_passages(
    pages: Sequence[Any], reader: Reader, levels: Mapping[int, int] | None = None
) -> dict[int, list[ShownPassage]]:
    """Passages of each page, by its primary key, in a constant number of queries.

    `levels` says how deep the heading of each page is where it is shown: 1 unless given.
    """
    numbers = queries.passage_numbers(pages)
    embeds = Embeds.of(pages, reader)
    shown = {
        page.pk: list(passages_of(page, numbers, embeds, (levels or {}).get(page.pk, 1)))
        for page in pages
    }
    return {**shown, **with_notes(pages, shown, reader)}


def with_notes(
    pages: Iterable[Any], shown: Mapping[int, Sequence[ShownPassage]], reader: Reader
) -> dict[int, list[ShownPassage]]:
    """The same passages with what apps put beside them; a block between passages has no notes."""
    keys = [
        (page.translation_key, each.block_id)
        for page in pages
        for each in shown[page.pk]
        if is_passage(each.kind)
    ]
    notes = notes_beside(keys, reader)
    if not notes:
        return {}
    return {
        page.pk: [
            replace(each, notes=tuple(notes.get((page.translation_key, each.block_id), ())))
            for each in shown[page.pk]
        ]
        for page in pages
    }


def passages_of(
    page: Any, numbers: Mapping[tuple[int, uuid.UUID], str], embeds: Embeds, level: int
) -> Iterator[ShownPassage]:
    """What there is to show of one page; a heading never skips a level below the one before."""
    above = level
    for position, raw in enumerate(page.body.raw_data):
        block_id = identity_of(raw, position)
        content = content_of(page, position, raw, embeds, block_id)
        if content is None:
            continue
        if raw["type"] == "heading":
            wanted = level + int(content["block"].value["level"]) - 1
            above = content["level"] = min(wanted, above + 1, DEEPEST)
        yield ShownPassage(
            block_id=block_id,
            kind=raw["type"],
            number=numbers.get((page.pk, block_id), ""),
            url=passage_url(page.translation_key, block_id),
            **content,
        )


def identity_of(raw: Any, position: int) -> uuid.UUID:
    """Identity of a block; a preview may show one that has none yet."""
    return uuid.UUID(str(raw["id"])) if raw.get("id") else uuid.UUID(int=position)


def content_of(
    page: Any, position: int, raw: Any, embeds: Embeds, block_id: uuid.UUID
) -> dict[str, Any] | None:
    """The part of a passage that is shown; None when the reader may not see it."""
    if not is_passage(raw["type"]):
        embed = embeds.blocks.get((page.translation_key, block_id))
        return {"embed": embed} if embed else None
    if raw["type"] == "measure":
        target = embeds.targets.get(stored_key(raw) or 0)
        if target is None:
            return None
        return {"embed": embeds.shown.get(target.translation_key), "target": target}
    block = page.body[position]
    return {"block": block} if is_shown(block) else None


def is_shown(block: Any) -> bool:
    """Whether a block has something the public may see."""
    if block.block_type in {"image", "document"}:
        return public_file(block.value[block.block_type]) is not None
    return True

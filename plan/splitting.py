"""Makes one passage of each paragraph, list and heading typed or pasted as one text.

Ids must be repeatable: with autosave the browser never learns of blocks that the server made, so
it sends the same long text again. `uuid5(block id, paragraph's data-block-key)` gives the same
parts the same ids each time; the first part keeps the id of the block.
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from html.parser import HTMLParser
from typing import Any

from wagtail.blocks import StreamValue

from plan.blocks.passages import words_of_html

HEADING_LEVELS = {"h1": "2", "h2": "2", "h3": "3", "h4": "4", "h5": "4", "h6": "4"}
VOID_ELEMENTS = frozenset({"br", "hr", "embed", "img"})


@dataclass(frozen=True)
class Part:
    """One top-level element of a rich text: its tag, its HTML and its key in the editor."""

    tag: str
    html: str
    key: str


class PartsParser(HTMLParser):
    """Cuts rich text into its top-level elements, keeping each one's HTML as it was."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=False)
        self.parts: list[Part] = []
        self.depth = 0
        self.buffer: list[str] = []
        self.tag = ""
        self.key = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Open an element; at depth 0 it begins a part."""
        if self.depth == 0:
            self.close_part()
            self.tag = tag
        self.key = self.key or dict(attrs).get("data-block-key") or ""
        self.buffer.append(self.get_starttag_text() or "")
        if tag not in VOID_ELEMENTS:
            self.depth += 1

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep `<br/>` and the like."""
        self.buffer.append(self.get_starttag_text() or "")

    def handle_endtag(self, tag: str) -> None:
        """Close an element; back at depth 0 the part is complete."""
        self.buffer.append(f"</{tag}>")
        if tag not in VOID_ELEMENTS and self.depth:
            self.depth -= 1
            if self.depth == 0:
                self.close_part()

    def handle_data(self, data: str) -> None:
        """Keep text."""
        self.buffer.append(data)

    def handle_entityref(self, name: str) -> None:
        """Keep `&amp;` as it was."""
        self.buffer.append(f"&{name};")

    def handle_charref(self, name: str) -> None:
        """Keep `&#160;` as it was."""
        self.buffer.append(f"&#{name};")

    def close_part(self) -> None:
        """Store what was read since the last part, unless it says nothing."""
        html = "".join(self.buffer).strip()
        if html and (words_of_html(html) or "<embed" in html):
            self.parts.append(Part(self.tag or "p", html, self.key))
        self.buffer, self.tag, self.key = [], "", ""


def parts_of(html: str) -> list[Part]:
    """Top-level elements of a rich text, without empty ones."""
    parser = PartsParser()
    parser.feed(html)
    parser.close()
    parser.close_part()
    return parser.parts


def as_block(part: Part, block_id: str) -> dict[str, Any]:
    """Raw stream data of one part."""
    if part.tag in HEADING_LEVELS:
        value: Any = {
            "text": words_of_html(part.html),
            "level": HEADING_LEVELS[part.tag],
        }
        return {"type": "heading", "value": value, "id": block_id}
    kind = "list" if part.tag in {"ul", "ol"} else "paragraph"
    return {"type": kind, "value": part.html, "id": block_id}


def split_block(raw: dict[str, Any]) -> list[dict[str, Any]]:
    """Blocks that a text block becomes; itself when it holds one paragraph."""
    if raw["type"] != "paragraph" or not isinstance(raw["value"], str):
        return [raw]
    parts = parts_of(raw["value"])
    if len(parts) < 2 and (not parts or parts[0].tag == "p"):
        return [raw]
    block_id = raw.get("id") or str(uuid.uuid4())
    blocks = []
    for position, part in enumerate(parts):
        key = part.key or f"part-{position}"
        own_id = block_id if position == 0 else str(uuid.uuid5(uuid.UUID(block_id), key))
        blocks.append(as_block(part, own_id))
    return blocks


def split_paragraphs(value: StreamValue) -> StreamValue | None:
    """The same text with one block per paragraph; None when it already has that.

    A block whose parts already stand after it (a stale browser sends the long text and the parts
    made of it) does not make them twice.
    """
    raw = [dict(block) for block in value.get_prep_value()]
    result: list[dict[str, Any]] = []
    seen: set[str] = set()
    for block in raw:
        for part in split_block(block):
            if part.get("id") not in seen:
                result.append(part)
                seen.add(str(part.get("id")))
    if signature(result) == signature(raw):
        return None
    return StreamValue(value.stream_block, result, is_lazy=True)


def signature(raw: list[dict[str, Any]]) -> list[tuple[Any, Any]]:
    """Identity and type of each block, by which two texts have the same passages."""
    return [(block.get("id"), block["type"]) for block in raw]

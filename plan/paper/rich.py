"""The editor's formatted text as blocks of plain runs, for paper."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any

from wagtail.rich_text import expand_db_html

BREAKING = {"p", "div", "h1", "h2", "h3", "h4", "h5", "h6", "li", "blockquote", "tr"}
BOLD = {"b", "strong", "h1", "h2", "h3", "h4", "h5", "h6"}
#: What is said without words, or is no text at all.
SILENT = {"script", "style", "embed", "img"}


@dataclass
class Block:
    """A paragraph or an item of a list; `runs` are texts, each with whether it is bold."""

    kind: str = "p"
    runs: list[tuple[str, bool]] = field(default_factory=list)

    def plain(self) -> str:
        """Its text."""
        return "".join(text for text, _bold in self.runs).strip()


class RichReader(HTMLParser):
    """Collects blocks. Addresses of links stand behind their words, as paper has no links."""

    def __init__(self) -> None:
        super().__init__()
        self.blocks: list[Block] = []
        self.current = Block()
        self.lists: list[str] = []
        self.links: list[str] = []
        self.bold = 0
        self.silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin a block, a list, bold words or a link."""
        if tag in ("ul", "ol"):
            self.lists.append(tag)
        if tag in BREAKING:
            self.begin(self.lists[-1] if tag == "li" and self.lists else "p")
        if tag == "a":
            self.links.append(dict(attrs).get("href") or "")
        if tag == "br":
            self.current.runs.append(("\n", False))
        self.bold += tag in BOLD
        self.silent += tag in SILENT - {"embed", "img"}

    def handle_endtag(self, tag: str) -> None:
        """End it."""
        if tag in ("ul", "ol") and self.lists:
            self.lists.pop()
        if tag == "a" and self.links:
            self.say_address(self.links.pop())
        if tag in BREAKING:
            self.begin("p")
        self.bold = max(0, self.bold - (tag in BOLD))
        self.silent = max(0, self.silent - (tag in SILENT))

    def say_address(self, address: str) -> None:
        """An outside address, unless the words of the link are the address."""
        bare = address.removeprefix("mailto:").removeprefix("tel:")
        if "//" in bare or bare != address:
            said = self.current.runs[-1][0] if self.current.runs else ""
            if bare.strip("/") not in said:
                self.current.runs.append((f" ({bare})", False))

    def begin(self, kind: str) -> None:
        """Keep the block so far if it says anything, and begin another."""
        if self.current.plain():
            self.blocks.append(self.current)
        self.current = Block(kind)

    def handle_data(self, data: str) -> None:
        """Words; white space is what HTML makes of it."""
        if not self.silent and data:
            words = " ".join(data.split())
            edges = (" " if data[0].isspace() else "", " " if data[-1].isspace() else "")
            text = f"{edges[0]}{words}{edges[1]}" if words else " "
            self.current.runs.append((text, self.bold > 0))


def blocks_of(html: str) -> list[dict[str, Any]]:
    """Formatted text as stored, ready for a template of paper."""
    reader = RichReader()
    reader.feed(expand_db_html(html or ""))
    reader.close()
    reader.begin("p")
    return [
        {"kind": block.kind, "runs": [{"text": text, "bold": bold} for text, bold in block.runs]}
        for block in reader.blocks
    ]

"""The questionnaire of the Office for National Statistics, read from its source."""

from __future__ import annotations

import html
import json
import re
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

#: What the interviewer's system fills in by person; we have no such names and print the gap.
GAPS = {"first_name": "[first name]", "window_close_date": "[closing date]"}
END = "End"


def words(given: Any) -> str:
    """A text with its gaps named."""
    text = given if isinstance(given, str) else given["text"]
    for name, shown in GAPS.items():
        text = text.replace(f"{{{name}}}", shown)
    return text


def plain(given: Any) -> str:
    """A text without markup."""
    return html.unescape(re.sub(r"<[^>]+>", "", words(given))).strip()


@dataclass(frozen=True)
class Rule:
    """Where a page leads, if all of `when` (answer id → values) hold; empty: otherwise."""

    goto: str
    when: tuple[tuple[str, frozenset[str]], ...] = ()


@dataclass
class Page:
    """A block: its question if it asks one, and its rules."""

    raw: dict[str, Any]
    number: int = 0

    @property
    def id(self) -> str:
        """The source's name for it."""
        return str(self.raw["id"])

    @property
    def question(self) -> dict[str, Any] | None:
        """What it asks."""
        return self.raw.get("question")

    @property
    def answers(self) -> list[dict[str, Any]]:
        """Its answer fields."""
        return list(self.question["answers"]) if self.question else []

    @property
    def options(self) -> list[dict[str, Any]]:
        """All that can be chosen."""
        return [option for answer in self.answers for option in answer.get("options", [])]

    @property
    def is_required(self) -> bool:
        """Whether nobody passes without an answer."""
        question = self.question or {}
        return bool(question.get("mandatory")) or any(a["mandatory"] for a in self.answers)

    @cached_property
    def rules(self) -> list[Rule]:
        """Its rules in order."""
        return [rule_of(raw) for raw in self.raw.get("routing_rules", [])]


def rule_of(raw: dict[str, Any]) -> Rule:
    """One rule of the source."""
    goto = raw.get("block") or raw["section"]
    return Rule(goto, tuple(comparisons(raw["when"])) if "when" in raw else ())


def comparisons(when: dict[str, Any]) -> list[tuple[str, frozenset[str]]]:
    """Answers that must be among certain values, all of them."""
    parts = when.get("and", [when])
    found = []
    for part in parts:
        (operator, (asked, values)) = next(iter(part.items()))
        assert operator == "in", operator
        found.append((asked["identifier"], frozenset(values)))
    return found


@dataclass
class Section:
    """A section of the source."""

    raw: dict[str, Any]
    pages: list[Page] = field(default_factory=list)

    @property
    def disabled_by(self) -> str:
        """The answer which, once given, takes the section away; empty where nothing does."""
        if "enabled" not in self.raw:
            return ""
        pair = self.raw["enabled"]["when"]["=="]
        [asked] = [one for one in pair if one is not None]
        return str(asked["identifier"])


def sections_of(path: Path) -> list[Section]:
    """All sections with their pages."""
    found = []
    for raw in json.loads(path.read_text(encoding="utf-8"))["sections"]:
        blocks = [block for group in raw["groups"] for block in group["blocks"]]
        found.append(Section(raw, [Page(block, place) for place, block in enumerate(blocks)]))
    return found

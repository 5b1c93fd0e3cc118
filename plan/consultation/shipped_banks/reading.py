"""Reads the shipped banks: what they hold, with ids that are the same on every site."""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from django.db.models import Model

Raw = dict[str, Any]
FILE = Path(__file__).with_name("banks.json")
SPACE = uuid.UUID("a3a6f3f0-57a5-4a0e-8f0f-4f1f0d8a2c6b")


def bank_id(bank: str, *place: str) -> uuid.UUID:
    """The identity of a bank, or of a question, an answer or a condition in it, by its key."""
    return uuid.uuid5(SPACE, "/".join((bank, *place)))


@cache
def written() -> Mapping[str, Any]:
    """The file."""
    found: Mapping[str, Any] = json.loads(FILE.read_text(encoding="utf-8"))
    return found


def languages() -> list[str]:
    """Codes of the languages the banks are written in."""
    return list(written()["languages"])


@dataclass(frozen=True)
class ShippedBank:
    """One bank as the file has it."""

    raw: Mapping[str, Any]

    @property
    def key(self) -> str:
        """What it is called here."""
        return str(self.raw["key"])

    @property
    def translation_key(self) -> uuid.UUID:
        """Its identity in every language."""
        return bank_id(self.key)

    def words(self, language: str) -> dict[str, Any]:
        """The fields of the snippet that says it in a language."""
        return {
            "name": said(self.raw["name"], language),
            "explanation": said(self.raw["explanation"], language),
            "questions": [self.question(one, language) for one in self.raw["questions"]],
            "conditions": [self.condition(one) for one in self.raw["conditions"]],
        }

    def question(self, one: Raw, language: str) -> Raw:
        """One question as its block holds it."""
        value: Raw = {
            "text": said(one["text"], language),
            "hint": said(one["hint"], language),
            "is_required": one.get("is_required", False),
            "is_protected": one.get("is_protected", False),
        }
        if "show_if" in one:
            value["show_if"] = str(bank_id(self.key, one["show_if"]))
        if "options" in one:
            value["options"] = [self.option(given, language) for given in one["options"]]
        return {"type": one["type"], "id": str(bank_id(self.key, one["key"])), "value": value}

    def option(self, given: list[Any], language: str) -> Raw:
        """One answer: key, words, and what it does; words may be shared."""
        key, words, *behaviour = given
        shared = written()["shared"][words] if isinstance(words, str) else words
        value = {"text": said(shared, language), "hint": "", "behaviour": "".join(behaviour)}
        return {"type": "item", "id": str(bank_id(self.key, key)), "value": value}

    def condition(self, one: Raw) -> Raw:
        """One condition with one comparison."""
        clause = {
            "question": str(bank_id(self.key, one["question"])),
            "operator": one["operator"],
            "answers": "\n".join(str(bank_id(self.key, answer)) for answer in one["answers"]),
        }
        item = {"type": "item", "id": str(bank_id(self.key, one["key"], "1")), "value": clause}
        value = {"name": one["name"], "match": "all", "clauses": [item]}
        return {"type": "condition", "id": str(bank_id(self.key, one["key"])), "value": value}


def said(words: list[str], language: str) -> str:
    """The words in a language."""
    return words[languages().index(language)]


def shipped_banks() -> Iterator[ShippedBank]:
    """All of them, in the order they are made."""
    for raw in written()["banks"]:
        yield ShippedBank(raw)


def stored_fields(model: type[Model], words: Mapping[str, Any]) -> dict[str, Any]:
    """The same fields as the model takes them."""
    found = dict(words)
    for name in ("questions", "conditions"):
        field: Any = model._meta.get_field(name)
        found[name] = field.stream_block.to_python(words[name])
    return found

"""Reads a form out of a page: structure apart from words, both ready for JSON."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from typing import Any

from wagtail.blocks import StreamValue

from plan.consultation.questions import question_type


@dataclass(frozen=True)
class Compiled:
    """A form as it stands on a page."""

    structure: dict[str, Any]
    texts: dict[str, str]

    @property
    def structure_hash(self) -> str:
        """Changes when anything but words changes."""
        return digest(self.structure)

    @property
    def texts_hash(self) -> str:
        """Changes when a word changes."""
        return digest(self.texts)

    def is_complete_for(self, texts: dict[str, str]) -> bool:
        """Whether every text that is not empty there has words here."""
        return all(self.texts.get(key, "").strip() for key, words in texts.items() if words.strip())

    def only(self, texts: dict[str, str]) -> dict[str, str]:
        """Words for the keys of another version of the form."""
        return {key: self.texts.get(key, "") for key in texts}


def digest(value: Any) -> str:
    """A stable hash of JSON data."""
    canonical = json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()


def compile_form(form: StreamValue) -> Compiled:
    """Structure and words of all sections. Blocks that were never stored have no id yet."""
    sections, texts = [], {}
    for section in form:
        questions = []
        for block in section.value["questions"]:
            kind = question_type(block.block_type)
            questions.append(kind.structure(block.id or "", block.value))
            texts.update(kind.texts(block.id or "", block.value))
        sections.append({"id": section.id or "", "questions": questions})
        texts[f"{section.id}.title"] = section.value["title"]
        introduction = section.value["introduction"]
        texts[f"{section.id}.introduction"] = introduction.source if introduction else ""
    return Compiled({"sections": sections}, {key: str(words) for key, words in texts.items()})

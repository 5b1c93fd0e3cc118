"""Reads a form out of a page: structure apart from words, both ready for JSON."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from wagtail.blocks import StreamValue

from plan.consultation.questions import item_type

if TYPE_CHECKING:
    from plan.consultation.models import ConsultationPage

Raw = dict[str, Any]
Texts = dict[str, str]


@dataclass(frozen=True)
class Compiled:
    """A form as it stands on a page."""

    structure: Raw
    texts: Texts

    @property
    def structure_hash(self) -> str:
        """Changes when anything but words changes."""
        return digest(self.structure)

    @property
    def texts_hash(self) -> str:
        """Changes when a word changes."""
        return digest(self.texts)

    def is_complete_for(self, texts: Texts) -> bool:
        """Whether every text that is not empty there has words here."""
        return all(self.texts.get(key, "").strip() for key, words in texts.items() if words.strip())

    def only(self, texts: Texts) -> Texts:
        """Words for the keys of another version of the form."""
        return {key: self.texts.get(key, "") for key in texts}


def digest(value: Any) -> str:
    """A stable hash of JSON data."""
    canonical = json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()


def compile_page(page: ConsultationPage) -> Compiled:
    """The form and the conditions of a page, in its language."""
    return compile_form(page.form, conditions=page.conditions, language=page.locale.language_code)


def compile_form(
    form: StreamValue, *, conditions: StreamValue | None = None, language: str = ""
) -> Compiled:
    """Structure and words of all sections. Blocks that were never stored have no id yet.

    `language` (a code) is that of whatever stands outside the page: banks, lists, passages.
    """
    sections: list[Raw] = []
    texts: Texts = {}
    for section in form:
        raw, words = compile_section(section, language)
        sections.append(raw)
        texts.update(words)
    structure: Raw = {"sections": sections}
    brought, sources = brought_along(form)
    if found := [*compile_conditions(conditions), *brought]:
        structure["conditions"] = found
    if sources:
        structure["banks"] = sources
    return Compiled(structure, {key: str(words) for key, words in texts.items()})


def brought_along(form: StreamValue) -> tuple[list[Raw], list[Raw]]:
    """Conditions that items bring beside the page's own, and what the items were taken from."""
    found: list[Raw] = []
    sources: list[Raw] = []
    for section in form:
        for block in section.value.get("questions") or ():
            kind = item_type(block.block_type)
            found += kind.conditions(block.value)
            sources += kind.sources(block.value)
    return found, sources


def compile_section(section: Any, language: str) -> tuple[Raw, Texts]:
    """One section or exit with its words."""
    value, key = section.value, section.id or ""
    introduction = value["introduction"]
    texts = {
        f"{key}.title": value["title"],
        f"{key}.introduction": introduction.source if introduction else "",
    }
    items: list[Raw] = []
    for block in value.get("questions") or ():
        for raw, words in compile_item(block, language):
            items.append(raw)
            texts.update(words)
    raw_section: Raw = {"id": key, "items": items}
    if value.get("show_if"):
        raw_section["show_if"] = value["show_if"]
    if section.block_type == "exit":
        raw_section["is_exit"] = True
    if value.get("is_sensitive"):
        raw_section["is_sensitive"] = True
    return raw_section, texts


def compile_item(block: Any, language: str) -> Iterator[tuple[Raw, Texts]]:
    """A question or content with its words; a bank stands for all that it holds."""
    kind = item_type(block.block_type)
    yield from kind.compiled(block.id or "", block.value, language)


def compile_conditions(conditions: StreamValue | None) -> list[Raw]:
    """All conditions of a form or a bank."""
    return [compile_condition(block) for block in conditions or ()]


def compile_condition(block: Any) -> Raw:
    """One condition; its name is the editor's own and stays on the page."""
    return {
        "id": block.id or "",
        "needs_all": block.value["match"] == "all",
        "clauses": [
            {
                "question": clause["question"],
                "operator": clause["operator"],
                "values": lines_of(clause["answers"]),
            }
            for clause in block.value["clauses"]
        ],
    }


def lines_of(answers: str | None) -> list[str]:
    """What an answer is compared with, one by one; none where nothing was ever filled in."""
    return [line.strip() for line in (answers or "").splitlines() if line.strip()]

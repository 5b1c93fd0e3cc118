"""Makes the form everything works with from a stored version and its words."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from plan.consultation.definition import (
    ClauseDefinition,
    ConditionDefinition,
    ContentDefinition,
    FormDefinition,
    Item,
    OptionDefinition,
    QuestionDefinition,
    RowDefinition,
    SectionDefinition,
)
from plan.consultation.models import FormTexts

Conditions = Mapping[str, ConditionDefinition]
#: The id of nothing.
NOTHING = uuid.UUID(int=0)


@lru_cache(maxsize=256)
def definition_by_texts(texts_pk: int) -> FormDefinition:
    """The form with these words. Rows are written once, so it may be kept for good."""
    return definition_of(FormTexts.objects.select_related("version").get(pk=texts_pk))


def definition_of(texts: FormTexts) -> FormDefinition:
    """The form of a stored version in one language."""
    version = texts.version
    return build(
        version.structure,
        texts.texts,
        consultation=version.consultation_id,
        version=version.pk,
        texts_pk=texts.pk,
        number=version.number,
        language=texts.language,
    )


def build(
    structure: dict[str, Any],
    texts: dict[str, str],
    *,
    consultation: int = 0,
    version: int = 0,
    texts_pk: int = 0,
    number: int = 0,
    language: str = "",
) -> FormDefinition:
    """The form of a structure and words, stored or (for a preview) not."""
    conditions = {raw["id"]: condition(raw) for raw in structure.get("conditions", ())}
    return FormDefinition(
        consultation=consultation,
        version=version,
        texts=texts_pk,
        number=number,
        language=language,
        sections=tuple(section(raw, texts, conditions) for raw in structure["sections"]),
    )


def condition(raw: dict[str, Any]) -> ConditionDefinition:
    """One named condition."""
    return ConditionDefinition(
        id=uuid.UUID(raw["id"]),
        needs_all=raw["needs_all"],
        clauses=tuple(
            ClauseDefinition(identity(one["question"]), one["operator"], tuple(one["values"]))
            for one in raw["clauses"]
        ),
    )


def identity(text: str) -> uuid.UUID:
    """An id as an editor left it: that of no question at all where none was chosen yet."""
    try:
        return uuid.UUID(text)
    except ValueError:
        return NOTHING


def section(
    raw: dict[str, Any], texts: dict[str, str], conditions: Conditions
) -> SectionDefinition:
    """One page of the form."""
    key = raw["id"]
    return SectionDefinition(
        id=uuid.UUID(key),
        title=texts.get(f"{key}.title", ""),
        introduction=texts.get(f"{key}.introduction", ""),
        items=tuple(item(one, texts, conditions) for one in items_of(raw)),
        show_if=conditions.get(raw.get("show_if", "")),
        is_exit=raw.get("is_exit", False),
        is_sensitive=raw.get("is_sensitive", False),
    )


def items_of(raw: dict[str, Any]) -> list[dict[str, Any]]:
    """What stands in a section; versions of before there was content call it questions."""
    found: list[dict[str, Any]] = raw["items"] if "items" in raw else raw["questions"]
    return found


def item(raw: dict[str, Any], texts: dict[str, str], conditions: Conditions) -> Item:
    """A question, or something between questions."""
    if raw.get("is_content"):
        return ContentDefinition(
            id=uuid.UUID(raw["id"]),
            type=raw["type"],
            settings=raw["settings"],
            texts=own_texts(raw["id"], texts),
            show_if=conditions.get(raw.get("show_if", "")),
        )
    return question(raw, texts, conditions)


def own_texts(key: str, texts: dict[str, str]) -> dict[str, str]:
    """The words of one item by their names, without its id before them."""
    start = f"{key}."
    return {
        name.removeprefix(start): text for name, text in texts.items() if name.startswith(start)
    }


def question(
    raw: dict[str, Any], texts: dict[str, str], conditions: Conditions
) -> QuestionDefinition:
    """One question with its options."""
    key = raw["id"]
    return QuestionDefinition(
        id=uuid.UUID(key),
        type=raw["type"],
        text=texts.get(f"{key}.text", ""),
        hint=texts.get(f"{key}.hint", ""),
        is_required=raw["is_required"],
        options=tuple(option(item, texts) for item in raw["options"]),
        rows=tuple(
            RowDefinition(uuid.UUID(one["id"]), texts.get(f"{one['id']}.text", ""))
            for one in raw.get("rows", ())
        ),
        settings=raw["settings"],
        texts=own_texts(key, texts),
        is_protected=raw.get("is_protected", False),
        is_stopped=raw.get("is_stopped", False),
        show_if=conditions.get(raw.get("show_if", "")),
        apart=tuple(option(one, texts) for one in raw.get("apart", ())),
        bank=uuid.UUID(raw["bank"]) if "bank" in raw else None,
    )


def option(raw: dict[str, Any], texts: dict[str, str]) -> OptionDefinition:
    """One option."""
    key = raw["id"]
    return OptionDefinition(
        id=uuid.UUID(key),
        text=texts.get(f"{key}.text", ""),
        hint=texts.get(f"{key}.hint", ""),
        is_exclusive=raw["is_exclusive"],
        is_other=raw["is_other"],
        code=raw.get("code", ""),
    )

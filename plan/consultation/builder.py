"""Makes the form everything works with from a stored version and its words."""

from __future__ import annotations

import uuid
from functools import lru_cache
from typing import Any

from plan.consultation.definition import (
    FormDefinition,
    OptionDefinition,
    QuestionDefinition,
    SectionDefinition,
)
from plan.consultation.models import FormTexts


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
    return FormDefinition(
        consultation=consultation,
        version=version,
        texts=texts_pk,
        number=number,
        language=language,
        sections=tuple(section(raw, texts) for raw in structure["sections"]),
    )


def section(raw: dict[str, Any], texts: dict[str, str]) -> SectionDefinition:
    """One page of the form."""
    key = raw["id"]
    return SectionDefinition(
        id=uuid.UUID(key),
        title=texts.get(f"{key}.title", ""),
        introduction=texts.get(f"{key}.introduction", ""),
        questions=tuple(question(item, texts) for item in raw["questions"]),
    )


def question(raw: dict[str, Any], texts: dict[str, str]) -> QuestionDefinition:
    """One question with its options."""
    key = raw["id"]
    return QuestionDefinition(
        id=uuid.UUID(key),
        type=raw["type"],
        text=texts.get(f"{key}.text", ""),
        hint=texts.get(f"{key}.hint", ""),
        is_required=raw["is_required"],
        options=tuple(option(item, texts) for item in raw["options"]),
        settings=raw["settings"],
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
    )

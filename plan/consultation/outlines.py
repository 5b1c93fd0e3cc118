"""What can be picked in the editor: questions and conditions of a form that is being edited.

Made from what the edit form holds at this moment, saved or not, so that a question added a minute
ago can be picked. What is half filled in is listed as far as it can be read.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Mapping
from typing import Any

from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.utils.translation import gettext as _

from plan.consultation.builder import question
from plan.consultation.definition import QuestionDefinition
from plan.consultation.linter.kinds import AnswerKind, kind_of
from plan.consultation.questions import item_type

#: What reading a half-filled question may end in.
UNREADABLE = (ArithmeticError, AttributeError, KeyError, ObjectDoesNotExist, TypeError, ValueError)


def outline(data: Mapping[str, Any], files: Any, *, language: str) -> dict[str, Any]:
    """Questions and conditions of an edit form's fields, ready for JSON."""
    from plan.consultation.models import ConsultationPage

    form = stream(ConsultationPage, "form", data, files)
    conditions = stream(ConsultationPage, "conditions", data, files)
    return {
        "questions": [entry for section in form for entry in section_entries(section, language)],
        "conditions": [
            {"id": block.id, "label": block.value["name"] or _("Condition without a name")}
            for block in conditions
            if block.id
        ],
    }


def stream(page_type: Any, name: str, data: Mapping[str, Any], files: Any) -> Any:
    """A stream as it was posted; an empty one where it was not."""
    block = page_type._meta.get_field(name).stream_block
    if f"{name}-count" not in data:
        return block.to_python([])
    try:
        return block.value_from_datadict(data, files, name)
    except UNREADABLE:
        return block.to_python([])


def section_entries(section: Any, language: str) -> Iterator[dict[str, Any]]:
    """Questions of a section that are asked."""
    title = section.value["title"] or _("Section without a title")
    for block in section.value.get("questions") or ():
        if not block.id or block.value.get("is_stopped"):
            continue
        for found in questions_of(block, language):
            words = found.text or _("Question without words")
            yield {"label": f"{title} – {words}", **entry(found)}


def questions_of(block: Any, language: str) -> Iterator[QuestionDefinition]:
    """The questions a block stands for; at least its words where the rest cannot be read."""
    try:
        value = block.block.clean(block.value)
    except ValidationError:
        value = block.value
    try:
        for raw, texts in list(item_type(block.block_type).compiled(block.id, value, language)):
            if not raw.get("is_content"):
                yield question(raw, texts, {})
    except UNREADABLE:
        yield from unread(block)


def unread(block: Any) -> Iterator[QuestionDefinition]:
    """A question of which only the words can be read."""
    try:
        key = uuid.UUID(block.id)
    except ValueError:
        return
    yield QuestionDefinition(key, block.block_type, str(block.value.get("text") or ""))


def entry(found: QuestionDefinition) -> dict[str, Any]:
    """What the editor's lists need to know of a question."""
    try:
        kind = kind_of(found)
    except UNREADABLE:
        kind = AnswerKind.OTHER
    options = [
        {"id": str(option.id), "label": option.text or _("Answer without words")}
        for option in found.options
    ]
    known = {"id": str(found.id), "kind": kind.value, "options": options}
    note = str(getattr(item_type(found.type), "in_conditions", ""))
    return {**known, "note": note} if note else known

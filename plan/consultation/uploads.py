"""Files in a request for a section: kept at once, so that the form carries only an id."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from plan.consultation.actions.store_answer_file import remove_answer_files, store_answer_file
from plan.consultation.answer_files import FILE_TYPE, TRIAL, as_id, files_of
from plan.consultation.definition import QuestionDefinition, SectionDefinition
from plan.consultation.file_contents import FileRefusedError
from plan.consultation.forms import Typed, field_name
from plan.consultation.models import Attempt, FormVersion
from plan.consultation.questions.uploads import (
    FAULT,
    FILE,
    REMOVE,
    groups_of,
    largest_of,
)

#: What a form may need besides the files it sends, in bytes.
ROOM = 64 * 1024


def receive_files(
    *, attempt: Attempt, section: SectionDefinition, typed: Typed, posted: Any, files: Any
) -> Typed:
    """Store, replace or remove files as the request says; what was typed, with the ids now held.

    An id of a file that is not this attempt's is dropped. A file that is refused leaves the one
    before it where it was, and its reason in what was typed.
    """
    found = dict(typed)
    for question in section.questions:
        if question.type == FILE_TYPE:
            name = field_name(question.id)
            for key in (name, f"{name}-{FAULT}"):
                found.pop(key, None)
            found |= received(attempt, question, typed.get(name, []), posted, files)
    return found


def received(
    attempt: Attempt, question: QuestionDefinition, held: list[str], posted: Any, files: Any
) -> Typed:
    """What is held for one question after this request."""
    name = field_name(question.id)
    own = own_ids(attempt, question, held)
    if f"{name}-{REMOVE}" in posted:
        remove_answer_files(attempt=attempt, question_id=question.id)
        own = []
    upload = files.get(f"{name}-{FILE}")
    if upload is None:
        return {name: own} if own else {}
    try:
        stored = store_answer_file(
            attempt=attempt,
            question_id=question.id,
            upload=upload,
            groups=groups_of(question),
            largest=largest_of(question),
        )
    except FileRefusedError as error:
        return {f"{name}-{FAULT}": [error.code], **({name: own} if own else {})}
    return {name: [str(stored.public_id)]}


def own_ids(attempt: Attempt, question: QuestionDefinition, held: list[str]) -> list[str]:
    """Those of the ids that name a file of this attempt, for this question."""
    public_id = as_id(held[0]) if held else None
    if public_id is None:
        return []
    rows = files_of(attempt).filter(public_id=public_id, question_id=question.id)
    return [str(public_id)] if rows.exists() else []


def pretended(section: SectionDefinition, files: Mapping[str, Any]) -> Typed:
    """Files chosen while a form is tried out: only their names are remembered."""
    found: Typed = {}
    for question in section.questions:
        if question.type == FILE_TYPE:
            name = field_name(question.id)
            if upload := files.get(f"{name}-{FILE}"):
                found[name] = [f"{TRIAL}{upload.name}"]
    return found


def room_for_files(public_id: str, number: int) -> int:
    """How many bytes of files a section of a consultation's form may send: 0 where it asks none.

    Attempts may be on any version of the form, so the largest of them counts.
    """
    versions = FormVersion.objects.filter(consultation__public_id=public_id)
    sizes = [
        sum(largest_in(item) for item in section.get("items", ()))
        for structure in versions.values_list("structure", flat=True)
        for section in structure["sections"][number - 1 : number]
    ]
    most = max(sizes, default=0)
    return most + ROOM if most else 0


def largest_in(item: Mapping[str, Any]) -> int:
    """Bytes of the largest file that an item of a section takes."""
    if item["type"] != FILE_TYPE or item.get("is_stopped"):
        return 0
    return int(item["settings"]["largest"]) * 1024 * 1024

"""Keep a file that a respondent hands in, or take it away again."""

from __future__ import annotations

import hashlib
import uuid
from typing import Any

from django.core.files.base import File
from django.db import transaction

from plan.consultation.file_contents import FileRefusedError, judge
from plan.consultation.file_names import clean_name
from plan.consultation.models import AnswerFile, Attempt


def store_answer_file(
    *, attempt: Attempt, question_id: uuid.UUID, upload: Any, groups: list[str], largest: int
) -> AnswerFile:
    """Judge and keep a file, in the place of the one before; `largest` is in bytes.

    FileRefusedError where it is not taken; then what was there stays.
    """
    if upload.size > largest:
        raise FileRefusedError("too_large")
    kind = judge(upload, groups)
    stored = AnswerFile(
        attempt=attempt,
        question_id=question_id,
        name=clean_name(upload.name or "", kind),
        size=upload.size,
        content_type=kind.content_type,
        sha256=digest(upload),
    )
    stored.file.save(
        f"{stored.public_id.hex}{kind.endings[0]}", File(upload, upload.name), save=False
    )
    try:
        keep(stored, attempt, question_id)
    except BaseException:
        stored.file.delete(save=False)
        raise
    return stored


@transaction.atomic
def keep(stored: AnswerFile, attempt: Attempt, question_id: uuid.UUID) -> None:
    """The row, in the place of the one that the attempt had for the question."""
    remove_answer_files(attempt=attempt, question_id=question_id)
    stored.save()


def remove_answer_files(*, attempt: Attempt, question_id: uuid.UUID) -> None:
    """Delete what an attempt handed in for a question; files of a sent response stay."""
    AnswerFile.objects.filter(attempt=attempt, question_id=question_id).delete()


def digest(upload: Any) -> str:
    """SHA-256 of the content."""
    upload.seek(0)
    found = hashlib.file_digest(upload, "sha256").hexdigest()
    upload.seek(0)
    return found

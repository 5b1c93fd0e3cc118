"""Files of answers: found by what a form carries, and handed on to the response."""

from __future__ import annotations

import uuid
from collections.abc import Iterable

from django.db.models import Q, QuerySet

from plan.consultation.models import AnswerFile, Attempt, Response

#: Name of the type of question that is answered with a file.
FILE_TYPE = "file_upload"
#: Begins what a form carries while it is tried out, in the place of an id. Nobody else can send
#: it: `uploads` drops whatever is no id.
TRIAL = "trial-"


def as_id(text: str) -> uuid.UUID | None:
    """The id in what was typed; None for anything else."""
    try:
        return uuid.UUID(text)
    except ValueError:
        return None


def file_for(question_id: uuid.UUID, typed: str) -> AnswerFile | None:
    """The file that a form names as the answer to a question."""
    if typed.startswith(TRIAL):
        return AnswerFile(question_id=question_id, name=typed.removeprefix(TRIAL), size=0)
    public_id = as_id(typed)
    if public_id is None:
        return None
    return AnswerFile.objects.filter(public_id=public_id, question_id=question_id).first()


def files_of(attempt: Attempt) -> QuerySet[AnswerFile]:
    """Files that this attempt may name: its own, and those of the response it was or changes."""
    own = Q(attempt=attempt) | Q(response__attempt=attempt)
    if attempt.changes_id is not None:
        own |= Q(response=attempt.changes_id)
    return AnswerFile.objects.filter(own)


def claim_files(response: Response, named: Iterable[uuid.UUID]) -> None:
    """Make these the response's files; what it had before and no longer names goes.

    A file that is another response's stays there, whatever a form says.
    """
    kept = set(named)
    free = Q(response=None) | Q(response=response)
    AnswerFile.objects.filter(free, public_id__in=kept).update(response=response, attempt=None)
    rest = Q(response=response, question_id__isnull=False)
    if response.attempt_id is not None:
        rest |= Q(attempt=response.attempt_id)
    AnswerFile.objects.filter(rest).exclude(public_id__in=kept).delete()

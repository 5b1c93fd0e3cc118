"""The body takes an official answer back."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import transaction

from plan.comments.actions.answer_comments import held, require_may_answer
from plan.comments.actions.change_state import note
from plan.comments.models import Comment, OfficialAnswer
from plan.content_version import content_changed


@transaction.atomic
def remove_answer(*, comments: Iterable[Comment], user: Any) -> int:
    """Take the official answer away from these comments; how many had one.

    Other comments that have the same answer keep it. PermissionDenied; then nothing changes.
    """
    found = held(comments)
    require_may_answer(found, user)
    answered = [comment for comment in found if comment.official_answer_id is not None]
    if not answered:
        return 0
    before = [key for one in answered if (key := one.official_answer_id) is not None]
    Comment.objects.filter(pk__in=[comment.pk for comment in answered]).update(official_answer=None)
    OfficialAnswer.objects.filter(pk__in=before, comments=None).delete()
    for comment in answered:
        note(comment, "plan_comments.remove_answer", user)
    content_changed()
    return len(answered)

"""Note that somebody of the named role has looked at a comment that may disclose harm."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from plan.comments.actions.change_state import locked, note
from plan.comments.actions.decide_comment import (
    EditedMeanwhileError,
    WhyMissingError,
    version_of,
)
from plan.comments.enums import HintKind
from plan.comments.models import Comment
from plan.comments.permissions import can_look_after_harm


@transaction.atomic
def note_harm(*, comment: Comment, user: Any, what: str, as_read: str = "") -> Comment:
    """Keep who looked when, and what was done; the comment joins the queue of the moderators.

    A later note adds to it and keeps the first moment. The log holds neither note nor words.
    `as_read` is `version_of(comment)` as it was read: a look is at those words alone.
    PermissionDenied, EditedMeanwhileError, WhyMissingError without a note, or CommentGoneError.
    """
    found = locked(comment)
    if not can_look_after_harm(user, found):
        raise PermissionDenied
    if as_read and as_read != version_of(found):
        raise EditedMeanwhileError
    if not what.strip():
        raise WhyMissingError
    hint = found.hints.filter(kind=HintKind.HARM).first()
    if hint is None:
        return found
    if hint.seen_at is None:
        hint.seen_at, hint.seen_by = timezone.now(), user
    hint.note = "\n".join(filter(None, [hint.note, what.strip()]))
    hint.save(update_fields=["seen_at", "seen_by", "note"])
    note(found, "plan_comments.note_harm", user)
    return found

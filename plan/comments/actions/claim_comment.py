"""A moderator takes a comment into hand, so that two people do not work on one."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from plan.comments.actions.change_state import locked
from plan.comments.models import Comment
from plan.comments.permissions import can_moderate_comments, can_view_comment

#: Whoever goes away in the middle of it holds a comment no longer than this.
HELD_FOR = timedelta(minutes=30)


class ClaimedError(Exception):
    """Somebody else is working on the comment: `comment.claimed_by`."""

    def __init__(self, comment: Comment) -> None:
        self.comment = comment
        super().__init__(comment.reference)


def is_claimed_by_other(comment: Comment, user: Any) -> bool:
    """Whether somebody else holds it now."""
    if comment.claimed_by_id is None or comment.claimed_at is None:
        return False
    is_held = comment.claimed_at > timezone.now() - HELD_FOR
    return bool(is_held and comment.claimed_by_id != user.pk)


def require_unclaimed(comment: Comment, user: Any) -> None:
    """ClaimedError while somebody else works on it."""
    if is_claimed_by_other(comment, user):
        raise ClaimedError(comment)


@transaction.atomic
def claim_comment(*, comment: Comment, user: Any) -> Comment:
    """Hold a comment for half an hour. Holding is no decision, and is not logged.

    PermissionDenied, ClaimedError, or CommentGoneError.
    """
    found = locked(comment)
    if not (can_moderate_comments(user) and can_view_comment(user, found)):
        raise PermissionDenied
    require_unclaimed(found, user)
    found.claimed_by, found.claimed_at = user, timezone.now()
    found.save(update_fields=["claimed_by", "claimed_at"])
    return found


@transaction.atomic
def release_comment(*, comment: Comment, user: Any) -> Comment:
    """Let others have it; nothing happens where somebody else holds it by now."""
    found = locked(comment)
    if found.claimed_by_id == user.pk:
        found.claimed_by = found.claimed_at = None
        found.save(update_fields=["claimed_by", "claimed_at"])
    return found

"""The one way in which a comment changes its state."""

from __future__ import annotations

from collections import Counter
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from wagtail.log_actions import log

from plan.comments.enums import PUBLIC_STATES, CommentState
from plan.comments.models import Comment
from plan.comments.tallies import change_tallies, place_of
from plan.content_version import content_changed


class CommentGoneError(Exception):
    """The comment is not there any more."""


class NotPossibleError(Exception):
    """What was asked cannot be done to a comment in its present state, which is `comment.state`."""

    def __init__(self, comment: Comment) -> None:
        self.comment = comment
        super().__init__(comment.state)


def locked(comment: Comment) -> Comment:
    """The comment as it is now, held until the transaction ends. CommentGoneError without one."""
    rows = Comment.objects.select_for_update(of=("self",)).select_related("consultation")
    found = rows.filter(pk=comment.pk).first()
    if found is None:
        raise CommentGoneError
    return found


@transaction.atomic(savepoint=False)
def change_state(
    comment: Comment,
    to: CommentState,
    *,
    action: str,
    user: Any = None,
    data: dict[str, Any] | None = None,
    moment: datetime | None = None,
) -> None:
    """Store the comment in its new state, with whatever else of it was set, and log who and why.

    To be called in a transaction that holds the comment (`locked`). What everybody could read and
    cannot any more vanishes from kept pages when the transaction ends.
    """
    before = CommentState(comment.state)
    comment.state, comment.state_since = to, moment or timezone.now()
    comment.save()
    change = int(to in PUBLIC_STATES) - int(before in PUBLIC_STATES)
    change_tallies(Counter({place_of(comment): change}))
    if before in PUBLIC_STATES and to is not CommentState.PUBLISHED:
        content_changed()
    note(comment, action, user, {"from": before.value, "to": to.value, **(data or {})})


def note(
    comment: Comment, action: str, user: Any = None, data: dict[str, Any] | None = None
) -> None:
    """Write what was done into the log of this comment. Never words of its author."""
    log(
        instance=comment,
        action=action,
        user=user if user is not None and user.is_authenticated else None,
        title=comment.reference,
        data=data or {},
    )

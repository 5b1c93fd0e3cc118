"""Erase a comment, or who wrote it, for good: because its author asked, or its time has come."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from wagtail.log_actions import log

from plan.comments.actions.change_state import locked
from plan.comments.actions.own_comment import forget_words, settings_of
from plan.comments.enums import CommentState
from plan.comments.grouping import group_soon
from plan.comments.models import Comment, CommentAuthor, CommentOriginal
from plan.comments.permissions import can_erase_comments
from plan.comments.tallies import change_tallies, place_of
from plan.committing import once_committed
from plan.consultation.references import new_salt
from plan.content_version import content_changed


@transaction.atomic
def erase_comment(*, comment: Comment, user: Any, reason: str) -> None:
    """Delete a comment with all that lies beside it; only the fact is logged.

    Where somebody has replied an empty row stays, as if it were withdrawn, for the replies keep
    their place. PermissionDenied, or CommentGoneError; then nothing changes.
    """
    if not can_erase_comments(user, comment):
        raise PermissionDenied
    found = locked(comment)
    erase_row(found)
    note_erased(found, "plan_comments.erase", user, {"reason": reason})


@transaction.atomic
def erase_author(*, comment: Comment, user: Any, reason: str) -> None:
    """Delete who wrote a comment; its text stays, or goes, as the consultation's notice said.

    What redaction took out goes in any case, and the author's secret link ends. PermissionDenied,
    or CommentGoneError; then nothing changes.
    """
    if not can_erase_comments(user, comment):
        raise PermissionDenied
    erase_author_row(locked(comment), user, reason)


def erase_author_row(comment: Comment, user: Any, reason: str) -> None:
    """Erase the author of a comment that the caller holds."""
    keeps_text = settings_of(comment).keeps_text
    if keeps_text:
        CommentAuthor.objects.filter(comment=comment).delete()
        CommentOriginal.objects.filter(comment=comment).delete()
        comment.link_salt = new_salt()
        comment.save(update_fields=["link_salt"])
        if comment.is_public:
            content_changed()
    else:
        erase_row(comment)
    data = {"reason": reason, "kept_text": keeps_text}
    note_erased(comment, "plan_comments.erase_author", user, data)


def erase_row(comment: Comment) -> None:
    """Delete a comment that the caller holds, or its words where there are replies to it."""
    if comment.is_public:
        change_tallies({place_of(comment): -1})
        content_changed()
    if not comment.replies.exists():
        Comment.objects.filter(pk=comment.pk).delete()
        return
    forget_words(comment)
    comment.text = comment.quotation = comment.told = ""
    comment.claimed_by = comment.claimed_at = comment.similar_group = None
    comment.link_salt, comment.agreements, comment.doubts = new_salt(), 0, []
    comment.state, comment.state_since = CommentState.WITHDRAWN, timezone.now()
    comment.save()


def note_erased(comment: Comment, action: str, user: Any, data: dict[str, Any]) -> None:
    """Write into the consultation's history what was done, without a word of the comment."""
    consultation = comment.consultation
    log(
        instance=consultation,
        action=action,
        user=user,
        title=str(consultation),
        data={"reference": comment.reference, **data},
    )
    once_committed(group_soon, consultation.pk)

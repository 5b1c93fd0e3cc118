"""Who may do what with comments, as sentences the code can ask."""

from __future__ import annotations

from typing import Any

from plan.comments.enums import CommentState, Decision, HintKind
from plan.comments.models import Comment
from plan.consultation.models import Consultation
from plan.consultation.permissions import can_change_dates, can_view_hints

APP = "plan_comments"


def has(user: Any, codename: str) -> bool:
    """Whether an active person has a permission of ours."""
    return bool(user.is_active and user.has_perm(f"{APP}.{codename}"))


def is_set_aside(comment: Comment) -> bool:
    """Whether it may disclose harm, and nobody of the named role has looked yet."""
    return comment.hints.filter(kind=HintKind.HARM, seen_at=None).exists()


def can_view_comments(user: Any, consultation: Consultation | None = None) -> bool:
    """Open the desk, and read comments in any state."""
    return has(user, "view_comment")


def can_view_comment(user: Any, comment: Comment) -> bool:
    """Read this comment on the desk: one that is set aside, only as the named role."""
    return can_view_comments(user) and (can_look_after_harm(user) or not is_set_aside(comment))


def can_look_after_harm(user: Any, comment: Comment | None = None) -> bool:
    """See comments that are set aside, and note what was done: who does so for responses."""
    return can_view_hints(user)


def can_moderate_comments(user: Any, consultation: Consultation | None = None) -> bool:
    """Claim comments, and decide on them."""
    return can_view_comments(user) and has(user, "moderate_comment")


def can_decide_comment(user: Any, comment: Comment, decision: Decision) -> bool:
    """Take this decision on this comment, as far as the person goes; `transitions` has the states.

    What an order removes or brings back takes a right of its own; so does undoing a redaction,
    which takes the right to read what was taken out.
    """
    if not (can_moderate_comments(user) and can_view_comment(user, comment)):
        return False
    if decision is Decision.REMOVE or comment.state == CommentState.REMOVED:
        return can_remove_comments(user, comment)
    if decision is Decision.RESTORE:
        return can_view_originals(user, comment)
    return True


def can_remove_comments(user: Any, comment: Comment | None = None) -> bool:
    """Remove by order, for example of a court; and undo that."""
    return has(user, "remove_comment")


def can_view_authors(user: Any, comment: Comment | None = None) -> bool:
    """See addresses, and what else the same person wrote."""
    return has(user, "view_commentauthor")


def can_view_originals(user: Any, comment: Comment | None = None) -> bool:
    """Read what redaction took out."""
    return has(user, "view_commentoriginal")


def can_export_comments(user: Any, consultation: Consultation | None = None) -> bool:
    """Take comments in all states away in a file."""
    return can_view_comments(user) and has(user, "export_comment")


def can_answer_comments(user: Any, consultation: Consultation | None = None) -> bool:
    """Answer in the name of the body."""
    return can_view_comments(user) and has(user, "answer_comment")


def can_erase_comments(user: Any, comment: Comment | None = None) -> bool:
    """Erase a comment, or who wrote it, for good."""
    return has(user, "erase_comment")


def can_attach_comments(user: Any, consultation: Consultation | None = None) -> bool:
    """Attach comments whose passage is gone to another one."""
    return can_moderate_comments(user)


def can_change_comment_settings(user: Any, consultation: Consultation) -> bool:
    """Say where and how comments are taken: whoever may publish the consultation's page."""
    return can_change_dates(user, consultation)

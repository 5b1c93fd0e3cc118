"""What decisions are called on the desk, before and after they are taken."""

from __future__ import annotations

from django.utils.translation import gettext as _

from plan.comments.desk.one_comment import is_public_already
from plan.comments.enums import CommentState, Decision
from plan.comments.models import Comment


def button_label(comment: Comment, decision: Decision) -> str:
    """What the button says that takes a decision on this comment."""
    if decision is Decision.PUBLISH and is_public_already(comment):
        return _("Leave it published")
    if decision is Decision.REDACT and comment.state == CommentState.REDACTED:
        return _("Take out more")
    return str(decision.label)


def done_words(decision: Decision) -> str:
    """That a decision has been taken; to be filled with `reference`."""
    return {
        Decision.PUBLISH: _("Comment %(reference)s is published."),
        Decision.REDACT: _("Comment %(reference)s is published without what you took out."),
        Decision.REJECT: _("Comment %(reference)s is rejected."),
        Decision.REMOVE: _("Comment %(reference)s is removed by order."),
        Decision.RETURN: _("Comment %(reference)s is back in the queue."),
        Decision.RESTORE: _(
            "The redaction of comment %(reference)s is undone. It waits in the queue."
        ),
    }[decision]


def noted_words(comment: Comment) -> str:
    """That a look has been noted, and what becomes of the comment."""
    if comment.state == CommentState.UNCONFIRMED:
        return _("Noted. The comment joins the queue once its author has confirmed the address.")
    if comment.state == CommentState.WAITING or comment.decided_at is None:
        return _("Noted. The comment has joined the queue.")
    return _("Noted.")

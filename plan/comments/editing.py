"""Whether the author of a comment may still change it, and why not."""

from __future__ import annotations

from enum import Enum

from django.utils.translation import gettext as _

from plan.comments.models import Comment
from plan.comments.transitions import is_editable


class Frozen(Enum):
    """What keeps an author from changing a comment."""

    DECIDED = "decided"
    REDACTED = "redacted"
    REPORTED = "reported"


def frozen_by(comment: Comment) -> Frozen | None:
    """What keeps the author from changing it now; None where nothing does.

    Words that were taken out are not to come back by an edit, and what a reader reported is not to
    be another text by the time a moderator looks.
    """
    if not is_editable(comment.state, is_decided=comment.decided_at is not None):
        return Frozen.DECIDED
    if comment.is_redacted:
        return Frozen.REDACTED
    if comment.reports.filter(handled_at=None).exists():
        return Frozen.REPORTED
    return None


def why_frozen(frozen: Frozen) -> str:
    """The reason, and what the author can do, in sentences."""
    return {
        Frozen.DECIDED: _(
            "A moderator has decided on it, or it has been withdrawn. "
            "You can write another comment."
        ),
        Frozen.REDACTED: _(
            "A moderator has taken words out of it. You can withdraw it and write another comment."
        ),
        Frozen.REPORTED: _(
            "A reader has reported it, so its words stay as they are until a moderator has looked "
            "at them. You can withdraw it."
        ),
    }[frozen]

"""A reader says that a comment breaks the rules: it is in the queue again, and stays shown."""

from __future__ import annotations

import uuid

from django.db import transaction

from plan.comments.actions.change_state import locked, note
from plan.comments.models import Comment, CommentReport


@transaction.atomic
def report_comment(
    *,
    comment: Comment,
    browser_hash: str,
    language: str,
    rule_id: uuid.UUID | None = None,
    words: str = "",
) -> bool:
    """Note a report; False where this browser has reported the comment before.

    CommentGoneError where it is gone. A comment that is not public any more needs no report.
    """
    found = locked(comment)
    if not found.is_public:
        return False
    given = {"rule_id": rule_id, "words": words, "language": language}
    _report, is_new = CommentReport.objects.get_or_create(
        comment=found, browser_hash=browser_hash, defaults=given
    )
    if is_new:
        note(found, "plan_comments.report")
    return is_new

"""A reader agrees with a comment, or does no more. Counted with the rows, and logged nowhere."""

from __future__ import annotations

from django.db import transaction
from django.db.models import F

from plan.comments.actions.change_state import CommentGoneError, locked
from plan.comments.models import Agreement, Comment, CommentSettings
from plan.comments.queries import Taking, at_the_moment

#: From one network on one day; where the network is unknown, nobody is stopped.
MOST_PER_NETWORK = 20


class AgreeingEndedError(Exception):
    """Comments are not taken now, or nobody is asked whether they agree."""


class TooManyError(Exception):
    """Very many from the same network agree with this comment today."""


@transaction.atomic
def agree_with_comment(*, comment: Comment, browser_hash: str, network_hash: str = "") -> None:
    """Count one more browser that agrees; one that did so before changes nothing.

    TooManyError; AgreeingEndedError; or CommentGoneError where the comment is not public any more.
    """
    found = locked(comment)
    if not found.is_public:
        raise CommentGoneError
    require_agreeing(found)
    rows = Agreement.objects.filter(comment=found)
    if rows.filter(browser_hash=browser_hash).exists():
        return
    same = rows.filter(network_hash=network_hash) if network_hash else rows.none()
    if same.count() >= MOST_PER_NETWORK:
        raise TooManyError
    rows.create(comment=found, browser_hash=browser_hash, network_hash=network_hash)
    Comment.objects.filter(pk=found.pk).update(agreements=F("agreements") + 1)


def require_agreeing(comment: Comment) -> None:
    """AgreeingEndedError unless its consultation takes comments now, and agreements."""
    rows = CommentSettings.objects.filter(consultation=comment.consultation_id)
    for row in at_the_moment(rows):
        if row.has_agreements and Taking(row, row.now).is_open:
            return
    raise AgreeingEndedError


@transaction.atomic
def take_agreement_back(*, comment: Comment, browser_hash: str) -> None:
    """Count this browser no more; nothing happens where it was not counted."""
    found = locked(comment)
    gone, _ = Agreement.objects.filter(comment=found, browser_hash=browser_hash).delete()
    if gone:
        Comment.objects.filter(pk=found.pk).update(agreements=F("agreements") - 1)

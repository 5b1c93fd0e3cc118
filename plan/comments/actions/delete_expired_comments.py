"""Delete what was kept of comments and their authors only for a time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from django.db import transaction
from django.db.models.functions import Now, TruncDate

from plan.comments.actions.change_state import CommentGoneError, locked
from plan.comments.actions.erase_comment import erase_author_row
from plan.comments.enums import CommentState
from plan.comments.models import Comment, CommentAuthor, CommentOriginal, Follower
from plan.conf import unconfirmed_time

#: How long the address of somebody who wants to follow a passage waits to be confirmed.
UNCONFIRMED_FOLLOWER = timedelta(days=7)
WHY = "The time for which it was kept is over."


@dataclass(frozen=True)
class Deleted:
    """How many of each."""

    originals: int
    unconfirmed: int
    authors: int
    followers: int


def delete_expired_comments() -> Deleted:
    """Delete what is over by the database's clock; a second run on the same day finds nothing."""
    return Deleted(
        originals=CommentOriginal.objects.filter(delete_on__lt=TruncDate(Now())).delete()[0],
        unconfirmed=delete_unconfirmed(),
        authors=erase_authors(),
        followers=delete_followers(),
    )


def delete_unconfirmed() -> int:
    """Comments whose address nobody confirmed: nobody has read them. Returns how many."""
    rows = Comment.objects.filter(
        state=CommentState.UNCONFIRMED, posted_at__lt=Now() - unconfirmed_time(), replies=None
    )
    keys = list(rows.values_list("pk", flat=True))
    return sum(delete_if_unconfirmed(Comment(pk=key)) for key in keys)


@transaction.atomic
def delete_if_unconfirmed(comment: Comment) -> int:
    """One of them, unless its address has been confirmed since, or it is gone."""
    try:
        found = locked(comment)
    except CommentGoneError:
        return 0
    if found.state != CommentState.UNCONFIRMED:
        return 0
    Comment.objects.filter(pk=found.pk).delete()
    return 1


def erase_authors() -> int:
    """Names and addresses beyond their consultation's retention; texts go where that was said."""
    over = {"consultation__retain_until__lt": TruncDate(Now())}
    kept = Comment.objects.filter(consultation__comment_settings__keeps_text=True, **over)
    CommentOriginal.objects.filter(comment__in=kept).delete()
    number = CommentAuthor.objects.filter(comment__in=kept).delete()[0]
    rest = Comment.objects.filter(consultation__comment_settings__keeps_text=False, **over)
    keys = list(rest.exclude(author=None).order_by("-pk").values_list("pk", flat=True))
    return number + sum(erase_one(Comment(pk=key)) for key in keys)


@transaction.atomic
def erase_one(comment: Comment) -> int:
    """One comment with its author; nothing where it is gone by now. Replies come before."""
    try:
        erase_author_row(locked(comment), None, WHY)
    except CommentGoneError:
        return 0
    return 1


def delete_followers() -> int:
    """Addresses of those who followed passages, or never confirmed that they want to."""
    over = Follower.objects.filter(consultation__retain_until__lt=TruncDate(Now()))
    old = Follower.objects.filter(confirmed_at=None, created_at__lt=Now() - UNCONFIRMED_FOLLOWER)
    return over.delete()[0] + old.delete()[0]

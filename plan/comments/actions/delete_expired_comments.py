"""Delete what was kept of comments and their authors only for a time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from django.db import transaction
from django.db.models import CharField, Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Cast, Now, TruncDate

from plan.comments.actions.change_state import CommentGoneError, locked
from plan.comments.actions.erase_comment import erase_author_row, erase_row, note_erased
from plan.comments.enums import PUBLIC_STATES, CommentState
from plan.comments.models import (
    Agreement,
    Comment,
    CommentAuthor,
    CommentHint,
    CommentOriginal,
    CommentReport,
    Follower,
)
from plan.conf import unconfirmed_time

#: How long the address of somebody who wants to follow a passage waits to be confirmed.
UNCONFIRMED_FOLLOWER = timedelta(days=7)
WHY = "The time for which it was kept is over."
#: What lies beside a comment and is kept no longer than its consultation's retention.
BESIDE = (CommentAuthor, CommentOriginal, CommentHint, CommentReport)
#: Decided against: the row stays so that figures hold, without a word.
DECIDED_AGAINST = (CommentState.REJECTED, CommentState.REMOVED)
#: Nobody has decided on these.
UNSETTLED = (CommentState.UNCONFIRMED, CommentState.WAITING)


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
    """Whoever commented, beyond their consultation's retention; texts go where that was said.

    Where texts stay, those that were published do, without hints and reports; of what was rejected
    or removed the row without its words; of what nobody decided on, nothing. Returns how many
    comments that was felt by.
    """
    keys = list(expired().order_by("-pk").values_list("pk", flat=True))
    number = sum(erase_one(Comment(pk=key)) for key in keys)
    forget_browsers()
    return number


def expired() -> QuerySet[Comment]:
    """Comments beyond retention of which more is kept than may be."""
    over = Comment.objects.filter(consultation__retain_until__lt=TruncDate(Now()))
    is_kept = Q(consultation__comment_settings__keeps_text=True)
    is_beside = [Exists(kind.objects.filter(comment=OuterRef("pk")).order_by()) for kind in BESIDE]
    is_too_much = Q(state__in=UNSETTLED) | (Q(state__in=DECIDED_AGAINST) & ~Q(text=""))
    for condition in is_beside:
        is_too_much |= Q(condition)
    return over.filter(Q(consultation__comment_settings__keeps_text=False) | is_kept & is_too_much)


@transaction.atomic
def erase_one(comment: Comment) -> int:
    """What may be kept no longer of one comment; nothing where it is gone. Replies come before."""
    try:
        found = locked(comment)
    except CommentGoneError:
        return 0
    if found.state in UNSETTLED:
        erase_row(found)
        note_erased(found, "plan_comments.erase", None, {"reason": WHY})
        return 1
    erase_author_row(found, None, WHY)
    Comment.objects.filter(pk=found.pk, state__in=DECIDED_AGAINST).update(
        text="", quotation="", told="", doubts=[]
    )
    found.hints.all().delete()
    found.reports.all().delete()
    if found.state not in PUBLIC_STATES:
        found.translations.all().delete()
    return 1


def forget_browsers() -> int:
    """Make agreements beyond retention nobody's; they still prove how many agreed."""
    rows = Agreement.objects.filter(
        comment__consultation__retain_until__lt=TruncDate(Now())
    ).exclude(browser_hash=Cast("pk", CharField()), network_hash="")
    return rows.update(browser_hash=Cast("pk", CharField()), network_hash="")


def delete_followers() -> int:
    """Addresses of those who followed passages, or never confirmed that they want to."""
    over = Follower.objects.filter(consultation__retain_until__lt=TruncDate(Now()))
    old = Follower.objects.filter(confirmed_at=None, created_at__lt=Now() - UNCONFIRMED_FOLLOWER)
    return over.delete()[0] + old.delete()[0]

"""Which comments are due a letter to their author with a link, and who sends it."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction
from django.utils import timezone

from plan.comments.enums import CommentState
from plan.comments.models import Comment, CommentAuthor

#: Links in one letter.
MOST_LINKS = 50


@transaction.atomic
def claim_letters(*, comment: Comment) -> list[Comment]:
    """Comments whose letter this process is to send, in one: that one, and others like it.

    They are of the same address and consultation, and due the same kind of link. Empty where
    somebody else sends it.
    """
    author = CommentAuthor.objects.filter(comment=comment).first()
    if author is None or author.letter_sent_at is not None:
        return []
    due = CommentAuthor.objects.filter(
        letter_sent_at=None,
        email=author.email,
        comment__consultation=comment.consultation_id,
    )
    unconfirmed = CommentState.UNCONFIRMED
    if comment.state == unconfirmed:
        due = due.filter(comment__state=unconfirmed)
    else:
        ended = (CommentState.WITHDRAWN, CommentState.REMOVED)
        due = due.exclude(comment__state__in=(unconfirmed, *ended))
    others = due.exclude(pk=author.pk).order_by("pk")[: MOST_LINKS - 1]
    held = due.select_for_update(of=("self",)).filter(pk__in=[author.pk, *(o.pk for o in others)])
    keys = [one.pk for one in held.order_by("pk")]
    CommentAuthor.objects.filter(pk__in=keys).update(letter_sent_at=timezone.now())
    rows = Comment.objects.select_related("author", "consultation")
    return list(rows.filter(author__in=keys).order_by("pk"))


def give_back_letters(*, comments: Sequence[Comment]) -> None:
    """The letter could not be sent: it is due again."""
    CommentAuthor.objects.filter(comment__in=comments).update(letter_sent_at=None)

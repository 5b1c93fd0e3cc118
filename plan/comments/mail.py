"""Letters about comments, each in a task of its own: to authors, moderators and followers.

What is queued here is queued after the commit, and failing mail changes nothing. What they say is
in `plan.comments.letters`.
"""

from __future__ import annotations

from wagtail.models import ModelLogEntry

from plan.comments.enums import PUBLIC_STATES
from plan.comments.letters import authors, followers, moderators, receipts
from plan.comments.letters.sending import queue
from plan.comments.models import Comment
from plan.comments.translating import queue_translations


def queue_receipt(comment_pk: int) -> None:
    """To the author: the link to confirm the address, or the secret link, where one was given."""
    if authors.with_address(comment_pk) is not None:
        queue(receipts.send_receipt, comment_pk, 0)


def queue_outcome(comment_pk: int) -> None:
    """To the author: what the moderators decided, and why, where an address was left.

    What everybody may read since then is news to followers, and to be translated.
    """
    comment = authors.with_address(comment_pk)
    if comment is not None and comment.author.wants_mail:
        queue(authors.send_outcome, comment_pk, comment.state, 0)
    queue_news(comment_pk)


def queue_urgent(comment_pk: int) -> None:
    """To the named role at once: a comment may disclose harm."""
    moderators.send_urgent(comment_pk)


def queue_news(comment_pk: int) -> None:
    """To followers of the passage: a comment that everybody may read is new. Machines see it."""
    comment = Comment.objects.filter(pk=comment_pk).first()
    if comment is None or not comment.is_public:
        return
    queue_translations(comment_pk)
    if is_new_to_public(comment):
        followers.tell_of(comment)


def is_new_to_public(comment: Comment) -> bool:
    """Whether its last change of state is what made it public."""
    entries = ModelLogEntry.objects.for_instance(comment).order_by("-timestamp", "-pk")
    changes = (entry.data.get("from") for entry in entries if "from" in entry.data)
    return next(changes, None) not in PUBLIC_STATES

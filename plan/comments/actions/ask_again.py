"""An author has the letter that confirms a comment sent once more, maybe to another address."""

from __future__ import annotations

from django.db import transaction

from plan.comments.actions.change_state import NotPossibleError, locked, note
from plan.comments.enums import CommentState
from plan.comments.mail import queue_receipt
from plan.comments.models import Comment, CommentAuthor
from plan.committing import once_committed


@transaction.atomic
def ask_again(*, comment: Comment, email: str) -> Comment:
    """Have the letter that confirms a comment sent once more, or to another address.

    Another address ends the link in the letters before. NotPossibleError once it is confirmed.
    """
    found = locked(comment)
    author = CommentAuthor.objects.filter(comment=found).first()
    if found.state != CommentState.UNCONFIRMED or author is None:
        raise NotPossibleError(found)
    is_other = author.email != email.lower()
    author.email, author.letter_sent_at = email.lower(), None
    author.save(update_fields=["email", "letter_sent_at"])
    if is_other:
        note(found, "plan_comments.change_address")
    once_committed(queue_receipt, found.pk)
    return found

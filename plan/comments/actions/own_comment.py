"""What an author does with a comment of their own: confirm, change, withdraw.

Whoever calls has checked the secret link: it is what gives the right.
"""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from plan.comments.actions.change_state import NotPossibleError, change_state, locked
from plan.comments.actions.post_comment import (
    Words,
    after_commit,
    state_once_known,
    store_hints,
)
from plan.comments.enums import PUBLIC_STATES, CommentState
from plan.comments.grouping import group_soon
from plan.comments.hints import found_hints
from plan.comments.mail import queue_news
from plan.comments.models import Comment, CommentAuthor, CommentOriginal, CommentSettings
from plan.comments.transitions import WITHDRAWABLE, is_editable
from plan.committing import once_committed
from plan.content_version import content_changed


@transaction.atomic
def confirm_comment(*, comment: Comment) -> Comment:
    """The address is its author's: the comment goes on to the moderators. Again changes nothing."""
    found = locked(comment)
    CommentAuthor.objects.filter(comment=found, confirmed_at=None).update(
        confirmed_at=timezone.now()
    )
    if found.state != CommentState.UNCONFIRMED:
        return found
    to = state_once_known(settings_of(found), is_odd(found))
    change_state(found, to, action="plan_comments.confirm")
    after_commit(found)
    return found


@transaction.atomic
def edit_comment(*, comment: Comment, words: Words) -> Comment:
    """Put other words in the place of the first, until a moderator has decided.

    What was shown at once waits if something in the new words speaks against showing them.
    NotPossibleError afterwards, or CommentGoneError; then nothing changes.
    """
    found = locked(comment)
    if not is_editable(found.state, is_decided=found.decided_at is not None):
        raise NotPossibleError(found)
    hints = found_hints(
        words.text,
        words.quotation,
        found.language,
        own_words=f"{found.passage_text}\n{found.page_title}",
        author=words.name,
        plan_pk=found.consultation.plan_id,
    )
    found.text, found.quotation = words.text, words.quotation
    found.edited_at = timezone.now()
    store_hints(found, hints)
    found.translations.all().delete()
    CommentAuthor.objects.filter(comment=found).update(name=words.name)
    to = CommentState(found.state)
    if to in PUBLIC_STATES:
        to = state_once_known(settings_of(found), is_odd(found))
    change_state(found, to, action="plan_comments.edit", moment=found.state_since)
    if to in PUBLIC_STATES:
        content_changed()
        once_committed(queue_news, found.pk)
    once_committed(group_soon, found.consultation_id)
    return found


@transaction.atomic
def withdraw_comment(*, comment: Comment) -> Comment:
    """Take it back: its words, its author and what machines made of it are deleted.

    The row stays, so that its link still says when it was withdrawn, and replies keep their place.
    Again changes nothing; NotPossibleError once it was removed by order.
    """
    found = locked(comment)
    if found.state == CommentState.WITHDRAWN:
        return found
    if CommentState(found.state) not in WITHDRAWABLE:
        raise NotPossibleError(found)
    found.text = found.quotation = found.told = ""
    found.claimed_by = found.claimed_at = None
    found.similar_group = None
    forget_words(found)
    change_state(found, CommentState.WITHDRAWN, action="plan_comments.withdraw")
    return found


def forget_words(comment: Comment) -> None:
    """Delete what lies beside a comment: author, original, translations, hints, reports."""
    CommentAuthor.objects.filter(comment=comment).delete()
    CommentOriginal.objects.filter(comment=comment).delete()
    comment.translations.all().delete()
    comment.hints.all().delete()
    comment.reports.all().delete()
    comment.agreeing.all().delete()


def settings_of(comment: Comment) -> CommentSettings:
    """How the comment's consultation takes comments."""
    return CommentSettings.objects.get(consultation=comment.consultation_id)


def is_odd(comment: Comment) -> bool:
    """Whether something speaks against showing it before a moderator has read it."""
    return bool(comment.doubts) or comment.hints.filter(seen_at=None).exists()

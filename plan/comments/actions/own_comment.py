"""What an author does with a comment of their own: confirm, change, withdraw.

Whoever calls has checked the secret link: it is what gives the right.
"""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction
from django.utils import timezone
from wagtail.models import ModelLogEntry

from plan.comments.actions.change_state import NotPossibleError, change_state, locked
from plan.comments.actions.post_comment import (
    Words,
    after_commit,
    is_harm_hinted,
    state_once_known,
    store_hints,
)
from plan.comments.editing import frozen_by
from plan.comments.enums import PUBLIC_STATES, CommentState, HintKind
from plan.comments.grouping import group_soon
from plan.comments.hints import FoundHint, found_hints
from plan.comments.links import address_of
from plan.comments.mail import queue_news, queue_urgent
from plan.comments.models import Comment, CommentAuthor, CommentOriginal, CommentSettings
from plan.comments.permissions import is_set_aside
from plan.comments.transitions import WITHDRAWABLE
from plan.committing import once_committed
from plan.content_version import content_changed
from plan.mail_limits import forget_mail
from plan.tokens import hash_token


@transaction.atomic
def confirm_comment(*, comment: Comment) -> Comment:
    """The address is its author's: the comment goes on to the moderators. Again changes nothing.

    NotPossibleError where its author has given another address since `comment` was read.
    """
    found = locked(comment)
    if address_of(found) != address_of(comment):
        raise NotPossibleError(found)
    CommentAuthor.objects.filter(comment=found, confirmed_at=None).update(
        confirmed_at=timezone.now(), letter_sent_at=None
    )
    once_committed(forget_mail, "comment", hash_token(address_of(found)))
    if found.state != CommentState.UNCONFIRMED:
        return found
    to = state_once_known(settings_of(found), is_odd(found))
    change_state(found, to, action="plan_comments.confirm")
    after_commit(found)
    return found


@transaction.atomic
def edit_comment(*, comment: Comment, words: Words) -> Comment:
    """Put other words in the place of the first, until a moderator has decided.

    What was shown at once waits if something in the new words speaks against showing them. Nobody
    has agreed with other words, and who may have read the first ones is told that they changed.
    NotPossibleError where `frozen_by` says why, or CommentGoneError; then nothing changes.
    """
    found = locked(comment)
    if frozen_by(found) is not None:
        raise NotPossibleError(found)
    found.language = words.language or found.language
    hints = found_hints(
        words.text,
        words.quotation,
        found.language,
        own_words=f"{found.passage_text}\n{found.page_title}",
        author=words.name,
        plan_pk=found.consultation.plan_id,
        page_language=found.passage_language,
    )
    was_aside = is_set_aside(found)
    is_reworded = (words.text, words.quotation) != (found.text, found.quotation)
    found.text, found.quotation = words.text, words.quotation
    found.edited_at = timezone.now()
    store_hints(found, hints)
    if is_reworded:
        begin_anew(found, hints)
    found.translations.all().delete()
    CommentAuthor.objects.filter(comment=found).update(name=words.name)
    to = CommentState(found.state)
    if to in PUBLIC_STATES:
        to = state_once_known(settings_of(found), is_odd(found))
    change_state(found, to, action="plan_comments.edit", moment=found.state_since)
    if to in PUBLIC_STATES:
        content_changed()
        once_committed(queue_news, found.pk)
    if is_set_aside(found) and not was_aside:
        once_committed(queue_urgent, found.pk)
    once_committed(group_soon, found.consultation_id)
    return found


def begin_anew(comment: Comment, hints: Sequence[FoundHint]) -> None:
    """What was said of the earlier words does not hold for others: agreements, and a noted look."""
    comment.agreeing.all().delete()
    comment.agreements = 0
    if has_been_public(comment):
        comment.reworded_at = comment.edited_at
    if is_harm_hinted(hints):
        comment.hints.filter(kind=HintKind.HARM).update(seen_at=None, seen_by=None)


def has_been_public(comment: Comment) -> bool:
    """Whether everybody could ever read it."""
    entries = ModelLogEntry.objects.for_instance(comment)
    return comment.is_public or any(entry.data.get("from") in PUBLIC_STATES for entry in entries)


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
    found.agreements, found.doubts = 0, []
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
    return bool(comment.doubts) or comment.hints.exists()

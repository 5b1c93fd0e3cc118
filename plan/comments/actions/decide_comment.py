"""A moderator decides: publish, redact, reject, remove by order, put back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from plan.comments.actions.change_state import NotPossibleError, change_state, locked
from plan.comments.actions.claim_comment import require_unclaimed
from plan.comments.enums import CommentState, Decision
from plan.comments.models import Comment, CommentOriginal
from plan.comments.permissions import can_decide_comment, is_set_aside
from plan.comments.redaction import redacted
from plan.comments.rules import Reason
from plan.comments.transitions import SHOWING, TO, is_possible
from plan.committing import once_committed


class EditedMeanwhileError(Exception):
    """The author has changed the comment since the moderator read it."""


class WhyMissingError(Exception):
    """This decision needs a reason."""


class SetAsideError(Exception):
    """The comment may disclose harm: nobody publishes it before a look has been noted."""


@dataclass(frozen=True)
class Redaction:
    """What is taken out: ranges of characters of the text and the quotation, and maybe the name."""

    text: tuple[tuple[int, int], ...] = ()
    quotation: tuple[tuple[int, int], ...] = ()
    name: bool = False


@transaction.atomic
def decide_comment(
    *,
    comment: Comment,
    decision: Decision,
    user: Any,
    why: str = "",
    reason: Reason | None = None,
    redaction: Redaction | None = None,
    as_read: str = "",
) -> Comment:
    """Take a decision, close open reports, and tell the author of what is new once it is stored.

    `reason` is the house rule that a rejected comment breaks. Removing takes `why`; redacting takes
    `redaction` and `why`. `as_read` is `version_of(comment)` as the moderator saw it.
    Raises PermissionDenied, NotPossibleError, EditedMeanwhileError, WhyMissingError, ClaimedError,
    SetAsideError or CommentGoneError; then nothing changes.
    """
    found = locked(comment)
    if not can_decide_comment(user, found, decision):
        raise PermissionDenied
    if not (found.text and is_possible(found.state, decision)):
        raise NotPossibleError(found)
    require_unclaimed(found, user)
    require_look(found, decision)
    if as_read and as_read != version_of(found):
        raise EditedMeanwhileError
    require_why(decision, why, reason, redaction)
    if decision is Decision.REDACT and redaction is not None:
        redact(found, redaction)
    if decision is Decision.RESTORE:
        restore(found)
    to = outcome(found, decision)
    is_new = is_news(found, decision, to)
    forget_claim(found)
    found.rule_id, found.told = (reason.id, reason.told) if reason else (None, "")
    is_undone = decision in {Decision.RETURN, Decision.RESTORE}
    found.decided_at = None if is_undone else found.decided_at or timezone.now()
    data = {"why": why, "rule": reason.rule if reason else ""}
    change_state(found, to, action=f"plan_comments.{decision.value}", user=user, data=data)
    found.reports.filter(handled_at=None).update(handled_at=timezone.now(), handled_by=user)
    if is_new:
        tell_author(found)
    return found


def version_of(comment: Comment) -> str:
    """Names the words of a comment, so that nobody decides on others than they read."""
    return f"{comment.state}:{comment.edited_at.isoformat() if comment.edited_at else ''}"


def require_look(comment: Comment, decision: Decision) -> None:
    """SetAsideError where the decision would show what is set aside."""
    if decision in SHOWING and is_set_aside(comment):
        raise SetAsideError


def require_why(
    decision: Decision, why: str, reason: Reason | None, redaction: Redaction | None
) -> None:
    """WhyMissingError where a decision lacks what it is recorded with."""
    is_lacking = {
        Decision.REJECT: reason is None,
        Decision.REMOVE: not why.strip(),
        Decision.REDACT: redaction is None or not why.strip(),
    }
    if is_lacking.get(decision, False):
        raise WhyMissingError


def outcome(comment: Comment, decision: Decision) -> CommentState:
    """The state a decision leads to."""
    to = TO[decision]
    is_redacted = comment.is_redacted or comment.state == CommentState.REDACTED
    if to is CommentState.PUBLISHED and is_redacted:
        return CommentState.REDACTED
    return to


def is_news(comment: Comment, decision: Decision, to: CommentState) -> bool:
    """Whether its author has something to be told: not where a report is merely dismissed."""
    is_first = comment.decided_at is None
    return is_first or comment.state != to or decision is Decision.REDACT


def redact(comment: Comment, redaction: Redaction) -> None:
    """Take characters out for good; the first original is kept until it must be deleted."""
    author = getattr(comment, "author", None)
    CommentOriginal.objects.get_or_create(
        comment=comment,
        defaults={
            "text": comment.text,
            "quotation": comment.quotation,
            "name": author.name if author else "",
            "delete_on": comment.consultation.retain_until,
        },
    )
    comment.is_redacted = True
    comment.text = redacted(comment.text, redaction.text)
    comment.quotation = redacted(comment.quotation, redaction.quotation)
    if redaction.name and author is not None:
        author.name = ""
        author.save(update_fields=["name"])
    comment.translations.all().delete()
    comment.hints.update(found="")


def restore(comment: Comment) -> None:
    """Bring back what redaction took out."""
    original = CommentOriginal.objects.filter(comment=comment).first()
    if original is None:
        raise NotPossibleError(comment)
    comment.is_redacted = False
    comment.text, comment.quotation = original.text, original.quotation
    if (author := getattr(comment, "author", None)) is not None and original.name:
        author.name = original.name
        author.save(update_fields=["name"])
    original.delete()
    comment.translations.all().delete()


def forget_claim(comment: Comment) -> None:
    """What is decided on is nobody's work any more."""
    comment.claimed_by = comment.claimed_at = None


def tell_author(comment: Comment) -> None:
    """Tell the author of the outcome, and followers of what is new, once it is committed."""
    from plan.comments.mail import queue_outcome

    once_committed(queue_outcome, comment.pk)

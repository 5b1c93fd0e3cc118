"""Why something was not done, as a sentence that says what to do next."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.utils import timezone
from django.utils.formats import time_format
from django.utils.translation import gettext as _

from plan.comments.actions.answer_comments import (
    AnswerMissingError,
    NotAnswerableError,
    SeveralConsultationsError,
)
from plan.comments.actions.change_state import CommentGoneError, NotPossibleError
from plan.comments.actions.claim_comment import HELD_FOR, ClaimedError
from plan.comments.actions.decide_comment import (
    EditedMeanwhileError,
    SetAsideError,
    WhyMissingError,
)
from plan.comments.enums import CommentState

#: What actions on comments raise; whoever catches these has a sentence for each.
REFUSALS = (
    PermissionDenied,
    AnswerMissingError,
    NotAnswerableError,
    SeveralConsultationsError,
    CommentGoneError,
    NotPossibleError,
    ClaimedError,
    EditedMeanwhileError,
    SetAsideError,
    WhyMissingError,
)


def sentence(error: Exception) -> str:
    """What to tell whoever asked for it."""
    if isinstance(error, ClaimedError):
        return claimed(error.comment)
    if isinstance(error, NotPossibleError):
        state = CommentState(error.comment.state).label
        return _("This cannot be done to it any more. Its state is now: %(state)s.") % {
            "state": state
        }
    if isinstance(error, NotAnswerableError):
        return _(
            "Nobody would read the answer below comments that are rejected or withdrawn. "
            "Leave these out: %(references)s."
        ) % {"references": error}
    return plain_sentence(error)


def claimed(comment: Any) -> str:
    """Who has it in hand, and until when."""
    until = timezone.localtime(comment.claimed_at + HELD_FOR)
    return _("%(name)s has it in hand. Ask them, or wait until %(time)s.") % {
        "name": name_of(comment.claimed_by),
        "time": time_format(until, "H:i"),
    }


def name_of(user: Any) -> str:
    """What colleagues call a person."""
    return str(user.get_full_name() or user.get_username())


def plain_sentence(error: Exception) -> str:
    """Sentences that need nothing of the error."""
    said = {
        PermissionDenied: _("Your role does not allow this. Ask an administrator for it."),
        CommentGoneError: _("It is not there any more."),
        EditedMeanwhileError: _(
            "It has changed since you read it: by its author, or by a colleague. Read it again, "
            "then decide."
        ),
        SetAsideError: _(
            "It may disclose harm, and is set aside. Have somebody who looks after that note what "
            "was done, then decide."
        ),
        WhyMissingError: _("This decision needs a reason. Give one, then decide again."),
        AnswerMissingError: _("Write the answer in at least one language."),
        SeveralConsultationsError: _(
            "One answer can only be given to comments on one consultation. Choose those."
        ),
    }
    return next((words for kind, words in said.items() if isinstance(error, kind)), str(error))

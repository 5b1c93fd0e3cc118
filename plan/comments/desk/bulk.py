"""Decides on many comments, one by one: what fails for one fails for no other."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from plan.comments.actions.claim_comment import claim_comment, is_claimed_by_other
from plan.comments.actions.decide_comment import SetAsideError, decide_comment, version_of
from plan.comments.desk.bulk_forms import CLAIM, REJECT
from plan.comments.desk.decision_forms import rules_for
from plan.comments.desk.queue import open_harm, queue_for, visible_comments
from plan.comments.desk.refusals import REFUSALS, claimed, sentence
from plan.comments.enums import CommentState, Decision
from plan.comments.models import Comment
from plan.comments.rules import Reason
from plan.comments.transitions import SHOWING, is_possible

#: More at once would keep the browser waiting.
MOST_AT_ONCE = 500


@dataclass(frozen=True)
class Planned:
    """A comment, and what stands against doing this to it as far as one can tell now."""

    comment: Comment
    hindrance: str

    @property
    def version(self) -> str:
        """Names the words that whoever confirms has read."""
        return version_of(self.comment)


@dataclass(frozen=True)
class Failed:
    """A comment to which it was not done, and why."""

    comment: Comment
    why: str


def chosen_for(user: Any, references: Iterable[str], group: str) -> list[Comment]:
    """The comments that were ticked, or those of a group that wait; oldest first."""
    if group.isdecimal() and len(group) <= 18:
        rows = queue_for(user).filter(similar_group=int(group))
    else:
        rows = visible_comments(user).filter(reference__in=list(references)[:MOST_AT_ONCE])
    joined = rows.select_related("consultation__comment_settings", "claimed_by")
    return list(joined.order_by("posted_at", "pk")[:MOST_AT_ONCE])


def planned(comments: Sequence[Comment], what: str, user: Any) -> list[Planned]:
    """What would become of each."""
    aside = set(open_harm().filter(comment__in=comments))
    return [
        Planned(comment, hindrance(comment, what, user, is_aside=comment.pk in aside))
        for comment in comments
    ]


def hindrance(comment: Comment, what: str, user: Any, *, is_aside: bool = False) -> str:
    """Why it could not be done now; empty where nothing stands against it."""
    if is_claimed_by_other(comment, user):
        return claimed(comment)
    if what in Decision.values and not is_possible(comment.state, Decision(what)):
        state = CommentState(comment.state).label
        return _("Its state does not allow it: %(state)s.") % {"state": state}
    if is_aside and what in SHOWING:
        return sentence(SetAsideError())
    return ""


class RuleMissingError(Exception):
    """The comment's consultation has other house rules."""


def reason_for(comment: Comment, rule: str) -> Reason:
    """The rule in the comment's language."""
    reason = rules_for(comment, comment.language).reason(rule)
    if reason is None:
        raise RuleMissingError
    return reason


def act_on(
    comments: Sequence[Comment], what: str, user: Any, versions: Mapping[str, str], rule: str = ""
) -> list[Failed]:
    """Do it to each, in a transaction of its own; those to which it was not done, and why."""
    failed = []
    for comment in comments:
        try:
            act = action_for(comment, what, user, versions.get(comment.reference, ""), rule)
            act()
        except RuleMissingError:
            why = _("The house rules of its consultation do not have this rule. Open it to decide.")
            failed.append(Failed(comment, why))
        except REFUSALS as error:
            failed.append(Failed(comment, sentence(error)))
    return failed


def action_for(
    comment: Comment, what: str, user: Any, version: str, rule: str
) -> Callable[[], Comment]:
    """What to do to one comment."""
    if what == CLAIM:
        return lambda: claim_comment(comment=comment, user=user)
    reason = reason_for(comment, rule) if what == REJECT else None
    return lambda: decide_comment(
        comment=comment,
        decision=Decision(what),
        user=user,
        reason=reason,
        as_read=version or "unread",
    )

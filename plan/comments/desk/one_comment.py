"""One comment as the desk shows it: with its passage, hints, reports, company and history."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.utils.safestring import SafeString
from wagtail.models import ModelLogEntry

from plan.comments.desk.marks import highlighted
from plan.comments.desk.places import present_passages
from plan.comments.desk.queue import queue_for, visible_comments
from plan.comments.enums import PUBLIC_STATES, CommentState, Decision, HintKind
from plan.comments.models import Comment, CommentHint, CommentOriginal, CommentReport
from plan.comments.permissions import (
    can_decide_comment,
    can_look_after_harm,
    can_view_authors,
    can_view_originals,
)
from plan.comments.transitions import is_possible
from plan.models import Passage

#: As many others are listed; the rest is counted.
LISTED = 20


@dataclass(frozen=True)
class Others:
    """Other comments: the first ones, where they may be seen, and how many there are."""

    number: int
    comments: Sequence[Comment] = ()
    #: How many of them wait, this one among them.
    waiting: int = 0


@dataclass(frozen=True)
class ShownComment:
    """Everything about a comment that this person may see."""

    comment: Comment
    text: SafeString
    passage: Passage | None
    #: Each with its name, and the words that gave it as far as they are still in the comment.
    hints: Sequence[tuple[CommentHint, str, str]]
    reports: Sequence[tuple[CommentReport, str]]
    similar: Others
    by_author: Others
    history: Sequence[ModelLogEntry]
    original: CommentOriginal | None
    shows_author: bool

    @property
    def is_changed_since(self) -> bool:
        """Whether the passage says something else now than when it was commented on."""
        return self.passage is not None and self.passage.text != self.comment.passage_text


def shown_comment(comment: Comment, user: Any) -> ShownComment:
    """All that stands around a comment, as far as this person may know of it."""
    hints = list(comment.hints.select_related("seen_by"))
    found = [word for hint in hints for word in hint.found.split(", ")]
    place = (comment.placed_key, comment.placed_block)
    may_look = can_look_after_harm(user, comment)
    return ShownComment(
        comment=comment,
        text=highlighted(comment.text, found),
        passage=present_passages([comment]).get(place),
        hints=[
            (hint, str(HintKind(hint.kind).label), still_there(hint, comment))
            for hint in hints
            if may_look or hint.kind != HintKind.HARM
        ],
        reports=reports_of(comment),
        similar=similar_to(comment, user),
        by_author=by_same_author(comment, user),
        history=list(ModelLogEntry.objects.for_instance(comment).select_related("user")),
        original=getattr(comment, "original", None) if can_view_originals(user, comment) else None,
        shows_author=can_view_authors(user, comment),
    )


def still_there(hint: CommentHint, comment: Comment) -> str:
    """The words of a hint without those that redaction has taken out."""
    text = comment.text.casefold()
    return ", ".join(word for word in hint.found.split(", ") if word.casefold() in text)


def reports_of(comment: Comment) -> list[tuple[CommentReport, str]]:
    """What readers reported, with the rule in the words of today."""
    from plan.comments.desk.decision_forms import rules_for

    reports = list(comment.reports.all())
    rules = rules_for(comment, comment.language) if reports else None
    named = [rules.reason(report.rule_id) if rules else None for report in reports]
    return [
        (report, rule.rule if rule else "") for report, rule in zip(reports, named, strict=True)
    ]


def similar_to(comment: Comment, user: Any) -> Others:
    """Comments that say nearly the same."""
    if comment.similar_group is None:
        return Others(0)
    same = visible_comments(user).filter(similar_group=comment.similar_group)
    rows = same.exclude(pk=comment.pk)
    waiting = queue_for(user).filter(similar_group=comment.similar_group).count()
    number = rows.count()
    return Others(number, list(rows.order_by("posted_at", "pk")[:LISTED]), waiting)


def by_same_author(comment: Comment, user: Any) -> Others:
    """What else came from the same address or account; only how much, for most."""
    author = getattr(comment, "author", None)
    if author is None or not (author.email or author.user_id):
        return Others(0)
    same = Q(author__email=author.email) if author.email else Q(pk=None)
    if author.user_id:
        same |= Q(author__user=author.user_id)
    rows = visible_comments(user).filter(same).exclude(pk=comment.pk)
    number = rows.count()
    if not number or not can_view_authors(user, comment):
        return Others(number)
    return Others(number, list(rows.order_by("-posted_at", "-pk")[:LISTED]))


def possible_decisions(comment: Comment, user: Any) -> list[Decision]:
    """What this person can decide now. Publishing again only where somebody waits for it.

    Nothing about a comment whose words have been deleted.
    """
    if not comment.text:
        return []
    found = []
    for decision in Decision:
        if not is_possible(comment.state, decision):
            continue
        if decision is Decision.PUBLISH and is_settled(comment):
            continue
        if decision is Decision.RESTORE and getattr(comment, "original", None) is None:
            continue
        if can_decide_comment(user, comment, decision):
            found.append(decision)
    return found


def is_settled(comment: Comment) -> bool:
    """Whether it is published, decided on, and nobody has reported it since."""
    if comment.state not in PUBLIC_STATES or comment.decided_at is None:
        return False
    return not comment.reports.filter(handled_at=None).exists()


def is_public_already(comment: Comment) -> bool:
    """Whether publishing leaves it as it is."""
    return CommentState(comment.state) in PUBLIC_STATES

"""Rows of the queue: each comment with what a moderator needs to choose it, in one query."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Exists, OuterRef, QuerySet, Subquery
from django.utils import timezone

from plan.comments.actions.claim_comment import HELD_FOR, is_claimed_by_other
from plan.comments.desk.ages import age_in_words, is_late
from plan.comments.enums import HintKind
from plan.comments.models import Comment, CommentHint, CommentReport
from plan.comments.models.comments import CommentQuerySet
from plan.models import Passage


@dataclass(frozen=True)
class Row:
    """A comment with what a moderator needs to choose it."""

    comment: Comment
    consultation: str
    number: str
    is_gone: bool
    age: str
    is_late: bool
    hints: Sequence[str]
    reports: int
    held_by: Any
    is_mine: bool


def with_facts(rows: CommentQuerySet) -> QuerySet[Comment]:
    """The same comments with facts that are stored elsewhere."""
    open_reports = CommentReport.objects.filter(comment=OuterRef("pk"), handled_at=None).order_by()
    hints = CommentHint.objects.filter(comment=OuterRef("pk"), seen_at=None).order_by()
    numbers = open_reports.values("comment").annotate(number=Count("pk"))
    facts: dict[str, Any] = {
        "present_number": Subquery(present_passages().values("number")[:1]),
        "open_reports": Subquery(numbers.values("number")),
        "reported": Subquery(open_reports.order_by("reported_at").values("reported_at")[:1]),
        **{f"hint_{kind.value}": Exists(hints.filter(kind=kind)) for kind in HintKind},
    }
    joined = rows.select_related("consultation__comment_settings", "claimed_by")
    return joined.annotate(**facts)


def present_passages() -> QuerySet[Passage]:
    """The passage where a comment stands, in the language that it was written in first."""
    rows = Passage.objects.filter(
        translation_key=OuterRef("placed_key"), block_id=OuterRef("placed_block")
    )
    return rows.order_by("pk")


def row_of(comment: Any, titles: dict[int, str], user: Any) -> Row:
    """A row for a comment of `with_facts`."""
    now = timezone.now()
    is_held = comment.claimed_at is not None and comment.claimed_at > now - HELD_FOR
    is_gone = comment.present_number is None
    return Row(
        comment=comment,
        consultation=titles.get(comment.consultation_id, ""),
        number=comment.passage_number if is_gone else comment.present_number,
        is_gone=is_gone,
        age=age_in_words(comment, comment.reported, now),
        is_late=is_late(comment, comment.reported, now),
        hints=[str(kind.label) for kind in HintKind if getattr(comment, f"hint_{kind.value}")],
        reports=comment.open_reports or 0,
        held_by=comment.claimed_by if is_claimed_by_other(comment, user) else None,
        is_mine=is_held and comment.claimed_by_id == user.pk,
    )

"""What is on the desk: comments that wait for a person, and ways to find any other."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone

from plan.comments.actions.claim_comment import HELD_FOR
from plan.comments.enums import CommentState, HintKind
from plan.comments.models import Comment, CommentHint, CommentReport
from plan.comments.models.comments import CommentQuerySet
from plan.comments.permissions import can_look_after_harm
from plan.consultation.references import normalise_reference
from plan.models import Passage

#: Besides the states: what the list can show.
QUEUE, SET_ASIDE, EVERYTHING = "queue", "set-aside", "all"


def open_harm() -> QuerySet[CommentHint, int]:
    """Comments that are set aside, as primary keys."""
    rows = CommentHint.objects.filter(kind=HintKind.HARM, seen_at=None)
    return rows.order_by().values_list("comment", flat=True)


def open_reports() -> QuerySet[CommentReport, int]:
    """Comments that readers have reported, as primary keys."""
    rows = CommentReport.objects.filter(handled_at=None)
    return rows.order_by().values_list("comment", flat=True)


def waits() -> Q:
    """Not decided yet, or shown at once and not read yet, or reported since."""
    is_unread = Q(state=CommentState.PUBLISHED, decided_at=None)
    return Q(state=CommentState.WAITING) | is_unread | Q(pk__in=open_reports())


def visible_comments(user: Any) -> CommentQuerySet:
    """Comments in any state, without those set aside where somebody else looks after them."""
    rows = Comment.objects.all()
    return rows if can_look_after_harm(user) else rows.exclude(pk__in=open_harm())


def queue_for(user: Any) -> CommentQuerySet:
    """What waits for a decision; what is set aside has its own list until somebody has looked."""
    return Comment.objects.filter(waits()).exclude(pk__in=open_harm())


def set_aside_for(user: Any) -> CommentQuerySet:
    """What is set aside, for the named role."""
    if not can_look_after_harm(user):
        return Comment.objects.none()
    return Comment.objects.filter(pk__in=open_harm())


def chosen_comments(user: Any, show: str) -> CommentQuerySet:
    """The comments of one of the lists, whatever the address asks for."""
    if show == SET_ASIDE:
        return set_aside_for(user)
    if show == EVERYTHING:
        return visible_comments(user)
    if show in CommentState.values:
        return visible_comments(user).filter(state=show)
    return queue_for(user)


def found_comments(user: Any, wanted: dict[str, Any]) -> CommentQuerySet:
    """Comments that match the filters, the oldest first."""
    rows = chosen_comments(user, wanted.get("show") or QUEUE)
    for name in ("consultation", "language"):
        if value := wanted.get(name):
            rows = rows.filter(**{name: value})
    if number := wanted.get("passage"):
        rows = rows.filter(stands_at(number))
    if kind := wanted.get("hint"):
        rows = rows.filter(pk__in=CommentHint.objects.filter(kind=kind).values("comment"))
    if wanted.get("reported"):
        rows = rows.filter(pk__in=open_reports())
    if wanted.get("mine"):
        rows = rows.filter(held_by(user))
    if words := wanted.get("q"):
        rows = rows.filter(Q(text__icontains=words) | Q(reference=normalise_reference(words)))
    return rows.order_by("posted_at", "pk")


def stands_at(number: str) -> Q:
    """At a passage with this number, or in the chapter with it: as it is now, or as it was then."""
    inside = f"{number}."
    passages = Passage.objects.filter(Q(number=number) | Q(number__startswith=inside))
    blocks = passages.order_by().values("block_id")
    was_there = Q(passage_number=number) | Q(passage_number__startswith=inside)
    return Q(placed_block__in=blocks) | was_there


def held_by(user: Any, held_for: timedelta = HELD_FOR) -> Q:
    """In this person's hands now."""
    return Q(claimed_by=user, claimed_at__gt=timezone.now() - held_for)


def next_unclaimed(user: Any) -> Comment | None:
    """The oldest comment of the queue that nobody has in hand, or that this person has."""
    since = timezone.now() - HELD_FOR
    is_free = Q(claimed_by=None) | Q(claimed_by=user) | Q(claimed_at__lte=since)
    return queue_for(user).filter(is_free).order_by("posted_at", "pk").first()

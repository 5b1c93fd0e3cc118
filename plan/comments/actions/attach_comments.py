"""Attach comments whose passage is gone to another one; always by a person, never by itself."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from wagtail.models import ModelLogEntry

from plan.comments.actions.move_followers import move_followers, return_followers
from plan.comments.models import Comment
from plan.comments.models.comments import CommentQuerySet
from plan.comments.permissions import can_attach_comments
from plan.comments.queries import Identity, without_passage
from plan.comments.tallies import change_tallies, place_of
from plan.content_version import content_changed
from plan.models import Passage


class PassageThereError(Exception):
    """The passage is in the plan: nothing has to be attached."""


class OtherPlanError(Exception):
    """The passage belongs to another plan than these comments, or is gone itself."""


@transaction.atomic
def attach_comments(*, identity: Identity, to: Passage, user: Any, score: int | None = None) -> int:
    """Let all comments of a place, replies too, stand at a passage of their plan; how many.

    `score` is how much the two were alike where the passage was proposed. What the comments were
    about stays with each. Who follows the place follows the passage from now on. PermissionDenied,
    PassageThereError or OtherPlanError; then nothing changes.
    """
    if not can_attach_comments(user):
        raise PermissionDenied
    target = Passage.objects.filter(pk=to.pk).first()
    if target is None:
        raise OtherPlanError
    rows = Comment.objects.at(*identity).filter(consultation__plan=target.plan_id)
    if not rows.exists():
        raise OtherPlanError
    if not rows.filter(without_passage()).exists():
        raise PassageThereError
    identity_now = (target.translation_key, target.block_id)
    number = move(rows, identity_now, user, score)
    move_followers(target.plan_id, identity, identity_now)
    return number


@transaction.atomic
def detach_comments(*, about: Identity, user: Any) -> int:
    """Take back that comments about a passage were attached to another one; how many.

    They stand again where they were written: at their passage if it came back, else among those
    without one. Replies go with their comment, wherever they were written. Who asked for news of
    that passage follows it again. PermissionDenied.
    """
    if not can_attach_comments(user):
        raise PermissionDenied
    number = move(attached_from(about), about, user, None)
    return_followers(about)
    return number


def attached_from(about: Identity) -> CommentQuerySet:
    """Comments about a passage that stand at another one, with all replies to them."""
    rows = Comment.objects.filter(reply_to=None, about_key=about[0], about_block=about[1])
    roots = rows.exclude(placed_key=about[0], placed_block=about[1])
    return Comment.objects.filter(Q(pk__in=roots.values("pk")) | Q(reply_to__in=roots.values("pk")))


def move(rows: CommentQuerySet, to: Identity, user: Any, score: int | None) -> int:
    """Move comments with their tallies, and log it for each."""
    found = list(rows.select_for_update(of=("self",)).order_by("pk"))
    changes: Counter[tuple[int, Any, Any]] = Counter()
    for comment in found:
        changes[place_of(comment)] -= comment.is_public
        changes[(comment.consultation_id, *to)] += comment.is_public
    log_moves(found, to, user, score)
    pks = [comment.pk for comment in found]
    for begin in range(0, len(pks), 500):
        Comment.objects.filter(pk__in=pks[begin : begin + 500]).update(
            placed_key=to[0], placed_block=to[1]
        )
    change_tallies(changes)
    if any(comment.is_public for comment in found):
        content_changed()
    return len(found)


def log_moves(comments: Sequence[Comment], to: Identity, user: Any, score: int | None) -> None:
    """An entry for each comment, as `wagtail.log_actions.log` writes it, all at once."""
    kind, now = ContentType.objects.get_for_model(Comment), timezone.now()
    ModelLogEntry.objects.bulk_create(
        (
            ModelLogEntry(
                content_type=kind,
                object_id=str(comment.pk),
                label=comment.reference,
                action="plan_comments.attach",
                timestamp=now,
                user=user,
                data={
                    "from": [str(comment.placed_key), str(comment.placed_block)],
                    "to": [str(part) for part in to],
                    "score": score,
                },
            )
            for comment in comments
        ),
        batch_size=500,
    )

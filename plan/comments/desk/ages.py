"""How long a comment has waited, against the time that was promised."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.db.models import Case, DateTimeField, F, Min, OuterRef, Q, QuerySet, Subquery, When
from django.utils.timesince import timesince
from django.utils.translation import gettext as _

from plan.comments.enums import CommentState
from plan.comments.models import Comment, CommentReport

#: Where a consultation has no settings any more.
PROMISED = timedelta(hours=48)


def promised_time(comment: Comment) -> timedelta:
    """How soon its consultation promises a decision."""
    settings = getattr(comment.consultation, "comment_settings", None)
    return timedelta(hours=settings.promised_hours) if settings else PROMISED


def reported_since(comment: Comment) -> datetime | None:
    """When the first report came that nobody has dealt with."""
    rows = comment.reports.filter(handled_at=None).order_by("reported_at")
    return rows.values_list("reported_at", flat=True).first()


def waits_since(comment: Comment, reported: datetime | None) -> datetime | None:
    """Since when it waits: as it is, or `reported` for a decision; None for what is decided."""
    if comment.state == CommentState.WAITING:
        return comment.state_since
    if comment.state == CommentState.PUBLISHED and comment.decided_at is None:
        return comment.state_since
    return reported


def with_waiting_since(rows: QuerySet[Comment]) -> QuerySet[Any]:
    """The same comments with `waiting_since`: what `waits_since` says, asked of the database."""
    waits = Q(state=CommentState.WAITING) | Q(state=CommentState.PUBLISHED, decided_at=None)
    reports = CommentReport.objects.filter(comment=OuterRef("pk"), handled_at=None).order_by()
    first = reports.values("comment").annotate(first=Min("reported_at")).values("first")
    moment = DateTimeField()
    since = Case(When(waits, then=F("state_since")), default=Subquery(first), output_field=moment)
    return rows.annotate(waiting_since=since)


def is_late(comment: Comment, reported: datetime | None, now: datetime) -> bool:
    """Whether the promised time has passed without a decision."""
    since = waits_since(comment, reported)
    return since is not None and now - since > promised_time(comment)


def age_in_words(comment: Comment, reported: datetime | None, now: datetime) -> str:
    """For example “3 days; promised within 2 days”; of what is decided, when it was received."""
    since = waits_since(comment, reported)
    if since is None:
        return _("received %(age)s ago") % {"age": timesince(comment.posted_at, now, depth=1)}
    return _("%(age)s; promised within %(promised)s") % {
        "age": timesince(since, now, depth=1),
        "promised": timesince(now - promised_time(comment), now, depth=1),
    }

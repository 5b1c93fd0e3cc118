"""When comments are grouped by what they say: a while after new ones came, in a task."""

from __future__ import annotations

from datetime import timedelta

from django.core.cache import cache
from django.utils import timezone
from django_tasks import task

from plan.comments.actions.group_comments import group_comments

#: Seconds in which all new comments of a consultation wait for one task.
QUIET = 60


@task()
def group_similar(consultation_pk: int) -> None:
    """Group the comments of a consultation."""
    group_comments(consultation_pk=consultation_pk)


def group_soon(consultation_pk: int) -> None:
    """Queue the grouping after a new or changed comment, at most once a minute; once committed.

    Where the queue can wait the task runs when the minute is over, so that it sees the last comment
    of it too.
    """
    if not cache.add(f"plan:comments:group:{consultation_pk}", 1, QUIET):
        return
    if group_similar.get_backend().supports_defer:
        later = timezone.now() + timedelta(seconds=QUIET)
        group_similar.using(run_after=later).enqueue(consultation_pk)
    else:
        group_similar.enqueue(consultation_pk)

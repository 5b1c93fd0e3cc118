"""Give comments that say nearly the same the same group, so that they are handled at once."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import connection, transaction

from plan.comments.enums import PUBLIC_STATES, CommentState
from plan.comments.models import Comment
from plan.comments.similarity import groups_of

#: What moderators may still handle, or have published: words of others group nothing.
GROUPED_STATES = (CommentState.WAITING, *PUBLIC_STATES)
AT_ONCE = 2000


def group_comments(*, consultation_pk: int) -> int:
    """Group the comments of a consultation anew; returns how many changed their group.

    Groups follow from the texts alone, in the order in which they came: so it does not matter how
    often this runs, nor after which comments. A comment that is like no other has no group. Groups
    are derived, and nothing is logged.
    """
    rows = Comment.objects.filter(consultation=consultation_pk)
    grouped = rows.filter(state__in=GROUPED_STATES).order_by("pk")
    texts = grouped.values_list("pk", "text").iterator(chunk_size=AT_ONCE)
    found = groups_of(texts)
    stored = dict(
        rows.exclude(similar_group=None).order_by().values_list("pk", "similar_group").iterator()
    )
    changed = [(group, pk) for pk, group in found.items() if stored.get(pk) != group]
    left = [pk for pk in stored if pk not in found]
    store_groups(changed)
    for begin in range(0, len(left), AT_ONCE):
        Comment.objects.filter(pk__in=left[begin : begin + AT_ONCE]).update(similar_group=None)
    return len(changed) + len(left)


def store_groups(changed: Iterable[tuple[int, int]]) -> None:
    """Write pairs of group and comment, unless the comment has left the states that are grouped.

    By hand: a hundred thousand rows would take Django a minute.
    """
    table = connection.ops.quote_name(Comment._meta.db_table)
    marks = ", ".join(["%s"] * len(GROUPED_STATES))
    statement = (
        f"UPDATE {table} SET similar_group = %s "  # noqa: S608  # the table's own name
        f"WHERE id = %s AND state IN ({marks})"
    )
    states = [state.value for state in GROUPED_STATES]
    pairs = sorted(changed, key=lambda pair: pair[1])
    for begin in range(0, len(pairs), AT_ONCE):
        some = pairs[begin : begin + AT_ONCE]
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.executemany(statement, [(group, pk, *states) for group, pk in some])

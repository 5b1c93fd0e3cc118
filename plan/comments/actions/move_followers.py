"""Followers of a passage go where its comments go, and come back with them.

Nothing is logged: it follows from what is done to the comments. Rows are moved, not made anew, so
that the links in letters that were sent before still end what they were sent for.
"""

from __future__ import annotations

from django.db import transaction
from django.db.models import Exists, F, OuterRef, QuerySet
from django.db.models.functions import Coalesce

from plan.comments.models import Follower
from plan.comments.queries import Identity


@transaction.atomic(savepoint=False)
def move_followers(plan_pk: int, before: Identity, after: Identity) -> None:
    """Let followers of a place of a plan follow the passage at which its comments stand now.

    Who follows that passage already goes on as before, and gets one letter: the request for the
    first one rests where it is, until its comments come back. A request there that its owner has
    not confirmed gives way to one that is confirmed.
    """
    movers = at(before).filter(consultation__plan=plan_pk)
    drop(at(after).filter(Exists(same(before, confirmed_at__isnull=False)), confirmed_at=None))
    movers.exclude(Exists(same(after))).update(
        asked_key=Coalesce("asked_key", F("translation_key")),
        asked_block=Coalesce("asked_block", F("block_id")),
        translation_key=after[0],
        block_id=after[1],
    )


@transaction.atomic(savepoint=False)
def return_followers(asked: Identity) -> None:
    """Let those who asked for a passage follow it again, wherever its comments had gone.

    Who has asked for it anew in the meantime has one request, the newer.
    """
    gone = Follower.objects.filter(asked_key=asked[0], asked_block=asked[1])
    is_gone = {"asked_key": asked[0], "asked_block": asked[1], "confirmed_at__isnull": False}
    of_gone = Follower.objects.filter(**person(), **is_gone)
    drop(at(asked).filter(Exists(of_gone), confirmed_at=None))
    drop(gone.filter(Exists(same(asked))))
    gone.update(translation_key=asked[0], block_id=asked[1], asked_key=None, asked_block=None)


def at(identity: Identity) -> QuerySet[Follower]:
    """Followers of a place."""
    return Follower.objects.filter(translation_key=identity[0], block_id=identity[1])


def person() -> dict[str, OuterRef]:
    """The condition that a row is of the same address and consultation as another."""
    return {"consultation": OuterRef("consultation"), "email": OuterRef("email")}


def same(identity: Identity, **more: bool) -> QuerySet[Follower]:
    """Rows of the same address at a place."""
    return at(identity).filter(**person(), **more)


def drop(rows: QuerySet[Follower]) -> None:
    """Forget these requests."""
    Follower.objects.filter(pk__in=list(rows.values_list("pk", flat=True))).delete()

"""How many comments a change of settings is felt by, in sentences."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Q
from django.db.models.functions import Length
from django.utils.translation import ngettext

from plan.comments.actions.change_comment_settings import ChosenPlace
from plan.comments.enums import CommentState, Identification, Scope
from plan.comments.models import Comment, CommentSettings


def affected(
    before: CommentSettings,
    places_before: frozenset[ChosenPlace],
    after: CommentSettings,
    places: frozenset[ChosenPlace],
) -> Iterator[str]:
    """What has become of comments that are there, and of those who wait for a letter."""
    rows = Comment.objects.filter(consultation=after.consultation_id)
    public = rows.public()
    if before.is_shown != after.is_shown and (number := public.count()):
        yield shown_or_not(number, is_shown=after.is_shown)
    if number := longer_than(before, after):
        yield ngettext(
            "%(number)d comment is longer than that, and stays as it is.",
            "%(number)d comments are longer than that, and stay as they are.",
            number,
        ) % {"number": number}
    is_moved = (before.scope, places_before) != (after.scope, places)
    is_narrower = after.scope == Scope.CHOSEN and is_moved
    if is_narrower and (number := public.exclude(within(places)).count()):
        yield ngettext(
            "%(number)d published comment stays where comments are not taken any more.",
            "%(number)d published comments stay where comments are not taken any more.",
            number,
        ) % {"number": number}
    yield from unconfirmed(before, after)
    if before.keeps_text and not after.keeps_text and (number := rows.count()):
        yield ngettext(
            "The text of %(number)d comment goes with its author now: when that is asked for, or "
            "when the time for which it is kept is over.",
            "The texts of %(number)d comments go with their authors now: when that is asked for, "
            "or when the time for which they are kept is over.",
            number,
        ) % {"number": number}


def longer_than(before: CommentSettings, after: CommentSettings) -> int:
    """How many comments are longer than what may be written from now on."""
    if after.longest >= before.longest:
        return 0
    rows = Comment.objects.filter(consultation=after.consultation_id)
    return rows.annotate(length=Length("text")).filter(length__gt=after.longest).count()


def shown_or_not(number: int, *, is_shown: bool) -> str:
    """What the public sees all of a sudden, or sees no more."""
    if is_shown:
        words = ngettext(
            "%(number)d published comment is shown to the public now.",
            "%(number)d published comments are shown to the public now.",
            number,
        )
    else:
        words = ngettext(
            "%(number)d published comment is not shown to the public any more.",
            "%(number)d published comments are not shown to the public any more.",
            number,
        )
    return words % {"number": number}


def within(places: frozenset[ChosenPlace]) -> Q:
    """The condition that a comment stands in one of these places."""
    pages = {key for key, block in places if block is None}
    condition = Q(placed_key__in=pages)
    for key, block in places:
        if block is not None:
            condition |= Q(placed_key=key, placed_block=block)
    return condition


def unconfirmed(before: CommentSettings, after: CommentSettings) -> Iterator[str]:
    """Those who were sent a letter when addresses had to be confirmed."""
    was_asked = before.identification == Identification.EMAIL
    if not was_asked or after.identification == Identification.EMAIL:
        return
    rows = Comment.objects.filter(
        consultation=after.consultation_id, state=CommentState.UNCONFIRMED
    )
    if number := rows.count():
        yield ngettext(
            "%(number)d comment still waits for its author to confirm the address.",
            "%(number)d comments still wait for their authors to confirm the address.",
            number,
        ) % {"number": number}

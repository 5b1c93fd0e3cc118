"""Count comments and agreements anew, and put right what was stored wrong."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import transaction
from django.db.models import Count, F

from plan.comments.actions.change_state import CommentGoneError, locked
from plan.comments.models import Comment
from plan.comments.tallies import Place, change_tallies, counted, stored
from plan.content_version import content_changed


@dataclass(frozen=True)
class WrongTally:
    """A place whose tally differed from its comments."""

    place: Place
    was: int
    counted: int


def wrong_tallies() -> dict[Place, WrongTally]:
    """Places where tally and rows differ."""
    rows, tallies = counted(), stored()
    return {
        place: WrongTally(place, tallies[place], rows[place])
        for place in rows.keys() | tallies.keys()
        if tallies[place] != rows[place]
    }


def count_comments() -> list[WrongTally]:
    """Correct tallies by how much they are wrong; what was wrong, by place.

    Comments go on being written meanwhile: a difference counts only if a second look finds the
    same, and the difference is added, so that nothing that happens at the same time is undone.
    """
    first, second = wrong_tallies(), wrong_tallies()
    found = [wrong for place, wrong in first.items() if second.get(place) == wrong]
    if found:
        with transaction.atomic():
            change_tallies({wrong.place: wrong.counted - wrong.was for wrong in found})
            content_changed()
    return sorted(found, key=lambda wrong: str(wrong.place))


@dataclass(frozen=True)
class WrongAgreements:
    """A comment whose number of agreements differed from their rows."""

    reference: str
    was: int
    counted: int


def count_agreements() -> list[WrongAgreements]:
    """Correct how many agree with a comment; what was wrong, by reference.

    Whoever agrees holds the comment meanwhile, as this does.
    """
    rows = Comment.objects.order_by().annotate(counted=Count("agreeing"))
    keys = list(rows.exclude(agreements=F("counted")).values_list("pk", flat=True))
    found = [wrong for key in keys if (wrong := corrected(Comment(pk=key))) is not None]
    return sorted(found, key=lambda wrong: wrong.reference)


@transaction.atomic
def corrected(comment: Comment) -> WrongAgreements | None:
    """One comment put right; None where it is right by now, or gone."""
    try:
        found = locked(comment)
    except CommentGoneError:
        return None
    was, number = found.agreements, found.agreeing.count()
    if was == number:
        return None
    Comment.objects.filter(pk=found.pk).update(agreements=number)
    content_changed()
    return WrongAgreements(found.reference, was, number)

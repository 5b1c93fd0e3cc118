"""Count comments anew, and put right what the tallies had wrong."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import transaction

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

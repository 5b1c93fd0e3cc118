"""How many comments stand at a passage, kept in step with their states."""

from __future__ import annotations

import uuid
from collections import Counter
from collections.abc import Mapping

from django.db.models import Count, F

from plan.comments.models import Comment, PlaceTally

#: A place of a consultation: its primary key, translation key, block.
Place = tuple[int, uuid.UUID, uuid.UUID]


def place_of(comment: Comment) -> Place:
    """Where a comment stands now."""
    return comment.consultation_id, comment.placed_key, comment.placed_block


def change_tallies(changes: Mapping[Place, int]) -> None:
    """Add these numbers to the tallies of places, in one order so that none waits for another."""
    for place in sorted(changes, key=str):
        if not (number := changes[place]):
            continue
        consultation, key, block = place
        rows = PlaceTally.objects.filter(
            consultation=consultation, translation_key=key, block_id=block
        )
        if not rows.update(number=F("number") + number):
            _, is_made = PlaceTally.objects.get_or_create(
                consultation_id=consultation,
                translation_key=key,
                block_id=block,
                defaults={"number": number},
            )
            if not is_made:
                rows.update(number=F("number") + number)


def counted(**where: object) -> Counter[Place]:
    """The numbers as the rows have them."""
    rows = Comment.objects.public().filter(**where).order_by()
    groups = rows.values_list("consultation", "placed_key", "placed_block")
    return Counter({row[:3]: row[3] for row in groups.annotate(number=Count("pk"))})


def stored(**where: object) -> Counter[Place]:
    """The numbers as they are kept."""
    rows = PlaceTally.objects.filter(**where)
    values = rows.values_list("consultation", "translation_key", "block_id", "number")
    return Counter({row[:3]: row[3] for row in values})

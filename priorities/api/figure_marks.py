"""What tells one state of a measure's public figures from another, without reading them all."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Max, Q
from django.utils import timezone
from django.utils.translation import get_language

from priorities.models import Measure
from priorities.tables import unit_of


@dataclass(frozen=True)
class Mark:
    """A strong entity tag, and when the figures last changed; None where there never were any."""

    tag: str
    modified: datetime | None


def mark_of(measure: Measure, asked: Any) -> Mark:
    """The mark of an answer of figures; one query.

    Rows are added, and ended by a moment, hardly ever changed otherwise: how many have begun and
    ended by now, and when the last did, changes with every release, revision and withdrawal.
    """
    now = timezone.now()
    begun, ended = Q(published_from__lte=now), Q(published_until__lte=now)
    found = measure.observations.aggregate(
        begun=Count("pk", filter=begun),
        ended=Count("pk", filter=ended),
        newest=Max("pk", filter=begun),
        last_begun=Max("published_from", filter=begun),
        last_ended=Max("published_until", filter=ended),
    )
    moments = [one for one in (found["last_begun"], found["last_ended"]) if one is not None]
    parts = [*found.values(), unit_of(measure), get_language(), asked.model_dump(exclude={"at"})]
    # A past day stands still; "now" moves on, and is no other answer until something changes.
    is_past = asked.at is not None and asked.at < now
    parts.append(asked.at if is_past else None)
    digest = hashlib.sha256(repr(parts).encode()).hexdigest()[:32]
    return Mark(f'"{digest}"', max(moments, default=None))

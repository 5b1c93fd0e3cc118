"""What makes a response doubtful. It is kept and counted all the same, and people decide."""

from __future__ import annotations

from datetime import datetime

from django.http import QueryDict

from plan.conf import fastest_answering
from plan.consultation.enums import Doubt
from plan.consultation.models import Attempt

#: Name of a field that people neither see nor reach, and programs fill in.
TRAP = "subject"


def doubts_of(posted: QueryDict) -> list[str]:
    """What a request that starts an attempt gives away by itself."""
    return [Doubt.TRAP.value] if posted.get(TRAP) else []


def doubts_when_sent(attempt: Attempt, received_at: datetime) -> list[str]:
    """What was known of an attempt, and whether it took less time than reading does.

    Answers given beside a passage were typed before their attempt began: nothing is known of
    their time.
    """
    doubts = list(attempt.doubts)
    took = received_at - attempt.started_at
    if attempt.about_key is None and took < fastest_answering() and not attempt.is_test:
        doubts.append(Doubt.FAST.value)
    return list(dict.fromkeys(doubts))


def labels_of(doubts: list[str]) -> list[str]:
    """Doubts in words."""
    known = dict(Doubt.choices)
    return [str(known.get(doubt, doubt)) for doubt in doubts]

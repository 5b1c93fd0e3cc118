"""The states the demonstration can be shown in, with dates counted from now."""

from __future__ import annotations

import zoneinfo
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from plan.enums import PlanStage

ZONE = zoneinfo.ZoneInfo("Europe/London")
OPENING_TIME = time(9)
CLOSING_TIME = time(23, 59)
KEPT_FOR = timedelta(days=2 * 365)
RESULTS_WITHIN = timedelta(weeks=12)


class State(StrEnum):
    """What `load_demo --state` takes."""

    SCHEDULED = "scheduled"
    OPEN = "open"
    CLOSED = "closed"
    ISSUED = "issued"


@dataclass(frozen=True)
class Moments:
    """Stage of the plan and dates of its consultation in one state."""

    stage: PlanStage
    stage_since: date
    opens_at: datetime
    closes_at: datetime
    has_outcome: bool

    @property
    def facts(self) -> dict[str, date | datetime]:
        """What the consultation's page says of dates."""
        closing_day = self.closes_at.astimezone(ZONE).date()
        return {
            "opens_at": self.opens_at,
            "closes_at": self.closes_at,
            "retain_until": closing_day + KEPT_FOR,
            "results_due_on": closing_day + RESULTS_WITHIN,
        }


#: Stage, and in days from today: in this stage since, opening, closing.
DAYS = {
    State.SCHEDULED: (PlanStage.DRAFTING, -60, 14, 63),
    State.OPEN: (PlanStage.IN_CONSULTATION, -14, -14, 35),
    State.CLOSED: (PlanStage.REVISING, -20, -70, -21),
    State.ISSUED: (PlanStage.ISSUED, -7, -161, -105),
}


def moments(state: State, now: datetime) -> Moments:
    """The dates of a state."""
    today = now.astimezone(ZONE).date()
    stage, since, opens, closes = DAYS[state]
    return Moments(
        stage=stage,
        stage_since=today + timedelta(days=since),
        opens_at=local(today + timedelta(days=opens), OPENING_TIME),
        closes_at=local(today + timedelta(days=closes), CLOSING_TIME),
        has_outcome=state is State.ISSUED,
    )


def local(day: date, at: time) -> datetime:
    """A moment by London's clocks."""
    return datetime.combine(day, at, tzinfo=ZONE)

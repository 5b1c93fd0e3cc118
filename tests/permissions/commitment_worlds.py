"""What addresses of commitments' owners and of reports name."""

from __future__ import annotations

from typing import Any

from priorities.actions.keep_owners import add_owner
from priorities.actions.keep_periods import freeze_period
from priorities.commitments.access import new_access
from priorities.models import CommitmentUpdate, Ownership, Report, ReportingPeriod
from tests.priorities import makers
from tests.priorities.commitments.makers import make_period, make_update


def commitment(world: Any) -> Any:
    """A public commitment's record."""
    return makers.make_commitment(makers.make_priority(world.plan)).commitment


def ownership(world: Any) -> Ownership:
    """Somebody keeps it up to date."""
    return add_owner(
        commitment=world["commitment"],
        email="owner@example.org",
        name="",
        language="en",
        user=world.administrator,
    )


def owner_link(world: Any) -> str:
    """The token of a link in a letter."""
    from datetime import timedelta

    return new_access(world["ownership"].owner, timedelta(hours=1), is_link=True)


def commitment_update(world: Any) -> CommitmentUpdate:
    """What the owner sent."""
    return make_update(world["ownership"].owner, world["commitment"])


def frozen_report(world: Any) -> Report:
    """A report on an earlier period."""
    return freeze_period(period=make_period(world.plan), user=world.administrator)


def period(world: Any) -> ReportingPeriod:
    """A period that is open."""
    assert world["frozen_report"]
    return make_period(world.plan)


MAKERS: dict[str, Any] = {
    "commitment": commitment,
    "ownership": ownership,
    "owner_link": owner_link,
    "commitment_update": commitment_update,
    "frozen_report": frozen_report,
    "period": period,
}

"""Addresses of commitments' owners, of the desk of commitments, and of reports."""

from __future__ import annotations

from typing import Any

from priorities.commitments.access import stop_token
from tests.permissions.rows import PUBLISHER, Row, everybody, only, public, staff


def one(world: Any) -> list[Any]:
    """A commitment."""
    return [world["commitment"].public_id]


def link(world: Any) -> list[Any]:
    """A link in a letter."""
    return [world["owner_link"]]


def stopping(world: Any) -> list[Any]:
    """The link that ends reminders."""
    owner = world["ownership"].owner
    return [owner.pk, stop_token(owner)]


def stopping_guessed(world: Any) -> list[Any]:
    """The same with a token that somebody guessed."""
    return [world["ownership"].owner.pk, "0" * 64]


def frozen(world: Any) -> list[Any]:
    """A report."""
    return [world["frozen_report"].public_id]


def period(world: Any) -> list[Any]:
    """A period that is open."""
    return [world["period"].pk]


LIST = Row(only(PUBLISHER), only(PUBLISHER, outcome=405))

EXPECTED = {
    "plan:owner": Row(everybody(200), everybody(422)),
    "plan:owner_link": Row(everybody(200), everybody(303), link),
    "plan:owner_link#guessed": Row(everybody(404), everybody(404), lambda world: ["x" * 43]),
    "plan:owner_sign_out": Row(everybody(303), everybody(303)),
    "plan:owner_resume": Row(everybody(303), everybody(303)),
    "plan:owner_update": Row(everybody("denied"), everybody("denied"), one),
    "plan:stop_reminders": Row(everybody(200), everybody(200), stopping),
    "plan:stop_reminders#guessed": Row(everybody(404), everybody(404), stopping_guessed),
    "plan:report": public(frozen),
    "plan:report_pdf": public(frozen),
    "plan_commitments_admin:list": LIST,
    "plan_commitments_admin:updates": Row(only(PUBLISHER), only(PUBLISHER, outcome=302)),
    "plan_commitments_admin:update": Row(
        only(PUBLISHER),
        only(PUBLISHER, outcome=422),
        lambda world: [world["commitment_update"].pk],
        data={"return": "1"},
    ),
    "plan_commitments_admin:owners": Row(only(PUBLISHER), only(PUBLISHER, outcome=422), one),
    "plan_commitments_admin:remove_owner": Row(
        staff(405),
        only(PUBLISHER, outcome=302),
        lambda world: [world["ownership"].pk],
    ),
    "plan_commitments_admin:periods": Row(only(PUBLISHER), only(PUBLISHER, outcome=422)),
    "plan_commitments_admin:period": Row(only(PUBLISHER), only(PUBLISHER, outcome=302), period),
    "plan_commitments_admin:edit_period": Row(
        only(PUBLISHER), only(PUBLISHER, outcome=422), period
    ),
    "plan_commitments_admin:cancel_period": Row(
        only(PUBLISHER), only(PUBLISHER, outcome=302), period
    ),
    "plan_commitments_admin:freeze_period": Row(
        only(PUBLISHER), only(PUBLISHER, outcome=302), period
    ),
}

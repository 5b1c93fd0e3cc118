"""Makes owners, updates and periods, and does what they do."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from django.contrib.auth.models import Group
from django.core import mail
from django.test import Client

from home.models import User
from plan.models import Plan, PlanPage
from priorities.actions.keep_owners import add_owner
from priorities.actions.submit_update import submit_update
from priorities.models import Commitment, CommitmentUpdate, Owner, ReportingPeriod
from tests.factories import make_roles

HOME = "/en/commitments/owner/"


def publisher(email: str = "publisher@example.org") -> User:
    """Somebody with the role that approves."""
    make_roles()
    user, is_new = User.objects.get_or_create(email=email)
    if is_new:
        user.groups.add(Group.objects.get(name="Publisher"))
    return user


def somebody(role: str) -> User:
    """Somebody with another role."""
    make_roles()
    user = User.objects.create_user(f"{role.lower()}@example.org")
    user.groups.add(Group.objects.get(name=role))
    return user


def make_owner(
    commitment: Commitment, email: str = "owner@example.org", language: str = "en"
) -> Owner:
    """Somebody who keeps a commitment up to date."""
    user = publisher()
    made = add_owner(commitment=commitment, email=email, name="", language=language, user=user)
    return made.owner


def make_update(owner: Owner, commitment: Commitment, **fields: Any) -> CommitmentUpdate:
    """An update that waits."""
    given = {
        "status": "at_risk",
        "reason": "It rained.",
        "done": "We trained ten officers.",
        "evidence_url": "https://example.org/news",
        "expected_on": date(2027, 6, 30),
        "language": "en",
        **fields,
    }
    return submit_update(owner=owner, commitment=commitment, **given)


def record_of(plan: PlanPage) -> Plan:
    """The record of a plan."""
    return Plan.objects.get(translation_key=plan.translation_key)


def make_period(plan: PlanPage, **fields: Any) -> ReportingPeriod:
    """An open period: the third quarter of 2026."""
    given = {
        "starts_on": date(2026, 7, 1),
        "ends_on": date(2026, 9, 30),
        "updates_due_on": date(2026, 10, 10),
        **fields,
    }
    return ReportingPeriod.objects.create(plan=record_of(plan), **given)


def link_in(letter: Any) -> str:
    """The path of the way in."""
    found = re.search(r"http://[^/\s]+(/\S+/owner/link/\S+)", letter.body)
    assert found, letter.body
    return found[1]


def sign_in(client: Client, owner: Owner, *, home: str = HOME) -> None:
    """Ask for a link and follow it."""
    assert client.post(home, {"email": owner.email}).status_code == 303
    answer = client.post(link_in(mail.outbox[-1]))
    assert (answer.status_code, answer["Location"]) == (303, home)


def posted(**fields: Any) -> dict[str, Any]:
    """What the owner's form sends."""
    return {
        "status": "at_risk",
        "reason": "It rained.",
        "done": "We trained ten officers.",
        "evidence_url": "https://example.org/news",
        "expected_on-day": "30",
        "expected_on-month": "6",
        "expected_on-year": "2027",
        **fields,
    }

"""Owners of commitments, what they say, a frozen report and the period after it.

Made through the same actions as people use, then dated back: what was sent, and what was decided.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db import transaction

from home.demo.content_files import SOURCE_LANGUAGE, read_json
from home.demo.pages import fresh
from home.demo.staff import member
from home.demo.states import ZONE, local
from home.demo.translations import translate_again
from plan.models import Plan, PlanPage
from plan.roles import PUBLISHER
from priorities.actions.decide_update import approve_update
from priorities.actions.keep_owners import add_owner
from priorities.actions.keep_periods import freeze_period, open_period
from priorities.actions.submit_update import submit_update
from priorities.models import CommitmentPage, CommitmentUpdate, Owner, ReportingPeriod

SENT_AT = time(16, 30)
DECIDED_AFTER = timedelta(hours=18)
#: How long owners still have in the period that is open.
DUE_IN = timedelta(days=10)


@transaction.atomic
def add_progress(plan_page: PlanPage, now: datetime) -> int:
    """Owners with their updates, a report and an open period; how many reports were made.

    Nothing where the plan has a period already.
    """
    plan = Plan.objects.get(translation_key=plan_page.translation_key)
    if ReportingPeriod.objects.filter(plan=plan).exists():
        return 0
    pages = {page.slug: page for page in CommitmentPage.objects.descendant_of(plan_page)}
    content, today = read_json("progress"), now.astimezone(ZONE).date()
    owners = {key: keep(given, pages) for key, given in content["owners"].items()}
    starts_on, _ends_on = quarter_of(today)
    period = begin(plan, *quarter_of(starts_on - timedelta(days=1)), due_on=starts_on)
    for given in content["reported"]:
        sent = local(period.ends_on - timedelta(days=given["days_before_end"]), SENT_AT)
        publish(say(owners[given["owner"]], pages[given["commitment"]], given, sent, today))
    freeze_period(period=period, user=member(PUBLISHER))
    begin(plan, *quarter_of(today), due_on=today + DUE_IN)
    for given in content["waiting"]:
        sent = local(today - timedelta(days=given["days_ago"]), SENT_AT)
        say(owners[given["owner"]], pages[given["commitment"]], given, sent, today)
    return 1


def quarter_of(day: date) -> tuple[date, date]:
    """First and last day of the quarter of a year that a day lies in."""
    starts_on = day.replace(month=day.month - (day.month - 1) % 3, day=1)
    in_the_next = starts_on + timedelta(days=100)
    return starts_on, in_the_next.replace(day=1) - timedelta(days=1)


def begin(plan: Plan, starts_on: date, ends_on: date, *, due_on: date) -> ReportingPeriod:
    """Open a period."""
    return open_period(
        plan=plan,
        starts_on=starts_on,
        ends_on=ends_on,
        updates_due_on=due_on,
        name="",
        user=member(PUBLISHER),
    )


def keep(given: Mapping[str, Any], pages: Mapping[str, CommitmentPage]) -> Owner:
    """Give somebody, known by a role, the commitments to keep."""
    ownerships = [
        add_owner(
            commitment=pages[slug].commitment,
            email=given["email"],
            name=given["name"],
            language=SOURCE_LANGUAGE,
            user=member(PUBLISHER),
        )
        for slug in given["commitments"]
    ]
    return ownerships[0].owner


def say(
    owner: Owner, page: CommitmentPage, given: Mapping[str, Any], sent: datetime, today: date
) -> CommitmentUpdate:
    """An owner's update, as if it had been sent then."""
    days = given["expected_in_days"]
    update = submit_update(
        owner=owner,
        commitment=page.commitment,
        status=given["status"],
        reason=given.get("reason", ""),
        done=given["done"],
        evidence_url="",
        expected_on=None if days is None else today + timedelta(days=days),
        language=SOURCE_LANGUAGE,
    )
    CommitmentUpdate.objects.filter(pk=update.pk).update(submitted_at=sent)
    return update


def publish(update: CommitmentUpdate) -> None:
    """Approve it a day later, and translate the page again."""
    update = approve_update(
        update=update, reason=update.reason, done=update.done, user=member(PUBLISHER)
    )
    decided = update.submitted_at + DECIDED_AFTER
    CommitmentUpdate.objects.filter(pk=update.pk).update(decided_at=decided)
    page = CommitmentPage.objects.get(
        commitment=update.commitment_id, locale__language_code=SOURCE_LANGUAGE
    )
    translate_again(fresh(page))

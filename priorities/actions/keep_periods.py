"""Open a reporting period, chase owners in it, and freeze it into a report."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from plan.models import Plan
from priorities.enums import ReportingState
from priorities.log_actions import PERIOD_CHASED, PERIOD_FROZEN, PERIOD_OPENED
from priorities.models import Report, ReportingPeriod
from priorities.permissions import can_keep_periods
from priorities.reports.snapshot import digest_of, snapshot_of


class PeriodRefusedError(Exception):
    """Nothing changed; the message says what to do instead."""


@transaction.atomic
def open_period(
    *, plan: Plan, starts_on: date, ends_on: date, updates_due_on: date, name: str, user: Any
) -> ReportingPeriod:
    """Begin to gather updates. ValidationError where the dates do not fit, or one is open."""
    if not can_keep_periods(user):
        raise PermissionDenied
    period = ReportingPeriod(
        plan=plan,
        starts_on=starts_on,
        ends_on=ends_on,
        updates_due_on=updates_due_on,
        name=name,
        created_by=user,
    )
    period.full_clean()
    period.save()
    log(instance=period, action=PERIOD_OPENED, user=user)
    return period


def chase_period(*, period: ReportingPeriod, user: Any) -> int:
    """Remind everybody who has not said anything in the period yet; how many letters go out.

    Who has had a letter today, or wants none, gets none.
    """
    from priorities.commitments.reminders import chase

    if not can_keep_periods(user, period):
        raise PermissionDenied
    if period.state != ReportingState.OPEN:
        raise PeriodRefusedError(_("The period is frozen: nobody is asked for updates any more."))
    number = chase(period)
    log(instance=period, action=PERIOD_CHASED, user=user, data={"letters": number})
    return number


@transaction.atomic
def freeze_period(*, period: ReportingPeriod, user: Any) -> Report:
    """Keep what is public now for good, and publish it as a report."""
    found = ReportingPeriod.objects.select_for_update().get(pk=period.pk)
    if not can_keep_periods(user, found):
        raise PermissionDenied
    if found.state != ReportingState.OPEN:
        raise PeriodRefusedError(_("The period is frozen already."))
    snapshot = snapshot_of(found)
    if not snapshot["languages"]:
        raise PeriodRefusedError(_("The plan is not public. Publish it before you report on it."))
    report = Report.objects.create(
        period=found,
        snapshot=snapshot,
        digest=digest_of(snapshot),
        languages=f" {' '.join(snapshot['languages'])} ",
        frozen_at=timezone.now(),
        frozen_by=user,
    )
    found.state = ReportingState.FROZEN
    found.save(update_fields=["state"])
    log(instance=found, action=PERIOD_FROZEN, user=user, data={"digest": report.digest})
    return report

"""Correct a reporting period that is open, or cancel it: nothing of it is public yet."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from priorities.actions.keep_periods import PeriodRefusedError
from priorities.commitments.facts import as_text
from priorities.enums import ReportingState
from priorities.log_actions import PERIOD_CANCELLED, PERIOD_EDITED
from priorities.models import OwnerReminder, ReportingPeriod
from priorities.permissions import can_keep_periods


@transaction.atomic
def edit_period(
    *,
    period: ReportingPeriod,
    starts_on: date,
    ends_on: date,
    updates_due_on: date,
    name: str,
    user: Any,
) -> ReportingPeriod:
    """Set name and dates. ValidationError where the dates do not fit.

    When the day on which updates are due moves, owners are reminded of the new one.
    """
    found = begin(period, user)
    before = facts_of(found)
    is_moved = found.updates_due_on != updates_due_on
    found.starts_on, found.ends_on = starts_on, ends_on
    found.updates_due_on, found.name = updates_due_on, name
    found.full_clean(exclude=["created_by"])  # whoever opened it may be gone
    if facts_of(found) == before:
        return found
    found.save()
    if is_moved:
        forget_told(found)
    log(
        instance=found,
        action=PERIOD_EDITED,
        user=user,
        data={"before": before, "after": facts_of(found)},
    )
    return found


@transaction.atomic
def cancel_period(*, period: ReportingPeriod, user: Any) -> None:
    """Delete it; updates of owners stay, the log keeps what it was."""
    found = begin(period, user)
    log(instance=found, action=PERIOD_CANCELLED, user=user, data=facts_of(found))
    forget_told(found)
    found.delete()


def begin(period: ReportingPeriod, user: Any) -> ReportingPeriod:
    """The period under lock, while it may be changed by somebody."""
    found = ReportingPeriod.objects.select_for_update().filter(pk=period.pk).first()
    if not can_keep_periods(user, found):
        raise PermissionDenied
    if found is None:
        raise PeriodRefusedError(_("Somebody has cancelled the period already."))
    if found.state != ReportingState.OPEN:
        raise PeriodRefusedError(_("The period is frozen: it cannot be changed any more."))
    return found


def facts_of(period: ReportingPeriod) -> dict[str, str]:
    """What the log keeps of a period."""
    return {
        "name": period.name,
        "starts_on": as_text(period.starts_on),
        "ends_on": as_text(period.ends_on),
        "updates_due_on": as_text(period.updates_due_on),
    }


def forget_told(period: ReportingPeriod) -> None:
    """Owners were reminded of a day that holds no more."""
    keys = [f"period-before:{period.pk}", f"period-after:{period.pk}"]
    OwnerReminder.objects.filter(occasion__in=keys).delete()

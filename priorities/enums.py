"""States, units and periods, and the groups of them that rules speak of."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Unit(models.TextChoices):
    """What a figure counts."""

    COUNT = "count", _("Number")
    RATE = "rate", _("Rate")
    PERCENTAGE = "percentage", _("Percentage")
    PERCENTAGE_POINTS = "percentage_points", _("Percentage points")
    DAYS = "days", _("Days")
    MONEY = "money", _("Money")


class WantedDirection(models.TextChoices):
    """Which way a measure should move."""

    HIGHER = "higher", _("Higher is better")
    LOWER = "lower", _("Lower is better")
    RANGE = "range", _("In a range")
    CONTEXTUAL = "contextual", _("Neither: shown for context, without a judgement")


class Frequency(models.TextChoices):
    """How often a figure is due."""

    MONTHLY = "monthly", _("Monthly")
    QUARTERLY = "quarterly", _("Quarterly")
    FINANCIAL_YEAR = "financial_year", _("Each financial year")
    CALENDAR_YEAR = "calendar_year", _("Each calendar year")
    ROLLING_12_MONTHS = "rolling_12_months", _("Rolling 12 months")
    ONCE = "once", _("Once")


class PeriodKind(models.TextChoices):
    """What stretch of time a figure is for. Only equal kinds are compared."""

    MONTH = "month", _("Month")
    QUARTER = "quarter", _("Quarter")
    FINANCIAL_YEAR = "financial_year", _("Financial year")
    CALENDAR_YEAR = "calendar_year", _("Calendar year")
    ROLLING_12_MONTHS = "rolling_12_months", _("12 months up to a month’s end")
    OTHER = "other", _("Other period, or a single day")


class ComparedWith(models.TextChoices):
    """Which earlier period a figure is held against."""

    PREVIOUS = "previous", _("The period before")
    YEAR_EARLIER = "year_earlier", _("The same period a year earlier")


PERIOD_OF_FREQUENCY = {
    Frequency.MONTHLY: PeriodKind.MONTH,
    Frequency.QUARTERLY: PeriodKind.QUARTER,
    Frequency.FINANCIAL_YEAR: PeriodKind.FINANCIAL_YEAR,
    Frequency.CALENDAR_YEAR: PeriodKind.CALENDAR_YEAR,
    Frequency.ROLLING_12_MONTHS: PeriodKind.ROLLING_12_MONTHS,
    Frequency.ONCE: PeriodKind.OTHER,
}

#: Months a period lasts, by its kind; other periods last as long as they last.
MONTHS_OF_PERIOD = {
    PeriodKind.MONTH: 1,
    PeriodKind.QUARTER: 3,
    PeriodKind.FINANCIAL_YEAR: 12,
    PeriodKind.CALENDAR_YEAR: 12,
    PeriodKind.ROLLING_12_MONTHS: 12,
}


class Marker(models.TextChoices):
    """Letters beside or instead of a figure, after the UK statisticians' convention."""

    CONFIDENTIAL = "c", _("confidential: withheld so that nobody can be identified")
    NOT_AVAILABLE = "x", _("not available")
    NOT_APPLICABLE = "z", _("not applicable")
    LOW = "low", _("too small to show as a number")
    PROVISIONAL = "p", _("provisional")
    REVISED = "r", _("revised since it was first published")
    BREAK = "b", _("break in the series: not comparable with earlier figures")


#: Markers that stand instead of a number: none is stored, none is ever shown.
WITHHOLDING = frozenset(
    {Marker.CONFIDENTIAL, Marker.NOT_AVAILABLE, Marker.NOT_APPLICABLE, Marker.LOW}
)


class ObservationStatus(models.TextChoices):
    """How far a figure is on its way to readers (domain.md, observation lifecycle)."""

    VALIDATED = "validated", _("Validated")
    APPROVED = "approved", _("Approved")
    PUBLISHED = "published", _("Published")
    REVISED = "revised", _("Published, and revised since")


#: What readers may see.
PUBLIC_STATUSES = frozenset({ObservationStatus.PUBLISHED, ObservationStatus.REVISED})


class CommitmentStatus(models.TextChoices):
    """How a commitment stands."""

    NOT_STARTED = "not_started", _("Not started")
    ON_TRACK = "on_track", _("On track")
    AT_RISK = "at_risk", _("At risk")
    OFF_TRACK = "off_track", _("Off track")
    COMPLETE = "complete", _("Complete")
    PAUSED = "paused", _("Paused")
    WITHDRAWN = "withdrawn", _("Withdrawn")


#: States that readers must be told the reason of.
EXPLAINED_STATUSES = frozenset(
    {
        CommitmentStatus.AT_RISK,
        CommitmentStatus.OFF_TRACK,
        CommitmentStatus.PAUSED,
        CommitmentStatus.WITHDRAWN,
    }
)

#: States after which nobody is reminded of a date.
ENDED_STATUSES = frozenset(
    {CommitmentStatus.COMPLETE, CommitmentStatus.PAUSED, CommitmentStatus.WITHDRAWN}
)


class UpdateState(models.TextChoices):
    """What has become of an update that an owner sent."""

    SUBMITTED = "submitted", _("Waiting")
    APPROVED = "approved", _("Published")
    RETURNED = "returned", _("Returned")
    REPLACED = "replaced", _("Replaced by a later one")


class ReportingState(models.TextChoices):
    """Whether a period still gathers updates."""

    OPEN = "open", _("Open")
    FROZEN = "frozen", _("Frozen")

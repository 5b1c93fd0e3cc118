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
    """Where a stored figure is in its life. The clock decides; nothing has to run."""

    APPROVED = "approved", _("Approved, not yet public")
    PUBLISHED = "published", _("Published")
    REVISED = "revised", _("Published, revises an earlier figure")
    ENDED = "ended", _("No longer public: revised or withdrawn since")


class Calculation(models.TextChoices):
    """How the figures of a measure follow from those of others."""

    NONE = "", _("Not calculated: figures are entered or imported")
    RATE = "rate", _("Rate: one measure per so many of another, such as people")
    SHARE = "share", _("Share: one measure as a percentage of another")
    ROLLING = "rolling", _("Rolling 12 months: sum of one measure’s months or quarters")
    GAP = "gap", _("Gap: difference between two groups of one measure")


class BatchState(models.TextChoices):
    """How far a batch of figures has come."""

    UPLOADED = "uploaded", _("Uploaded")
    CHECKED = "checked", _("Waiting for approval")
    APPROVED = "approved", _("Approved")
    DISCARDED = "discarded", _("Discarded")
    UNDONE = "undone", _("Undone")


class BatchChannel(models.TextChoices):
    """How figures came in."""

    FILE = "file", _("File")
    TYPED = "typed", _("Typed")
    PUSHED = "pushed", _("Sent by a program")
    CODE = "code", _("Loaded by a command")
    CALCULATED = "calculated", _("Calculated")


class Change(models.TextChoices):
    """What a batch does to a figure."""

    NEW = "new", _("New")
    CHANGED = "changed", _("Changed")
    VANISHED = "vanished", _("No longer there")


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

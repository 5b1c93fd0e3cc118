"""Models of priorities, outcomes, commitments and measures."""

from priorities.models.commitment_page import CommitmentPage
from priorities.models.measure_page import MeasurePage
from priorities.models.observations import Observation
from priorities.models.owners import (
    CommitmentUpdate,
    Owner,
    OwnerAccess,
    OwnerReminder,
    Ownership,
)
from priorities.models.priority_pages import OutcomePage, PriorityPage
from priorities.models.records import Commitment, Measure
from priorities.models.reports import Report, ReportFile, ReportingPeriod
from priorities.models.status_changes import CommitmentStatusChange

__all__ = [
    "Commitment",
    "CommitmentPage",
    "CommitmentStatusChange",
    "CommitmentUpdate",
    "Measure",
    "MeasurePage",
    "Observation",
    "OutcomePage",
    "Owner",
    "OwnerAccess",
    "OwnerReminder",
    "Ownership",
    "PriorityPage",
    "Report",
    "ReportFile",
    "ReportingPeriod",
]

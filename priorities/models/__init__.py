"""Models of priorities, outcomes, commitments and measures."""

from priorities.models.areas import Area
from priorities.models.commitment_page import CommitmentPage
from priorities.models.imports import ImportBatch, ImportedFigure, ImportProfile, PushToken
from priorities.models.measure_page import MeasurePage
from priorities.models.observations import Observation
from priorities.models.owners import (
    ApproverMail,
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
from priorities.models.summaries import MeasureSummary

__all__ = [
    "ApproverMail",
    "Area",
    "Commitment",
    "CommitmentPage",
    "CommitmentStatusChange",
    "CommitmentUpdate",
    "ImportBatch",
    "ImportProfile",
    "ImportedFigure",
    "Measure",
    "MeasurePage",
    "MeasureSummary",
    "Observation",
    "OutcomePage",
    "Owner",
    "OwnerAccess",
    "OwnerReminder",
    "Ownership",
    "PriorityPage",
    "PushToken",
    "Report",
    "ReportFile",
    "ReportingPeriod",
]

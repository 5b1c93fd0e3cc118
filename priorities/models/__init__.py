"""Models of priorities, outcomes, commitments and measures."""

from priorities.models.areas import Area
from priorities.models.commitment_page import CommitmentPage
from priorities.models.imports import ImportBatch, ImportedFigure, ImportProfile, PushToken
from priorities.models.measure_page import MeasurePage
from priorities.models.observations import Observation
from priorities.models.priority_pages import OutcomePage, PriorityPage
from priorities.models.records import Commitment, Measure

__all__ = [
    "Area",
    "Commitment",
    "CommitmentPage",
    "ImportBatch",
    "ImportProfile",
    "ImportedFigure",
    "Measure",
    "MeasurePage",
    "Observation",
    "OutcomePage",
    "PriorityPage",
    "PushToken",
]

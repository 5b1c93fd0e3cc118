"""Models of priorities, outcomes, commitments and measures."""

from priorities.models.commitment_page import CommitmentPage
from priorities.models.measure_page import MeasurePage
from priorities.models.observations import Observation
from priorities.models.priority_pages import OutcomePage, PriorityPage
from priorities.models.records import Commitment, Measure

__all__ = [
    "Commitment",
    "CommitmentPage",
    "Measure",
    "MeasurePage",
    "Observation",
    "OutcomePage",
    "PriorityPage",
]

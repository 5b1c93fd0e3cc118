"""Models of the plan as a document."""

from plan.models.chapter_pages import SectionPage, StatementPage
from plan.models.draft_links import DraftLink
from plan.models.languages import TranslationProgress
from plan.models.mixins import (
    BslMixin,
    InPlanMixin,
    PassagesMixin,
    PlanChildMixin,
    VideoMixin,
)
from plan.models.passages import Passage, PassageKind
from plan.models.plan_page import PlanPage
from plan.models.records import Plan
from plan.models.service import Branding, ServiceDetails
from plan.models.snippets import Organisation, PlanKind

__all__ = [
    "Branding",
    "BslMixin",
    "DraftLink",
    "InPlanMixin",
    "Organisation",
    "Passage",
    "PassageKind",
    "PassagesMixin",
    "Plan",
    "PlanChildMixin",
    "PlanKind",
    "PlanPage",
    "SectionPage",
    "ServiceDetails",
    "StatementPage",
    "TranslationProgress",
    "VideoMixin",
]

"""Who may do what with commitments and reports, as sentences the code can ask."""

from __future__ import annotations

from typing import Any

from plan.permissions import can_publish_page
from priorities.models import Commitment, CommitmentPage, CommitmentUpdate, ReportingPeriod

APP = "plan_priorities"


def has(user: Any, codename: str) -> bool:
    """Whether an active person has a permission of ours."""
    return bool(user.is_active and user.has_perm(f"{APP}.{codename}"))


def source_page_of(commitment: Commitment) -> CommitmentPage | None:
    """The page that writes the record: that of the newest plan where several show it."""
    pages = CommitmentPage.objects.filter(commitment=commitment, alias_of=None, live=True)
    return next((page for page in pages.order_by("-pk") if page.is_source()), None)


def can_view_commitments(user: Any, commitment: Commitment | None = None) -> bool:
    """See the desk of commitments: owners, and what they have sent."""
    return has(user, "view_commitmentupdate")


def can_keep_owners(user: Any, commitment: Commitment | None = None) -> bool:
    """Say who keeps a commitment up to date."""
    return can_view_commitments(user) and has(user, "change_owner")


def can_approve_commitmentupdate(user: Any, update: CommitmentUpdate | None = None) -> bool:
    """Publish what an owner said, or return it; publishing takes the right to the page too."""
    if not (can_view_commitments(user) and has(user, "approve_commitmentupdate")):
        return False
    page = source_page_of(update.commitment) if update is not None else None
    return page is None or can_publish_page(user, page)


def can_keep_periods(user: Any, period: ReportingPeriod | None = None) -> bool:
    """Open a reporting period, chase owners in it, and freeze it."""
    return can_view_commitments(user) and has(user, "change_reportingperiod")

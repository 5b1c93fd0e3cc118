"""Who may do what with figures, commitments and reports, as sentences the code can ask."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied

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
    """Open a reporting period, correct or cancel it, chase owners in it, and freeze it."""
    return can_view_commitments(user) and has(user, "change_reportingperiod")


def can_view_figures(user: Any) -> bool:
    """Look through all figures in the admin, those that wait for their release too."""
    return has(user, "view_observation")


def can_import_figures(user: Any) -> bool:
    """Upload, type and check figures, and keep how files are read."""
    return bool(user.is_active and user.has_perm(f"{APP}.add_importbatch"))


def can_approve_figures(user: Any) -> bool:
    """Make checked figures public, and undo what was approved."""
    return bool(user.is_active and user.has_perm(f"{APP}.approve_importbatch"))


def can_view_batches(user: Any) -> bool:
    """See figures on their way in: those who bring them, and those who approve them."""
    return can_import_figures(user) or can_approve_figures(user)


def can_keep_tokens(user: Any) -> bool:
    """Make and revoke keys with which programs send figures."""
    return can_import_figures(user) and bool(user.has_perm(f"{APP}.add_pushtoken"))


def can_load_areas(user: Any) -> bool:
    """Load a list of areas with their codes."""
    return bool(user.is_active and user.has_perm(f"{APP}.add_area"))


def require(is_allowed: bool) -> None:
    """PermissionDenied unless it is allowed."""
    if not is_allowed:
        raise PermissionDenied

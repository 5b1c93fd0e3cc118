"""Who may do what with figures, as sentences the code can ask."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied

APP = "plan_priorities"


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

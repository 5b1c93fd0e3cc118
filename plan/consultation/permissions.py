"""Who may do what with consultations, as sentences the code can ask."""

from __future__ import annotations

from typing import Any

from plan.consultation.models import Consultation, DisclosureHint, Response

APP = "plan_consultation"


def can_view_responses(user: Any, consultation: Consultation | None = None) -> bool:
    """Read single responses and their numbers."""
    return bool(user.is_active and user.has_perm(f"{APP}.view_response"))


def can_export_responses(user: Any, consultation: Consultation | None = None) -> bool:
    """Take all responses away in a file."""
    return bool(user.is_active and user.has_perm(f"{APP}.export_response"))


def can_view_contact_details(user: Any, response: Response | None = None) -> bool:
    """See the addresses respondents gave."""
    return bool(user.is_active and user.has_perm(f"{APP}.view_contactdetail"))


def can_erase_response(user: Any, response: Response | None = None) -> bool:
    """Erase a response for good."""
    return bool(user.is_active and user.has_perm(f"{APP}.erase_response"))


def can_try_form(user: Any, page: Any) -> bool:
    """Walk through the form of a draft: whoever may edit the page."""
    return bool(page.permissions_for_user(user).can_edit())


def can_view_hints(user: Any, hint: DisclosureHint | None = None) -> bool:
    """See which answers may disclose harm, and note what was done about it."""
    return bool(user.is_active and user.has_perm(f"{APP}.view_disclosurehint"))

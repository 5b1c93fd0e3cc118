"""Who may do what with consultations, as sentences the code can ask."""

from __future__ import annotations

from typing import Any

from plan.consultation.models import Consultation, Response

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


def can_renew_private_link(user: Any, response: Response) -> bool:
    """End a response's private link and make another for its author.

    Whoever has the link reads everything: so it takes the right to read everything of this one.
    """
    if not (can_erase_response(user, response) and can_view_contact_details(user, response)):
        return False
    is_guarded = response.protected_answers.exists()
    return bool(not is_guarded or user.has_perm(f"{APP}.view_protectedanswer"))


def can_add_source(user: Any, consultation: Consultation | None = None) -> bool:
    """Make short addresses for partners and places."""
    return bool(user.is_active and user.has_perm(f"{APP}.add_source"))


def can_view_paper_requests(user: Any, consultation: Consultation | None = None) -> bool:
    """See who wants the form by post."""
    return bool(user.is_active and user.has_perm(f"{APP}.view_paperrequest"))


def can_send_paper(user: Any, consultation: Consultation | None = None) -> bool:
    """Note that the form has been sent."""
    return bool(user.is_active and user.has_perm(f"{APP}.change_paperrequest"))


def can_erase_paper_request(user: Any, consultation: Consultation | None = None) -> bool:
    """Forget who wanted the form."""
    return bool(user.is_active and user.has_perm(f"{APP}.delete_paperrequest"))


def can_view_subscribers(user: Any, consultation: Consultation | None = None) -> bool:
    """See and export the addresses that want news."""
    return bool(user.is_active and user.has_perm(f"{APP}.view_updatessubscriber"))


def can_erase_subscriber(user: Any, consultation: Consultation | None = None) -> bool:
    """Forget an address that wanted news."""
    return bool(user.is_active and user.has_perm(f"{APP}.delete_updatessubscriber"))

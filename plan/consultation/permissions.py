"""Who may do what with consultations, as sentences the code can ask."""

from __future__ import annotations

from typing import Any

from plan.consultation.models import Consultation, ConsultationPage, Export, Response

APP = "plan_consultation"


def can_view_responses(user: Any, consultation: Consultation | None = None) -> bool:
    """Read single responses and their numbers."""
    return bool(user.is_active and user.has_perm(f"{APP}.view_response"))


def can_export_responses(user: Any, consultation: Consultation | None = None) -> bool:
    """Take all responses away in a file."""
    return bool(user.is_active and user.has_perm(f"{APP}.export_response"))


def can_export_protected_answers(user: Any, consultation: Consultation | None = None) -> bool:
    """Take answers of special category away, too, and count by them."""
    return can_export_responses(user) and user.has_perm(f"{APP}.export_protectedanswer")


def can_open_export(user: Any, export: Export) -> bool:
    """Fetch a file: only whoever asked for it, while they may still have what it holds."""
    may_see = can_export_responses(user, export.consultation)
    if export.options.get("with_protected"):
        may_see = can_export_protected_answers(user, export.consultation)
    return may_see and export.created_by_id == user.pk


def can_publish_results(user: Any, consultation: Consultation) -> bool:
    """Publish results: whoever may publish the consultation's page."""
    pages = ConsultationPage.objects.filter(translation_key=consultation.translation_key)
    page = pages.filter(alias_of=None).order_by("pk").first()
    return bool(page and page.permissions_for_user(user).can_publish())


def can_view_contact_details(user: Any, response: Response | None = None) -> bool:
    """See the addresses respondents gave."""
    return bool(user.is_active and user.has_perm(f"{APP}.view_contactdetail"))


def can_erase_response(user: Any, response: Response | None = None) -> bool:
    """Erase a response for good."""
    return bool(user.is_active and user.has_perm(f"{APP}.erase_response"))


def can_try_form(user: Any, page: Any) -> bool:
    """Walk through the form of a draft: whoever may edit the page."""
    return bool(page.permissions_for_user(user).can_edit())

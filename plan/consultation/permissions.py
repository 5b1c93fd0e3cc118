"""Who may do what with consultations, as sentences the code can ask."""

from __future__ import annotations

from typing import Any

from plan.consultation.models import Consultation, ConsultationPage, Response

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


def can_change_dates(user: Any, consultation: Consultation) -> bool:
    """Open, extend or close early: whoever may publish the page it was written on."""
    page = source_page(consultation)
    return page is not None and bool(page.permissions_for_user(user).can_publish())


def can_view_form_versions(user: Any, consultation: Consultation) -> bool:
    """Read what was changed in a form, and why: whoever reads responses or edits the page."""
    if can_view_responses(user, consultation):
        return True
    page = source_page(consultation)
    return page is not None and can_try_form(user, page)


def can_test_response(user: Any, consultation: Consultation | None = None) -> bool:
    """Answer a form before it opens, and clear away such tests."""
    return bool(user.is_active and user.has_perm(f"{APP}.test_response"))


def source_page(consultation: Consultation) -> ConsultationPage | None:
    """The page a consultation was written on: the oldest of all languages."""
    pages = ConsultationPage.objects.filter(
        translation_key=consultation.translation_key, alias_of=None
    )
    page: ConsultationPage | None = pages.order_by("pk").first()
    return page

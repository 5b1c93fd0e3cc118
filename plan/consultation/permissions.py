"""Who may do what with consultations, as sentences the code can ask."""

from __future__ import annotations

from typing import Any

from plan.consultation.models import (
    Consultation,
    ConsultationPage,
    DisclosureHint,
    Export,
    Response,
)

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


def can_view_protected_answers(user: Any, response: Response | None = None) -> bool:
    """Read answers of special category. No role has this: an administrator grants it by name."""
    return bool(user.is_active and user.has_perm(f"{APP}.view_protectedanswer"))


def can_erase_response(user: Any, response: Response | None = None) -> bool:
    """Erase a response for good."""
    return bool(user.is_active and user.has_perm(f"{APP}.erase_response"))


def can_try_form(user: Any, page: Any) -> bool:
    """Walk through the form of a draft: whoever may edit the page."""
    return bool(page.permissions_for_user(user).can_edit())


def can_enter_response(user: Any, consultation: Consultation | None = None) -> bool:
    """Enter responses that came on paper, by phone and the like."""
    return bool(user.is_active and user.has_perm(f"{APP}.enter_response"))


def can_view_entries(user: Any, consultation: Consultation | None = None) -> bool:
    """See which responses were entered, and their scans: whoever enters or checks."""
    return can_enter_response(user) or bool(
        user.is_active and user.has_perm(f"{APP}.check_response")
    )


def can_check_response(user: Any, response: Response | None = None) -> bool:
    """Say that an entry agrees with the paper: never one's own."""
    if not (user.is_active and user.has_perm(f"{APP}.check_response")):
        return False
    if response is None:
        return True
    return response.entered_at is not None and response.entered_by_id != user.pk


def can_correct_response(user: Any, response: Response) -> bool:
    """Put an entry right: whoever enters or checks, and may see all that it holds."""
    if response.entered_at is None or not can_view_entries(user):
        return False
    if response.contact_details.exists() and not can_view_contact_details(user, response):
        return False
    guarded = response.protected_answers.exists()
    return not guarded or bool(user.has_perm(f"{APP}.view_protectedanswer"))


def can_import_responses(user: Any, consultation: Consultation | None = None) -> bool:
    """Take responses in from a file, and take such a file back."""
    return bool(user.is_active and user.has_perm(f"{APP}.import_response"))


def can_import_form(user: Any, page: Any) -> bool:
    """Put a form from a file into the draft of a page: whoever may edit it, where it is written."""
    return bool(page.is_source() and page.permissions_for_user(user).can_edit())


def can_renew_private_link(user: Any, response: Response) -> bool:
    """End a response's private link and make another for its author.

    Whoever has the link reads everything: so it takes the right to read everything of this one.
    """
    if not (can_erase_response(user, response) and can_view_contact_details(user, response)):
        return False
    is_guarded = response.protected_answers.exists()
    return bool(not is_guarded or user.has_perm(f"{APP}.view_protectedanswer"))


def can_pass_on_private_link(user: Any, response: Response) -> bool:
    """See the private link of an entry, to pass it on: whoever has just typed all that it opens.

    No more once the response holds what somebody else wrote: a change, or nothing.
    """
    is_own = response.entered_by_id is not None and response.entered_by_id == user.pk
    is_as_typed = response.changed_at is None and response.withdrawn_at is None
    return is_own and is_as_typed and can_enter_response(user)


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


def can_view_hints(user: Any, hint: DisclosureHint | None = None) -> bool:
    """See which answers may disclose harm, and note what was done about it."""
    return bool(user.is_active and user.has_perm(f"{APP}.view_disclosurehint"))


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

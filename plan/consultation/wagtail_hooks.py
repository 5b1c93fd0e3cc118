"""What consultations add to Wagtail's admin: a menu, addresses, words for the log."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.contrib.auth.models import Permission
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import URLPattern, URLResolver, include, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.widgets.button import Button
from wagtail.log_actions import LogFormatter
from wagtail.models import Page

from plan.consultation.enums import DateChangeKind
from plan.consultation.home_panel import OpenConsultationsPanel
from plan.consultation.models import Consultation, ConsultationPage
from plan.consultation.permissions import can_try_form, can_view_responses
from plan.consultation.views import (
    building,
    dates,
    responses,
    testing,
    trials,
    versions,
)


class FormVersionFormatter(LogFormatter):
    """A new version of a form."""

    label: Any = gettext_lazy("New form version")

    def format_message(self, log_entry: Any) -> str:
        """Which version."""
        number, reason = log_entry.data.get("version", ""), log_entry.data.get("reason", "")
        if not reason:
            return _("Version %(number)s of the form") % {"number": number}
        return _("Version %(number)s of the form: %(reason)s") % {
            "number": number,
            "reason": reason,
        }


class ChangeResponseFormatter(LogFormatter):
    """A respondent changed answers."""

    label: Any = gettext_lazy("Change response")

    def format_message(self, log_entry: Any) -> str:
        """Which response."""
        return _("Response %(reference)s changed by its author") % {
            "reference": log_entry.data.get("reference", "")
        }


class EraseResponseFormatter(LogFormatter):
    """A response was erased."""

    label: Any = gettext_lazy("Erase response")

    def format_message(self, log_entry: Any) -> str:
        """Which response, and why."""
        return _("Response %(reference)s erased: %(reason)s") % {
            "reference": log_entry.data.get("reference", ""),
            "reason": log_entry.data.get("reason", ""),
        }


class ExportResponsesFormatter(LogFormatter):
    """Responses were taken away in a file."""

    label: Any = gettext_lazy("Export responses")

    def format_message(self, log_entry: Any) -> str:
        """How many."""
        return _("%(number)s responses exported") % {"number": log_entry.data.get("responses", "")}


class ChangeDatesFormatter(LogFormatter):
    """A consultation was opened, extended or closed early."""

    label: Any = gettext_lazy("Change dates")

    def format_message(self, log_entry: Any) -> str:
        """What was done, and why."""
        kind, reason = log_entry.data.get("kind", ""), log_entry.data.get("reason", "")
        done = str(dict(DateChangeKind.choices).get(kind, kind))
        return _("%(done)s: %(reason)s") % {"done": done, "reason": reason} if reason else done


class ClearTestsFormatter(LogFormatter):
    """Test responses were deleted."""

    label: Any = gettext_lazy("Delete tests")

    def format_message(self, log_entry: Any) -> str:
        """How many."""
        return _("%(number)s tests deleted") % {"number": log_entry.data.get("responses", "")}


FORMATTERS = {
    "clear_tests": ClearTestsFormatter,
    "change_dates": ChangeDatesFormatter,
    "form_version": FormVersionFormatter,
    "change_response": ChangeResponseFormatter,
    "erase_response": EraseResponseFormatter,
    "export_responses": ExportResponsesFormatter,
}


@hooks.register("register_log_actions")
def log_actions(actions: Any) -> None:
    """Names and sentences of our actions."""
    for name, formatter in FORMATTERS.items():
        actions.register_action(f"plan_consultation.{name}")(formatter)


@hooks.register("register_admin_urls")
def admin_urls() -> list[URLPattern | URLResolver]:
    """Addresses of the pages on consultations and their responses."""
    one = "<slug:public_id>/"
    response = f"{one}responses/<slug:reference>/"
    urls = [
        path("", responses.ConsultationListView.as_view(), name="list"),
        path("form/<int:page_id>/", trials.try_form, name="try_form"),
        path("outline/", building.outline_of_form, name="outline"),
        path("faults/<int:page_id>/", building.form_faults, name="faults"),
        path(f"{one}versions/", versions.FormVersionListView.as_view(), name="versions"),
        path(f"{one}dates/", dates.DatesView.as_view(), name="dates"),
        path(f"{one}dates/<slug:change>/", dates.ChangeDatesView.as_view(), name="change_dates"),
        path(f"{one}tests/", testing.TestResponsesView.as_view(), name="tests"),
        path(f"{one}responses/", responses.ResponseListView.as_view(), name="responses"),
        path(f"{one}responses.csv", responses.responses_csv, name="responses_csv"),
        path(f"{one}codebook/", responses.CodebookView.as_view(), name="codebook"),
        path(f"{one}codebook.csv", responses.codebook_csv, name="codebook_csv"),
        path(response, responses.ResponseView.as_view(), name="response"),
        path(f"{response}erase/", responses.EraseResponseView.as_view(), name="erase"),
    ]
    space = "plan_consultation_admin"
    return [path("consultations/", include((urls, space), namespace=space))]


class ConsultationsMenuItem(MenuItem):
    """Shown to those who may read responses."""

    def is_shown(self, request: HttpRequest) -> bool:
        """By the same rule as the pages themselves."""
        return can_view_responses(request.user)


@hooks.register("register_admin_menu_item")
def menu_item() -> MenuItem:
    """The way to all consultations."""
    return ConsultationsMenuItem(
        gettext_lazy("Consultations"),
        reverse("plan_consultation_admin:list"),
        name="consultations",
        icon_name="comment",
        order=250,
    )


@hooks.register("construct_homepage_panels")
def home_panel(request: HttpRequest, panels: list[Any]) -> None:
    """Open consultations come first on the admin's front page."""
    panels.append(OpenConsultationsPanel())


@hooks.register("register_permissions")
def permissions() -> QuerySet[Permission]:
    """What a group can be given in Wagtail's own settings."""
    return Permission.objects.filter(
        content_type__app_label="plan_consultation",
        codename__in=[
            "view_response",
            "export_response",
            "erase_response",
            "view_contactdetail",
            "test_response",
        ],
    )


@hooks.register("register_page_header_buttons")
@hooks.register("register_page_listing_more_buttons")
def try_form_button(
    page: Page, user: Any, next_url: str | None = None, view_name: str | None = None
) -> Iterator[Button]:
    """The way through the newest draft's form."""
    if page.specific_class is ConsultationPage and can_try_form(user, page):
        url = reverse("plan_consultation_admin:try_form", args=[page.pk])
        yield Button(_("Try the form"), url, icon_name="form", priority=60)


@hooks.register("register_page_header_buttons")
def dates_button(
    page: Page, user: Any, next_url: str | None = None, view_name: str | None = None
) -> Iterator[Button]:
    """The way to the dates, and to what was changed, of a published consultation."""
    if page.specific_class is not ConsultationPage or not can_try_form(user, page):
        return
    record = Consultation.objects.filter(translation_key=page.translation_key).first()
    if record is None:
        return
    if page.permissions_for_user(user).can_publish():
        url = dates.dates_url(record)
        yield Button(_("Open, extend or close"), url, icon_name="calendar", priority=61)
    url = reverse("plan_consultation_admin:versions", args=[record.public_id])
    yield Button(_("History of the form"), url, icon_name="history", priority=62)

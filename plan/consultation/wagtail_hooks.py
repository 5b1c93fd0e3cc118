"""What consultations add to Wagtail's admin: a menu, addresses, words for the log."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from django.contrib.auth.models import Permission
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.templatetags.static import static
from django.urls import URLPattern, URLResolver, include, path, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.admin.menu import MenuItem
from wagtail.admin.widgets.button import Button
from wagtail.models import Page
from wagtail.snippets.models import register_snippet

from plan.consultation import log_words
from plan.consultation.after_sending_admin import after_sending_urls
from plan.consultation.hints_panel import HintsPanel
from plan.consultation.home_panel import MailPanel, OpenConsultationsPanel
from plan.consultation.models import Consultation, ConsultationPage, OptionList, QuestionBank
from plan.consultation.option_list_viewset import OptionListViewSet
from plan.consultation.option_lists import codes_in_use, list_in_use
from plan.consultation.permissions import (
    can_import_form,
    can_publish_results,
    can_try_form,
    can_view_hints,
    can_view_responses,
)
from plan.consultation.views import (
    answer_files,
    building,
    channel_urls,
    dashboard,
    dates,
    exports,
    hints,
    responses,
    result_admin,
    testing,
    trials,
    versions,
    written,
)
from plan.consultation.viewsets import QuestionBankViewSet
from plan.consultation.watched_words import WatchedWordsViewSet


@hooks.register("register_log_actions")
def log_actions(actions: Any) -> None:
    """Names and sentences of our actions."""
    for name, formatter in log_words.FORMATTERS.items():
        actions.register_action(f"plan_consultation.{name}")(formatter)


def make_question_blocks() -> None:
    """Make the blocks of forms and banks now, so that all processes number their previews alike."""
    sections: Any = ConsultationPage._meta.get_field("form")
    bank: Any = QuestionBank._meta.get_field("questions")
    section = sections.stream_block.child_blocks["section"]
    for block in (section.child_blocks["questions"], bank.stream_block):
        _ = block.child_blocks


@hooks.register("insert_global_admin_css")
def editor_styles() -> SafeString:
    """Room and direction in the editors of pages and translations."""
    return format_html('<link rel="stylesheet" href="{}">', static("plan_consultation/editor.css"))


@hooks.register("register_admin_urls")
def admin_urls() -> list[URLPattern | URLResolver]:
    """Addresses of the pages on consultations and their responses."""
    make_question_blocks()
    one = "<slug:public_id>/"
    response = f"{one}responses/<slug:reference>/"
    urls: list[URLPattern | URLResolver] = [
        path("", responses.ConsultationListView.as_view(), name="list"),
        path("hints/", hints.HintListView.as_view(), name="hints"),
        path("hints/<int:pk>/", hints.HintView.as_view(), name="hint"),
        path("form/<int:page_id>/", trials.try_form, name="try_form"),
        path(f"{one}results/", result_admin.PublishResultsView.as_view(), name="results"),
        path("outline/", building.outline_of_form, name="outline"),
        path("faults/<int:page_id>/", building.form_faults, name="faults"),
        path(one, dashboard.DashboardView.as_view(), name="dashboard"),
        path(f"{one}written/<uuid:asked>/", written.WrittenAnswersView.as_view(), name="written"),
        path(f"{one}versions/", versions.FormVersionListView.as_view(), name="versions"),
        path(f"{one}dates/", dates.DatesView.as_view(), name="dates"),
        path(f"{one}dates/<slug:change>/", dates.ChangeDatesView.as_view(), name="change_dates"),
        path(f"{one}tests/", testing.TestResponsesView.as_view(), name="tests"),
        path(f"{one}responses/", responses.ResponseListView.as_view(), name="responses"),
        path(f"{one}responses.csv", responses.responses_csv, name="responses_csv"),
        path(f"{one}exports/", exports.ExportsView.as_view(), name="exports"),
        path(f"{one}exports/<uuid:export>/", exports.export_file, name="export_file"),
        path(f"{one}codebook/", responses.CodebookView.as_view(), name="codebook"),
        path(f"{one}codebook.csv", responses.codebook_csv, name="codebook_csv"),
        path(response, responses.ResponseView.as_view(), name="response"),
        path(f"{response}files/<uuid:file_id>/", answer_files.download, name="answer_file"),
        path(f"{response}erase/", responses.EraseResponseView.as_view(), name="erase"),
        *channel_urls.urlpatterns,
    ]
    urls += after_sending_urls()
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


class HintsMenuItem(MenuItem):
    """Shown to the named role."""

    def is_shown(self, request: HttpRequest) -> bool:
        """By the same rule as the pages themselves."""
        return can_view_hints(request.user)


@hooks.register("register_admin_menu_item")
def hints_menu_item() -> MenuItem:
    """The way to answers that may disclose harm."""
    return HintsMenuItem(
        gettext_lazy("Hints at harm"),
        reverse("plan_consultation_admin:hints"),
        name="hints",
        icon_name="warning",
        order=255,
    )


register_snippet(WatchedWordsViewSet)


@hooks.register("construct_homepage_panels")
def home_panel(request: HttpRequest, panels: list[Any]) -> None:
    """Open consultations come first on the admin's front page, after what is wrong."""
    panels += [HintsPanel(), MailPanel(), OpenConsultationsPanel()]


register_snippet(OptionListViewSet)
register_snippet(QuestionBankViewSet)


@hooks.register("before_delete_snippet")
def keep_lists_in_use(request: HttpRequest, snippets: Iterable[Any]) -> HttpResponse | None:
    """Say why a list cannot be deleted, instead of failing."""
    for one in snippets:
        if isinstance(one, OptionList) and codes_in_use(one.translation_key):
            messages.error(request, list_in_use(one))
            return redirect(AdminURLFinder(request.user).get_edit_url(one) or "wagtailadmin_home")
    return None


#: What a group can be given one by one. The last two are in no role.
GRANTED = (
    "view_response",
    "export_response",
    "erase_response",
    "view_contactdetail",
    "view_protectedanswer",
    "export_protectedanswer",
    "enter_response",
    "check_response",
    "import_response",
    "test_response",
    "view_disclosurehint",
    "add_source",
    "view_paperrequest",
    "change_paperrequest",
    "delete_paperrequest",
    "view_updatessubscriber",
    "delete_updatessubscriber",
)


@hooks.register("register_permissions")
def permissions() -> QuerySet[Permission]:
    """What a group can be given in Wagtail's own settings."""
    return Permission.objects.filter(
        content_type__app_label="plan_consultation",
        codename__in=GRANTED,
    )


@hooks.register("register_page_header_buttons")
@hooks.register("register_page_listing_more_buttons")
def results_button(
    page: Page, user: Any, next_url: str | None = None, view_name: str | None = None
) -> Iterator[Button]:
    """The way to publishing results, for those who may publish the page."""
    if page.specific_class is not ConsultationPage or not page.live:
        return
    record = Consultation.objects.filter(translation_key=page.translation_key).first()
    if record is not None and can_publish_results(user, record):
        url = reverse("plan_consultation_admin:results", args=[record.public_id])
        yield Button(_("Publish results"), url, icon_name="view", priority=61)


@hooks.register("register_page_header_buttons")
@hooks.register("register_page_listing_more_buttons")
def try_form_button(
    page: Page, user: Any, next_url: str | None = None, view_name: str | None = None
) -> Iterator[Button]:
    """The way through the newest draft's form."""
    if page.specific_class is ConsultationPage and can_try_form(user, page):
        url = reverse("plan_consultation_admin:try_form", args=[page.pk])
        yield Button(_("Try the form"), url, icon_name="form", priority=60)
        url = reverse("plan_consultation_admin:preview_paper_form", args=[page.pk, "standard"])
        yield Button(_("Form on paper (PDF)"), url, icon_name="doc-full", priority=61)


@hooks.register("register_page_header_buttons")
def import_form_button(
    page: Page, user: Any, next_url: str | None = None, view_name: str | None = None
) -> Iterator[Button]:
    """The way to a form from a file, where the form is written."""
    if page.specific_class is ConsultationPage and can_import_form(user, page.specific):
        url = reverse("plan_consultation_admin:import_form", args=[page.pk])
        yield Button(_("Import a form"), url, icon_name="upload", priority=70)


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

"""What comments add to Wagtail's admin: the desk, settings, snippets, words for the log."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from django.contrib.auth.models import Permission
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, URLResolver, include, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.admin.menu import MenuItem
from wagtail.admin.widgets.button import Button
from wagtail.models import Page
from wagtail.snippets.models import register_snippet

from plan.comments import log_words
from plan.comments.desk.home_panel import CommentsPanel
from plan.comments.desk.pages import SPACE
from plan.comments.desk.viewsets import HouseRulesViewSet, ListedWordsViewSet, consultations_with
from plan.comments.models import HouseRules
from plan.comments.permissions import can_change_comment_settings, can_view_comments
from plan.consultation.admin_ways import Way, add_way
from plan.consultation.models import Consultation, ConsultationPage

#: What a group can be given one by one.
GRANTED = (
    "view_comment",
    "moderate_comment",
    "view_commentauthor",
    "view_commentoriginal",
    "remove_comment",
    "export_comment",
    "answer_comment",
    "erase_comment",
)


@hooks.register("register_log_actions")
def log_actions(actions: Any) -> None:
    """Names and sentences of our actions."""
    for name, formatter in log_words.FORMATTERS.items():
        actions.register_action(f"plan_comments.{name}")(formatter)


@hooks.register("register_admin_urls")
def admin_urls() -> list[URLPattern | URLResolver]:
    """Addresses of the desk."""
    from plan.comments.desk.urls import urlpatterns

    return [path("comments-of-the-public/", include((urlpatterns, SPACE), namespace=SPACE))]


class CommentsMenuItem(MenuItem):
    """Shown to those who may read comments."""

    def is_shown(self, request: HttpRequest) -> bool:
        """By the same rule as the pages themselves."""
        return can_view_comments(request.user)


@hooks.register("register_admin_menu_item")
def menu_item() -> MenuItem:
    """The way to the desk."""
    return CommentsMenuItem(
        gettext_lazy("Comments"),
        reverse(f"{SPACE}:queue"),
        name="plan-comments",
        icon_name="openquote",
        order=252,
    )


@hooks.register("construct_homepage_panels")
def home_panel(request: HttpRequest, panels: list[Any]) -> None:
    """What waits, on the admin's front page."""
    panels.append(CommentsPanel())


@hooks.register("register_permissions")
def permissions() -> QuerySet[Permission]:
    """What a group can be given in Wagtail's own settings."""
    return Permission.objects.filter(content_type__app_label="plan_comments", codename__in=GRANTED)


register_snippet(HouseRulesViewSet)
register_snippet(ListedWordsViewSet)


@hooks.register("before_delete_snippet")
def keep_rules_in_use(request: HttpRequest, snippets: Iterable[Any]) -> HttpResponse | None:
    """Say why house rules of a consultation cannot be deleted. Single rules may go."""
    for one in snippets:
        if isinstance(one, HouseRules) and (number := consultations_with(one)):
            words = ngettext(
                "“%(name)s” are the house rules of %(number)d consultation. Choose others in its "
                "settings of comments first.",
                "“%(name)s” are the house rules of %(number)d consultations. Choose others in "
                "their settings of comments first.",
                number,
            )
            messages.error(request, words % {"name": one.name, "number": number})
            return redirect(AdminURLFinder(request.user).get_edit_url(one) or "wagtailadmin_home")
    return None


@hooks.register("register_page_header_buttons")
@hooks.register("register_page_listing_more_buttons")
def settings_button(
    page: Page, user: Any, next_url: str | None = None, view_name: str | None = None
) -> Iterator[Button]:
    """The way to the settings of comments, for those who may publish the page."""
    if page.specific_class is not ConsultationPage:
        return
    record = Consultation.objects.filter(translation_key=page.translation_key).first()
    if record is not None and can_change_comment_settings(user, record):
        url = reverse(f"{SPACE}:settings", args=[record.public_id])
        yield Button(_("Settings of comments"), url, icon_name="openquote", priority=63)


add_way(
    can_change_comment_settings,
    Way("settings", gettext_lazy("Settings of comments"), "openquote", SPACE),
)


def has_figures(user: Any, consultation: Consultation) -> bool:
    """Whether this person may read its comments, and it takes or took some."""
    return can_view_comments(user) and hasattr(consultation, "comment_settings")


add_way(
    has_figures,
    Way("consultation_figures", gettext_lazy("Figures of comments"), "openquote", SPACE),
)

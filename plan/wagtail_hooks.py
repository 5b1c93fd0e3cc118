"""What core adds to Wagtail's admin."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.urls import URLPattern, URLResolver, include, path, reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.viewsets.pages import base_page_viewset
from wagtail.admin.widgets.button import Button
from wagtail.log_actions import LogActionRegistry
from wagtail.models import Page, TranslatableMixin

from plan.held_pages import HOOKS, HeldPrivacyView
from plan.home_panel import UncheckedLanguagesPanel
from plan.permissions import can_edit_words_in, can_share_draft
from plan.translation import is_localize_installed
from plan.views.draft_link_admin import DraftLinksView, revoke
from plan.views.translation_doors import door_urls


@hooks.register("register_admin_urls")
def admin_urls() -> list[URLPattern | URLResolver]:
    """Addresses of core's own admin pages."""
    urls = [
        path("pages/<int:page_id>/drafts/", DraftLinksView.as_view(), name="draft_links"),
        path("drafts/<int:link_id>/end/", revoke, name="revoke_draft_link"),
    ]
    return [path("plan/", include((urls, "plan_admin"), namespace="plan_admin"))]


@hooks.register("register_admin_urls", order=-10)
def translation_doors() -> list[URLPattern]:
    """Stand before the views of wagtail-localize that ask too little."""
    return door_urls() if is_localize_installed() else []


@hooks.register("before_edit_snippet", order=-10)
@hooks.register("before_delete_snippet", order=-10)
def keep_to_own_languages(request: HttpRequest, snippets: Any) -> None:
    """Translators change words in the languages they work in."""
    for snippet in snippets if isinstance(snippets, (list, tuple)) else [snippets]:
        if is_of_plan(snippet) and not can_edit_words_in(request.user, snippet.locale):
            raise PermissionDenied(gettext("You can only edit words in languages you work in."))


def is_of_plan(snippet: Any) -> bool:
    """Whether it is one of the plugin's translatable snippets."""
    is_ours = snippet._meta.app_label.split("_")[0] == "plan"
    return is_ours and isinstance(snippet, TranslatableMixin)


@hooks.register("register_page_header_buttons")
@hooks.register("register_page_listing_more_buttons")
def draft_links_button(
    page: Page, user: Any, next_url: str | None = None, view_name: str | None = None
) -> Iterator[Button]:
    """The way to a page's draft links."""
    if can_share_draft(user, page):
        url = reverse("plan_admin:draft_links", args=[page.pk])
        yield Button(_("Draft links"), url, icon_name="link", priority=70)


@hooks.register("construct_homepage_panels")
def unchecked_languages_panel(request: HttpRequest, panels: list[Any]) -> None:
    """Say which translations of the software nobody has checked."""
    panels.append(UncheckedLanguagesPanel())


@hooks.register("register_log_actions")
def log_actions(actions: LogActionRegistry) -> None:
    """Words for what core writes into the history."""
    actions.register_action(
        "plan.draft_link.create", _("Share draft"), _("Created a link to the draft")
    )
    actions.register_action(
        "plan.draft_link.revoke", _("Stop sharing draft"), _("Ended a link to the draft")
    )


for hook_name, tell in HOOKS:
    hooks.register(hook_name, tell, order=-10)

# Wagtail's views for page types that have none of their own.
base_page_viewset.set_privacy_view_class = HeldPrivacyView

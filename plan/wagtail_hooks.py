"""What core adds to Wagtail's admin."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.urls import URLPattern, URLResolver, include, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.widgets.button import Button
from wagtail.log_actions import LogActionRegistry
from wagtail.models import Page

from plan.permissions import can_share_draft
from plan.views.draft_link_admin import DraftLinksView, revoke


@hooks.register("register_admin_urls")
def admin_urls() -> list[URLPattern | URLResolver]:
    """Addresses of core's own admin pages."""
    urls = [
        path("pages/<int:page_id>/drafts/", DraftLinksView.as_view(), name="draft_links"),
        path("drafts/<int:link_id>/end/", revoke, name="revoke_draft_link"),
    ]
    return [path("plan/", include((urls, "plan_admin"), namespace="plan_admin"))]


@hooks.register("register_page_header_buttons")
@hooks.register("register_page_listing_more_buttons")
def draft_links_button(
    page: Page, user: Any, next_url: str | None = None, view_name: str | None = None
) -> Iterator[Button]:
    """The way to a page's draft links."""
    if can_share_draft(user, page):
        url = reverse("plan_admin:draft_links", args=[page.pk])
        yield Button(_("Draft links"), url, icon_name="link", priority=70)


@hooks.register("register_log_actions")
def log_actions(actions: LogActionRegistry) -> None:
    """Words for what core writes into the history."""
    actions.register_action(
        "plan.draft_link.create", _("Share draft"), _("Created a link to the draft")
    )
    actions.register_action(
        "plan.draft_link.revoke", _("Stop sharing draft"), _("Ended a link to the draft")
    )

"""What priorities add to Wagtail's admin."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.contrib.auth.models import Permission
from django.db.models import Q, QuerySet
from django.urls import URLPattern, URLResolver, include, path
from wagtail import hooks
from wagtail.admin.widgets.button import Button
from wagtail.models import Page

from priorities import succession  # noqa: F401  # registers its hook
from priorities.commitments import admin_hooks  # noqa: F401  # registers what commitments add
from priorities.desk.measure_buttons import buttons_for
from priorities.desk.urls import urlpatterns
from priorities.log_actions import register_actions
from priorities.viewsets import AreaViewSet, MeasuresGroup, ObservationViewSet, areas, observations

#: Rights that groups can be given, by model; figures are never changed in place.
RIGHTS = {
    "observation": ("view_observation",),
    "measure": ("view_measure",),
    "importbatch": ("add_importbatch", "approve_importbatch"),
    "pushtoken": ("add_pushtoken",),
    "area": ("add_area", "change_area", "delete_area", "view_area"),
}


@hooks.register("register_admin_viewset")
def register_viewsets() -> list[ObservationViewSet | AreaViewSet]:
    """Figures of measures, and areas."""
    return [observations, areas]


@hooks.register("register_admin_menu_item")
def register_menu() -> Any:
    """The menu that holds them, and the pages for figures on their way in."""
    return MeasuresGroup().get_menu_item()


@hooks.register("register_admin_urls")
def admin_urls() -> list[URLPattern | URLResolver]:
    """Pages for figures on their way in."""
    urls = include((urlpatterns, "plan_figures_admin"), namespace="plan_figures_admin")
    return [path("plan/intake/", urls)]


@hooks.register("register_page_header_buttons")
def measure_buttons(
    page: Page, user: Any, next_url: str | None = None, view_name: str | None = None
) -> Iterator[Button]:
    """The ways from a measure's page to its figures."""
    return buttons_for(page, user)


@hooks.register("register_permissions")
def register_permissions() -> QuerySet[Permission]:
    """Let groups be given rights on figures."""
    wanted = Q()
    for model, names in RIGHTS.items():
        wanted |= Q(content_type__model=model, codename__in=names)
    return Permission.objects.filter(wanted, content_type__app_label="plan_priorities")


@hooks.register("register_log_actions")
def register_log_actions(actions: Any) -> None:
    """Name our entries in the log."""
    register_actions(actions)

"""What commitments add to Wagtail's admin: a menu, addresses, rights to give."""

from __future__ import annotations

from django.contrib.auth.models import Permission
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import URLPattern, URLResolver, include, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from priorities.commitments.desk import SPACE
from priorities.permissions import can_view_commitments

#: What a group can be given one by one.
GRANTED = (
    "view_commitmentupdate",
    "approve_commitmentupdate",
    "change_owner",
    "change_reportingperiod",
)


@hooks.register("register_admin_urls")
def admin_urls() -> list[URLPattern | URLResolver]:
    """Addresses of the desk."""
    from priorities.commitments.desk_urls import urlpatterns

    return [path("commitments/", include((urlpatterns, SPACE), namespace=SPACE))]


class CommitmentsMenuItem(MenuItem):
    """Shown to those who may see the desk."""

    def is_shown(self, request: HttpRequest) -> bool:
        """By the same rule as the pages themselves."""
        return can_view_commitments(request.user)


@hooks.register("register_admin_menu_item")
def menu_item() -> MenuItem:
    """The way to commitments, their owners and reports."""
    return CommitmentsMenuItem(
        _("Commitments"),
        reverse(f"{SPACE}:list"),
        name="plan-commitments",
        icon_name="tasks",
        order=211,
    )


@hooks.register("register_permissions")
def permissions() -> QuerySet[Permission]:
    """What a group can be given in Wagtail's own settings."""
    return Permission.objects.filter(
        content_type__app_label="plan_priorities", codename__in=GRANTED
    )

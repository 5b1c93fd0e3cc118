"""What priorities add to Wagtail's admin."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import Permission
from django.db.models import QuerySet
from wagtail import hooks

from priorities.commitments import admin_hooks  # noqa: F401  # registers what commitments add
from priorities.log_actions import register_actions
from priorities.viewsets import ObservationViewSet, observations


@hooks.register("register_admin_viewset")
def register_viewset() -> ObservationViewSet:
    """Figures of measures."""
    return observations


@hooks.register("register_permissions")
def register_permissions() -> QuerySet[Permission]:
    """Let groups be given rights on figures."""
    return Permission.objects.filter(
        content_type__app_label="plan_priorities", content_type__model="observation"
    )


@hooks.register("register_log_actions")
def register_log_actions(actions: Any) -> None:
    """Name our entries in the log."""
    register_actions(actions)

"""System check for the app that comments need."""

from __future__ import annotations

from typing import Any

from django.apps import apps
from django.core import checks
from django.core.checks import CheckMessage


def check_consultation(app_configs: Any = None, **kwargs: Any) -> list[CheckMessage]:
    """Comments belong to a consultation, which says when and how they are taken."""
    if apps.is_installed("plan.consultation"):
        return []
    return [
        checks.Error(
            "plan.comments cannot work without plan.consultation.",
            hint='Add "plan.consultation" to INSTALLED_APPS, or take "plan.comments" out.',
            id="plan_comments.E001",
        )
    ]


def connect() -> None:
    """Register the check with Django."""
    checks.register(check_consultation)

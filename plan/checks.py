"""System checks that name missing settings and clashing ones."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core import checks
from django.core.checks import CheckMessage

from plan.translation import is_localize_installed


def check_localize(app_configs: Any = None, **kwargs: Any) -> list[CheckMessage]:
    """Translating a live page must not make the untranslated copy public at once."""
    if not is_localize_installed():
        return []
    if getattr(settings, "WAGTAILLOCALIZE_SYNC_LIVE_STATUS_ON_TRANSLATE", True):
        return [
            checks.Warning(
                "Starting a translation of a live page publishes the untranslated copy at once.",
                hint="Set WAGTAILLOCALIZE_SYNC_LIVE_STATUS_ON_TRANSLATE = False.",
                id="plan.W001",
            )
        ]
    return []


def connect() -> None:
    """Register the checks with Django."""
    checks.register(check_localize)

"""System checks that name missing settings and clashing ones."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core import checks
from django.core.checks import CheckMessage
from django.urls import NoReverseMatch, reverse

from plan.translation import is_localize_installed

CONTEXT_PROCESSOR = "plan.context_processors.service"


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


def check_context_processor(app_configs: Any = None, **kwargs: Any) -> list[CheckMessage]:
    """Names, notices and help come into templates through a context processor."""
    engines: Any = settings.TEMPLATES
    for engine in engines:
        if CONTEXT_PROCESSOR in engine.get("OPTIONS", {}).get("context_processors", ()):
            return []
    return [
        checks.Warning(
            "Pages of the plan cannot show the service's name, notices and help.",
            hint=f'Add "{CONTEXT_PROCESSOR}" to the context processors of TEMPLATES.',
            id="plan.W002",
        )
    ]


def check_urls(app_configs: Any = None, **kwargs: Any) -> list[CheckMessage]:
    """Permanent links, forms and downloads need the plugin's addresses."""
    try:
        reverse("plan:brand")
    except NoReverseMatch:
        return [
            checks.Error(
                "The addresses of the plan are not included.",
                hint='Add path("", include("plan.urls")) before Wagtail\'s own URLs.',
                id="plan.E001",
            )
        ]
    return []


def connect() -> None:
    """Register the checks with Django."""
    for check in (check_localize, check_context_processor, check_urls):
        checks.register(check)

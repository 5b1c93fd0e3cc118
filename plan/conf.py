"""Settings of the plugin with their defaults; each is described in docs/reference/settings.md."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings


def unchecked_languages() -> tuple[str, ...]:
    """Languages whose catalogues no native reader has checked: `PLAN_UNCHECKED_LANGUAGES`."""
    return tuple(getattr(settings, "PLAN_UNCHECKED_LANGUAGES", ("ar", "pl")))


def attempt_idle_time() -> timedelta:
    """How long answers that were not sent are kept: `PLAN_ATTEMPT_IDLE_HOURS`, else a day."""
    return timedelta(hours=float(getattr(settings, "PLAN_ATTEMPT_IDLE_HOURS", 24)))


def export_time() -> timedelta:
    """How long files of responses are kept: `PLAN_EXPORT_DAYS`, else a week."""
    return timedelta(days=float(getattr(settings, "PLAN_EXPORT_DAYS", 7)))

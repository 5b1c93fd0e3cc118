"""Settings of the plugin with their defaults; each is described in docs/reference/settings.md."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings


def attempt_idle_time() -> timedelta:
    """How long answers that were not sent are kept: `PLAN_ATTEMPT_IDLE_HOURS`, else a day."""
    return timedelta(hours=float(getattr(settings, "PLAN_ATTEMPT_IDLE_HOURS", 24)))

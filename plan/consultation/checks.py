"""System checks for what would keep responses from being stored."""

from __future__ import annotations

from typing import Any

from django.core import checks
from django.core.checks import CheckMessage
from django.db import connections


def check_atomic_requests(app_configs: Any = None, **kwargs: Any) -> list[CheckMessage]:
    """A receipt means committed: so a response's transaction must be the outermost one."""
    if not any(database.settings_dict.get("ATOMIC_REQUESTS") for database in connections.all()):
        return []
    return [
        checks.Error(
            "Responses cannot be sent while each request is one transaction: a receipt is given "
            "only once the response is committed.",
            hint="Set ATOMIC_REQUESTS to False for this database.",
            id="plan_consultation.E001",
        )
    ]


def connect() -> None:
    """Register the checks with Django."""
    checks.register(check_atomic_requests)

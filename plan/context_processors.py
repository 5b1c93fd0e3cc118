"""What the site's chrome needs on every page."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from plan.service import service_details


def service(request: HttpRequest) -> dict[str, Any]:
    """`service`: names, notices, help and logo in the active language, fetched when used."""
    return {"service": SimpleLazyObject(lambda: service_details(request))}

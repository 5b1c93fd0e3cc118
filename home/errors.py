"""Pages for when something went wrong: each says what to do, and where to get help."""

from __future__ import annotations

import logging
from typing import Any

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse, HttpResponseServerError
from django.shortcuts import render
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.utils.translation import get_language

from plan.queries import direction_of
from plan.service import service_details

logger = logging.getLogger(__name__)

#: When not even a template can be read.
LAST_RESORT = (
    '<!DOCTYPE html><html lang="en"><title>Sorry, there is a problem with this service</title>'
    "<h1>Sorry, there is a problem with this service</h1><p>Try again in a few minutes.</p></html>"
)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400, or 413 where too much was sent."""
    if isinstance(exception, RequestDataTooBig):
        return render(request, "413.html", status=413)
    return render(request, "400.html", status=400)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403 where a form was sent without the proof that it came from our page."""
    return render(request, "403_csrf.html", status=403)


def server_error(request: HttpRequest) -> HttpResponseServerError:
    """500, shown even when database, cache or files do not answer."""
    language = get_language() or settings.LANGUAGE_CODE
    direction = direction_of(language)
    context = {
        "language": language,
        "direction": direction,
        "service": reachable_details(request),
        "stylesheet": stylesheet(direction),
    }
    try:
        return HttpResponseServerError(render_to_string("500.html", context))
    except Exception:
        logger.exception("The page for errors could not be made.")
        return HttpResponseServerError(LAST_RESORT)


def reachable_details(request: HttpRequest) -> Any:
    """Names and help as far as they can be had now."""
    try:
        return service_details(request)
    except Exception:
        logger.warning("The service's details could not be read for an error page.", exc_info=True)
        return None


def stylesheet(direction: str) -> str:
    """Address of the stylesheet; empty when nobody knows it."""
    try:
        return static("plan/plan.rtl.css" if direction == "rtl" else "plan/plan.css")
    except Exception:
        return ""

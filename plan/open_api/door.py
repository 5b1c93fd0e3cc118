"""What stands around every operation: methods, formats, limits, caching, errors.

Nothing here depends on who asks: no session is looked at and no cookie set, so that one answer
serves everybody. What is restricted is not there, whatever cookies a browser sends.
"""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.exceptions import SuspiciousOperation
from django.core.signals import got_request_exception
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.http import http_date
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from ninja import NinjaAPI
from ninja.errors import ValidationError
from wagtail.models import Locale

from plan.open_api.errors import (
    AskedWronglyError,
    error_response,
    faults_of,
    invalid_response,
    not_found_message,
)
from plan.open_api.limits import seconds_to_wait
from plan.readers import Reader, speaks

logger = logging.getLogger(__name__)

View = Callable[..., HttpResponseBase]
METHODS = ("GET", "HEAD")
#: Seconds for which copies may be kept where nothing says less: what is taken down is gone then.
KEPT_SECONDS = 60
JSON, LINES = "application/json", "application/x-ndjson"


def open_door(view: View, media_type: str = JSON) -> View:
    """A view of the API with everything around it; `media_type` is what it answers with."""

    @csrf_exempt  # nothing is changed by any request
    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            response = refusal(request, media_type) or answer(view, request, *args, **kwargs)
        except Exception as error:
            response = response_to(request, error)
        return finished(request, response)

    return wrapped


def refusal(request: HttpRequest, media_type: str) -> HttpResponse | None:
    """Why a request is not looked at; None where it is."""
    if request.method not in METHODS:
        response = error_response(405, _("Only read here: ask with GET or HEAD."))
        response["Allow"] = ", ".join(METHODS)
        return response
    if not request.accepts(media_type):
        words = _("This address answers with %(type)s: name it in the Accept header.")
        return error_response(406, words % {"type": media_type})
    if wait := seconds_to_wait(request):
        words = _("Your network has asked too often this hour. Ask again in %(seconds)s seconds.")
        response = error_response(429, words % {"seconds": wait})
        response["Retry-After"] = str(wait)
        return response
    twice = [name for name, values in request.GET.lists() if len(values) > 1]
    if twice:
        return invalid_response([(name, _("Give this parameter once.")) for name in twice])
    return None


def answer(view: View, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
    """What the view says to the public, in the language of the address."""
    reader = Reader(locale_of(request))
    request.plan_reader = reader  # type: ignore[attr-defined]  # read by `reader_of` below
    is_head, request.method = request.method == "HEAD", "GET"
    try:
        response = view(request, *args, **kwargs)
    finally:
        request.method = "HEAD" if is_head else "GET"
    if response.status_code != 200:
        return response
    reader.limit_caching(response)
    if "no-cache" not in response.get("Cache-Control", ""):
        patch_cache_control(
            response, public=True, max_age=KEPT_SECONDS
        )  # or what is there, if less
    if isinstance(response, HttpResponse) and not response.has_header("ETag"):
        response["ETag"] = f'"{hashlib.sha256(response.content).hexdigest()[:32]}"'
    if is_head and isinstance(response, StreamingHttpResponse):
        response.streaming_content = iter(())
    return response


def locale_of(request: HttpRequest) -> Locale:
    """The language of the address; Http404 where the site has none of it."""
    locale: Locale = Locale.get_active()
    if not speaks(request, locale):
        raise Http404
    return locale


def reader_of(request: HttpRequest) -> Reader:
    """The public, in the language of the address."""
    reader: Reader = request.plan_reader  # type: ignore[attr-defined]  # set above
    return reader


def finished(request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
    """Readable from any site, and not sent again to who has it already."""
    if response.status_code == 200:
        tag, modified = response.get("ETag"), getattr(response, "plan_modified", None)
        seconds = int(modified.timestamp()) if modified is not None else None
        if seconds is not None:
            response["Last-Modified"] = http_date(seconds)
        shorter = get_conditional_response(request, tag, seconds, response)  # type: ignore[arg-type,type-var]  # a streamed one passes through as well
        # Not closed: that would end the request, and lines not begun hold nothing.
        response = shorter or response
    if response.status_code == 412:
        words = _("It has changed since you read it. Ask without If-Match or If-Unmodified-Since.")
        response = error_response(412, words)
    if response.status_code >= 400:
        patch_cache_control(response, no_store=True)
    response["Access-Control-Allow-Origin"] = "*"
    response["X-Content-Type-Options"] = "nosniff"
    return response


def response_to(request: HttpRequest, error: Exception) -> HttpResponse:
    """An error in the one shape, whatever raised it."""
    if isinstance(error, Http404):
        return error_response(404, not_found_message())
    if isinstance(error, ValidationError):
        return invalid_response(faults_of(error))
    if isinstance(error, AskedWronglyError):
        return invalid_response(error.fields)
    if isinstance(error, SuspiciousOperation):
        return error_response(400, _("This request cannot be read. Shorten it, and ask again."))
    logger.exception("The API could not answer %s.", request.path)
    got_request_exception.send(sender=None, request=request)
    return error_response(500, _("Something went wrong here. Ask again in a few minutes."))


def hand_on(api: NinjaAPI) -> None:
    """Let what Ninja would answer itself come to the door."""

    def again(request: HttpRequest, error: Any) -> HttpResponse:
        raise error

    for kind in (Exception, Http404, ValidationError):
        api.add_exception_handler(kind, again)

"""The API: Ninja's, made of core's router and those that apps contribute.

Made when the site's addresses are, which is after all apps are ready: an app that is not installed
adds nothing.
"""

from __future__ import annotations

from functools import cache

from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path
from ninja import NinjaAPI

from plan.contributors import contributors
from plan.open_api.door import JSON, LINES, hand_on, open_door
from plan.open_api.errors import error_response, not_found_message

#: The version in the address. Another one is begun only where a field is taken away or changes
#: its meaning; added fields and operations are no new version.
VERSION = "v1"
#: The document's own version: its second number grows with what is added.
RELEASE = "1.0.0"
PREFIX = f"api/{VERSION}/"
DESCRIPTION = (
    "Everything public about plans, as JSON: plans, priorities, outcomes, commitments, measures "
    "with every figure, consultations and their published results. Only to read; no key is needed. "
    "Names and labels are in the language of the address; codes, dates and names of fields are the "
    "same in all languages. Parameters that an operation does not name are ignored."
)
LICENCE = {
    "name": "Open Government Licence v3.0, unless a measure names another",
    "url": "https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/",
}


@cache
def api() -> NinjaAPI:
    """The one API of this process."""
    from plan.open_api.plans import router

    made = NinjaAPI(
        title="Plans",
        version=RELEASE,
        description=DESCRIPTION,
        openapi_url=None,
        docs_url=None,
        urls_namespace="plan_open_api",
        openapi_extra={"info": {"license": LICENCE}},
    )
    hand_on(made)
    made.add_router("/plans/", router)
    for contributor in contributors():
        for prefix, added in contributor.api_routers():
            made.add_router(f"/{prefix}/", added)
    return made


def nothing(request: HttpRequest, rest: str = "") -> HttpResponse:
    """Below the API, but no operation of it."""
    return error_response(404, not_found_message())


def with_door(pattern: URLPattern) -> URLPattern:
    """An operation's address, with the door before its view."""
    route = str(pattern.pattern)
    media_type = LINES if route.endswith(".jsonl") else JSON
    view = open_door(pattern.callback, media_type)
    return path(f"{PREFIX}{route}", view, name=pattern.name)


def api_urls() -> list[URLPattern]:
    """All addresses of the API, for `plan.urls`."""
    from plan.open_api.documents import describe, document

    operations = [
        with_door(pattern)
        for pattern in api().urls[0]
        if isinstance(pattern, URLPattern) and pattern.name != "api-root"
    ]
    return [
        path(PREFIX, describe, name="api"),
        path(f"{PREFIX}openapi.json", open_door(document), name="api_document"),
        *operations,
        path(f"{PREFIX}<path:rest>", open_door(nothing), name="api_nothing"),
    ]

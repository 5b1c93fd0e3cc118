"""The OpenAPI document, and the page for people that is made of it."""

from __future__ import annotations

from collections import defaultdict
from copy import deepcopy
from dataclasses import dataclass
from functools import cache
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe
from ninja.responses import Response

from plan.conf import api_requests_per_hour
from plan.contributors import examples_for
from plan.open_api.api import api
from plan.open_api.door import reader_of
from plan.open_api.plans import plan_pages
from plan.readers import Reader

#: Parameters that an example has.
SHOWN = frozenset({"limit"})
#: What each status means here.
DESCRIPTIONS = {
    "200": "What was asked for.",
    "304": "Nothing changed since the answer that If-None-Match or If-Modified-Since name.",
    "400": "The request cannot be read.",
    "404": "Nothing public is there in this language.",
    "405": "Another method than GET or HEAD.",
    "406": "The Accept header excludes what this address answers with.",
    "412": "It has changed since the answer that If-Match or If-Unmodified-Since name.",
    "422": "Parameters that cannot be used; `fields` says which, and why.",
    "429": "Too many requests from this network this hour; Retry-After says how long to wait.",
    "500": "A fault of the site. Ask again later.",
}


@cache
def plain_document() -> dict[str, Any]:
    """What Ninja makes of the operations; once in a process, for it takes a while."""
    return dict(api().get_openapi_schema(path_prefix=""))


def document_for(reader: Reader) -> dict[str, Any]:
    """The document (OpenAPI 3.1), for the language and place of the address.

    Its server is a relative address, so that it is right behind any host name and proxy.
    """
    found = deepcopy(plain_document())
    found["servers"] = [{"url": reverse("plan:api").rstrip("/")}]
    examples = examples_in(reader)
    for operation in operations_of(found):
        for parameter in operation["parameters"]:
            give_example(parameter, examples)
        for status, response in operation["responses"].items():
            response["description"] = DESCRIPTIONS[str(status)]
        operation["responses"] = {str(key): one for key, one in operation["responses"].items()}
        operation["responses"]["405"]["headers"] = {"Allow": {"schema": {"type": "string"}}}
        operation["responses"]["429"]["headers"] = {"Retry-After": {"schema": {"type": "integer"}}}
    return found


def examples_in(reader: Reader) -> dict[str, str]:
    """Ids that lead somewhere on this very site, by the name of their parameter."""
    first = next((str(one.translation_key) for one in plan_pages(reader)), "")
    found = {"plan_id": first, **examples_for(reader)}
    return {name: value for name, value in found.items() if value}


def give_example(parameter: dict[str, Any], examples: dict[str, str]) -> None:
    """Let a parameter have one example, as OpenAPI 3.1, section 4.8.12, has it: not a list."""
    name, given = parameter["name"], parameter.pop("examples", [])
    own = parameter["schema"].pop("examples", given)
    value = examples.get(name) or examples.get(f"{name}_id") or next(iter(own), None)
    if value is not None:
        parameter["example"] = value


def operations_of(document: dict[str, Any]) -> list[dict[str, Any]]:
    """All operations of the document, in its order."""
    return [operation for path in document["paths"].values() for operation in path.values()]


def document(request: HttpRequest) -> HttpResponse:
    """The document as JSON."""
    return Response(document_for(reader_of(request)))


@dataclass(frozen=True)
class ShownOperation:
    """An operation for people: its address, what may be asked, and an address to try."""

    name: str
    #: Its path in pieces between which a line may be broken.
    path: list[str]
    words: str
    parameters: list[dict[str, Any]]
    example: str


@require_safe
def describe(request: HttpRequest) -> HttpResponse:
    """The documentation for people, without any script; words of the document are English."""
    reader = Reader.of(request)
    found = document_for(Reader(reader.locale))
    groups: dict[str, list[ShownOperation]] = defaultdict(list)
    base = request.build_absolute_uri(reverse("plan:api")).rstrip("/")
    for path, methods in found["paths"].items():
        operation = methods["get"]
        groups[operation["tags"][0]].append(shown(path, operation, base))
    context = {
        "base": base,
        "document": found,
        "document_url": reverse("plan:api_document"),
        "groups": dict(groups),
        "most": api_requests_per_hour(),
        "is_unlisted": True,
    }
    response = render(request, "plan/open_api.html", context)
    reader.limit_caching(response)
    return response


def shown(path: str, operation: dict[str, Any], base: str) -> ShownOperation:
    """One operation for people."""
    parameters = operation["parameters"]
    address, query = path, {}
    for one in parameters:
        example = str(one.get("example", ""))
        if one["in"] == "path":
            address = address.replace(f"{{{one['name']}}}", example or f"{{{one['name']}}}")
        elif one["name"] in SHOWN:
            query[one["name"]] = example
    asked = f"?{urlencode(query)}" if query else ""
    return ShownOperation(
        name=operation["operationId"],
        path=[f"{piece}/" for piece in path.split("/")[:-1]] + [path.rpartition("/")[2]],
        words=operation["description"],
        parameters=parameters,
        example=f"{base}{address}{asked}",
    )

"""What the API says when it cannot give what was asked for: one shape for every status.

`{"error": {"code": …, "message": …, "fields": […]}}`: a code for programs, the same in every
language, a sentence for people that says what to do next, and what is wrong with which parameter.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _
from ninja import Field, Schema
from ninja.errors import ValidationError

#: Codes by status. Programs may rely on them.
CODES = {
    400: "bad_request",
    404: "not_found",
    405: "method_not_allowed",
    406: "not_acceptable",
    412: "precondition_failed",
    422: "invalid_parameters",
    429: "too_many_requests",
    500: "server_error",
}
#: Longest value of a parameter that an error repeats.
LONGEST_REPEATED = 80


class FieldFault(Schema):
    """What is wrong with one parameter."""

    name: str = Field(description="The parameter.", examples=["limit"])
    message: str = Field(description="What is wrong with it, in a sentence.")


class Fault(Schema):
    """What went wrong, for programs and for people."""

    code: str = Field(description="The same in every language.", examples=["not_found"])
    message: str = Field(description="Says what to do next, in the language of the address.")
    fields: list[FieldFault] = Field(description="Faults of parameters; empty where none is known.")


class ErrorBody(Schema):
    """The body of every answer that is none."""

    error: Fault


class AskedWronglyError(Exception):
    """A parameter that cannot be used; `fields` are pairs of its name and a sentence."""

    def __init__(self, *fields: tuple[str, str]) -> None:
        super().__init__(fields)
        self.fields = fields


def documented(success: Any, **more: Any) -> dict[Any, Any]:
    """What an operation may answer, for `response=` of Ninja: success, not modified, every error.

    All operations share what is around them (`plan.open_api.door`), and so these statuses.
    """
    return {200: success, 304: None, **dict.fromkeys(CODES, ErrorBody), **more}


def error_response(
    status: int, message: str, fields: Sequence[tuple[str, str]] = ()
) -> HttpResponse:
    """An error in the one shape."""
    faults = [{"name": name, "message": words} for name, words in fields]
    body = {"error": {"code": CODES[status], "message": message, "fields": faults}}
    text = json.dumps(body, ensure_ascii=False)
    return HttpResponse(text, status=status, content_type="application/json; charset=utf-8")


def not_found_message() -> str:
    """Nothing here, whichever reason it has: what is restricted is not told from what is not."""
    return _(
        "There is nothing public at this address in this language. Check the address, or begin "
        "with the list."
    )


def invalid_response(fields: Sequence[tuple[str, str]]) -> HttpResponse:
    """422: parameters that cannot be used."""
    message = _("Put the parameters named in “fields” right, and ask again.")
    return error_response(422, message, fields)


def faults_of(error: ValidationError) -> list[tuple[str, str]]:
    """Parameters that Ninja refused, in sentences of ours."""
    return [(str(one["loc"][-1]), sentence_on(one)) for one in error.errors]


def sentence_on(fault: Mapping[str, Any]) -> str:
    """What is wrong with one parameter; the kinds are pydantic's error types."""
    context = fault.get("ctx", {})
    kind = fault["type"]
    if kind == "value_error":
        return str(context.get("error", ""))
    if kind.startswith("greater_than"):
        return _("Give %(number)s or more.") % {"number": context["ge"]}
    if kind.startswith("less_than"):
        return _("Give %(number)s or less.") % {"number": context["le"]}
    if kind in {"literal_error", "enum"}:
        return _("Give one of: %(values)s.") % {"values": context["expected"]}
    if kind.startswith("uuid"):
        return _("Give an id as this API writes it: 32 digits in five groups, with hyphens.")
    if kind == "missing":
        return _("Give a value.")
    return _("Give a value of the form that the documentation describes.")

"""A request for a response's private page: who asks, and what must never leave it."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse

from plan.consultation.journey.steps import Journey, JourneyEndError, step
from plan.consultation.models import Response
from plan.consultation.private_links import opens_response
from plan.consultation.references import normalise_reference

#: The address holds the secret: no page, of this site or another, is told it as where one came
#: from. The origin alone stays, by which a request of ours is known.
REFERRER_POLICY = "strict-origin"

Own = Callable[..., HttpResponse]


def own_step(*methods: str) -> Callable[[Own], Own]:
    """Make a view of journey and response a step that only the secret link opens."""

    def decorate(view: Own) -> Own:
        @step(*methods)
        def opened(journey: Journey, reference: str, token: str) -> HttpResponse:
            return view(journey, response_behind(journey, reference, token))

        @wraps(opened)
        def wrapped(request: HttpRequest, public_id: str, **kwargs: Any) -> HttpResponse:
            answer: HttpResponse = opened(request, public_id, **kwargs)
            answer["Referrer-Policy"] = REFERRER_POLICY
            return answer

        return wrapped

    return decorate


def response_behind(journey: Journey, reference: str, token: str) -> Response:
    """The response; the same page for a wrong token and for a reference that never was."""
    response = (
        Response.objects.select_related("texts__version", "version", "consultation")
        .filter(consultation=journey.consultation, reference=normalise_reference(reference))
        .first()
    )
    if response is None or not opens_response(token, response):
        raise JourneyEndError(journey.show("own_missing", status=404))
    return response

"""The start of a test: before the opening, with a link from the admin."""

from __future__ import annotations

from django.http import HttpResponse

from plan.consultation.enums import ConsultationState
from plan.consultation.journey import browser
from plan.consultation.journey.pages import begin_attempt
from plan.consultation.journey.steps import Journey, SeeOther, step
from plan.consultation.testing_links import is_valid
from plan.same_origin import is_from_elsewhere


@step("GET", "POST")
def start_test(journey: Journey, token: str) -> HttpResponse:
    """GET asks, POST starts an attempt that is marked as a test and never counted."""
    if not is_valid(token, journey.consultation):
        return journey.show("test_link", status=404)
    if journey.door.state is not ConsultationState.SCHEDULED:
        return journey.show("test_link", status=410, has_opened=True)
    url = journey.url("start_test", token)
    if journey.request.method != "POST":
        return journey.show("start_test", test_url=url)
    if is_from_elsewhere(journey.request):
        return journey.show("start_test", status=403, test_url=url)
    begin_attempt(journey, is_test=True)
    response = SeeOther(journey.url("section", 1))
    browser.give_cookie(
        response, journey.request, journey.public_id, journey.language, journey.token
    )
    return response

"""The steps before and after the sections: start, check, confirmation, finish."""

from __future__ import annotations

from collections.abc import Sequence

from django.http import HttpResponse
from django.utils.translation import gettext as _

from plan.consultation import queries
from plan.consultation.actions.save_section import clear_attempt
from plan.consultation.actions.submit_response import (
    AttemptGoneError,
    IncompleteError,
    NotOpenError,
    response_of,
    submit_response,
)
from plan.consultation.journey import browser
from plan.consultation.journey.admission import admit
from plan.consultation.journey.pages import (
    begin_attempt,
    follow_language,
    leave_for,
    require_attempt,
    section_of,
    show_check,
    show_section,
    show_sent,
)
from plan.consultation.journey.steps import Journey, SeeOther, step


@step("GET", "POST")
def take_part(journey: Journey) -> HttpResponse:
    """Start. GET leads to the overview, which has the button."""
    if journey.request.method != "POST":
        return SeeOther(journey.overview_url)
    journey.require_open()
    if browser.is_from_elsewhere(journey.request):
        return journey.show("confirm_start", status=403)
    posted = journey.request.POST
    doubts = admit(journey)
    attempt = journey.attempt
    if attempt is not None and response_of(attempt) is None and queries.typed_sections(attempt):
        if "anew" not in posted:
            return journey.show("resume", continue_url=journey.url("section", 1))
        clear_attempt(attempt=attempt)
    return started(journey, cookieless="cookieless" in posted, doubts=doubts)


def started(journey: Journey, *, cookieless: bool, doubts: Sequence[str]) -> HttpResponse:
    """Make the attempt and show its first section."""
    begin_attempt(journey, doubts=doubts)
    if cookieless:
        return show_section(journey, 1)
    response = SeeOther(journey.url("section", 1))
    browser.give_cookie(
        response, journey.request, journey.public_id, journey.language, journey.token
    )
    return response


@step("GET", "POST")
def check(journey: Journey) -> HttpResponse:
    """Check your answers; POST sends them, leads back to a section, or changes the language."""
    posted = journey.request.POST
    if journey.request.method == "POST" and not {"language", "change_section"} & set(posted):
        return send(journey)
    require_attempt(journey)
    journey.require_open()
    if language := posted.get("language"):
        return leave_for(journey, language, "check")
    follow_language(journey)
    if number := posted.get("change_section"):
        return reopen(journey, int(number[:4]) if number.isdecimal() else 0)
    return show_check(journey)


def reopen(journey: Journey, number: int) -> HttpResponse:
    """Back to a section to change an answer."""
    section_of(journey, number)
    url = f"{journey.url('section', number)}?check=1"
    return journey.go(url, lambda: show_section(journey, number))


def send(journey: Journey) -> HttpResponse:
    """Submit, and give the receipt."""
    if journey.attempt is None:
        require_attempt(journey)
    assert journey.attempt is not None  # noqa: S101  # require_attempt ends otherwise
    if browser.is_from_elsewhere(journey.request):
        message = _("Nothing was sent, because the request came from another site. Send again.")
        return show_check(journey, status=403, message=message)
    try:
        response = submit_response(attempt=journey.attempt, received_at=journey.door.moment)
    except NotOpenError as error:
        return journey.not_open(error.state)
    except IncompleteError:
        return show_check(journey, status=422)
    except AttemptGoneError:
        return journey.show("missing", status=404)
    journey.attempt.response = response
    return journey.go(journey.url("sent"), lambda: show_sent(journey))


@step("GET")
def sent(journey: Journey) -> HttpResponse:
    """The confirmation: the reference, and what happens next. No answer is shown."""
    if journey.attempt is None:
        return journey.show("missing", status=404)
    if response_of(journey.attempt) is None:
        return SeeOther(journey.url("check"))
    return show_sent(journey)


@step("GET", "POST")
def finish(journey: Journey) -> HttpResponse:
    """Finish and clear: nothing of the attempt stays on the device, nor unsent answers here."""
    if journey.request.method != "POST":
        return journey.show("cleared", consultation_page=queries.page_behind(journey.door))
    if browser.is_from_elsewhere(journey.request):
        return journey.show("confirm_finish", status=403, finish_url=journey.url("finish"))
    if journey.attempt is not None and response_of(journey.attempt) is None:
        clear_attempt(attempt=journey.attempt)
    response = SeeOther(journey.url("finish"))
    languages = [*queries.form_languages(journey.consultation), journey.language]
    browser.drop_cookie(response, journey.public_id, languages)
    return response

"""One section of the form: shown, kept as typed, checked."""

from __future__ import annotations

from django.http import HttpResponse
from django.utils.translation import gettext as _

from plan.consultation import queries
from plan.consultation.actions.change_response import change_response
from plan.consultation.actions.save_section import AlreadySentError, save_section
from plan.consultation.actions.submit_response import NotOpenError, response_of
from plan.consultation.forms import SectionForm, Typed, typed_in
from plan.consultation.journey import browser
from plan.consultation.journey.differences import differences
from plan.consultation.journey.pages import (
    begin_attempt,
    follow_language,
    imagine_attempt,
    leave_for,
    require_attempt,
    section_of,
    show_check,
    show_section,
    show_sent,
)
from plan.consultation.journey.steps import Journey, step


@step("GET", "POST")
def section(journey: Journey, number: int) -> HttpResponse:
    """A section: GET shows it, POST keeps it and goes on, back, or to another language."""
    if journey.request.method != "POST":
        require_attempt(journey)
        journey.require_open()
        follow_language(journey)
        return show_section(journey, number)
    if journey.attempt is None:
        return recover(journey, number)
    if response_of(journey.attempt) is not None:
        return already_sent(journey, number)
    note_typed(journey, number)
    journey.require_open()
    if browser.is_from_elsewhere(journey.request):
        return refuse(journey, number)
    return keep(journey, number)


def note_typed(journey: Journey, number: int) -> None:
    """Keep what this request holds in mind, for a page that cannot take it but can show it."""
    section = section_of(journey, number)
    journey.typed = {section.id: typed_in(section, journey.request.POST)}


def recover(journey: Journey, number: int) -> HttpResponse:
    """The attempt is unknown or expired: what was typed here begins a new one.

    Another site's request begins none, and what a page sends when it is left begins none either:
    it may have been left by "Finish and clear".
    """
    imagine_attempt(journey)
    note_typed(journey, number)
    journey.require_open()
    if browser.is_from_elsewhere(journey.request):
        return refuse(journey, number)
    if "keep" in journey.request.POST:
        return HttpResponse(status=204)
    begin_attempt(journey)
    assert journey.attempt is not None  # noqa: S101  # begun above
    section = section_of(journey, number)
    typed = journey.typed[section.id]
    form = SectionForm(section, typed)
    save_section(
        attempt=journey.attempt, section_id=section.id, typed=typed, is_valid=form.is_valid()
    )
    message = _(
        "We could not find the answers you gave on other pages: too much time may have passed. "
        "What you typed on this page is kept. Look through the other pages before you send."
    )
    response = show_section(journey, number, form=form, status=409, message=message)
    browser.give_cookie(
        response, journey.request, journey.public_id, journey.language, journey.token
    )
    return response


def refuse(journey: Journey, number: int) -> HttpResponse:
    """Another site sent this: nothing is stored, and what was typed is shown again."""
    section = section_of(journey, number)
    form = SectionForm(section, typed_in(section, journey.request.POST))
    message = _(
        "This page was not saved, because the request came from another site. "
        "Check what you typed and continue."
    )
    return show_section(journey, number, form=form, status=403, message=message)


def keep(journey: Journey, number: int) -> HttpResponse:
    """Store the section as typed, then do what the button says."""
    assert journey.attempt is not None  # noqa: S101  # the caller made sure
    section = section_of(journey, number)
    posted = journey.request.POST
    form = SectionForm(section, typed_in(section, posted))
    is_valid = form.is_valid()
    try:
        save_section(
            attempt=journey.attempt,
            section_id=section.id,
            typed=typed_in(section, posted),
            is_valid=is_valid,
        )
    except AlreadySentError:
        return already_sent(journey, number)
    if language := posted.get("language"):
        return leave_for(journey, language, "section", number)
    if "back" in posted and number > 1:
        back = number - 1
        return journey.go(journey.url("section", back), lambda: show_section(journey, back))
    if "keep" in posted:
        return HttpResponse(status=204)
    if not is_valid:
        return show_section(journey, number, form=form, status=422)
    if "check" in posted or number == len(journey.definition.sections):
        return journey.go(journey.url("check"), lambda: show_check(journey))
    onwards = number + 1
    return journey.go(journey.url("section", onwards), lambda: show_section(journey, onwards))


def already_sent(journey: Journey, number: int) -> HttpResponse:
    """The answers were sent from another tab: same ones lead to the receipt, others are shown.

    With `change` in the request the section's answers take the place of those sent.
    """
    fresh = queries.attempt_by_token(journey.consultation, [journey.token])
    response = response_of(fresh) if fresh else None
    if response is None:
        return recover(journey, number)
    journey.attempt = fresh
    section = section_of(journey, number)
    typed: Typed = typed_in(section, journey.request.POST)
    form = SectionForm(section, typed)
    changed = differences(response, form)
    if "change" in journey.request.POST and form.is_valid():
        if browser.is_from_elsewhere(journey.request):
            return refuse(journey, number)
        try:
            change_response(response=response, form=form, received_at=journey.door.moment)
        except NotOpenError as error:
            journey.typed = {section.id: typed}
            return journey.not_open(error.state)
        changed = []
    if not changed:
        return journey.go(journey.url("sent"), lambda: show_sent(journey))
    return journey.show(
        "changed",
        status=409,
        response=response,
        changes=changed,
        is_valid=form.is_valid(),
        typed=[(name, value) for name, values in typed.items() for value in values],
        action_url=journey.url("section", number),
        sent_url=journey.url("sent"),
        consultation_page=queries.page_behind(journey.door),
    )

"""One section of the form: shown, kept as typed, checked."""

from __future__ import annotations

from django.http import HttpResponse
from django.utils.translation import gettext as _

from plan.consultation import queries
from plan.consultation.actions.change_response import change_response, changed_route
from plan.consultation.actions.save_section import AlreadySentError, save_section
from plan.consultation.actions.submit_response import NotOpenError, response_of
from plan.consultation.definition import SectionDefinition
from plan.consultation.forms import SectionForm, Typed, typed_in
from plan.consultation.journey import browser
from plan.consultation.journey.differences import differences
from plan.consultation.journey.ended import require_unended
from plan.consultation.journey.handing_in import require_in_hand
from plan.consultation.journey.pages import (
    begin_attempt,
    follow_language,
    go_to_task_list,
    imagine_attempt,
    leave_for,
    require_attempt,
    section_of,
    show_next,
    show_section,
    show_sent,
    way_of,
)
from plan.consultation.journey.returning import show_save
from plan.consultation.journey.steps import Journey, step
from plan.consultation.journey.teams import show_team
from plan.consultation.route import Route
from plan.consultation.uploads import receive_files
from plan.same_origin import is_from_elsewhere


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
    require_unended(journey)
    journey.require_open()
    require_in_hand(journey)
    if is_from_elsewhere(journey.request):
        return refuse(journey, number)
    return keep(journey, number)


def note_typed(journey: Journey, number: int) -> None:
    """Keep what this request holds in mind, for a page that cannot take it but can show it."""
    section = section_of(journey, number)
    journey.typed = {section.id: typed_in(section, journey.request.POST)}


def take_files(journey: Journey, section: SectionDefinition) -> Typed:
    """Keep the files of this request; what was typed in the section, with the ids they got."""
    request = journey.request
    typed = receive_files(
        attempt=journey.begun,
        section=section,
        typed=journey.typed[section.id],
        posted=request.POST,
        files=request.FILES,
    )
    journey.typed = {section.id: typed}
    return typed


def recover(journey: Journey, number: int) -> HttpResponse:
    """The attempt is unknown or expired: what was typed here begins a new one.

    Another site's request begins none, and what a page sends when it is left begins none either:
    it may have been left by "Finish and clear".
    """
    imagine_attempt(journey)
    note_typed(journey, number)
    journey.require_open()
    if is_from_elsewhere(journey.request):
        return refuse(journey, number)
    if "keep" in journey.request.POST:
        return HttpResponse(status=204)
    begin_attempt(journey)
    section = section_of(journey, number)
    typed = take_files(journey, section)
    form = form_at(way_of(journey), number, section, typed)
    save_section(
        attempt=journey.begun, section_id=section.id, typed=typed, is_valid=form.is_valid()
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
    note_typed(journey, number)
    form = form_at(way_of(journey), number, section, journey.typed[section.id])
    message = _(
        "This page was not saved, because the request came from another site. "
        "Check what you typed and continue."
    )
    return show_section(journey, number, form=form, status=403, message=message)


def keep(journey: Journey, number: int) -> HttpResponse:
    """Store the section as typed, then do what the button says."""
    section = section_of(journey, number)
    typed = take_files(journey, section)
    way = way_of(journey)
    form = form_at(way, number, section, typed)
    try:
        save_section(
            attempt=journey.begun,
            section_id=section.id,
            typed=typed,
            is_valid=form.is_valid(),
        )
    except AlreadySentError:
        return already_sent(journey, number)
    if (elsewhere := leave_section(journey, way, number)) is not None:
        return elsewhere
    unseen = form.unseen()
    form.forgive(unseen)
    if not form.is_valid():
        return show_section(journey, number, form=form, status=422)
    if unseen:
        return ask_more(journey, number)
    if "check" in journey.request.POST and (journey.is_any_order or not leads_astray(way, number)):
        return show_next(journey, None)
    if journey.is_any_order:
        return go_to_task_list(journey)
    return show_next(journey, way.after(number))


def leave_section(journey: Journey, way: Route, number: int) -> HttpResponse | None:
    """Where the buttons lead that do not ask for valid answers; None for "continue"."""
    posted = journey.request.POST
    if language := posted.get("language"):
        return leave_for(journey, language, "section", number)
    if "save" in posted:
        return journey.go(journey.url("save_for_later"), lambda: show_save(journey))
    if "team" in posted:
        return journey.go(journey.url("team"), lambda: show_team(journey))
    if "back" in posted and journey.is_any_order:
        return go_to_task_list(journey)
    if "back" in posted and (before := way.before(number)):
        return show_next(journey, before)
    return HttpResponse(status=204) if "keep" in posted else None


def form_at(way: Route, number: int, section: SectionDefinition, typed: Typed) -> SectionForm:
    """The section's form as the way has it; on its own where it is not on the way."""
    routed = way.at(number)
    return routed.form if routed else SectionForm(section, typed)


def leads_astray(way: Route, number: int) -> bool:
    """Whether a change here leads to a section never opened, or out of the form."""
    later = [routed for routed in way.shown if routed.number > number]
    return any(routed.section.is_exit or not routed.is_begun for routed in later)


def ask_more(journey: Journey, number: int) -> HttpResponse:
    """The same section again, with the questions that its own answers brought up."""
    url = f"{journey.url('section', number)}?more=1"
    if "check" in journey.request.POST:
        url += "&check=1"
    return journey.go(url, lambda: show_section(journey, number))


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
    journey.typed = {section.id: typed_in(section, journey.request.POST)}
    typed = take_files(journey, section)
    way = changed_route(response, journey.definition, {section.id: typed})
    form = form_at(way, number, section, typed)
    changed = differences(response, form)
    if "change" in journey.request.POST and way.is_complete():
        if is_from_elsewhere(journey.request):
            return refuse(journey, number)
        try:
            change_response(
                response=response, typed={section.id: typed}, received_at=journey.door.moment
            )
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
        is_valid=way.is_complete(),
        typed=[(name, value) for name, values in typed.items() for value in values],
        action_url=journey.url("section", number),
        sent_url=journey.url("sent"),
        consultation_page=queries.page_behind(journey.door),
    )

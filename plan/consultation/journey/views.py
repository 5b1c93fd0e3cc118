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
    WordsChangedError,
    response_of,
    submit_response,
)
from plan.consultation.journey import browser
from plan.consultation.journey.admission import admit
from plan.consultation.journey.ended import require_unended
from plan.consultation.journey.handing_in import hand_over
from plan.consultation.journey.pages import (
    begin_attempt,
    follow_language,
    go_on,
    go_to_task_list,
    leave_for,
    require_attempt,
    section_of,
    show_check,
    show_next,
    show_section,
    show_sent,
    show_task_list,
    way_of,
)
from plan.consultation.journey.steps import Journey, SeeOther, step
from plan.consultation.journey.summaries import summaries_of
from plan.same_origin import is_from_elsewhere


@step("GET", "POST")
def take_part(journey: Journey) -> HttpResponse:
    """Start. GET leads to the overview, which has the button."""
    if journey.request.method != "POST":
        return SeeOther(journey.overview_url)
    journey.require_open()
    if is_from_elsewhere(journey.request):
        return journey.show("confirm_start", status=403)
    require_unended(journey)
    posted = journey.request.POST
    doubts = admit(journey)
    attempt = journey.attempt
    if attempt is not None and response_of(attempt) is None and queries.typed_sections(attempt):
        if "anew" not in posted:
            step_name = ("task_list",) if journey.is_any_order else ("section", 1)
            return journey.show("resume", continue_url=journey.url(*step_name))
        clear_attempt(attempt=attempt)
    return started(journey, cookieless="cookieless" in posted, doubts=doubts)


def started(journey: Journey, *, cookieless: bool, doubts: Sequence[str]) -> HttpResponse:
    """Make the attempt and show its first section."""
    begin_attempt(journey, doubts=doubts)
    if cookieless:
        return show_task_list(journey) if journey.is_any_order else show_section(journey, 1)
    first = ("task_list",) if journey.is_any_order else ("section", 1)
    response = SeeOther(journey.url(*first))
    browser.give_cookie(
        response, journey.request, journey.public_id, journey.language, journey.token
    )
    return response


@step("GET", "POST")
def task_list(journey: Journey) -> HttpResponse:
    """The list of sections; POST opens one, goes on to checking, or changes the language."""
    require_attempt(journey)
    journey.require_open()
    posted = journey.request.POST
    if language := posted.get("language"):
        return leave_for(journey, language, "task_list")
    follow_language(journey)
    if number := posted.get("open_section"):
        section_of(journey, wanted := number_in(number))
        return journey.go(journey.url("section", wanted), lambda: show_section(journey, wanted))
    if "check" in posted:
        return show_next(journey, None)
    if not journey.is_any_order:
        return go_on(journey)
    return show_task_list(journey)


def number_in(typed: str) -> int:
    """A section's number as a button sends it; 0, which no section has, for anything else."""
    return int(typed[:4]) if typed.isdecimal() else 0


#: What the check page's buttons ask for besides sending.
WISHES = {"language", "change_section", "change_question", "tasks"}


@step("GET", "POST")
def check(journey: Journey) -> HttpResponse:
    """Check your answers; POST sends them, leads back to a section, or changes the language."""
    posted = journey.request.POST
    if journey.request.method == "POST" and not WISHES & set(posted):
        return send(journey)
    require_attempt(journey)
    journey.require_open()
    if language := posted.get("language"):
        return leave_for(journey, language, "check")
    follow_language(journey)
    if key := posted.get("change_question"):
        return reopen_question(journey, key)
    if number := posted.get("change_section"):
        return reopen(journey, number_in(number))
    return go_to_task_list(journey) if "tasks" in posted else show_check(journey)


def reopen(journey: Journey, number: int, fragment: str = "") -> HttpResponse:
    """Back to a section to change an answer."""
    section_of(journey, number)
    url = f"{journey.url('section', number)}?check=1{fragment}"
    return journey.go(url, lambda: show_section(journey, number))


def reopen_question(journey: Journey, key: str) -> HttpResponse:
    """Back to the very question; the check page again where it is not asked (any more)."""
    for part in summaries_of(way_of(journey)):
        for row in part.rows:
            if row.key == key:
                return reopen(journey, part.number, f"#{row.control}")
    return show_check(journey)


def send(journey: Journey) -> HttpResponse:
    """Submit, and give the receipt."""
    require_unended(journey)
    if journey.attempt is None:
        require_attempt(journey)
    if is_from_elsewhere(journey.request):
        message = _("Nothing was sent, because the request came from another site. Send again.")
        return show_check(journey, status=403, message=message)
    if journey.begun.team_id is not None:
        return hand_over(journey)
    seen = journey.request.POST.get("words", "")
    try:
        response = submit_response(
            attempt=journey.begun, received_at=journey.door.moment, words_seen=seen
        )
    except WordsChangedError:
        return show_other_words(journey)
    except NotOpenError as error:
        return journey.not_open(error.state)
    except IncompleteError:
        return show_check(journey, status=422)
    except AttemptGoneError:
        return journey.show("missing", status=404)
    journey.begun.response = response
    return journey.go(journey.url("sent"), lambda: show_sent(journey))


def show_other_words(journey: Journey) -> HttpResponse:
    """The answers once more, in the words they are to be sent in (promise R6)."""
    follow_language(journey)
    message = _(
        "Nothing was sent yet: the language or the words of the questions changed in another tab. "
        "Check your answers in the words below, and send them again."
    )
    return show_check(journey, status=409, message=message)


@step("GET")
def sent(journey: Journey) -> HttpResponse:
    """The confirmation: the reference, and what happens next. No answer is shown."""
    require_unended(journey)
    if journey.attempt is None:
        return journey.show("missing", status=404)
    if response_of(journey.attempt) is None:
        return SeeOther(journey.url("check"))
    return show_sent(journey)


@step("GET", "POST")
def finish(journey: Journey) -> HttpResponse:
    """Finish and clear: nothing of the attempt stays on the device, nor unsent answers here."""
    if journey.request.method != "POST":
        page = queries.page_behind(journey.door)
        is_kept = "kept" in journey.request.GET
        return journey.show("cleared", consultation_page=page, is_kept=is_kept)
    if is_from_elsewhere(journey.request):
        return journey.show("confirm_finish", status=403, finish_url=journey.url("finish"))
    is_kept = "keep_link" in journey.request.POST
    if journey.attempt is not None and response_of(journey.attempt) is None and not is_kept:
        clear_attempt(attempt=journey.attempt)
    response = SeeOther(journey.url("finish") + ("?kept=1" if is_kept else ""))
    languages = [*queries.form_languages(journey.consultation), journey.language]
    browser.drop_cookie(response, journey.public_id, languages)
    return response

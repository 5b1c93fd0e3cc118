"""Save and come back later: the link is made, shown, sent if wanted, and opened again."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.http import HttpResponse
from django.utils.translation import gettext as _

from plan.consultation import queries
from plan.consultation.actions.keep_for_return import keep_for_return, kept_until
from plan.consultation.actions.save_section import AlreadySentError
from plan.consultation.actions.submit_response import response_of
from plan.consultation.journey import browser
from plan.consultation.journey.ended import require_unended
from plan.consultation.journey.pages import follow_language, go_on, require_attempt, show_sent
from plan.consultation.journey.steps import Journey, SeeOther, step
from plan.consultation.moments import moment_in_words
from plan.consultation.return_mail import queue_return_mail
from plan.consultation.sender import sender_of
from plan.mail import is_mail_configured
from plan.mail_limits import may_mail
from plan.same_origin import is_from_elsewhere


@step("GET", "POST")
def save_for_later(journey: Journey) -> HttpResponse:
    """GET says what saving does; POST makes a link, and a new one ends the one before."""
    require_attempt(journey)
    journey.require_open()
    follow_language(journey)
    if journey.request.method != "POST" or "make" not in journey.request.POST:
        return show_save(journey)
    if is_from_elsewhere(journey.request):
        message = _("No link was made, because the request came from another site. Try again.")
        return show_save(journey, status=403, error=message)
    address = journey.request.POST.get("email", "").strip() if is_mail_configured() else ""
    try:
        if address:
            validate_email(address)
    except ValidationError:
        message = _("Enter an email address in the right form, like name@example.com.")
        return show_save(journey, status=422, error=message, address=address)
    return make_link(journey, address)


def show_save(
    journey: Journey, *, status: int = 200, error: str = "", address: str = ""
) -> HttpResponse:
    """What saving does, and until when; with `error`, what is wrong with the address."""
    return journey.show(
        "save",
        status=status,
        errors=[("#email" if status == 422 else "", error)] if error else [],
        address=address,
        can_mail=is_mail_configured(),
        until=until_in_words(journey),
        has_link=journey.attempt is not None and bool(journey.attempt.return_hash),
        save_url=journey.url("save_for_later"),
        back_url=journey.url("task_list"),
    )


def make_link(journey: Journey, address: str) -> HttpResponse:
    """The new link, to copy; and by mail where an address was given."""
    attempt = journey.attempt
    assert attempt is not None  # noqa: S101  # the view made sure
    came_by_link = bool(attempt.return_hash) and not queries.begun_with(journey.token, attempt)
    try:
        token = keep_for_return(attempt=attempt, moment=journey.door.moment)
    except AlreadySentError:
        return journey.go(journey.url("sent"), lambda: show_sent(journey))
    link = journey.request.build_absolute_uri(journey.url("come_back", token))
    is_mailed = bool(address) and may_mail("return", attempt.pk)
    if is_mailed:
        queue_return_mail(
            address=address,
            link=link,
            until=until_in_words(journey),
            language=journey.language,
            sender=sender_of(journey.consultation, journey.language),
            title=title_for_letter(journey),
        )
    if came_by_link:
        journey.token = token
    response = journey.show(
        "saved",
        link=link,
        is_mailed=is_mailed,
        is_mail_refused=bool(address) and not is_mailed,
        until=until_in_words(journey),
        finish_url=journey.url("finish"),
        back_url=journey.url("task_list"),
    )
    if came_by_link and browser.keeps_cookies(journey.request, journey.public_id):
        give_cookie(response, journey)
    return response


def until_in_words(journey: Journey) -> str:
    """Until when a link made now works."""
    until = kept_until(journey.consultation, journey.door.moment)
    return moment_in_words(until, journey.consultation.zone)


def title_for_letter(journey: Journey) -> str:
    """What the letter calls the consultation; empty where it asks for what others must not see."""
    if journey.consultation.is_sensitive:
        return ""
    title: str = queries.page_behind(journey.door).title
    return title


def give_cookie(response: HttpResponse, journey: Journey) -> None:
    """Let this browser go on with the journey's attempt."""
    browser.give_cookie(
        response, journey.request, journey.public_id, journey.language, journey.token
    )


@step("GET", "POST")
def come_back(journey: Journey, token: str) -> HttpResponse:
    """GET starts nothing, for mail programs open links too; POST goes on with the answers."""
    here = journey.attempt
    found = queries.attempt_by_token(journey.consultation, [token])
    if found is None or queries.begun_with(token, found):
        return journey.show(
            "return_missing",
            status=404,
            is_open=journey.door.state.value == "open",
            consultation_page=queries.page_behind(journey.door),
        )
    journey.attempt, journey.token = found, token
    require_unended(journey)
    is_sent = response_of(found) is not None
    if journey.request.method != "POST" or is_from_elsewhere(journey.request):
        return journey.show(
            "come_back",
            is_sent=is_sent,
            has_others=here is not None and here.pk != found.pk and response_of(here) is None,
            until=until_in_words(journey),
            action_url=journey.url("come_back", token),
        )
    if not is_sent:
        journey.require_open()
        follow_language(journey)
    if "cookieless" in journey.request.POST:
        return show_sent(journey) if is_sent else go_on(journey)
    response = SeeOther(journey.url("sent" if is_sent else "task_list"))
    give_cookie(response, journey)
    return response

"""Responding for an organisation: the lead's page, the way in for colleagues, handing in."""

from __future__ import annotations

import uuid
from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from plan.consultation.actions.join_team import (
    NoSuchTeamError,
    TeamFullError,
    join_team,
    take_back,
)
from plan.consultation.actions.lead_team import (
    NotLeadError,
    make_team,
    remove_member,
    stop_joining,
)
from plan.consultation.actions.save_section import AlreadySentError
from plan.consultation.colleagues import members_of, team_led_by
from plan.consultation.journey import browser
from plan.consultation.journey.ended import show_gone
from plan.consultation.journey.handing_in import hand_over, show_handed_in
from plan.consultation.journey.pages import (
    require_attempt,
    show_check,
    show_section,
    show_task_list,
    way_of,
    words_or_end,
)
from plan.consultation.journey.steps import Journey, SeeOther, step
from plan.consultation.networks import count_guess, is_guessing
from plan.consultation.organisations import organisation_named
from plan.consultation.questions.texts import CleanCharField
from plan.forms.base import PlanForm
from plan.forms.widgets import TextInput
from plan.same_origin import is_from_elsewhere


class OrganisationForm(PlanForm):
    """For whom the response is."""

    organisation = CleanCharField(
        label=gettext_lazy("Name of your organisation"),
        max_length=200,
        widget=TextInput(),
        error_messages={"required": gettext_lazy("Enter the name of your organisation.")},
    )


class JoinForm(PlanForm):
    """What a colleague needs to come in."""

    code = CleanCharField(
        label=gettext_lazy("Code"),
        help_text=gettext_lazy("From the colleague who leads your response."),
        max_length=40,
        widget=TextInput(),
        error_messages={"required": gettext_lazy("Enter the code.")},
    )
    member_name = CleanCharField(
        label=gettext_lazy("Your name"),
        help_text=gettext_lazy("Only the colleague who leads your response sees it."),
        max_length=100,
        widget=TextInput(),
        error_messages={"required": gettext_lazy("Enter your name.")},
    )


@step("GET", "POST")
def team(journey: Journey) -> HttpResponse:
    """The lead's page: make a team, see who has joined and handed in, give out or end the code."""
    require_attempt(journey)
    journey.require_open()
    if journey.begun.team_id is not None:
        return SeeOther(journey.url("check"))
    if journey.request.method != "POST":
        return show_team(journey)
    if is_from_elsewhere(journey.request):
        message = _("Nothing was changed, because the request came from another site.")
        return show_team(journey, status=403, message=message)
    return changed_team(journey)


def changed_team(journey: Journey) -> HttpResponse:
    """Do what the button says."""
    posted, found = journey.request.POST, team_led_by(journey.attempt)
    if found is not None and "stop" in posted:
        stop_joining(team=found)
        return show_team(journey, said=_("The code no longer works. Those who have joined go on."))
    if found is not None and (member := posted.get("remove", "")):
        remove_member(team=found, member_pk=int(member[:12]) if member.isdecimal() else 0)
        return show_team(journey)
    if found is not None and "code" in posted:
        return with_code(journey, found.organisation)
    form = OrganisationForm(posted)
    if not form.is_valid():
        return show_team(journey, status=422, form=form)
    return with_code(journey, form.cleaned_data["organisation"])


def with_code(journey: Journey, organisation: str) -> HttpResponse:
    """The page with a new code, which is shown this once."""
    try:
        made, code = make_team(
            attempt=journey.begun, organisation=organisation, moment=journey.door.moment
        )
    except (AlreadySentError, NotLeadError):
        return journey.show("missing", status=404)
    journey.begun.led_team = made
    return show_team(journey, code=code)


def show_team(journey: Journey, *, status: int = 200, **context: Any) -> HttpResponse:
    """The lead's page."""
    found = team_led_by(journey.attempt)
    form = context.pop("form", None) or named_form(journey)
    message = context.pop("message", "")
    errors = [("", message)] if message else form.error_links()
    return journey.show(
        "team",
        status=status,
        team=found,
        members=members_of(found) if found else [],
        form=form,
        errors=errors,
        action_url=journey.url("team"),
        section_url=journey.url("section", 1),
        check_url=journey.url("check"),
        join_url=journey.request.build_absolute_uri(journey.url("join")),
        **context,
    )


def named_form(journey: Journey) -> OrganisationForm:
    """The form with the name that was given in the survey already."""
    name = organisation_named(way_of(journey))[:200]
    return OrganisationForm(initial={"organisation": name})


@step("GET", "POST")
def join(journey: Journey) -> HttpResponse:
    """A colleague comes in with the code."""
    journey.require_open()
    if journey.request.method != "POST":
        return show_join(journey, JoinForm())
    form = JoinForm(journey.request.POST)
    if is_from_elsewhere(journey.request):
        message = _("Nothing was changed, because the request came from another site.")
        return show_join(journey, form, status=403, message=message)
    if not form.is_valid():
        return show_join(journey, form, status=422)
    if is_guessing(journey.request, journey.public_id):
        message = _(
            "Too many wrong codes have been tried here. Wait an hour, or ask your colleague for a "
            "new code then."
        )
        return show_join(journey, form, status=429, message=message)
    return joined(journey, form)


def joined(journey: Journey, form: JoinForm) -> HttpResponse:
    """Begin the colleague's own attempt, or say what is wrong with the code."""
    texts = words_or_end(journey)
    try:
        journey.attempt, journey.token = join_team(
            consultation=journey.consultation,
            code=form.cleaned_data["code"],
            name=form.cleaned_data["member_name"],
            texts_pk=texts,
            moment=journey.door.moment,
        )
    except NoSuchTeamError:
        count_guess(journey.request, journey.public_id)
        form.add_error("code", _("No team takes this code. Check it, or ask your colleague."))
        return show_join(journey, form, status=422)
    except TeamFullError:
        form.add_error("code", _("This team is full. Ask your colleague who leads it."))
        return show_join(journey, form, status=422)
    response = show_task_list(journey) if journey.is_any_order else show_section(journey, 1)
    browser.give_cookie(
        response, journey.request, journey.public_id, journey.language, journey.token
    )
    return response


def show_join(
    journey: Journey, form: JoinForm, *, status: int = 200, message: str = ""
) -> HttpResponse:
    """The way in for colleagues."""
    errors = [("", message)] if message else form.error_links()
    mine = journey.attempt
    is_busy = mine is not None and mine.team_id is None and mine.ended_at is None
    return journey.show(
        "join",
        status=status,
        form=form,
        errors=errors,
        is_busy=is_busy and not hasattr(journey.attempt, "response"),
        action_url=journey.url("join"),
    )


@step("GET", "POST")
def handing_in(journey: Journey) -> HttpResponse:
    """Hand answers to the lead, or take them back."""
    require_attempt(journey)
    if journey.begun.team_id is None or journey.request.method != "POST":
        return SeeOther(journey.url("check"))
    journey.require_open()
    if is_from_elsewhere(journey.request):
        if journey.begun.handed_in_at is not None:
            return show_handed_in(journey, status=403)
        message = _("Nothing was handed in, because the request came from another site.")
        return show_check(journey, status=403, message=message)
    if "back" not in journey.request.POST:
        return hand_over(journey)
    if not take_back(attempt=journey.begun):
        return show_gone(journey)
    journey.begun.refresh_from_db(fields=["handed_in_at"])
    return journey.go(journey.url("check"), lambda: show_check(journey))


def member_and_question(typed: str) -> tuple[int, uuid.UUID] | None:
    """What a "Use this answer" button sends; None where it is nothing of the kind."""
    member, _dot, question = typed.partition(".")
    try:
        return int(member[:12]), uuid.UUID(question)
    except ValueError:
        return None

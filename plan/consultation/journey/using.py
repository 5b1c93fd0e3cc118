"""The lead's button "Use this answer", which keeps what is on the page first."""

from __future__ import annotations

from django.http import HttpResponse
from django.utils.translation import gettext as _

from plan.consultation.actions.save_section import AlreadySentError, save_section
from plan.consultation.actions.use_answer import NothingToUseError, use_answer
from plan.consultation.colleagues import team_led_by
from plan.consultation.forms import SectionForm, typed_in
from plan.consultation.journey.pages import (
    follow_language,
    require_attempt,
    section_of,
    show_section,
    way_of,
)
from plan.consultation.journey.steps import Journey, SeeOther, step
from plan.consultation.journey.teams import member_and_question
from plan.same_origin import is_from_elsewhere


@step("GET", "POST")
def use_said(journey: Journey, number: int) -> HttpResponse:
    """Keep the section as typed, copy a colleague's answer into it, and show it again."""
    require_attempt(journey)
    journey.require_open()
    section = section_of(journey, number)
    team = team_led_by(journey.attempt)
    wanted = member_and_question(journey.request.POST.get("use", ""))
    if journey.request.method != "POST" or team is None or wanted is None:
        return SeeOther(journey.url("section", number))
    follow_language(journey)
    typed = typed_in(section, journey.request.POST)
    journey.typed = {section.id: typed}
    routed = way_of(journey).at(number)
    form = routed.form if routed else SectionForm(section, typed)
    if is_from_elsewhere(journey.request):
        message = _("Nothing was changed, because the request came from another site.")
        return show_section(journey, number, form=form, status=403, message=message)
    try:
        save_section(
            attempt=journey.begun, section_id=section.id, typed=typed, is_valid=form.is_valid()
        )
        use_answer(team=team, member_pk=wanted[0], question_id=wanted[1])
    except AlreadySentError:
        return journey.show("missing", status=404)
    except NothingToUseError:
        form.hide_errors()
        message = _("Your colleague has taken this answer back. Yours is as it was.")
        return show_section(journey, number, form=form, status=409, message=message)
    journey.typed = {}
    place = f"#id_q-{wanted[1].hex}"
    return journey.go(journey.url("section", number) + place, lambda: show_section(journey, number))

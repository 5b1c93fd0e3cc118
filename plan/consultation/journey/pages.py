"""The pages of the journey, for every view that may end on them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _

from plan.conf import quick_exit_url
from plan.consultation import queries
from plan.consultation.about import named_passage
from plan.consultation.actions.move_attempt import move_attempt
from plan.consultation.actions.start_attempt import start_attempt
from plan.consultation.actions.submit_response import response_of
from plan.consultation.after_sending import after_sending
from plan.consultation.colleagues import number_still_answering, team_led_by
from plan.consultation.definition import SectionDefinition
from plan.consultation.enums import TaskState
from plan.consultation.forms import SectionForm
from plan.consultation.journey import browser
from plan.consultation.journey.ended import require_unended
from plan.consultation.journey.handing_in import require_in_hand
from plan.consultation.journey.steps import Journey, JourneyEndError, SeeOther, in_language
from plan.consultation.journey.summaries import summaries_of
from plan.consultation.journey.task_list import first_open, tasks_of
from plan.consultation.models import Attempt
from plan.consultation.organisations import is_for_organisation
from plan.consultation.route import Route, RoutedSection, route


def words_or_end(journey: Journey) -> int:
    """The words to answer in the journey's language, or the end where there are none."""
    texts = queries.words_in_force(journey.consultation, journey.language)
    if texts is None:
        journey.require_open()
        raise JourneyEndError(journey.show("no_form", status=404, languages=journey.languages()))
    return texts


def begin_attempt(journey: Journey, *, doubts: Sequence[str] = (), is_test: bool = False) -> None:
    """A new attempt in the journey's language."""
    journey.attempt, journey.token = start_attempt(
        consultation=journey.consultation,
        texts_pk=words_or_end(journey),
        source_code=journey.request.POST.get("source", ""),
        doubts=doubts,
        is_test=is_test,
    )


def imagine_attempt(journey: Journey) -> None:
    """An attempt that is stored nowhere, to show what was typed without one."""
    journey.attempt = Attempt(consultation=journey.consultation, texts_id=words_or_end(journey))


def require_attempt(journey: Journey) -> None:
    """End with a page on what to do when there is no attempt; with the receipt when it is sent.

    A colleague whose lead has sent is told so.
    """
    require_unended(journey)
    if journey.attempt is None:
        journey.require_open()
        raise JourneyEndError(journey.show("missing", status=404))
    if response_of(journey.attempt) is not None:
        raise JourneyEndError(journey.go(journey.url("sent"), lambda: show_sent(journey)))


def follow_language(journey: Journey) -> None:
    """Continue the attempt in the language of the address."""
    attempt = journey.attempt
    if attempt is None or journey.definition.language == journey.language:
        return
    texts = queries.words_of_version(journey.definition.version, journey.language)
    texts = texts or queries.words_in_force(journey.consultation, journey.language)
    if texts is not None and move_attempt(attempt=attempt, texts_pk=texts):
        journey.is_moved = True


def leave_for(journey: Journey, language: str, step_name: str, *arguments: int) -> HttpResponse:
    """Go on with the same step in another language."""
    if language not in queries.form_languages(journey.consultation):
        return journey.show("no_form", status=404, languages=journey.languages())
    elsewhere = Journey(journey.request, journey.door, language, journey.attempt, journey.token)

    def go() -> HttpResponse:
        follow_language(elsewhere)
        places = [min(number, len(elsewhere.definition.sections)) for number in arguments]
        if browser.keeps_cookies(journey.request, journey.public_id):
            target = elsewhere.url(step_name, *places)
            response: HttpResponse = SeeOther(f"{target}?moved=1" if elsewhere.moved else target)
            browser.give_cookie(
                response, journey.request, journey.public_id, language, journey.token
            )
            return response
        if step_name == "section":
            return show_section(elsewhere, places[0])
        return show_task_list(elsewhere) if step_name == "task_list" else show_check(elsewhere)

    return in_language(language, go)


def show_check(journey: Journey, *, status: int = 200, message: str = "") -> HttpResponse:
    """All answers with links to change them; with `message`, what is wrong at the top."""
    require_in_hand(journey)
    way = way_of(journey)
    if way.exit is not None:
        return show_exit(journey, way.exit, way)
    parts = summaries_of(way)
    errors = [("", message)] if message else []
    if status == 422:
        errors += [
            (f"#{row.anchor}", f"{row.question} – {error}")
            for part in parts
            for row in part.rows
            for error in row.errors
        ]
    return journey.show(
        "check",
        status=status,
        sections=parts,
        errors=errors,
        check_url=journey.url("check"),
        finish_url=journey.url("finish"),
        save_url=journey.url("save_for_later"),
        still_answering=number_still_answering(team_led_by(journey.begun)),
        team_url=journey.url("team"),
        last_number=parts[-1].number if parts else 1,
        languages=journey.languages(),
    )


def show_task_list(journey: Journey) -> HttpResponse:
    """The sections in any order, each with how far it has come."""
    require_in_hand(journey)
    way = way_of(journey)
    if way.exit is not None:
        return show_exit(journey, way.exit, way)
    tasks = tasks_of(journey.definition, way)
    return journey.show(
        "task_list",
        tasks=tasks,
        completed=sum(1 for task in tasks if task.state is TaskState.COMPLETED),
        total=sum(1 for task in tasks if task.can_start),
        action_url=journey.url("task_list"),
        check_url=journey.url("check"),
        finish_url=journey.url("finish"),
        save_url=journey.url("save_for_later"),
        languages=journey.languages(),
    )


def go_to_task_list(journey: Journey) -> HttpResponse:
    """On to the list of sections."""
    return journey.go(journey.url("task_list"), lambda: show_task_list(journey))


def go_on(journey: Journey) -> HttpResponse:
    """On from wherever the answers have come to."""
    if journey.is_any_order:
        return go_to_task_list(journey)
    return show_next(journey, first_open(way_of(journey)))


def show_sent(journey: Journey, *, status: int = 200, **more: Any) -> HttpResponse:
    """The confirmation's page; `more` stands in the place of what it usually says."""
    response = response_of(journey.begun)
    assert response is not None  # noqa: S101  # the same
    usual = {
        "response": response,
        "consultation_page": queries.page_behind(journey.door),
        "results_due_on": journey.consultation.results_due_on,
        "finish_url": journey.url("finish"),
        "passage": named_passage(response.about_key, response.about_block),
        **after_sending(journey, response),
    }
    return journey.show("sent", status=status, **{**usual, **more})


def section_of(journey: Journey, number: int) -> SectionDefinition:
    """The section with this number; Http404 where there is none."""
    sections = journey.definition.sections
    if not 1 <= number <= len(sections):
        raise Http404(_("This form has no such section. Go back to your answers."))
    return sections[number - 1]


def way_of(journey: Journey) -> Route:
    """The way through the form by what is stored, and by what this request brings besides."""
    is_stored = journey.begun.pk is not None
    typed = queries.typed_sections(journey.begun) if is_stored else {}
    typed.update(journey.typed)
    return route(journey.definition, typed, seed=journey.begun.token_hash)


def show_next(journey: Journey, routed: RoutedSection | None) -> HttpResponse:
    """On to a section, or to checking after the last one."""
    if routed is None:
        return journey.go(journey.url("check"), lambda: show_check(journey))
    number = routed.number
    return journey.go(journey.url("section", number), lambda: show_section(journey, number))


def show_section(
    journey: Journey,
    number: int,
    *,
    form: SectionForm | None = None,
    status: int = 200,
    message: str = "",
) -> HttpResponse:
    """A section's page, with what was typed there before; an exit where the way ends."""
    require_in_hand(journey)
    section = section_of(journey, number)
    way = way_of(journey)
    routed = way.at(number)
    if routed is None:
        return show_next(journey, way.after(number))
    if section.is_exit:
        return show_exit(journey, routed, way)
    if form is None:
        form = opened_form(journey, routed)
    errors = [*([("", message)] if message else []), *form.error_links()]
    return journey.show(
        "section",
        status=status,
        section=section,
        form=form,
        number=number,
        place=way.place(number),
        total=len(way.sections),
        has_back=journey.is_any_order or way.before(number) is not None,
        errors=errors,
        **around_section(journey, section, number),
        is_for_team=is_for_organisation(way) or team_led_by(journey.attempt) is not None,
    )


def around_section(journey: Journey, section: SectionDefinition, number: int) -> dict[str, Any]:
    """Where a section's buttons lead, and the support that stands around a sensitive one."""
    found: dict[str, Any] = {
        "has_more": "more" in journey.request.GET,
        "action_url": journey.url("section", number),
        "finish_url": journey.url("finish"),
        "returns_to_check": comes_from_check(journey),
        "can_save": True,
        "languages": journey.languages(),
    }
    if section.is_sensitive:
        page = queries.page_behind(journey.door)
        found |= {"quick_exit_url": quick_exit_url(), "support": page.support}
    return found


def show_exit(journey: Journey, routed: RoutedSection, way: Route) -> HttpResponse:
    """The page on which the way ends; answers can still be changed, nothing is sent."""
    before = way.before(routed.number)
    return journey.show(
        "exit",
        section=routed.section,
        back_url=journey.url("section", before.number) if before else "",
        finish_url=journey.url("finish"),
        consultation_page=queries.page_behind(journey.door),
    )


def opened_form(journey: Journey, routed: RoutedSection) -> SectionForm:
    """What was typed in a section before; judged only for those who come from the check page."""
    if comes_from_check(journey):
        return routed.form
    form = SectionForm(routed.section, routed.typed, earlier=routed.earlier, seed=routed.seed)
    if routed.is_begun:
        form.hide_errors()
    return form


def comes_from_check(journey: Journey) -> bool:
    """Whether the section was opened to change an answer, and leads back to checking."""
    posted = journey.request.POST
    wishes = {"check", "change_section", "change_question"}
    return "check" in journey.request.GET or bool(wishes & set(posted))

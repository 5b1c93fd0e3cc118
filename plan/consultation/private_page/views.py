"""Read a response that was sent, change it until closing, withdraw it."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from plan.consultation import queries
from plan.consultation.actions.start_change import WithdrawnError, start_change
from plan.consultation.actions.submit_response import NotOpenError
from plan.consultation.actions.withdraw_response import withdraw_response
from plan.consultation.enums import ConsultationState
from plan.consultation.journey import browser
from plan.consultation.journey.pages import show_check
from plan.consultation.journey.steps import Journey, SeeOther
from plan.consultation.models import Response
from plan.consultation.moments import moment_in_words
from plan.consultation.paper.answers_document import answers_pdf
from plan.consultation.private_links import token_of
from plan.consultation.private_page.steps import own_step
from plan.consultation.protection import CannotDecryptError
from plan.consultation.responses import answered_sections
from plan.paper.compiling import CannotPrintError
from plan.same_origin import is_from_elsewhere


@own_step("GET")
def private_page(journey: Journey, response: Response) -> HttpResponse:
    """All answers in the words seen, and what can be done with them."""
    return show_own(journey, response)


@own_step("GET", "POST")
def change_own(journey: Journey, response: Response) -> HttpResponse:
    """Begin to change the answers: they wait on the page that checks them. GET leads back."""
    if journey.request.method != "POST":
        return SeeOther(own_url(journey, response, "private_page"))
    if is_from_elsewhere(journey.request):
        return show_own(journey, response, status=403, message=from_elsewhere())
    texts = queries.words_of_version(response.version_id, journey.language)
    try:
        journey.attempt, journey.token = start_change(
            response=response,
            texts_pk=texts or response.texts_id,
            received_at=journey.door.moment,
        )
    except (NotOpenError, WithdrawnError):
        return show_own(journey, response, status=410)
    except CannotDecryptError:
        return show_own(journey, response, status=503, message=unreadable())
    answer = journey.go(journey.url("check"), lambda: show_check(journey))
    browser.give_cookie(answer, journey.request, journey.public_id, journey.language, journey.token)
    return answer


@own_step("GET", "POST")
def withdraw_own(journey: Journey, response: Response) -> HttpResponse:
    """Asks once more, then withdraws the response."""
    is_sure = journey.request.method == "POST"
    if response.withdrawn_at is not None:
        return SeeOther(own_url(journey, response, "private_page"))
    if is_sure and not is_from_elsewhere(journey.request):
        withdraw_response(response=response)
        answer = SeeOther(own_url(journey, response, "private_page"))
        languages = [*queries.form_languages(journey.consultation), journey.language]
        browser.drop_cookie(answer, journey.public_id, languages)
        return answer
    return journey.show(
        "own_withdraw",
        status=403 if is_sure else 200,
        response=response,
        errors=[("", from_elsewhere())] if is_sure else [],
        own_url=own_url(journey, response, "private_page"),
        withdraw_url=own_url(journey, response, "withdraw_own"),
    )


@own_step("GET")
def copy_own(journey: Journey, response: Response) -> HttpResponse:
    """The answers as PDF, to keep or print. Back to the page where none can be made."""
    if response.withdrawn_at is not None:
        return SeeOther(own_url(journey, response, "private_page"))
    try:
        pdf = answers_pdf(response, queries.page_behind(journey.door).title)
    except CannotDecryptError:
        return show_own(journey, response, status=503, message=unreadable())
    except CannotPrintError:
        return show_own(journey, response, status=404, message=unprintable())
    answer = HttpResponse(pdf, content_type="application/pdf")
    answer["Content-Disposition"] = f'attachment; filename="{response.reference}.pdf"'
    return answer


def show_own(
    journey: Journey, response: Response, *, status: int = 200, message: str = ""
) -> HttpResponse:
    """The private page, or the page that says when the response was withdrawn."""
    zone = journey.consultation.zone
    context: dict[str, Any] = {
        "response": response,
        "consultation_page": queries.page_behind(journey.door),
        "received": moment_in_words(response.received_at, zone),
    }
    if response.withdrawn_at is not None:
        withdrawn = moment_in_words(response.withdrawn_at, zone)
        return journey.show("own_withdrawn", status=status, withdrawn=withdrawn, **context)
    sections, is_whole = sections_of(response)
    closes = journey.consultation.closes_at
    return journey.show(
        "own_response",
        status=status,
        sections=sections,
        is_whole=is_whole,
        errors=[("", message)] if message else [],
        changed=moment_in_words(response.changed_at, zone) if response.changed_at else "",
        closes=moment_in_words(closes, zone) if closes else "",
        can_change=journey.door.state is ConsultationState.OPEN or response.is_test,
        copy_url=own_url(journey, response, "copy_own"),
        change_url=own_url(journey, response, "change_own"),
        withdraw_url=own_url(journey, response, "withdraw_own"),
        **context,
    )


def sections_of(response: Response) -> tuple[Any, bool]:
    """The answers, and whether all could be read: a key of special category may be missing."""
    sections = answered_sections(response, with_contacts=True, with_protected=True)
    return sections, not any(one.is_unreadable for part in sections for one in part.questions)


def own_url(journey: Journey, response: Response, name: str) -> str:
    """Address of a page that the same link opens."""
    return reverse(f"plan:{name}", args=[journey.public_id, response.reference, token_of(response)])


def from_elsewhere() -> str:
    """Said to a request that another site sent."""
    return _("Nothing was changed, because the request came from another site. Try again here.")


def unprintable() -> str:
    """Said where no copy can be made."""
    return _("A copy in this language cannot be made here. Print this page instead.")


def unreadable() -> str:
    """Said where answers of special category cannot be read back."""
    return _(
        "Some of your answers cannot be opened at the moment. Nothing is lost. Try again "
        "later, or ask us with your reference number."
    )

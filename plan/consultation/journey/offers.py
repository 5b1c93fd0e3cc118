"""What is done with an answer given beside a passage: sent alone, added to, carried on with."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence

from django.http import HttpResponse
from django.utils.translation import gettext as _

from plan.consultation import queries
from plan.consultation.about import as_uuid, named_passage
from plan.consultation.actions.keep_embedded import keep_embedded
from plan.consultation.actions.save_section import AlreadySentError, clear_attempt
from plan.consultation.actions.submit_response import (
    AttemptGoneError,
    IncompleteError,
    NotOpenError,
    WordsChangedError,
    response_of,
    submit_response,
)
from plan.consultation.builder import definition_by_texts
from plan.consultation.definition import QuestionDefinition
from plan.consultation.embedded_blocks import MOST_QUESTIONS
from plan.consultation.embedding import EmbeddedForm, embeddable, sections_of
from plan.consultation.forms import Typed, field_name
from plan.consultation.journey import browser
from plan.consultation.journey.choosing import choice_of, clashes_between, show_choice
from plan.consultation.journey.pages import (
    follow_language,
    go_on,
    require_attempt,
    show_check,
    show_sent,
)
from plan.consultation.journey.steps import Journey, SeeOther
from plan.consultation.journey.summaries import SummaryRow, display
from plan.consultation.models import Attempt
from plan.consultation.questions import question_type
from plan.same_origin import is_from_elsewhere

#: Name of the hidden fields that say which questions were asked.
ASKED = "ask"


def only_of(typed: Typed, questions: Sequence[QuestionDefinition]) -> Typed:
    """What was typed for these questions."""
    names = [field_name(question.id) for question in questions]
    return {
        key: values
        for key, values in typed.items()
        if any(key == name or key.startswith(f"{name}-") for name in names)
    }


def show_offer(
    journey: Journey,
    questions: Sequence[QuestionDefinition],
    *,
    has_other: bool,
    status: int = 200,
    message: str = "",
) -> HttpResponse:
    """What was answered, and what can be done with it."""
    typed = flat(queries.typed_sections(journey.begun))
    form = EmbeddedForm(questions, typed, place="offer")
    form.is_valid()
    rows = [SummaryRow(question.text, lines_of(question, form)) for question in questions]
    return journey.show(
        "offer",
        status=status,
        rows=rows,
        questions=questions,
        has_other=has_other,
        errors=[("", message)] if message else [],
        action_url=journey.url("answer"),
        finish_url=journey.url("finish"),
        overview_url=journey.overview_url,
        passage=named_passage(journey.begun.about_key, journey.begun.about_block),
    )


def lines_of(question: QuestionDefinition, form: EmbeddedForm) -> list[str]:
    """A given answer in words."""
    name = field_name(question.id)
    if name not in form.cleaned_data:
        return []
    values = question_type(question.type).to_values(question, form.cleaned_data[name])
    return display(question, values)


def decide(journey: Journey) -> HttpResponse:
    """Send only what was answered here, go on with the survey, or add it to one under way."""
    require_attempt(journey)
    if journey.begun.team_id is not None:
        return SeeOther(journey.url("check"))
    posted = journey.request.POST
    ids = [as_uuid(raw) for raw in posted.getlist(ASKED)[:MOST_QUESTIONS]]
    questions = embeddable(journey.definition, [found for found in ids if found])
    if is_from_elsewhere(journey.request):
        message = _("Nothing was sent, because the request came from another site. Send again.")
        return show_offer(
            journey, questions, has_other="join" in posted, status=403, message=message
        )
    if "send" in posted:
        return send_only(journey, questions)
    journey.require_open()
    if "join" in posted and (other := other_attempt(journey)) is not None:
        return join(journey, other, questions)
    return onwards(journey)


def send_only(journey: Journey, questions: Sequence[QuestionDefinition]) -> HttpResponse:
    """Submit these questions alone."""
    only = frozenset(question.id for question in questions)
    try:
        response = submit_response(
            attempt=journey.begun,
            received_at=journey.door.moment,
            words_seen=journey.request.POST.get("words", ""),
            only=only,
        )
    except WordsChangedError:
        follow_language(journey)
        message = _("The words of the question have changed. Look again, and send.")
        return show_offer(journey, questions, has_other=False, status=409, message=message)
    except NotOpenError as error:
        return journey.not_open(error.state)
    except IncompleteError as error:
        if error.route.exit is not None or not questions:
            return show_check(journey, status=422)
        message = _("This could not be sent as it is. Continue with the survey to put it right.")
        return show_offer(journey, questions, has_other=False, status=422, message=message)
    except AttemptGoneError:
        return journey.show("missing", status=404)
    journey.begun.response = response
    if holds_cookie(journey):
        return SeeOther(journey.url("sent"))
    return show_sent(journey)


def holds_cookie(journey: Journey) -> bool:
    """Whether the browser's cookie is that of this very attempt."""
    name = browser.cookie_name(journey.public_id)
    return journey.request.COOKIES.get(name, "") == journey.token


def other_attempt(journey: Journey) -> Attempt | None:
    """The attempt of the browser's cookie, where it is another one that is under way."""
    name = browser.cookie_name(journey.public_id)
    tokens = [journey.request.COOKIES.get(name, "")]
    found = queries.attempt_by_token(journey.consultation, tokens)
    if found is None or found.pk == getattr(journey.attempt, "pk", None):
        return None
    return found if response_of(found) is None and found.ended_at is None else None


def join(journey: Journey, other: Attempt, questions: Sequence[QuestionDefinition]) -> HttpResponse:
    """Put the answers into the attempt that was under way, and go on with that.

    Where it answers a question otherwise, people choose first which of the two stays.
    """
    if other.handed_in_at is not None:
        message = _(
            "You have handed your answers to the colleague who leads your response. Take them "
            "back first, or send only this."
        )
        return show_offer(journey, questions, has_other=True, status=409, message=message)
    choice = choice_of(journey, clashes_between(journey, other, questions))
    if not choice.is_valid():
        return show_choice(journey, choice, questions)
    left_out = choice.kept_before()
    taken = [question for question in questions if question.id not in left_out]
    places = sections_of(definition_by_texts(other.texts_id), taken)
    if sum(len(own) for _section, own in places) < len(taken):
        message = _(
            "The answers you have begun belong to an earlier version of the form, which does not "
            "ask this. You can send only this."
        )
        return show_offer(journey, questions, has_other=True, status=409, message=message)
    typed = flat(queries.typed_sections(journey.begun))
    identity = (journey.begun.about_key, journey.begun.about_block)
    try:
        keep_embedded(
            attempt=other,
            consultation=journey.consultation,
            texts_pk=other.texts_id,
            typed={section.id: only_of(typed, own) for section, own in places},
            about=identity if taken else (None, None),
            doubts=(),
        )
    except AlreadySentError:
        return journey.show("missing", status=404)
    clear_attempt(attempt=journey.begun)
    return SeeOther(journey.url("section", 1))


def flat(typed: Mapping[uuid.UUID, Typed]) -> Typed:
    """What was typed in all sections together."""
    return {name: values for one in typed.values() for name, values in one.items()}


def onwards(journey: Journey) -> HttpResponse:
    """On to the survey, which holds the answers already."""
    response = go_on(journey)
    browser.give_cookie(
        response, journey.request, journey.public_id, journey.language, journey.token
    )
    return response

"""Answers given beside a passage of the plan: taken up, then sent alone or carried on with."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass, field

from django.http import HttpResponse
from django.utils.translation import gettext as _

from plan.consultation import queries
from plan.consultation.about import About, about_of, as_uuid, named_passage
from plan.consultation.actions.keep_embedded import keep_embedded
from plan.consultation.actions.submit_response import response_of
from plan.consultation.builder import definition_by_texts
from plan.consultation.definition import FormDefinition, QuestionDefinition
from plan.consultation.doubts import TRAP
from plan.consultation.embedded_blocks import MOST_QUESTIONS
from plan.consultation.embedding import EmbeddedForm, embeddable, sections_of
from plan.consultation.forms import Typed, typed_in
from plan.consultation.journey import browser
from plan.consultation.journey.admission import admit
from plan.consultation.journey.choosing import clashes
from plan.consultation.journey.offers import ASKED, decide, flat, only_of, show_offer
from plan.consultation.journey.pages import imagine_attempt, words_or_end
from plan.consultation.journey.steps import Journey, SeeOther, step
from plan.consultation.models import Attempt
from plan.same_origin import is_from_elsewhere


@dataclass
class Given:
    """What a request holds of the questions that were asked beside a passage."""

    definition: FormDefinition
    questions: Sequence[QuestionDefinition]
    form: EmbeddedForm
    about: About
    #: What was typed, by section.
    typed: dict[uuid.UUID, Typed] = field(default_factory=dict)

    @classmethod
    def of(cls, journey: Journey) -> Given:
        """Read the request; questions that are not asked any more, or never here, are left out."""
        posted = journey.request.POST
        definition = definition_by_texts(words_or_end(journey))
        ids = [as_uuid(raw) for raw in posted.getlist(ASKED)[:MOST_QUESTIONS]]
        questions = embeddable(definition, [found for found in ids if found])
        typed = {
            section.id: only_of(typed_in(section, posted), own)
            for section, own in sections_of(definition, questions)
        }
        form = EmbeddedForm(questions, flat(typed), place="answer")
        return cls(
            definition,
            questions,
            form,
            about_of(posted.get("about_key", ""), posted.get("about_block", "")),
            typed,
        )

    @property
    def is_answered(self) -> bool:
        """Whether anything was written or chosen."""
        found = [values for one in self.typed.values() for values in one.values()]
        return any(value.strip() for values in found for value in values)


@step("GET", "POST")
def answer(journey: Journey) -> HttpResponse:
    """Take up an answer, or do with it what the next page's button says."""
    if journey.request.method != "POST":
        return SeeOther(journey.overview_url)
    posted = journey.request.POST
    if {"send", "continue", "join"} & set(posted):
        return decide(journey)
    given, begun = Given.of(journey), journey.attempt
    imagine_attempt(journey)
    journey.typed = given.typed
    journey.require_open()
    journey.attempt = begun
    if not given.questions:
        return journey.show("answer_gone", status=404, lost=lost_words(journey))
    if is_from_elsewhere(journey.request):
        message = _(
            "Nothing was saved, because the request came from another site. "
            "Check what you typed and continue."
        )
        return show_answer(journey, given, status=403, message=message)
    if not given.is_answered or not given.form.is_valid():
        return show_answer(journey, given, status=422)
    return take_up(journey, given)


def lost_words(journey: Journey) -> list[str]:
    """What was typed for questions that are asked no more, so that it can be copied."""
    posted = journey.request.POST
    found = [posted.getlist(name) for name in posted if name.startswith("q-")]
    return [value for values in found for value in values[:20] if value and not as_uuid(value)]


def show_answer(journey: Journey, given: Given, *, status: int, message: str = "") -> HttpResponse:
    """The questions again, with what was typed and what to put right."""
    if message:
        given.form.is_valid()
        given.form.hide_errors()
    if not given.is_answered:
        given.form.add_error(next(iter(given.form.fields)), _("Write or choose an answer first."))
    general = [("", message)] if message else []
    return journey.show(
        "answer",
        status=status,
        form=given.form,
        questions=given.questions,
        about=given.about,
        trap=TRAP,
        errors=[*general, *given.form.error_links()],
        passage=named_passage(*given.about.identity),
        action_url=journey.url("answer"),
    )


def take_up(journey: Journey, given: Given) -> HttpResponse:
    """Keep the answers in an attempt, and ask what to do with them.

    The attempt of this browser is used again only where it began beside the same passage, and
    where no answer is replaced in a survey that was gone on with; another one that is under way
    is neither changed nor forgotten.
    """
    begun = journey.attempt if is_under_way(journey.attempt) else None
    is_same = begun is not None and is_corrected(begun, given)
    doubts = [] if is_same else admit(journey)
    kept, token = keep_embedded(
        attempt=begun if is_same else None,
        consultation=journey.consultation,
        texts_pk=given.definition.texts,
        typed=given.typed,
        about=given.about.identity,
        doubts=doubts,
    )
    has_other = begun is not None and not is_same and bool(queries.typed_sections(begun))
    journey.attempt, journey.token = kept, token or journey.token
    response = show_offer(journey, given.questions, has_other=has_other)
    if not has_other:
        browser.give_cookie(
            response, journey.request, journey.public_id, journey.language, journey.token
        )
    return response


def is_corrected(begun: Attempt, given: Given) -> bool:
    """Whether these answers belong to an attempt that was begun beside the same passage."""
    if given.about.key is None or not given.about.is_of(begun):
        return False
    before = queries.typed_sections(begun)
    there = flat(before)
    own = only_of(there, given.questions)
    more = [value for name, values in there.items() if name not in own for value in values]
    if not any(value.strip() for value in more):
        return True
    return not clashes(given.definition, given.questions, before=before, now=given.typed)


def is_under_way(attempt: Attempt | None) -> bool:
    """Whether there is an attempt that can go on: neither sent nor ended with its team."""
    return attempt is not None and attempt.ended_at is None and response_of(attempt) is None

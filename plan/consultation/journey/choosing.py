"""An answer given beside a passage meets another to the same question: people choose."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.template.defaultfilters import linebreaksbr
from django.utils.html import format_html_join
from django.utils.translation import gettext as _

from plan.consultation import queries
from plan.consultation.actions.use_answer import answer_in
from plan.consultation.definition import FormDefinition, QuestionDefinition, SectionDefinition
from plan.consultation.embedding import sections_of
from plan.consultation.forms import SEEN, SectionForm, Typed
from plan.consultation.journey.steps import Journey
from plan.consultation.journey.summaries import summary
from plan.consultation.models import Attempt
from plan.forms.base import PlanForm
from plan.forms.fields import OptionsField
from plan.forms.widgets import Choice

#: What a choice says, and the button that sends the choices.
BEFORE, NOW, CHOSEN = "before", "now", "chosen"

Sections = Mapping[uuid.UUID, Typed]


@dataclass(frozen=True)
class Clash:
    """A question answered twice, and both answers in lines."""

    question: QuestionDefinition
    before: Sequence[str]
    now: Sequence[str]

    @property
    def name(self) -> str:
        """Name of the control."""
        return f"keep-{self.question.id.hex}"


class ChoiceForm(PlanForm):
    """For each question that was answered twice, which answer stays."""

    def __init__(self, data: Any, found: Sequence[Clash]) -> None:
        super().__init__(data)
        self.found = found
        for clash in found:
            self.fields[clash.name] = OptionsField(
                label=clash.question.text,
                choices=[
                    Choice(BEFORE, _("Keep what I answered before"), in_lines(clash.before)),
                    Choice(NOW, _("Take what I have answered now"), in_lines(clash.now)),
                ],
                missing=_("Choose which of your two answers to keep."),
            )

    def kept_before(self) -> set[uuid.UUID]:
        """Questions whose earlier answer stays; of a valid form."""
        return {
            clash.question.id
            for clash in self.found
            if BEFORE in self.cleaned_data[clash.name]["options"]
        }


def in_lines(lines: Sequence[str]) -> str:
    """An answer below its button, each line in its own direction."""
    shown = ((linebreaksbr(line, autoescape=True),) for line in lines)
    return format_html_join("", '<p class="govuk-!-margin-0" dir="auto">{}</p>', shown)


def clashes(
    definition: FormDefinition,
    questions: Sequence[QuestionDefinition],
    *,
    before: Sections,
    now: Sections,
) -> list[Clash]:
    """Questions that were answered in both, and not with the same."""
    found = []
    for section, own in sections_of(definition, questions):
        for question in own:
            first, second = given(before, question.id), given(now, question.id)
            if first and second and first != second:
                lines = [lines_of(section, question, typed) for typed in (before, now)]
                found.append(Clash(question, *lines))
    return found


def given(typed: Sections, question_id: uuid.UUID) -> Typed:
    """What was typed for a question, in one form whatever blanks stand around it."""
    return {
        name: kept
        for name, values in answer_in(dict(typed), question_id).items()
        if not name.endswith(f"-{SEEN}") and (kept := sorted(filter(None, map(str.strip, values))))
    }


def lines_of(
    section: SectionDefinition, question: QuestionDefinition, typed: Sections
) -> Sequence[str]:
    """The answer to a question in words; as typed where it is not valid."""
    form = SectionForm(section, answer_in(dict(typed), question.id))
    key = question.id.hex
    return next((row.lines for row in summary(0, form).rows if row.key == key), [])


def clashes_between(
    journey: Journey, other: Attempt, questions: Sequence[QuestionDefinition]
) -> list[Clash]:
    """What the journey's attempt answers otherwise than the one that was begun."""
    attempt = journey.attempt
    return clashes(
        journey.definition,
        questions,
        before=queries.typed_sections(other),
        now=queries.typed_sections(attempt) if attempt is not None else {},
    )


def choice_of(journey: Journey, found: Sequence[Clash]) -> ChoiceForm:
    """The choices as sent; open still where the page has not been seen."""
    posted = journey.request.POST
    return ChoiceForm(posted if CHOSEN in posted or not found else None, found)


def show_choice(
    journey: Journey, form: ChoiceForm, questions: Sequence[QuestionDefinition]
) -> HttpResponse:
    """Both answers to each question, and the way to send the new one apart."""
    return journey.show(
        "choose_answer",
        status=422 if form.is_bound else 200,
        form=form,
        questions=questions,
        errors=form.error_links(),
        action_url=journey.url("answer"),
        finish_url=journey.url("finish"),
    )

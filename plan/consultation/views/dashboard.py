"""Dashboard of a consultation in the admin: how it is doing, and what was answered."""

from __future__ import annotations

import uuid
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from plan.consultation.codebook import CodedQuestion, codebook
from plan.consultation.crosstabs import crosstab, filtered_figures, is_closed, kept, median
from plan.consultation.dashboards import breakdowns, is_stale, starts
from plan.consultation.definition import QuestionDefinition
from plan.consultation.figure_tables import QuestionFigures
from plan.consultation.models import Consultation
from plan.consultation.output_tasks import count_soon
from plan.consultation.permissions import (
    can_export_protected_answers,
    can_export_responses,
    can_publish_results,
)
from plan.consultation.tally_figures import TallyFigures, tally_figures
from plan.consultation.views.consultation_admin import ConsultationAdminView
from plan.consultation.who_responded import who_responded
from plan.consultation.written_answers import has_words


class DashboardForm(forms.Form):
    """Only those who gave one answer; or two questions against each other."""

    only = forms.ChoiceField(label=gettext_lazy("Only those who answered"), required=False)
    first = forms.ChoiceField(label=gettext_lazy("Compare"), required=False)
    second = forms.ChoiceField(label=gettext_lazy("With"), required=False)

    def __init__(self, data: Any, questions: list[QuestionDefinition]) -> None:
        super().__init__(data)
        self.questions = {str(question.id): question for question in questions}
        asked = [(key, question.text) for key, question in self.questions.items()]
        groups = [
            (q.text, [(f"{key}:{option.id}", option.text) for option in q.options])
            for key, q in self.questions.items()
        ]
        for name, choices in (("only", groups), ("first", asked), ("second", asked)):
            field = self.fields[name]
            if isinstance(field, forms.ChoiceField):
                none = _("All") if name == "only" else _("Choose a question")
                field.choices = [("", none), *choices]

    def chosen(self) -> tuple[QuestionDefinition, uuid.UUID] | None:
        """The question and option of the filter."""
        key, _colon, option = self.cleaned_data.get("only", "").partition(":")
        return (self.questions[key], uuid.UUID(option)) if key else None

    def pair(self) -> tuple[QuestionDefinition, QuestionDefinition] | None:
        """Two questions, where two were chosen."""
        first, second = self.cleaned_data.get("first"), self.cleaned_data.get("second")
        if not first or not second or first == second:
            return None
        return self.questions[first], self.questions[second]


class DashboardView(ConsultationAdminView):
    """Everything at a glance, as at the last count; a count is queued when it is not the newest."""

    template_name = "plan/consultation/admin/dashboard.html"
    page_title: Any = gettext_lazy("Dashboard")

    def trail(self) -> list[dict[str, Any]]:
        """The consultation itself is the last step."""
        return []

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add figures; those of some responses only, or of two questions, where asked for."""
        consultation = self.consultation
        assert consultation is not None  # noqa: S101  # the address has one
        user = self.request.user
        if is_stale(consultation):
            count_soon(consultation)
        coded = codebook(consultation)
        counted = tally_figures(consultation, coded)
        with_protected = can_export_protected_answers(user, consultation)
        form = DashboardForm(self.request.GET, closed_questions(coded, with_protected))
        form.is_valid()
        total, found = figures_for(consultation, coded, counted, form)
        pair = form.pair()
        context: dict[str, Any] = super().get_context_data(
            consultation=consultation,
            as_at=counted.as_at,
            total=total,
            is_filtered=form.chosen() is not None,
            questions=[
                (one, self.median_of(one, form), has_words(one.question))
                for one in visible(found, with_protected)
            ],
            breakdowns=breakdowns(
                consultation,
                who_responded(consultation, counted, with_protected=with_protected),
            ),
            starts=starts(consultation),
            form=form,
            crosstab=pair
            and kept(
                consultation,
                counted.as_at,
                f"{pair[0].id} {pair[1].id}",
                lambda: crosstab(consultation, *pair),
            ),
            can_export=can_export_responses(user, consultation),
            can_publish=can_publish_results(user, consultation),
            **kwargs,
        )
        return context

    def median_of(self, found: QuestionFigures, form: DashboardForm) -> Any:
        """The median of the numbers of all responses."""
        if found.mean is None or form.chosen() or self.consultation is None:
            return None
        return median(self.consultation, found.question)


def closed_questions(coded: list[CodedQuestion], with_protected: bool) -> list[QuestionDefinition]:
    """Questions that one can filter by; of special category only for those who may."""
    return [
        one.question
        for one in coded
        if is_closed(one.question) and (with_protected or not one.question.is_protected)
    ]


def visible(found: list[QuestionFigures], with_protected: bool) -> list[QuestionFigures]:
    """Figures for this person: of special category only for those who may count by them."""
    return [one for one in found if with_protected or not one.question.is_protected]


def figures_for(
    consultation: Consultation,
    coded: list[CodedQuestion],
    counted: TallyFigures,
    form: DashboardForm,
) -> tuple[int, list[QuestionFigures]]:
    """Figures of all responses, or of those with one answer."""
    chosen = form.chosen()
    if chosen is None:
        return counted.total, list(counted.questions)
    question, option = chosen
    found: tuple[int, list[QuestionFigures]] = kept(
        consultation,
        counted.as_at,
        f"{question.id} {option}",
        lambda: filtered_figures(consultation, coded, question, option),
    )
    return found

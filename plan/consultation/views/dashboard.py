"""Dashboard of a consultation in the admin: how it is doing, and what was answered."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from plan.consultation.axes import Axis, Point, axes
from plan.consultation.codebook import CodedQuestion, codebook
from plan.consultation.crosstabs import (
    Crosstab,
    Pairs,
    crosstab,
    filtered_figures,
    kept,
    median,
    pair_counts,
)
from plan.consultation.dashboards import breakdowns, is_stale, starts
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
    """Only those who gave one answer; or two questions, or rows of them, against each other."""

    only = forms.ChoiceField(label=gettext_lazy("Only those who answered"), required=False)
    first = forms.ChoiceField(label=gettext_lazy("Compare"), required=False)
    second = forms.ChoiceField(label=gettext_lazy("With"), required=False)

    def __init__(self, data: Any, offered: list[Axis]) -> None:
        super().__init__(data)
        self.axes = {axis.key: axis for axis in offered}
        self.answers = {
            f"{axis.key}:{point.key}": (axis, point) for axis in offered for point in axis.points
        }
        asked = [(axis.key, axis.title) for axis in offered]
        groups = [
            (axis.title, [(f"{axis.key}:{point.key}", point.label) for point in axis.points])
            for axis in offered
        ]
        for name, choices in (("only", groups), ("first", asked), ("second", asked)):
            field = self.fields[name]
            if isinstance(field, forms.ChoiceField):
                none = _("All") if name == "only" else _("Choose a question")
                field.choices = [("", none), *choices]

    def chosen(self) -> tuple[Axis, Point] | None:
        """The answer of the filter, and where it was given."""
        return self.answers.get(self.cleaned_data.get("only", ""))

    def chosen_key(self) -> str:
        """Names the filter among figures that are kept; empty where there is none."""
        return ":".join(one.key for one in self.chosen() or ())

    def pair(self) -> tuple[Axis, Axis] | None:
        """Two axes, where two were chosen."""
        first, second = self.cleaned_data.get("first"), self.cleaned_data.get("second")
        if not first or not second or first == second:
            return None
        return self.axes[first], self.axes[second]


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
        form = DashboardForm(self.request.GET, axes(visible(counted.questions, with_protected)))
        form.is_valid()
        total, found = figures_for(consultation, coded, counted, form)
        context: dict[str, Any] = super().get_context_data(
            consultation=consultation,
            as_at=counted.as_at,
            total=total,
            chosen=form.chosen(),
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
            crosstab=crosstab_for(consultation, counted, form),
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


def visible(found: Sequence[QuestionFigures], with_protected: bool) -> list[QuestionFigures]:
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
    axis, point = chosen
    found: tuple[int, list[QuestionFigures]] = kept(
        consultation,
        counted.as_at,
        f"only {form.chosen_key()} {get_language()}",
        lambda: filtered_figures(consultation, coded, axis, point),
    )
    return found


def crosstab_for(
    consultation: Consultation, counted: TallyFigures, form: DashboardForm
) -> Crosstab | None:
    """Two axes against each other, where two were chosen, of those who are looked at."""
    pair = form.pair()
    if pair is None:
        return None
    first, second = pair
    pairs: Pairs = kept(
        consultation,
        counted.as_at,
        f"pairs {first.key} {second.key} {form.chosen_key()}",
        lambda: pair_counts(consultation, first, second, form.chosen()),
    )
    return crosstab(first, second, pairs)

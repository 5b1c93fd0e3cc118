"""Publishing results in the admin, question by question."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages

from plan.consultation.actions.publish_result import (
    NotPublishableError,
    previews,
    publish_result,
    unpublish_result,
)
from plan.consultation.dashboards import is_stale
from plan.consultation.models import Consultation
from plan.consultation.output_tasks import count_soon
from plan.consultation.permissions import can_publish_results
from plan.consultation.results import Words, shown_table
from plan.consultation.tally_figures import tally_figures
from plan.consultation.views.consultation_admin import ConsultationAdminView


class ChangeForm(forms.Form):
    """What to do with the result of which question."""

    question = forms.UUIDField()
    change = forms.ChoiceField(choices=[("publish", ""), ("unpublish", "")])


class PublishResultsView(ConsultationAdminView):
    """What each question would show to the public, and the buttons to show it.

    Only numbers that the public may see stand here: whoever publishes need not read responses.
    """

    template_name = "plan/consultation/admin/results.html"
    page_title: Any = gettext_lazy("Publish results")
    http_method_names = ("get", "head", "post")

    def is_allowed(self, request: HttpRequest, consultation: Consultation | None) -> bool:
        """For those who may publish the consultation's page."""
        return consultation is not None and can_publish_results(request.user, consultation)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add each question with its state."""
        consultation = self.consultation
        assert consultation is not None  # noqa: S101  # the address has one
        if is_stale(consultation):
            count_soon(consultation)
        counted = tally_figures(consultation)
        found = previews(consultation, counted) if counted.as_at else {}
        published = {row.question_id: row for row in consultation.results.all()}
        questions = []
        for one in counted.questions:
            preview = found.get(one.question.id, "")
            row = published.get(one.question.id)
            tables = [] if isinstance(preview, str) else preview["tables"]
            shown = [shown_table(one.question, table, one.total, Words()) for table in tables]
            problem = preview if isinstance(preview, str) else ""
            is_shown = bool(row and row.table["is_shown"])
            questions.append((one.question, shown, problem, row if is_shown else None))
        context: dict[str, Any] = super().get_context_data(
            consultation=consultation, questions=questions, as_at=counted.as_at, **kwargs
        )
        return context

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Publish or take down one question's result."""
        assert self.consultation is not None  # noqa: S101  # the address has one
        form = ChangeForm(request.POST)
        if not form.is_valid():
            messages.error(request, _("Choose a question of this list."))
            return redirect("plan_consultation_admin:results", kwargs["public_id"])
        change = publish_result if form.cleaned_data["change"] == "publish" else unpublish_result
        try:
            change(
                consultation=self.consultation,
                question_id=form.cleaned_data["question"],
                user=request.user,
            )
        except NotPublishableError as error:
            messages.error(request, str(error))
        else:
            is_published = change is publish_result
            words = _("The figures are published.") if is_published else _("They are taken down.")
            messages.success(request, words)
        return redirect("plan_consultation_admin:results", kwargs["public_id"])

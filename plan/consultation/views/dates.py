"""Dates of one consultation in the admin: what holds, what was changed, and ways to change it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages

from plan.consultation import queries
from plan.consultation.actions.change_dates import (
    DatesRefusedError,
    close_early,
    extend,
    open_now,
)
from plan.consultation.date_forms import ExtendForm, ReasonsForm
from plan.consultation.enums import ConsultationState
from plan.consultation.figures import figures_of
from plan.consultation.models import Consultation
from plan.consultation.permissions import can_change_dates, can_view_responses, source_page
from plan.consultation.views.one_consultation import OneConsultationView

OPEN, EXTEND, CLOSE = "open", "extend", "close"
TITLES = {
    OPEN: gettext_lazy("Open now"),
    EXTEND: gettext_lazy("Extend"),
    CLOSE: gettext_lazy("Close early"),
}


def possible_changes(consultation: Consultation) -> list[tuple[str, Any]]:
    """Names and titles of what can be done to the dates at this moment."""
    state = consultation.state_at(queries.database_now())
    if state is ConsultationState.SCHEDULED:
        names = [OPEN]
    elif state is ConsultationState.OPEN:
        names = [EXTEND, CLOSE] if consultation.closes_at else [CLOSE]
    else:
        names = []
    return [(name, TITLES[name]) for name in names]


class DatesView(OneConsultationView):
    """What holds, and the history."""

    template_name = "plan/consultation/admin/dates.html"
    page_title: Any = gettext_lazy("Dates")

    def may_enter(self, user: Any, consultation: Consultation) -> bool:
        """Those who read responses, and those who may change the dates."""
        return can_view_responses(user, consultation) or can_change_dates(user, consultation)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add state, times and changes."""
        may_change = can_change_dates(self.request.user, self.record)
        states = [found.state_label for found in figures_of([self.record])]
        context: dict[str, Any] = super().get_context_data(
            consultation=self.record,
            state=next(iter(states), ""),
            changes=self.record.date_changes.select_related("changed_by").order_by("-pk"),
            possible=possible_changes(self.record) if may_change else [],
            **kwargs,
        )
        return context


class ChangeDatesView(DatesView):
    """One change: asks for what it needs, and does it."""

    template_name = "plan/consultation/admin/change_dates.html"

    def may_enter(self, user: Any, consultation: Consultation) -> bool:
        """Only those who may change the dates."""
        return can_change_dates(user, consultation)

    @property
    def page_title(self) -> Any:  # type: ignore[override]  # by what is to be done
        """What is to be done."""
        return TITLES[self.change]

    @property
    def change(self) -> str:
        """Which change; Http404 for one that there is not."""
        name: str = self.kwargs["change"]
        if name not in TITLES:
            raise Http404(_("Dates cannot be changed in this way."))
        return name

    def form(self, data: Any = None) -> forms.Form:
        """What has to be said."""
        page = source_page(self.record)
        language = page.locale.language_code if page else ""
        if self.change == OPEN:
            return forms.Form(data)
        kind = ExtendForm if self.change == EXTEND else ReasonsForm
        return kind(data, consultation=self.record, language=language)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the form."""
        given = {"form": self.form(), "change": self.change, **kwargs}
        context: dict[str, Any] = super().get_context_data(**given)
        return context

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Do it, or say why not."""
        form = self.form(request.POST)
        if form.is_valid():
            try:
                self.carry_out(form)
            except DatesRefusedError as error:
                for reason in error.reasons:
                    form.add_error(None, reason)
            else:
                messages.success(request, _("The dates have been changed, in every language."))
                return redirect("plan_consultation_admin:dates", self.record.public_id)
        context = self.get_context_data(form=form)
        return self.render_to_response(context, status=422)

    def carry_out(self, form: forms.Form) -> None:
        """The action that goes with the change."""
        user = self.request.user
        if isinstance(form, ExtendForm):
            extend(consultation=self.record, closes_at=form.moment, reasons=form.reasons, user=user)
        elif isinstance(form, ReasonsForm):
            close_early(consultation=self.record, reasons=form.reasons, user=user)
        else:
            open_now(consultation=self.record, user=user)


def dates_url(consultation: Consultation) -> str:
    """Where the dates are changed."""
    return reverse("plan_consultation_admin:dates", args=[consultation.public_id])

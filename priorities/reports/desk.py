"""Reporting periods in the admin: open one, chase owners in it."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail.admin import messages

from priorities.actions.keep_periods import (
    PeriodRefusedError,
    chase_period,
    open_period,
)
from priorities.commitments.desk import SPACE, CommitmentsView
from priorities.models import ReportingPeriod
from priorities.permissions import can_keep_periods
from priorities.reports.period_forms import PeriodForm, plan_titles


class PeriodsView(CommitmentsView):
    """All periods, and the form that opens one."""

    template_name = "priorities/admin/periods.html"
    page_title: Any = gettext_lazy("Reporting periods")
    http_method_names = ("get", "head", "post")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Periods, the newest first."""
        titles = plan_titles()
        rows = ReportingPeriod.objects.select_related("report")
        given = {"form": PeriodForm(), **kwargs}
        return {
            **super().get_context_data(**given),
            "rows": [(period, titles.get(period.plan_id, "")) for period in rows],
            "may_keep": can_keep_periods(self.request.user),
        }

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Open a period; or the form again with what is wrong."""
        if not can_keep_periods(request.user):
            raise PermissionDenied
        form = PeriodForm(request.POST)
        if form.is_valid():
            try:
                period = open_period(user=request.user, **form.cleaned_data)
            except ValidationError as error:
                form.add_error(None, error)
            else:
                messages.success(request, _("The period is open: owners will be reminded."))
                return redirect(f"{SPACE}:period", key=period.pk)
        return self.render_to_response(self.get_context_data(form=form), status=422)


class PeriodView(CommitmentsView):
    """One period: chase here; what changes it for good has pages of its own."""

    template_name = "priorities/admin/period.html"
    page_title: Any = gettext_lazy("Reporting period")
    http_method_names = ("get", "head", "post")

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Find the period."""
        super().setup(request, *args, **kwargs)
        rows = ReportingPeriod.objects.select_related("plan", "report")
        self.period = get_object_or_404(rows, pk=kwargs["key"])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The period, and who has said nothing in it yet."""
        from priorities.commitments.reminders import silent_ownerships

        return {
            **super().get_context_data(**kwargs),
            "period": self.period,
            "plan_title": plan_titles().get(self.period.plan_id, ""),
            "silent": silent_ownerships(self.period),
            "may_keep": can_keep_periods(self.request.user, self.period),
        }

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Remind owners; how many letters go out is said."""
        try:
            number = chase_period(period=self.period, user=request.user)
        except PeriodRefusedError as error:
            messages.error(request, str(error))
        else:
            words = ngettext("%(number)d letter is sent.", "%(number)d letters are sent.", number)
            messages.success(request, words % {"number": number})
        return redirect(f"{SPACE}:period", key=self.period.pk)

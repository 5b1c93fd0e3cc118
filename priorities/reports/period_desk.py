"""What changes a reporting period for good, each on a page of its own: edit, cancel, freeze."""

from __future__ import annotations

from copy import copy
from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from wagtail.admin import messages

from priorities.actions.change_periods import cancel_period, edit_period
from priorities.actions.keep_periods import PeriodRefusedError, freeze_period
from priorities.commitments.desk import SPACE, CommitmentsView
from priorities.enums import ReportingState
from priorities.models import ReportingPeriod
from priorities.permissions import can_keep_periods
from priorities.reports.period_forms import DatesForm
from priorities.reports.preview import preview_of


class OpenPeriodView(CommitmentsView):
    """A page about a period that is open; others lead back to the period."""

    http_method_names = ("get", "head", "post")

    def may_enter(self, user: Any) -> bool:
        """For those who keep periods."""
        return can_keep_periods(user)

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Find the period."""
        super().setup(request, *args, **kwargs)
        rows = ReportingPeriod.objects.select_related("plan")
        self.period = get_object_or_404(rows, pk=kwargs["key"])

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The page, or back where there is nothing to change any more."""
        if self.period.state != ReportingState.OPEN:
            messages.error(request, _("The period is frozen: it cannot be changed any more."))
            return self.go_back()
        return super().get(request, *args, **kwargs)

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """What an action refuses is said on the period's page."""
        try:
            return super().dispatch(request, *args, **kwargs)
        except PeriodRefusedError as error:
            messages.error(request, str(error))
            return self.go_back()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The period."""
        return {**super().get_context_data(**kwargs), "period": self.period}

    def go_back(self) -> HttpResponse:
        """To the period."""
        return redirect(f"{SPACE}:period", key=self.period.pk)


class EditView(OpenPeriodView):
    """Name and dates."""

    template_name = "priorities/admin/edit_period.html"
    page_title: Any = gettext_lazy("Edit the reporting period")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The form."""
        given = {"form": DatesForm(instance=copy(self.period)), **kwargs}
        return super().get_context_data(**given)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Keep them; or the form again with what is wrong."""
        form = DatesForm(request.POST, instance=copy(self.period))
        if form.is_valid():
            try:
                edit_period(period=self.period, user=request.user, **form.cleaned_data)
            except ValidationError as error:
                form.add_error(None, error)
            else:
                messages.success(request, _("The period is changed."))
                return self.go_back()
        return self.render_to_response(self.get_context_data(form=form), status=422)


class CancelView(OpenPeriodView):
    """Asks first; the POST cancels."""

    template_name = "priorities/admin/cancel_period.html"
    page_title: Any = gettext_lazy("Cancel the reporting period")

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Cancel, and back to the periods that are left."""
        cancel_period(period=self.period, user=request.user)
        messages.success(request, _("The period is cancelled. What owners sent is kept."))
        return redirect(f"{SPACE}:periods")


class FreezeView(OpenPeriodView):
    """Shows the report as it would be; the POST freezes."""

    template_name = "priorities/admin/freeze_period.html"
    page_title: Any = gettext_lazy("Freeze the reporting period")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The preview, in the language asked for or that of the admin."""
        wanted = self.request.GET.get("language") or get_language() or ""
        preview = preview_of(self.period, wanted)
        return {**super().get_context_data(**kwargs), "preview": preview}

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Freeze, and back to the period, which leads to the report."""
        freeze_period(period=self.period, user=request.user)
        messages.success(request, _("The report is frozen and public."))
        return self.go_back()

"""The admin's pages on consultations: numbers, responses, one response in full, files."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe
from wagtail.admin import messages
from wagtail.admin.paginator import WagtailPaginator
from wagtail.log_actions import log

from plan.consultation.about import passage_behind
from plan.consultation.actions.erase_response import erase_response
from plan.consultation.codebook import codebook
from plan.consultation.doubts import labels_of
from plan.consultation.entry_queries import entry_counts
from plan.consultation.exports.codebook_table import codebook_rows
from plan.consultation.exports.csv_files import csv_lines, response_csv
from plan.consultation.figures import all_figures, figures_of, responses_since
from plan.consultation.models import Consultation, Response
from plan.consultation.permissions import (
    can_erase_response,
    can_export_protected_answers,
    can_export_responses,
    can_import_responses,
    can_renew_private_link,
    can_test_response,
    can_view_contact_details,
    can_view_entries,
    can_view_protected_answers,
    can_view_responses,
)
from plan.consultation.response_search import ResponseFilterForm, find_responses
from plan.consultation.responses import answered_sections
from plan.consultation.views.consultation_admin import ConsultationAdminView

RESPONSES_A_PAGE = 50


class ConsultationListView(ConsultationAdminView):
    """All consultations with their numbers."""

    template_name = "plan/consultation/admin/list.html"
    page_title: Any = gettext_lazy("Consultations")

    def trail(self) -> list[dict[str, Any]]:
        """This is the top."""
        return []

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the numbers."""
        context: dict[str, Any] = super().get_context_data(
            consultations=all_figures(), can_test=can_test_response(self.request.user), **kwargs
        )
        return context


class ResponseListView(ConsultationAdminView):
    """Responses of one consultation, with filters."""

    template_name = "plan/consultation/admin/responses.html"
    page_title: Any = gettext_lazy("Responses")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add numbers, filters and a page of responses."""
        assert self.consultation is not None  # noqa: S101  # the address has one
        form = ResponseFilterForm(self.request.GET, self.consultation)
        found = find_responses(self.consultation, form)
        paginator = WagtailPaginator(found, RESPONSES_A_PAGE)
        today = timezone.localtime(timezone.now(), self.consultation.zone).replace(
            hour=0, minute=0, second=0, microsecond=0
        )
        context: dict[str, Any] = super().get_context_data(
            consultation=self.consultation,
            figures=next(iter(figures_of([self.consultation])), None),
            today=responses_since(self.consultation, today),
            form=form,
            responses=paginator.get_page(self.request.GET.get("p")),
            can_export=can_export_responses(self.request.user, self.consultation),
            can_export_protected=can_export_protected_answers(self.request.user, self.consultation),
            entry_counts=entry_counts(self.consultation),
            can_view_entries=can_view_entries(self.request.user, self.consultation),
            can_import=can_import_responses(self.request.user, self.consultation),
            **kwargs,
        )
        return context


class ResponseView(ConsultationAdminView):
    """One response in full, in the words its author saw."""

    template_name = "plan/consultation/admin/response.html"

    def get_page_title(self) -> str:
        """The reference."""
        return _("Response %(reference)s") % {"reference": self.kwargs["reference"]}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the answers."""
        response = get_object_or_404(
            Response.objects.select_related("texts__version", "version", "consultation"),
            consultation=self.consultation,
            reference=self.kwargs["reference"],
        )
        user = self.request.user
        sections = answered_sections(
            response,
            with_contacts=can_view_contact_details(user, response),
            with_protected=can_view_protected_answers(user, response),
        )
        context: dict[str, Any] = super().get_context_data(
            response=response,
            sections=sections,
            can_erase=can_erase_response(self.request.user, response),
            can_renew_link=can_renew_private_link(self.request.user, response),
            about=passage_behind(response),
            doubts=labels_of(response.doubts),
            **kwargs,
        )
        return context


class EraseForm(forms.Form):
    """Why a response is erased."""

    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        max_length=200,
        help_text=gettext_lazy("Kept in the history. Do not repeat anything of the response."),
    )


class EraseResponseView(ConsultationAdminView):
    """Asks once more, then erases a response for good."""

    template_name = "plan/consultation/admin/erase.html"
    page_title: Any = gettext_lazy("Erase response")
    http_method_names = ("get", "head", "post")

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Only for those who may erase."""
        if not can_erase_response(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def found(self) -> Response:
        """The response of the address."""
        return get_object_or_404(
            Response, consultation=self.consultation, reference=self.kwargs["reference"]
        )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the response and the question why."""
        kwargs.setdefault("form", EraseForm())
        context: dict[str, Any] = super().get_context_data(response=self.found(), **kwargs)
        return context

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Erase, or ask again for the reason."""
        response, form = self.found(), EraseForm(request.POST)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form))
        erase_response(response=response, user=request.user, reason=form.cleaned_data["reason"])
        messages.success(
            request,
            _("Response %(reference)s has been erased.") % {"reference": kwargs["reference"]},
        )
        return redirect("plan_consultation_admin:responses", kwargs["public_id"])


class CodebookView(ConsultationAdminView):
    """What the columns and numbers of the file mean."""

    template_name = "plan/consultation/admin/codebook.html"
    page_title: Any = gettext_lazy("Codebook")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the questions with their codes."""
        assert self.consultation is not None  # noqa: S101  # the address has one
        context: dict[str, Any] = super().get_context_data(
            consultation=self.consultation, questions=codebook(self.consultation), **kwargs
        )
        return context


@require_safe
def responses_csv(request: HttpRequest, public_id: str) -> HttpResponseBase:
    """Responses as a file that is written while it is sent; of one language, version, channel.

    Answers of special category are in it only where they are asked for, by those who may.
    """
    from plan.consultation.views.exports import FilterForm

    consultation = get_object_or_404(Consultation, public_id=public_id)
    with_protected = "special-category" in request.GET
    can_export = can_export_protected_answers if with_protected else can_export_responses
    if not can_export(request.user, consultation):
        raise PermissionDenied
    form = FilterForm(request.GET, consultation)
    options = form.options() if form.is_valid() else None
    if options is None:
        raise Http404(_("There is no such language, version or channel here."))
    options = replace(options, with_protected=with_protected)
    log(
        instance=consultation,
        action="plan_consultation.export_responses",
        user=request.user,
        data={
            "responses": options.responses(consultation).count(),
            "special_category": with_protected,
        },
    )
    return as_download(response_csv(consultation, options), f"responses-{public_id}.csv")


@require_safe
def codebook_csv(request: HttpRequest, public_id: str) -> HttpResponseBase:
    """The codebook as a file."""
    consultation = get_object_or_404(Consultation, public_id=public_id)
    if not can_view_responses(request.user, consultation):
        raise PermissionDenied
    return as_download(csv_lines(codebook_rows(consultation)), f"codebook-{public_id}.csv")


def as_download(lines: Any, filename: str) -> HttpResponseBase:
    """A streamed file that is saved and never cached."""
    response = StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{filename}"'
    response["Cache-Control"] = "no-store"
    return response

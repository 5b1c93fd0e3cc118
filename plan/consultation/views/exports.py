"""Files of responses in the admin: ask for one, see how far it is, fetch it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.db.models.functions import Now
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe
from wagtail.admin import messages
from wagtail.log_actions import log

from plan.conf import export_time
from plan.consultation.actions.make_export import ask_for_export, expires_at
from plan.consultation.enums import Channel, ExportKind, ExportState
from plan.consultation.exports.options import ExportOptions
from plan.consultation.models import Consultation, Export
from plan.consultation.permissions import (
    can_export_protected_answers,
    can_export_responses,
    can_open_export,
)
from plan.consultation.response_search import language_choices
from plan.consultation.views.consultation_admin import ConsultationAdminView

TYPES = {
    ExportKind.CSV: "text/csv; charset=utf-8",
    ExportKind.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ExportKind.SAV: "application/x-spss-sav",
    ExportKind.JSONL: "application/jsonl; charset=utf-8",
}
UNFINISHED = (ExportState.WAITING, ExportState.RUNNING)
#: How many of somebody's files are listed.
LISTED = 50


class FilterForm(forms.Form):
    """Which responses a file is to hold."""

    language = forms.ChoiceField(label=gettext_lazy("Language"), required=False)
    channel = forms.ChoiceField(
        label=gettext_lazy("Channel"),
        required=False,
        choices=[("", gettext_lazy("All")), *Channel.choices],
    )
    version = forms.IntegerField(
        label=gettext_lazy("Form version"), required=False, min_value=1, max_value=32_767
    )

    def __init__(self, data: Any, consultation: Consultation) -> None:
        super().__init__(data)
        field = self.fields["language"]
        if isinstance(field, forms.ChoiceField):
            field.choices = language_choices(consultation)

    def options(self) -> ExportOptions:
        """What was asked for, once it is valid."""
        given = self.cleaned_data
        return ExportOptions(
            language=given["language"],
            version=given["version"],
            channel=given["channel"],
            with_protected=given.get("with_protected", False),
        )


class ExportForm(FilterForm):
    """The same with the kind of file; special category for those who may have it."""

    kind = forms.ChoiceField(label=gettext_lazy("Kind of file"), choices=ExportKind.choices)
    with_protected = forms.BooleanField(
        label=gettext_lazy("With answers of special category"),
        required=False,
        help_text=gettext_lazy("Only where the privacy notice says so. Kept in the history."),
    )
    field_order = ("kind", "language", "channel", "version", "with_protected")

    def __init__(self, data: Any, consultation: Consultation, user: Any) -> None:
        super().__init__(data, consultation)
        if not can_export_protected_answers(user, consultation):
            del self.fields["with_protected"]


class ExportsView(ConsultationAdminView):
    """Somebody's own files of one consultation, and the form to ask for another."""

    template_name = "plan/consultation/admin/exports.html"
    page_title: Any = gettext_lazy("Exports")
    http_method_names = ("get", "head", "post")

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Only for those who may take responses away."""
        if not can_export_responses(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the files with their states, and the form."""
        assert self.consultation is not None  # noqa: S101  # the address has one
        user: Any = self.request.user
        kwargs.setdefault("form", ExportForm(None, self.consultation, user))
        own = Export.objects.filter(consultation=self.consultation, created_by=user)[:LISTED]
        context: dict[str, Any] = super().get_context_data(
            consultation=self.consultation,
            exports=[(export, expires_at(export)) for export in own],
            is_busy=any(export.state in UNFINISHED for export in own),
            **kwargs,
        )
        return context

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Queue a file, or say what is wrong with the filters."""
        assert self.consultation is not None  # noqa: S101  # the address has one
        form = ExportForm(request.POST, self.consultation, request.user)
        if not form.is_valid():
            context = self.get_context_data(form=form)
            return self.render_to_response(context, status=422)
        ask_for_export(
            consultation=self.consultation,
            user=request.user,
            kind=ExportKind(form.cleaned_data["kind"]),
            options=form.options(),
        )
        messages.success(request, _("The file is being made."))
        return redirect("plan_consultation_admin:exports", kwargs["public_id"])


@require_safe
def export_file(request: HttpRequest, public_id: str, export: str) -> HttpResponseBase:
    """A finished file, to the one who asked for it, until its time is over."""
    found = get_object_or_404(
        Export.objects.select_related("consultation"),
        consultation__public_id=public_id,
        public_id=export,
    )
    if not can_open_export(request.user, found):
        raise PermissionDenied
    fresh = Export.objects.filter(pk=found.pk, finished_at__gt=Now() - export_time())
    if found.state != ExportState.DONE or not fresh.exists():
        raise Http404(_("This file is not there any more. Ask for a new one."))
    log(
        instance=found.consultation,
        action="plan_consultation.download_export",
        user=request.user,
        data={"kind": found.kind, "responses": found.total},
    )
    response = FileResponse(
        found.file.open("rb"),
        as_attachment=True,
        filename=f"responses-{public_id}.{found.kind}",
        content_type=TYPES[ExportKind(found.kind)],
    )
    response["Cache-Control"] = "no-store"
    return response

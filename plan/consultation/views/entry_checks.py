"""The second look at an entry: beside the scan, marked as checked or put right."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import FileResponse, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from wagtail.admin import messages

from plan.consultation.actions.attach_scan import attach_scan
from plan.consultation.actions.check_response import check_response
from plan.consultation.actions.correct_response import correct_response
from plan.consultation.builder import definition_by_texts
from plan.consultation.entry import fingerprint, sheet_from, sheet_of
from plan.consultation.entry_forms import ReasonForm, ScanForm, language_name
from plan.consultation.models import AnswerFile
from plan.consultation.permissions import (
    can_check_response,
    can_correct_response,
    can_enter_response,
    can_view_contact_details,
    can_view_entries,
)
from plan.consultation.responses import answered_sections
from plan.consultation.rows import values_of
from plan.consultation.scans import SHOWN
from plan.consultation.views.entries import EntriesView


class CheckView(EntriesView):
    """One entry beside its scan."""

    template_name = "plan/consultation/admin/entry_check.html"
    http_method_names = ("get", "head", "post")

    def get_page_title(self) -> str:
        """The reference."""
        return _("Compare response %(reference)s") % {"reference": self.kwargs["reference"]}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the answers, the original words, the scans, and what may be done."""
        response, user = self.found(), self.request.user
        kwargs.setdefault("scan_form", ScanForm())
        originals = response.answers.exclude(original="").values_list("question_id", "original")
        definition = definition_by_texts(response.texts_id)
        context: dict[str, Any] = super().get_context_data(
            response=response,
            sections=answered_sections(
                response, with_contacts=can_view_contact_details(user, response)
            ),
            originals=[
                (question.text, words)
                for key, words in originals
                if (question := definition.question(key)) is not None
            ],
            original_language=language_name(response.original_language),
            scans=response.files.filter(question_id=None).order_by("pk"),
            can_check=can_check_response(user, response),
            can_correct=can_correct_response(user, response),
            can_attach=can_enter_response(user),
            is_own=response.entered_by_id == user.pk,
            **kwargs,
        )
        return context

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Mark it as checked, or keep one more scan."""
        response = self.found()
        if "attach" in request.POST:
            form = ScanForm(request.POST, request.FILES)
            if not form.is_valid():
                page = self.get_context_data(scan_form=form)
                return self.render_to_response(page, status=422)
            attach_scan(response=response, scan=form.cleaned_data["scan"], user=request.user)
            messages.success(request, _("The scan has been kept."))
            return redirect(self.address("check", response.reference))
        check_response(response=response, user=request.user)
        said = _("Response %(reference)s is marked as checked.")
        messages.success(request, said % {"reference": response.reference})
        return redirect(self.address("entries"))


class CorrectView(EntriesView):
    """The sheet of an entry, to put it right."""

    template_name = "plan/consultation/admin/entry_form.html"
    http_method_names = ("get", "head", "post")

    def get_page_title(self) -> str:
        """The reference."""
        return _("Correct response %(reference)s") % {"reference": self.kwargs["reference"]}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the sheet as it was stored, unless something was typed."""
        response = self.found()
        if not can_correct_response(self.request.user, response):
            raise PermissionDenied
        kwargs.setdefault("form", ReasonForm())
        if "sheet" not in kwargs:
            definition = definition_by_texts(response.texts_id)
            kwargs["sheet"] = sheet_of(definition, values_of(response))
        context: dict[str, Any] = super().get_context_data(
            response=response, texts=response.texts, **kwargs
        )
        return context

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Store it, or show what was typed with what is wrong or remarkable."""
        response = self.found()
        if not can_correct_response(request.user, response):
            raise PermissionDenied
        form = ReasonForm(request.POST)
        definition = definition_by_texts(response.texts_id)
        sheet = sheet_from(definition, request.POST, values_of(response))
        is_valid = form.is_valid() and sheet.is_valid()
        remarks = sheet.remarks() if is_valid else []
        if not is_valid or (remarks and request.POST.get("confirmed") != fingerprint(remarks)):
            confirmed = fingerprint(remarks) if remarks else ""
            page = self.get_context_data(
                form=form, sheet=sheet, remarks=remarks, confirmed=confirmed
            )
            return self.render_to_response(page, status=422)
        reason = form.cleaned_data["reason"]
        correct_response(response=response, sheet=sheet, reason=reason, user=request.user)
        said = _("Response %(reference)s has been corrected.")
        messages.success(request, said % {"reference": response.reference})
        return redirect(self.address("check", response.reference))


@require_safe
def scan(request: HttpRequest, public_id: str, reference: str, file_id: Any) -> HttpResponseBase:
    """A scan, for those who enter or check; shown only where a browser does so safely."""
    if not can_view_entries(request.user):
        raise PermissionDenied
    rows = AnswerFile.objects.filter(
        response__consultation__public_id=public_id,
        response__reference=reference,
        response__entered_at__isnull=False,
        question_id=None,
    )
    found = get_object_or_404(rows, public_id=file_id)
    answer = FileResponse(
        found.file.open("rb"),
        as_attachment=found.content_type not in SHOWN,
        filename=found.name,
        content_type=found.content_type,
    )
    answer["Cache-Control"] = "no-store"
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Content-Security-Policy"] = "default-src 'none'; img-src 'self'; sandbox"
    return answer

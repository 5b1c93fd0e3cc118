"""The list of batches, and the way to a new one."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages
from wagtail.admin.paginator import WagtailPaginator

from priorities.actions.upload_figures import LARGEST, upload_figures
from priorities.desk.pages import SPACE, DeskView
from priorities.enums import BatchState
from priorities.imports import FileRefusedError
from priorities.intake.batches import batches_of, measures_of
from priorities.intake.tasks import check_soon
from priorities.models import Area, ImportBatch, ImportProfile, Measure
from priorities.permissions import can_approve_figures, can_import_figures

A_PAGE = 30
#: Digits of a primary key, at most.
LONGEST_KEY = 18


class BatchListView(DeskView):
    """Batches, the newest first; of one measure where the address names it."""

    template_name = "priorities/admin/batches.html"
    page_title: Any = gettext_lazy("Figures on their way in")
    http_method_names = ("get", "head")

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """The list itself is the last step."""
        return super().get_breadcrumbs_items()[:-1]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add a page of batches, of one state if asked for."""
        state = self.request.GET.get("state", "")
        rows = ImportBatch.objects.select_related("profile", "created_by")
        rows = rows.defer("findings", "mapping")
        if state in BatchState.values:
            rows = rows.filter(state=state)
        measure = self.chosen_measure()
        if measure is not None:
            rows = batches_of(measure, rows)
        page = WagtailPaginator(rows, A_PAGE).get_page(self.request.GET.get("p"))
        context: dict[str, Any] = super().get_context_data(
            batches=page,
            state=state,
            states=BatchState.choices,
            measure=measure,
            can_import=can_import_figures(self.request.user),
            can_approve=can_approve_figures(self.request.user),
            has_areas=Area.objects.exists(),
            **kwargs,
        )
        return context

    def chosen_measure(self) -> Measure | None:
        """The measure whose batches are asked for; nonsense asks for all."""
        key = self.request.GET.get("measure", "")
        return Measure.objects.filter(pk=key).first() if is_key(key) else None


def is_key(text: str) -> bool:
    """Whether a text can be the primary key of a row."""
    return text.isascii() and text.isdecimal() and len(text) < LONGEST_KEY


class UploadForm(forms.Form):
    """A file, and how it is read: by a profile, or as a new kind of file."""

    file = forms.FileField(
        label=gettext_lazy("File"),
        help_text=gettext_lazy("CSV, XLSX or ODS, of up to 50 MB."),
        error_messages={"empty": gettext_lazy("The file is empty. Choose another file.")},
    )
    profile = forms.ModelChoiceField(
        label=gettext_lazy("How it is read"),
        queryset=ImportProfile.objects.all(),
        required=False,
        empty_label=gettext_lazy("A new kind of file: show me what was found"),
    )
    measures = forms.ModelMultipleChoiceField(
        label=gettext_lazy("Measures that it has figures of"),
        queryset=Measure.objects.filter(calculation=""),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("Only for a new kind of file. A profile knows its measures."),
    )

    def clean(self) -> dict[str, Any]:
        """A new kind of file needs measures."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if not cleaned.get("profile") and not cleaned.get("measures"):
            self.add_error(
                "measures",
                _("Choose how the file is read, or the measures that it has figures of."),
            )
        upload = cleaned.get("file")
        if upload is not None and upload.size > LARGEST:
            self.add_error("file", _("The file is larger than 50 MB. Divide it."))
        return cleaned


class UploadView(DeskView):
    """Takes a file, looks at it, and leads to what was found."""

    template_name = "priorities/admin/upload.html"
    page_title: Any = gettext_lazy("Upload a file")
    may = staticmethod(can_import_figures)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the form."""
        kwargs.setdefault("form", UploadForm())
        context: dict[str, Any] = super().get_context_data(
            has_measures=Measure.objects.exists(), **kwargs
        )
        return context

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Store the file and look at it."""
        form = UploadForm(request.POST, request.FILES)
        if not form.is_valid():
            return self.again(form=form)
        given = form.cleaned_data
        try:
            upload = upload_figures(
                content=given["file"].read(),
                name=given["file"].name,
                user=request.user,
                profile=given["profile"],
                measures=list(given["measures"]),
            )
        except FileRefusedError as error:
            form.add_error("file", error.sentence)
            return self.again(form=form)
        batch = upload.batch
        if not upload.is_new:
            messages.info(request, same_words(batch))
        else:
            batch = check_soon(batch, request.user)
        name = "mapping" if needs_mapping(batch) else "batch"
        return redirect(f"{SPACE}:{name}", batch.public_id)


def needs_mapping(batch: ImportBatch) -> bool:
    """Whether the next step is to look at how the file is read."""
    findings = batch.findings
    is_readable = "sample" in findings and "busy_since" not in findings
    return bool(is_readable and batch.state == BatchState.UPLOADED and measures_of(batch))


def same_words(batch: ImportBatch) -> str:
    """That this file is here already."""
    if batch.state == BatchState.APPROVED:
        return _("This very file was approved before. It changes nothing.")
    return _("This very file is here already. Nothing was stored again: go on with it here.")

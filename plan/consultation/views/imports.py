"""Responses from tables: template, a look at the file, the import, and taking it back."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from itertools import chain
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_safe
from wagtail.admin import messages

from plan.consultation.actions.import_responses import (
    NothingNewError,
    import_responses,
    undo_import,
)
from plan.consultation.entry_forms import main_first
from plan.consultation.exports.csv_files import csv_lines
from plan.consultation.models import Consultation, ImportBatch
from plan.consultation.permissions import can_import_responses
from plan.consultation.response_files.kept import (
    KeptTable,
    forget_table,
    keep_table,
    kept_table,
)
from plan.consultation.response_files.layout import Layout
from plan.consultation.response_files.read import ImportedTable, read_responses
from plan.consultation.response_files.tables import LARGEST, TableError, read_table
from plan.consultation.response_files.template import template_book
from plan.consultation.views.entries import EntriesView
from plan.consultation.views.responses import as_download
from plan.forms.typed import field_of

FAULTS_SHOWN = 500
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class TableForm(forms.Form):
    """A table, and the language its rows are in."""

    language = forms.ChoiceField(
        label=gettext_lazy("Language of the answers"),
        help_text=gettext_lazy("Unless a row says another in its column “language”."),
    )
    file = forms.FileField(
        label=gettext_lazy("File"),
        help_text=gettext_lazy("XLSX or CSV, of up to 2,000 rows and 10 MB."),
        error_messages={"empty": gettext_lazy("The file is empty. Fill in the template.")},
    )

    def __init__(self, *args: Any, consultation: Consultation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        names = dict(settings.LANGUAGES)
        field = field_of(self, "language", forms.ChoiceField)
        field.choices = [(code, names.get(code, code)) for code in languages_of(consultation)]


def languages_of(consultation: Consultation) -> list[str]:
    """Languages in which the form is there."""
    return main_first(Layout(consultation, "").keys)


class ImportView(EntriesView):
    """What was imported, and the way to import more."""

    template_name = "plan/consultation/admin/import_responses.html"
    page_title: Any = gettext_lazy("Import responses")
    header_icon = "upload"
    may = staticmethod(can_import_responses)
    http_method_names = ("get", "head", "post")

    def trail(self) -> list[dict[str, Any]]:
        """Straight below the consultation."""
        return super().trail()[1:]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add what was imported before."""
        kwargs.setdefault("form", TableForm(consultation=self.subject))
        context: dict[str, Any] = super().get_context_data(
            consultation=self.subject,
            batches=self.subject.imports.select_related("created_by"),
            languages=languages_of(self.subject),
            **kwargs,
        )
        return context

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Look a new file through, or import the one that was looked through."""
        if "token" in request.POST:
            return self.with_kept(request.POST["token"])
        form = TableForm(request.POST, request.FILES, consultation=self.subject)
        if not form.is_valid():
            return self.again(form=form)
        upload = form.cleaned_data["file"]
        language = form.cleaned_data["language"]
        kept = KeptTable(upload.read(LARGEST + 1), upload.name, language)
        try:
            table = self.looked_through(kept)
        except TableError as error:
            form.add_error("file", str(error))
            return self.again(form=form)
        is_needed = table.new or table.faults
        token = keep_table(self.subject, kept, request.user) if is_needed else ""
        return self.preview(table, kept, token)

    def looked_through(self, kept: KeptTable) -> ImportedTable:
        """The table of an upload, with all its faults."""
        return read_responses(self.subject, kept.language, read_table(kept.content))

    def preview(self, table: ImportedTable, kept: KeptTable, token: str) -> HttpResponse:
        """What an import would do, or what keeps it from being done."""
        return self.render_to_response(
            self.get_context_data(
                table=table,
                file_name=kept.file_name,
                token=token,
                faults=table.faults[:FAULTS_SHOWN],
                same=numbers_in_words(table.nameless_there),
                batch=self.subject.imports.filter(digest=digest_of(kept)).first(),
            ),
            status=422 if table.faults else 200,
        )

    def again(self, **context: Any) -> HttpResponse:
        """The page with what is wrong."""
        return self.render_to_response(self.get_context_data(**context), status=422)

    def with_kept(self, token: str) -> HttpResponseBase:
        """List the faults of the file that was looked through, or import it."""
        found = kept_table(self.subject, token, self.request.user)
        if found is None:
            form = TableForm(consultation=self.subject)
            message = _("The file is not kept any more. Choose it again.")
            messages.error(self.request, message)
            return self.again(form=form)
        if "faults" in self.request.POST:
            return self.fault_file(self.looked_through(found[0]))
        return self.apply(token, *found)

    def fault_file(self, table: ImportedTable) -> HttpResponseBase:
        """All faults as a file, made anew and kept nowhere."""
        header = [_("Row"), _("Column"), _("Cell"), _("What to do")]
        rows = ([str(f.row), f.column, f.cell, f.words] for f in table.faults)
        name = f"faults-{self.subject.public_id}.csv"
        return as_download(csv_lines(chain([header], rows)), name)

    def apply(self, token: str, kept: KeptTable, stored: str) -> HttpResponse:
        """Import what was looked through: all of it, or all but rows with faults if so told."""
        table = self.looked_through(kept)
        if table.faults and "without_faulty" not in self.request.POST:
            return self.preview(table, kept, token)
        try:
            batch = import_responses(
                consultation=self.subject,
                rows=table.rows,
                file_name=kept.file_name,
                digest=digest_of(kept),
                user=self.request.user,
                is_whole=not table.faults,
            )
        except NothingNewError:
            said = _("Everything in this file is there already: nothing was added.")
        else:
            words = ngettext(
                "%(number)d response was added.", "%(number)d responses were added.", batch.added
            )
            said = words % {"number": batch.added}
        forget_table(stored)
        messages.success(self.request, said)
        return redirect(self.address("import_responses"))


def digest_of(kept: KeptTable) -> str:
    """Names the bytes of a file."""
    return hashlib.sha256(kept.content).hexdigest()


def numbers_in_words(numbers: Sequence[int]) -> str:
    """Numbers in order, those that follow each other as "2–4"."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1][1:] = [number]
        else:
            runs.append([number])
    return ", ".join("–".join(map(str, run)) for run in runs)


class UndoImportView(EntriesView):
    """Asks once more, then takes an import back."""

    template_name = "plan/consultation/admin/undo_import.html"
    page_title: Any = gettext_lazy("Take back an import")
    may = staticmethod(can_import_responses)
    http_method_names = ("get", "head", "post")

    def trail(self) -> list[dict[str, Any]]:
        """Below the imports."""
        imports = {"url": self.address("import_responses"), "label": _("Import responses")}
        return [imports, *super().trail()[1:]]

    def batch(self) -> ImportBatch:
        """The batch of the address."""
        return get_object_or_404(self.subject.imports, pk=self.kwargs["batch"])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the batch and how many responses it has now."""
        batch = self.batch()
        kwargs.pop("batch", None)
        context: dict[str, Any] = super().get_context_data(
            import_batch=batch, number=batch.responses.count(), consultation=self.subject, **kwargs
        )
        return context

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Take it back."""
        number = undo_import(batch=self.batch(), user=request.user)
        words = ngettext(
            "%(number)d response was deleted.", "%(number)d responses were deleted.", number
        )
        messages.success(request, words % {"number": number})
        return redirect(self.address("import_responses"))


@require_safe
def template(request: HttpRequest, public_id: str, language: str) -> HttpResponse:
    """The template for responses in a language."""
    consultation = get_object_or_404(Consultation, public_id=public_id)
    if not can_import_responses(request.user, consultation):
        raise PermissionDenied
    layout = Layout(consultation, language)
    if layout.definition is None:
        raise Http404(_("The form is not there in this language."))
    answer = HttpResponse(template_book(layout), content_type=XLSX)
    name = f"responses-{public_id}-{language}.xlsx"
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    answer["Cache-Control"] = "no-store"
    return answer

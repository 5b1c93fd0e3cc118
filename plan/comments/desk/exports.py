"""Files of comments in all states, for those who may take them away."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import Exists, OuterRef
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.log_actions import log

from plan.comments.enums import CommentState, HintKind
from plan.comments.exports.files import as_file
from plan.comments.exports.staff_columns import StaffColumns
from plan.comments.models import Comment, CommentHint
from plan.comments.models.comments import CommentQuerySet
from plan.comments.permissions import (
    can_export_comments,
    can_look_after_harm,
    can_view_authors,
)
from plan.consultation.exports.xlsx_files import TooManyRowsError
from plan.consultation.models import Consultation
from plan.consultation.views.one_consultation import OneConsultationView
from plan.queries import language_name

KINDS = (
    ("csv", gettext_lazy("CSV")),
    ("xlsx", gettext_lazy("Excel workbook")),
    ("jsonl", gettext_lazy("JSON Lines")),
)


class ExportForm(forms.Form):
    """Which comments a file holds; addresses for those who may see them."""

    kind = forms.ChoiceField(label=gettext_lazy("Kind of file"), choices=KINDS)
    state = forms.ChoiceField(
        label=gettext_lazy("State"),
        required=False,
        choices=[("", gettext_lazy("All")), *CommentState.choices],
    )
    language = forms.ChoiceField(label=gettext_lazy("Language"), required=False)
    with_addresses = forms.BooleanField(
        label=gettext_lazy("With email addresses of authors"),
        required=False,
        help_text=gettext_lazy("Only where you need them. That you had them is kept in the log."),
    )

    def __init__(self, data: Any, consultation: Consultation, user: Any) -> None:
        super().__init__(data)
        rows = Comment.objects.filter(consultation=consultation).order_by("language")
        codes = rows.values_list("language", flat=True).distinct()
        language = self.fields["language"]
        if isinstance(language, forms.ChoiceField):
            language.choices = [("", _("All")), *((code, language_name(code)) for code in codes)]
        if not can_view_authors(user):
            del self.fields["with_addresses"]


class CommentExportView(OneConsultationView):
    """Asks which comments, and sends them as a file."""

    template_name = "plan/comments/desk/export.html"
    page_title: Any = gettext_lazy("Export comments")
    header_icon = "download"
    http_method_names = ("get", "head", "post")

    def may_enter(self, user: Any, consultation: Consultation) -> bool:
        """Those who may take comments away."""
        return can_export_comments(user, consultation)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the form."""
        kwargs.setdefault("form", ExportForm(None, self.record, self.request.user))
        context: dict[str, Any] = super().get_context_data(consultation=self.record, **kwargs)
        return context

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """The file, streamed and noted; or what is wrong with the form."""
        form = ExportForm(request.POST, self.record, request.user)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form), status=422)
        given = form.cleaned_data
        with_addresses = bool(given.get("with_addresses"))
        rows = rows_for(request.user, self.record, given["state"], given["language"])
        columns = StaffColumns(self.record, with_addresses=with_addresses)
        name = f"comments-all-{self.record.public_id}"
        try:
            response = as_file(given["kind"], rows, columns, name)
        except TooManyRowsError:
            form.add_error("kind", _("No workbook holds so many. Choose CSV or JSON Lines."))
            return self.render_to_response(self.get_context_data(form=form), status=422)
        self.note(given, with_addresses=with_addresses)
        response["Cache-Control"] = "no-store, private"
        return response

    def note(self, given: dict[str, Any], *, with_addresses: bool) -> None:
        """Log who took what away."""
        log(
            instance=self.record,
            action="plan_comments.export",
            user=self.request.user,
            title=str(self.record),
            data={
                "kind": given["kind"],
                "state": given["state"],
                "language": given["language"],
                "with_addresses": with_addresses,
            },
        )


def rows_for(user: Any, consultation: Consultation, state: str, language: str) -> CommentQuerySet:
    """Comments of a consultation that somebody may take away.

    What is set aside for those who look after harm is left out for everybody else.
    """
    rows = Comment.objects.filter(consultation=consultation)
    if state:
        rows = rows.filter(state=state)
    if language:
        rows = rows.filter(language=language)
    if not can_look_after_harm(user):
        hints = CommentHint.objects.filter(kind=HintKind.HARM, seen_at=None)
        rows = rows.exclude(Exists(hints.filter(comment=OuterRef("pk"))))
    return rows

"""Staff enter what came on paper, by phone or at an event; others compare it with the scan."""

from __future__ import annotations

import uuid
from typing import Any
from urllib.parse import urlencode

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.paginator import WagtailPaginator

from plan.consultation.actions.enter_response import Receipt, enter_response
from plan.consultation.actions.submit_response import NotOpenError
from plan.consultation.builder import definition_by_texts
from plan.consultation.entry import EntrySheet, fingerprint, sheet_from
from plan.consultation.entry_forms import EntryForm, StartForm, language_name
from plan.consultation.entry_queries import entries, entry_counts, unchecked
from plan.consultation.enums import ConsultationState
from plan.consultation.models import Consultation, FormTexts, Response
from plan.consultation.permissions import (
    can_enter_response,
    can_pass_on_private_link,
    can_view_entries,
)
from plan.consultation.private_links import private_path
from plan.consultation.queries import database_now
from plan.consultation.views.consultation_admin import ConsultationAdminView

ENTRIES_A_PAGE = 50


class EntriesView(ConsultationAdminView):
    """What these pages share: only for those who enter or check."""

    header_icon = "edit"
    may = staticmethod(can_view_entries)

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Nothing of these pages is kept by a browser."""
        if not self.may(request.user):
            raise PermissionDenied
        answer = super().dispatch(request, *args, **kwargs)
        answer["Cache-Control"] = "no-store"
        return answer

    @property
    def subject(self) -> Consultation:
        """The consultation of the address."""
        assert self.consultation is not None  # noqa: S101  # the address has one
        return self.consultation

    def address(self, name: str, *arguments: Any) -> str:
        """The address of one of the pages on this consultation."""
        return reverse(f"plan_consultation_admin:{name}", args=[self.subject.public_id, *arguments])

    def trail(self) -> list[dict[str, Any]]:
        """Below the list of entries."""
        entered = {"url": self.address("entries"), "label": _("Entered by staff")}
        return [entered, *super().trail()]

    def found(self) -> Response:
        """The entered response of the address."""
        rows = entries(self.subject).select_related("texts__version", "version", "consultation")
        return get_object_or_404(rows, reference=self.kwargs["reference"])


class EntryListView(EntriesView):
    """Responses that were entered, those that wait for a second person first of all."""

    template_name = "plan/consultation/admin/entries.html"
    page_title: Any = gettext_lazy("Entered by staff")

    def trail(self) -> list[dict[str, Any]]:
        """The list itself."""
        return super().trail()[1:]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add a page of entries and what can be done."""
        is_waiting = self.request.GET.get("show") == "unchecked"
        found = unchecked(self.subject) if is_waiting else entries(self.subject)
        page = WagtailPaginator(found, ENTRIES_A_PAGE).get_page(self.request.GET.get("p"))
        context: dict[str, Any] = super().get_context_data(
            consultation=self.subject,
            entries=page,
            counts=entry_counts(self.subject),
            is_waiting=is_waiting,
            can_enter=can_enter_response(self.request.user, self.subject),
            **kwargs,
        )
        return context


class StartEntryView(EntriesView):
    """Asks which form was answered, and when it came in."""

    template_name = "plan/consultation/admin/entry_start.html"
    page_title: Any = gettext_lazy("Enter a response")
    may = staticmethod(can_enter_response)
    http_method_names = ("get", "head", "post")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the questions, unless there is nothing to enter yet."""
        kwargs.setdefault("form", StartForm(consultation=self.subject))
        state = self.subject.state_at(database_now())
        is_early = state is ConsultationState.SCHEDULED
        context: dict[str, Any] = super().get_context_data(is_early=is_early, **kwargs)
        return context

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Lead to the sheet."""
        form = StartForm(request.POST, consultation=self.subject)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form), status=422)
        at = form.cleaned_data["received_time"]
        facts = {
            "channel": form.cleaned_data["channel"],
            "received_on": form.cleaned_data["received_on"].isoformat(),
            "received_time": at.isoformat("minutes") if at else "",
        }
        address = self.address("enter", form.cleaned_data["texts"].pk)
        return redirect(f"{address}?{urlencode(facts)}")


class EnterView(EntriesView):
    """The sheet: the whole form on one page."""

    template_name = "plan/consultation/admin/entry_form.html"
    page_title: Any = gettext_lazy("Enter a response")
    may = staticmethod(can_enter_response)
    http_method_names = ("get", "head", "post")

    def texts(self) -> FormTexts:
        """The words of the address, which are this consultation's."""
        rows = FormTexts.objects.filter(version__consultation=self.subject)
        return get_object_or_404(rows.select_related("version"), pk=self.kwargs["texts_pk"])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the sheet, empty unless something was typed."""
        texts = self.texts()
        if "form" not in kwargs:
            names = ("channel", "received_on", "received_time")
            initial = {name: self.request.GET.get(name, "").replace("\x00", "") for name in names}
            kwargs["form"] = EntryForm(
                initial={**initial, "key": uuid.uuid4()}, consultation=self.subject
            )
        kwargs.setdefault("sheet", EntrySheet(definition_by_texts(texts.pk)))
        context: dict[str, Any] = super().get_context_data(texts=texts, **kwargs)
        return context

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Store the response, or show what was typed with what is wrong or remarkable."""
        form = EntryForm(request.POST, request.FILES, consultation=self.subject)
        sheet = sheet_from(definition_by_texts(self.texts().pk), request.POST)
        is_valid = form.is_valid() and sheet.is_valid()
        if sheet.originals and not form.cleaned_data.get("original_language"):
            words = _("Choose the language of the original words that you wrote below.")
            form.add_error("original_language", words)
            is_valid = False
        remarks = self.remarks(form, sheet) if is_valid else []
        if not is_valid or (remarks and request.POST.get("confirmed") != fingerprint(remarks)):
            return self.again(form=form, sheet=sheet, remarks=remarks)
        try:
            response = self.store(form, sheet)
        except NotOpenError:
            form.add_error(None, _("This consultation has not opened yet: nothing was stored."))
            return self.again(form=form, sheet=sheet)
        return redirect(self.address("entered", response.reference))

    def remarks(self, form: EntryForm, sheet: EntrySheet) -> list[str]:
        """Whatever is unusual, said once before it is stored."""
        lines = sheet.remarks()
        state = self.subject.state_at(form.cleaned_data["received_at"])
        if state is ConsultationState.SCHEDULED:
            lines.insert(0, _("It came in before the opening: it is recorded, and marked so."))
        elif state is ConsultationState.CLOSED:
            lines.insert(0, _("It came in after the closing: it is recorded, and marked as late."))
        if not sheet.values:
            lines.append(_("Nothing was answered."))
        return lines

    def again(self, **context: Any) -> HttpResponse:
        """The sheet with what was typed."""
        remarks = context.get("remarks", [])
        return self.render_to_response(
            self.get_context_data(
                confirmed=fingerprint(remarks) if remarks else "",
                had_scan="scan" in self.request.FILES,
                **context,
            ),
            status=422,
        )

    def store(self, form: EntryForm, sheet: EntrySheet) -> Response:
        """Record it."""
        facts = form.cleaned_data
        return enter_response(
            consultation=self.subject,
            sheet=sheet,
            receipt=Receipt(
                key=str(facts["key"]),
                channel=facts["channel"],
                received_at=facts["received_at"],
                original_language=facts["original_language"],
                source=facts.get("source"),
            ),
            scans=[facts["scan"]] if facts["scan"] else [],
            user=self.request.user,
        )


class EnteredView(EntriesView):
    """The reference to write on the paper."""

    template_name = "plan/consultation/admin/entered.html"
    page_title: Any = gettext_lazy("Response recorded")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the response."""
        response = self.found()
        context: dict[str, Any] = super().get_context_data(
            response=response,
            link=self.private_link(response),
            can_change=self.subject.state_at(database_now()) is ConsultationState.OPEN,
            texts=response.texts,
            original_language=language_name(response.original_language),
            **kwargs,
        )
        return context

    def private_link(self, response: Response) -> str:
        """The link by which its author can come back to it; empty for who may not see it."""
        if not can_pass_on_private_link(self.request.user, response):
            return ""
        return self.request.build_absolute_uri(
            private_path(response, self.subject, response.language)
        )

"""How a file is read: the first real rows, what was guessed and why, to be corrected."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages

from priorities.actions.keep_profile import save_profile
from priorities.desk.mapping_set import MappingSet
from priorities.desk.pages import BatchPage, words_of
from priorities.enums import BatchChannel, BatchState
from priorities.imports import MappingRefusedError, mapping_from_json, mapping_to_json
from priorities.imports.problems import Problem
from priorities.intake.batches import OPEN, measures_of
from priorities.intake.tasks import check_soon
from priorities.models import ImportBatch
from priorities.permissions import can_import_figures

ROWS_SHOWN = 12
PROBLEMS_A_PAGE = 100


class MappingView(BatchPage):
    """Shows and takes a mapping; the file is read by it at once, and nothing is published."""

    template_name = "priorities/admin/mapping.html"
    page_title: Any = gettext_lazy("How the file is read")
    may = staticmethod(can_import_figures)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The forms; or the batch, where there is nothing to correct any more."""
        if not self.is_open():
            return redirect(self.address("batch"))
        return super().get(request, *args, **kwargs)

    def is_open(self) -> bool:
        """Whether there is a file that was looked at, and a mapping that may be changed."""
        findings = self.batch.findings
        is_file = self.batch.channel != BatchChannel.TYPED
        is_read = bool(findings.get("sample")) and "busy_since" not in findings
        return is_file and is_read and self.batch.state in OPEN

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the forms, the first rows and what is wrong."""
        forms = kwargs.pop("forms", None) or MappingSet(self.batch)
        context: dict[str, Any] = super().get_context_data(
            forms=forms,
            rows=first_rows(forms),
            found=found_in(self.batch, self.request.GET.get("from", "")),
            general_reasons=[one for subject, one in forms.reasons if not subject],
            period_headings=self.batch.findings.get("extraction", {}).get("period_columns", []),
            measures=measures_of(self.batch),
            **kwargs,
        )
        return context

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Read the file anew by what was chosen, or keep the mapping as a profile."""
        if not self.is_open():
            return redirect(self.address("batch"))
        if "profile" in request.POST:
            return self.keep(request)
        forms = MappingSet(self.batch, request.POST)
        if not forms.is_valid():
            return self.again(forms=forms)
        return self.read(request, forms)

    def read(self, request: HttpRequest, forms: MappingSet) -> HttpResponse:
        """Check the batch by the mapping; another sheet, or a press of the button, guesses anew."""
        mapping = forms.mapping()
        is_guessing = "guess" in request.POST
        try:
            mapping_from_json(mapping_to_json(mapping))
            self.batch.findings = {**self.batch.findings, "sheet": mapping.sheet}
            given = {} if is_guessing else mapping_to_json(mapping)
            batch = check_soon(self.batch, request.user, given)
        except MappingRefusedError as error:
            return self.again(forms=forms, refusal=error.sentence)
        except ValidationError as error:
            messages.error(request, words_of(error))
            return redirect(self.address("batch"))
        if batch.state == BatchState.CHECKED or "busy_since" in batch.findings:
            return redirect(self.address("batch"))
        if is_guessing:
            messages.success(request, _("The mapping was guessed anew from this sheet."))
        return redirect(self.address("mapping") + "#found")

    def keep(self, request: HttpRequest) -> HttpResponse:
        """Remember the mapping, as it was last read, under a name."""
        name = request.POST.get("profile", "")
        try:
            profile = save_profile(batch=self.batch, name=name, user=request.user)
        except MappingRefusedError as error:
            return self.again(profile_error=error.sentence, profile_name=name)
        except ValidationError as error:
            return self.again(profile_error=words_of(error), profile_name=name)
        words = _("“%(name)s” is remembered: choose it for the next file of this kind.")
        messages.success(request, words % {"name": profile.name})
        return redirect(self.address("batch"))


def first_rows(forms: MappingSet) -> list[dict[str, Any]]:
    """The first rows below the headings, as far as the columns are shown."""
    start = forms.stored.first_row - 1
    if start >= len(forms.sample["rows"]):
        start = 0
    shown = forms.sample["rows"][start : start + ROWS_SHOWN]
    places = [one.position for one in forms.columns]
    places += [place for place, _header in forms.period_columns]
    return [
        {
            "number": number,
            "cells": [row[place] if place < len(row) else "" for place in places],
        }
        for number, row in enumerate(shown, start=start + 1)
    ]


def found_in(batch: ImportBatch, start: str = "") -> dict[str, Any]:
    """What reading found, in sentences of the active language, some hundred at a time."""
    extraction = batch.findings.get("extraction", {})
    first = int(start) if start.isdecimal() and len(start) < 5 else 0
    problems = [Problem.from_json(one) for one in extraction.get("problems", {}).get("kept", [])]
    row_problems = batch.findings.get("row_problems", {})
    rows = row_problems.get("kept", [])
    total, rows_total = extraction.get("problems", {}).get("total", 0), row_problems.get("total", 0)
    following = first + PROBLEMS_A_PAGE
    return {
        "problems": problems[first:following],
        "total": total,
        "more": following if following < max(len(problems), len(rows)) else 0,
        "is_cut": len(problems) < total or sum(one["count"] for one in rows) < rows_total,
        "first": first,
        "notices": [
            Problem.from_json(one) for one in extraction.get("notices", {}).get("kept", [])
        ],
        "rows": rows[first:following],
        "rows_total": rows_total,
        "counts": extraction.get("counts", {}),
        "by_measure": counts_by_measure(batch, extraction),
    }


def counts_by_measure(batch: ImportBatch, extraction: dict[str, Any]) -> list[dict[str, Any]]:
    """What became of the cells of each measure."""
    counts = extraction.get("counts", {}).get("measures", {})
    names = {str(one.public_id): one.name for one in measures_of(batch)}
    return [{"name": names.get(key, key), **one} for key, one in counts.items()]

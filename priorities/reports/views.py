"""Public pages of frozen reports."""

from __future__ import annotations

import logging
import uuid
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from plan import queries
from plan.heads import Head
from plan.models import PlanPage
from plan.paper.compiling import CannotPrintError
from plan.readers import Reader, speaks
from priorities.models import Report
from priorities.reports.document import report_pdf
from priorities.reports.shown import is_intact, shown_report

logger = logging.getLogger(__name__)


def found_report(request: HttpRequest, public_id: uuid.UUID) -> tuple[Report, PlanPage, Reader]:
    """A report and the page of its plan, in the reader's language; Http404 without."""
    reader = Reader.of(request)
    rows = Report.objects.select_related("period__plan").filter(public_id=public_id)
    report = rows.first()
    missing = _("There is no report at this address in this language. Start from the plan.")
    is_here = report is not None and reader.language in report.snapshot["languages"]
    if report is None or not is_here or not speaks(request, reader.locale):
        raise Http404(missing)
    key = report.period.plan.translation_key
    visible = queries.visible_pages(reader).filter(translation_key=key)
    page = PlanPage.objects.filter(pk__in=visible.values("pk")).first()
    if page is None:
        raise Http404(missing)
    page.locale = reader.locale
    if not is_intact(report):
        logger.error("The report %s is not the one that was frozen.", report.public_id)
        raise Http404(
            _("This report was changed after it was frozen, so it is not shown. Tell us of it.")
        )
    return report, page, reader


@require_safe
def report(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    """A report as a page."""
    found, page, reader = found_report(request, public_id)
    shown = shown_report(found, reader.language)
    title = _("Progress report: %(period)s") % {"period": shown.period}
    context: dict[str, Any] = {
        "page": page,
        "title": title,
        "report": shown,
        "reader": reader,
        "page_languages": languages_of(found, request, reader),
        "head": Head(title, request.build_absolute_uri(request.path), shown.plan_title),
        "pdf_url": reverse("plan:report_pdf", args=[found.public_id]),
    }
    response = render(request, "priorities/report.html", context)
    reader.limit_caching(response)
    return response


def languages_of(found: Report, request: HttpRequest, reader: Reader) -> Any:
    """The languages of the snapshot in which the plan is still public."""
    key = found.period.plan.translation_key
    readable = queries.readable_pages(reader).filter(translation_key=key)
    codes = set(readable.values_list("locale__language_code", flat=True))
    codes &= set(found.snapshot["languages"])
    return queries.languages_at(codes, request, reader, ("plan:report", found.public_id))


@require_safe
def report_file(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    """A report as PDF."""
    found, _page, reader = found_report(request, public_id)
    try:
        pdf = report_pdf(found, reader.language)
    except CannotPrintError as error:
        raise Http404(
            _("This report cannot be made as PDF in this language. Print its page instead.")
        ) from error
    response = HttpResponse(pdf, content_type="application/pdf")
    name = f"report-{found.period.ends_on.isoformat()}-{reader.language}.pdf"
    response["Content-Disposition"] = f'inline; filename="{name}"'
    reader.limit_caching(response)
    return response

"""A report as PDF/UA-1, drawn once in each language and kept."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from plan.paper.compiling import compile_pdf
from plan.queries import direction_of
from priorities.models import Report, ReportFile
from priorities.reports.shown import ReportedCommitment, shown_report

TEMPLATE = Path(__file__).parent / "templates" / "report.typ"


def report_pdf(report: Report, language: str) -> bytes:
    """The file: as it was made first, else made now and kept.

    CannotPrintError where the language has no letters here.
    """
    kept = report.files.filter(language=language).first()
    if kept is not None:
        return bytes(kept.content)
    pdf = draw(report, language)
    try:
        with transaction.atomic():
            ReportFile.objects.create(report=report, language=language, content=pdf)
    except IntegrityError:  # somebody else has made it meanwhile: the same bytes
        return bytes(report.files.get(language=language).content)
    return pdf


def draw(report: Report, language: str) -> bytes:
    """The bytes, the same each time: they follow from the snapshot."""
    timestamp = int(report.frozen_at.timestamp())
    return compile_pdf(TEMPLATE, report_document(report, language), timestamp=timestamp)


def report_document(report: Report, language: str) -> dict[str, Any]:
    """What the template prints."""
    with override(language):
        shown = shown_report(report, language)
        facts = [
            shown.plan_title,
            _("Frozen on %(date)s") % {"date": shown.frozen_on},
            _("Mark of the frozen figures (SHA-256): %(digest)s") % {"digest": shown.digest},
        ]
        counts = [f"{status.label}: {number}" for status, number in shown.counts]
        return {
            "title": _("Progress report: %(period)s") % {"period": shown.period},
            "lang": language,
            "is_rtl": direction_of(language) == "rtl",
            "version": shown.frozen_on,
            "page_of": _("Page %(page)s of %(pages)s") % {"page": "{page}", "pages": "{pages}"},
            "facts": [shown.name, *facts] if shown.name else facts,
            "counts": counts,
            "none": _("No commitment was public.") if not shown.commitments else "",
            "gone_heading": _("In the last report, and public no more"),
            "gone": shown.gone,
            "milestones_heading": _("Milestones"),
            "updates_heading": _("New updates"),
            "measures_heading": _("Measures"),
            "commitments": [commitment_of(one) for one in shown.commitments],
        }


def commitment_of(one: ReportedCommitment) -> dict[str, Any]:
    """A commitment on paper: words alone, since not every font has the signs."""
    facts = [
        _("Status: %(status)s") % {"status": one.status.label},
        _("Since %(date)s") % {"date": one.since} if one.since else "",
        one.reason,
        _("Lead: %(name)s") % {"name": one.lead} if one.lead else "",
        _("Due %(date)s") % {"date": one.due} if one.due else "",
    ]
    return {
        "title": " ".join(filter(None, [one.reference, one.title])),
        "facts": [fact for fact in facts if fact],
        "changes": one.changes,
        "milestones": [f"{each.title} – {each.words}" for each in one.milestones],
        "updates": [asdict(each) for each in one.updates],
        "measures": [
            {"name": each.name, "lines": [each.words, each.compared]} for each in one.measures
        ],
    }

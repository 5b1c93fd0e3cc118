"""What the page of a consultation shows at the moment it is read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from plan.consultation import queries
from plan.consultation.date_changes import public_changes
from plan.consultation.enums import ConsultationState, PaperFormat
from plan.consultation.freshness import limit_freshness
from plan.consultation.models import Consultation
from plan.consultation.moments import moment_in_words, time_left
from plan.consultation.paper.form_document import PRINTED
from plan.contributors import below_overview_of
from plan.fonts import has_fonts_for
from plan.mail import is_mail_configured
from plan.queries import PageLanguage
from plan.readers import Reader

if TYPE_CHECKING:
    from plan.consultation.models import ConsultationPage


@dataclass(frozen=True)
class PaperLink:
    """A form on paper, and what it is in words."""

    url: str
    words: str


@dataclass(frozen=True)
class Status:
    """The state of a consultation in words."""

    state: str
    label: str
    headline: str = ""
    facts: Sequence[str] = ()
    can_start: bool = False


def status_of(consultation: Consultation, moment: datetime) -> Status:
    """State, tag and facts at a moment of the database's clock."""
    state, zone = consultation.state_at(moment), consultation.zone
    opens, closes = consultation.opens_at, consultation.closes_at
    if state is ConsultationState.SCHEDULED:
        headline = _("Not open yet")
        if opens:
            headline = _("Opens on %(moment)s") % {"moment": moment_in_words(opens, zone)}
        return Status(state.value, str(state.label), headline)
    if state is ConsultationState.CLOSED and closes:
        closed = _("Closed on %(moment)s") % {"moment": moment_in_words(closes, zone)}
        return Status(state.value, str(state.label), closed, [closed])
    facts = []
    if closes:
        facts.append(_("Closes on %(moment)s") % {"moment": moment_in_words(closes, zone)})
        facts.append(time_left(moment, closes, zone))
    if consultation.estimated_minutes:
        facts.append(
            _("Takes about %(minutes)d minutes") % {"minutes": consultation.estimated_minutes}
        )
    return Status(state.value, str(state.label), "", facts, can_start=True)


def overview(page: ConsultationPage, request: HttpRequest, reader: Reader) -> dict[str, Any]:
    """The consultation's page. A preview may say which moment it is to show."""
    consultation = record_for(page, is_preview=bool(getattr(request, "is_preview", False)))
    moment = getattr(request, "plan_preview_moment", None) or queries.database_now()
    language = page.locale.language_code
    status = status_of(consultation, moment)
    limit_freshness(consultation, reader, moment)
    languages = queries.form_languages(consultation) if consultation.pk else [language]
    has_form = language in languages
    zone = consultation.zone
    return {
        "record": consultation,
        "below_overview": below_overview_of(page, reader),
        "status": status if has_form else without_start(status),
        "has_form": has_form,
        "start_url": reverse("plan:take_part", args=[consultation.public_id]),
        "questions_url": questions_url(consultation, status) if has_form else "",
        "results_url": results_url(consultation),
        "start_words": page.call_to_action or _("Start the survey and have your say"),
        "form_languages": other_languages(page, languages, request),
        "date_changes": public_changes(consultation, language),
        "opens": moment_in_words(consultation.opens_at, zone) if consultation.opens_at else "",
        "closes": moment_in_words(consultation.closes_at, zone) if consultation.closes_at else "",
        "paper_copy_url": url_of("paper_copy", consultation) if status.can_start else "",
        "updates_url": url_of("updates", consultation) if is_mail_configured() else "",
        "paper": paper_links(consultation, language) if status.can_start and has_form else [],
    }


def url_of(name: str, consultation: Consultation) -> str:
    """Where something can be asked for; nowhere before the consultation is published."""
    return reverse(f"plan:{name}", args=[consultation.public_id]) if consultation.pk else ""


def paper_links(consultation: Consultation, language: str) -> list[PaperLink]:
    """The form on paper, where the machine has letters for the language."""
    if not has_fonts_for(language):
        return []
    words = {
        PaperFormat.STANDARD: _("Print the form (PDF)"),
        PaperFormat.LARGE: _("Print the form in large print (PDF)"),
    }
    return [
        PaperLink(reverse("plan:paper_form", args=[consultation.public_id, one.value]), words[one])
        for one in PRINTED
    ]


def questions_url(consultation: Consultation, status: Status) -> str:
    """Where all questions can be read: from the publication of the form until it closes."""
    if not consultation.pk or status.state == ConsultationState.CLOSED:
        return ""
    return reverse("plan:all_questions", args=[consultation.public_id])


def results_url(consultation: Consultation) -> str:
    """The address of what is published of the answers; empty while there is nothing."""
    if not getattr(consultation, "has_results", False):
        return ""
    return reverse("plan:results", args=[consultation.public_id])


def without_start(status: Status) -> Status:
    """The same status where the form cannot be answered in the reader's language."""
    return Status(status.state, status.label, status.headline, status.facts)


def record_for(page: ConsultationPage, *, is_preview: bool) -> Consultation:
    """The record; in a preview, the record as publishing this draft would leave it."""
    rows = Consultation.objects.annotate(has_results=queries.has_results())
    found = rows.filter(translation_key=page.translation_key).first()
    record = found or Consultation(translation_key=page.translation_key)
    if is_preview and page.is_source():
        for name, value in page.record_values().items():
            if name != "plan":
                setattr(record, name, value)
    return record


def other_languages(
    page: ConsultationPage, languages: Sequence[str], request: HttpRequest
) -> list[PageLanguage]:
    """Pages of this consultation in which the form can be answered."""
    if page.locale.language_code in languages:
        return []
    names = dict(settings.LANGUAGES)
    pages = page.get_translations().live().filter(locale__language_code__in=languages)
    return [
        PageLanguage(
            code=code,
            name=names.get(code, code),
            url=translation.get_url(request) or "",
            is_current=False,
        )
        for translation in pages.select_related("locale")
        for code in [translation.locale.language_code]
    ]

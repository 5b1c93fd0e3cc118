"""A poster to print for a source: what is asked, until when, and the way to the form."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import override

from plan.consultation.models import ConsultationPage, Source
from plan.consultation.moments import moment_in_words
from plan.consultation.paper import TEMPLATES
from plan.consultation.sources.addresses import qr_svg
from plan.fonts import missing
from plan.paper.compiling import CannotPrintError, compile_pdf, texts_in
from plan.queries import direction_of


def poster_pdf(source: Source, page: ConsultationPage, address: str) -> bytes:
    """The PDF in the page's language; CannotPrintError where letters are lacking."""
    data = poster_document(source, page, address)
    if lacking := missing(texts_in(data)):
        raise CannotPrintError("".join(sorted(lacking)))
    return compile_pdf(TEMPLATES / "poster.typ", data)


def poster_document(source: Source, page: ConsultationPage, address: str) -> dict[str, Any]:
    """What stands on the poster. The code in the address is all that tells sources apart."""
    consultation, language = source.consultation, page.locale.language_code
    closes, minutes = consultation.closes_at, consultation.estimated_minutes
    with override(language):
        facts = []
        if closes:
            moment = moment_in_words(closes, consultation.zone)
            facts.append(_("Closes on %(moment)s") % {"moment": moment})
        if minutes:
            facts.append(_("Takes about %(minutes)d minutes") % {"minutes": minutes})
        return {
            "title": page.title,
            "lang": language,
            "is_rtl": direction_of(language) == "rtl",
            "summary": page.summary,
            "facts": facts,
            "scan": _("Scan the code with a phone, or type the address:"),
            "address": address.split("//", 1)[-1],
            "qr": qr_svg(address),
            "qr_words": _("QR code of the address %(address)s") % {"address": address},
            "languages": " · ".join(name for code, name in languages_of(source)),
        }


def languages_of(source: Source) -> list[tuple[str, str]]:
    """Languages of the form that this machine can print, by code, with their own names."""
    from plan.consultation.queries import form_languages

    names = dict(settings.LANGUAGES)
    found = [(code, names.get(code, code)) for code in form_languages(source.consultation)]
    return [(code, name) for code, name in found if not missing(name)]

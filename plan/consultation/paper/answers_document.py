"""A copy of a response on paper, for its author: the words seen, the answers given."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import override

from plan.consultation.models import Response
from plan.consultation.moments import moment_in_words
from plan.consultation.organisations import for_whom
from plan.consultation.paper import TEMPLATES
from plan.consultation.protection import CannotDecryptError
from plan.consultation.responses import answered_sections
from plan.fonts import missing
from plan.paper.compiling import compile_pdf, texts_in
from plan.queries import direction_of


def answers_pdf(response: Response, title: str) -> bytes:
    """The PDF/UA-1 copy in the language of the response.

    CannotPrintError where the language has no letters here, CannotDecryptError where a key of
    answers of special category is missing.
    """
    document = answers_document(response, title)
    timestamp = int((response.changed_at or response.received_at).timestamp())
    return compile_pdf(TEMPLATES / "answers.typ", document, timestamp=timestamp)


def answers_document(response: Response, title: str) -> dict[str, Any]:
    """Everything its author gave, contact details and special categories included."""
    language = response.texts.language
    with override(language):
        sections = answered_sections(response, with_contacts=True, with_protected=True)
        if any(question.is_unreadable for part in sections for question in part.questions):
            raise CannotDecryptError
        data: dict[str, Any] = {
            "title": _("Your response"),
            "lang": language,
            "is_rtl": direction_of(language) == "rtl",
            "version": response.reference,
            "page_of": _("Page %(page)s of %(pages)s") % {"page": "{page}", "pages": "{pages}"},
            "facts": facts(response, title),
            "nothing": _("Not answered"),
            "mark_words": _(
                "Some characters of your answers cannot be printed and are marked. They are "
                "stored as you typed them."
            ),
            "sections": [
                {
                    "title": section.title,
                    "questions": [
                        {"text": one.text, "lines": list(one.lines)} for one in section.questions
                    ],
                }
                for section in sections
            ],
        }
        data["is_marked"] = bool(missing(texts_in(data["sections"])))
    return data


def facts(response: Response, title: str) -> list[str]:
    """What it is an answer to, its reference, and when it came in and was changed."""
    zone = response.consultation.zone
    found = [
        title,
        _("Reference number: %(reference)s") % {"reference": response.reference},
        _("Received on %(moment)s") % {"moment": moment_in_words(response.received_at, zone)},
    ]
    if line := for_whom(response):
        found.append(line)
    if response.changed_at:
        changed = moment_in_words(response.changed_at, zone)
        found.append(_("Changed on %(moment)s") % {"moment": changed})
    return found

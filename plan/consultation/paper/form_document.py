"""A whole form on paper, as the plain data that its template prints."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from django.utils.translation import override

from plan.consultation.definition import (
    ContentDefinition,
    FormDefinition,
    QuestionDefinition,
    SectionDefinition,
)
from plan.consultation.enums import PaperFormat
from plan.consultation.moments import moment_in_words
from plan.consultation.paper.conditions import ConditionReader
from plan.consultation.questions import content_type, question_type
from plan.paper.rich import blocks_of
from plan.queries import direction_of

if TYPE_CHECKING:
    from plan.consultation.models import Consultation, ConsultationPage

#: The formats that software can make; the others are made by people on request.
PRINTED = (PaperFormat.STANDARD, PaperFormat.LARGE)


def form_document(
    page: ConsultationPage,
    consultation: Consultation,
    definition: FormDefinition,
    variant: PaperFormat,
) -> dict[str, Any]:
    """The form with everything that somebody needs who has nothing but the paper."""
    with override(definition.language):
        reader = ConditionReader(definition)
        closes = consultation.closes_at
        return {
            "title": page.title,
            "lang": definition.language,
            "is_rtl": direction_of(definition.language) == "rtl",
            "is_large": variant is PaperFormat.LARGE,
            "summary": page.summary,
            "closes": closing_sentence(moment_in_words(closes, consultation.zone))
            if closes
            else "",
            "version": version_words(definition),
            "page_of": _("Page %(page)s of %(pages)s") % {"page": "{page}", "pages": "{pages}"},
            "return_heading": _("Where to send it"),
            "return_to": return_address(page),
            "how": how_to_answer(),
            "sections": [section(one, reader) for one in definition.sections],
            "privacy_heading": _("How your answers are used"),
            "privacy": blocks_of(page.privacy_notice),
            "thanks": _("Thank you for taking part."),
        }


def closing_sentence(moment: str) -> str:
    """Until when it must have come in."""
    return _("It must reach us by %(moment)s.") % {"moment": moment}


def version_words(definition: FormDefinition) -> str:
    """Which version this is, for those who type the answers in."""
    if not definition.number:
        return _("Draft: do not use")
    return _("Form version %(number)d") % {"number": definition.number}


def how_to_answer() -> str:
    """The first thing to read."""
    return _(
        "Answer only the questions you want to, unless it says that an answer is needed. "
        "If you need more room, write on another sheet and give the number of the question."
    )


def return_address(page: ConsultationPage) -> list[dict[str, Any]]:
    """Where the paper goes: every way "by post" on the consultation's page."""
    ways = [way.value["details"] for way in page.other_ways if way.value["kind"] == "post"]
    return [block for details in ways for block in blocks_of(details.source)]


def section(one: SectionDefinition, reader: ConditionReader) -> dict[str, Any]:
    """A section with its questions, or the place where some stop."""
    words = reader.words(one.show_if, is_exit=one.is_exit)
    return {
        "title": one.title,
        "condition": asdict(words) if words else None,
        "introduction": blocks_of(one.introduction),
        "items": [
            content(item, reader) if isinstance(item, ContentDefinition) else question(item, reader)
            for item in one.items
            if isinstance(item, ContentDefinition) or not item.is_stopped
        ],
    }


def content(item: ContentDefinition, reader: ConditionReader) -> dict[str, Any]:
    """What stands between questions. Its condition needs no words: it is there to be read."""
    return {"kind": "content", "blocks": blocks_of(content_type(item.type).paper(item))}


def question(item: QuestionDefinition, reader: ConditionReader) -> dict[str, Any]:
    """A question with its number, when to answer it, and what to write or tick."""
    words = reader.words(item.show_if)
    return {
        "kind": "question",
        "number": str(reader.numbers[item.id]),
        "text": item.text,
        "hint": item.hint,
        "condition": asdict(words) if words else None,
        "notes": notes(item),
        "parts": [asdict(part) for part in question_type(item.type).paper(item)],
    }


def notes(item: QuestionDefinition) -> list[str]:
    """What must be said of a question besides its words."""
    found = []
    if item.is_required:
        found.append(_("An answer is needed."))
    if item.is_protected:
        found.append(
            _(
                "You do not have to answer this. The answer is kept apart from the others, and "
                "only people whose work needs it can see it."
            )
        )
    return found

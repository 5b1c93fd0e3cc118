"""Answers that a changed form would leave without a question, or without an option."""

from __future__ import annotations

import uuid
from typing import Any

from django.db.models import Count
from django.utils.translation import ngettext
from wagtail.blocks import StreamValue

from plan.consultation.builder import definition_by_texts
from plan.consultation.compiler import compile_form
from plan.consultation.definition import QuestionDefinition
from plan.consultation.models import Answer, ContactDetail, FormTexts

#: What a question offers: its type and the ids of its options.
Offer = tuple[str, frozenset[uuid.UUID]]


def offers(structure: dict[str, Any]) -> dict[uuid.UUID, Offer]:
    """What each question of a structure offers, by question."""
    return {
        uuid.UUID(raw["id"]): (
            raw["type"],
            frozenset(uuid.UUID(option["id"]) for option in raw["options"] if option["id"]),
        )
        for section in structure["sections"]
        for raw in section["questions"]
        if raw["id"]
    }


def answer_counts(translation_key: uuid.UUID) -> dict[tuple[uuid.UUID, uuid.UUID | None], int]:
    """Responses by question and option; the option is None for answers without one."""
    counts: dict[tuple[uuid.UUID, uuid.UUID | None], int] = {}
    answers = Answer.objects.filter(consultation__translation_key=translation_key)
    rows = answers.order_by().values_list("question_id", "option_id")
    for question, option, number in rows.annotate(number=Count("response", distinct=True)):
        counts[question, option] = number
    contacts = ContactDetail.objects.filter(
        response__consultation__translation_key=translation_key
    ).order_by()
    for question, number in contacts.values_list("question_id").annotate(
        number=Count("response", distinct=True)
    ):
        counts[question, None] = number
    return counts


def asked_before(translation_key: uuid.UUID) -> dict[uuid.UUID, QuestionDefinition]:
    """Every question ever asked, in its newest words of the language it was written in."""
    asked: dict[uuid.UUID, QuestionDefinition] = {}
    rows = FormTexts.objects.filter(version__consultation__translation_key=translation_key)
    for key in rows.order_by("version__number", "pk").values_list("pk", flat=True):
        for question in definition_by_texts(key).questions():
            asked.setdefault(question.id, question)
    return asked


def orphan_faults(translation_key: uuid.UUID, form: StreamValue) -> list[str]:
    """Sentences on each question or option in use that this form no longer has."""
    counts = answer_counts(translation_key)
    if not counts:
        return []
    offered = offers(compile_form(form).structure)
    asked = asked_before(translation_key)
    faults = []
    totals: dict[uuid.UUID, int] = {}
    for (question, option), number in counts.items():
        known = asked.get(question)
        kept = offered.get(question)
        if known is None:
            continue
        if kept is None or kept[0] != known.type:
            totals[question] = max(totals.get(question, 0), number)
        elif option is not None and option not in kept[1]:
            faults.append(option_fault(known, option, number))
    faults += [question_fault(asked[key], number) for key, number in totals.items()]
    return faults


def question_fault(question: QuestionDefinition, number: int) -> str:
    """The sentence on a question that is gone or became another type."""
    return ngettext(
        "“%(question)s” has been answered in %(number)d response: put it back as it was. "
        "Its words may be corrected.",
        "“%(question)s” has been answered in %(number)d responses: put it back as it was. "
        "Its words may be corrected.",
        number,
    ) % {"question": question.text, "number": number}


def option_fault(question: QuestionDefinition, option: uuid.UUID, number: int) -> str:
    """The sentence on an option that is gone."""
    known = question.option(option)
    return ngettext(
        "The answer “%(option)s” to “%(question)s” has been chosen in %(number)d response: "
        "put it back. Its words may be corrected.",
        "The answer “%(option)s” to “%(question)s” has been chosen in %(number)d responses: "
        "put it back. Its words may be corrected.",
        number,
    ) % {
        "option": known.text if known else "",
        "question": question.text,
        "number": number,
    }

"""Answers that a changed form would leave without a question, or without an option."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from itertools import product
from typing import Any

from django.db.models import Count
from django.utils.translation import ngettext
from wagtail.blocks import StreamValue

from plan.consultation.builder import definition_of, items_of
from plan.consultation.compiler import compile_form
from plan.consultation.definition import (
    FormDefinition,
    OptionDefinition,
    QuestionDefinition,
    RowDefinition,
)
from plan.consultation.models import Answer, ContactDetail, FormTexts, ProtectedAnswer

#: What a question offers: its type and the ids of its options and rows.
Offer = tuple[str, frozenset[uuid.UUID]]


def offers(structure: dict[str, Any]) -> dict[uuid.UUID, Offer]:
    """What each question of a structure offers, by question."""
    return {
        uuid.UUID(raw["id"]): (
            raw["type"],
            frozenset(
                uuid.UUID(part["id"])
                for part in (*raw["options"], *raw.get("rows", ()), *raw.get("apart", ()))
                if part["id"]
            ),
        )
        for section in structure["sections"]
        for raw in items_of(section)
        if raw["id"] and not raw.get("is_content")
    }


def answered_questions(translation_key: uuid.UUID) -> dict[uuid.UUID, int]:
    """In how many responses each question has been answered."""
    counts: dict[uuid.UUID, int] = {}
    for model in (Answer, ProtectedAnswer, ContactDetail):
        for question, number in counted(model, translation_key, "question_id"):
            counts[question] = counts.get(question, 0) + number
    return counts


def chosen_options(translation_key: uuid.UUID) -> dict[tuple[uuid.UUID, uuid.UUID], int]:
    """In how many responses each option or row has been used, by question and option or row."""
    counts: dict[tuple[uuid.UUID, uuid.UUID], int] = {}
    for model, name in product((Answer, ProtectedAnswer), ("option_id", "row_id")):
        only = {f"{name}__isnull": False}
        for question, part, number in counted(model, translation_key, "question_id", name, **only):
            counts[question, part] = counts.get((question, part), 0) + number
    return counts


def counted(model: Any, translation_key: uuid.UUID, *names: str, **only: Any) -> Iterable[Any]:
    """Numbers of responses to a consultation, grouped by these columns of their answers."""
    rows = model.objects.filter(
        response__consultation__translation_key=translation_key, response__is_test=False, **only
    )
    grouped = rows.order_by().values_list(*names)
    return list(grouped.annotate(number=Count("response", distinct=True)))


def newest_form(translation_key: uuid.UUID) -> FormDefinition | None:
    """The newest version in the language it was written in, whose words came first.

    Read afresh: what a transaction that fails has written must not stay in the builder's memory.
    """
    rows = FormTexts.objects.filter(version__consultation__translation_key=translation_key)
    texts = rows.select_related("version").order_by("-version__number", "pk").first()
    return definition_of(texts) if texts else None


def orphan_faults(translation_key: uuid.UUID, form: StreamValue) -> list[str]:
    """Sentences on each question or option in use that this form would be the first to drop.

    What the newest version does not ask either (somebody answered an older one late) is no fault
    of this form, and must not keep other changes from being published.
    """
    answered = answered_questions(translation_key)
    newest = newest_form(translation_key) if answered else None
    if newest is None:
        return []
    offered = offers(compile_form(form).structure)
    chosen = chosen_options(translation_key)
    faults: list[str] = []
    for question in newest.all_questions():
        kept = offered.get(question.id)
        if question.id not in answered:
            continue
        if kept is None or kept[0] != question.type:
            faults.append(question_fault(question, answered[question.id]))
            continue
        faults += [
            option_fault(question, option, chosen[question.id, option.id])
            for option in (*question.options, *question.apart)
            if option.id not in kept[1] and (question.id, option.id) in chosen
        ]
        faults += [
            row_fault(question, row, chosen[question.id, row.id])
            for row in question.rows
            if row.id not in kept[1] and (question.id, row.id) in chosen
        ]
    return faults


def question_fault(question: QuestionDefinition, number: int) -> str:
    """The sentence on a question that is gone or became another type."""
    return ngettext(
        "“%(question)s” has been answered in %(number)d response: put it back as it was. "
        "Its words may be corrected; tick “stop asking from now on” if it is to go.",
        "“%(question)s” has been answered in %(number)d responses: put it back as it was. "
        "Its words may be corrected; tick “stop asking from now on” if it is to go.",
        number,
    ) % {"question": question.text, "number": number}


def option_fault(question: QuestionDefinition, option: OptionDefinition, number: int) -> str:
    """The sentence on an option that is gone."""
    return ngettext(
        "The answer “%(option)s” to “%(question)s” has been chosen in %(number)d response: "
        "put it back. Its words may be corrected.",
        "The answer “%(option)s” to “%(question)s” has been chosen in %(number)d responses: "
        "put it back. Its words may be corrected.",
        number,
    ) % {
        "option": option.text,
        "question": question.text,
        "number": number,
    }


def row_fault(question: QuestionDefinition, row: RowDefinition, number: int) -> str:
    """The sentence on a row that is gone."""
    return ngettext(
        "The row “%(row)s” of “%(question)s” has been answered in %(number)d response: "
        "put it back. Its words may be corrected.",
        "The row “%(row)s” of “%(question)s” has been answered in %(number)d responses: "
        "put it back. Its words may be corrected.",
        number,
    ) % {"row": row.text, "question": question.text, "number": number}

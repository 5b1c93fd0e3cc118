"""Answers as rows: written, read back and replaced, each kind in its own table."""

from __future__ import annotations

import datetime
import uuid
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any

from plan.consultation.answer_files import FILE_TYPE, claim_files
from plan.consultation.answers import AnswerValue
from plan.consultation.definition import QuestionDefinition
from plan.consultation.models import Answer, ContactDetail, ProtectedAnswer, Response
from plan.consultation.protection import decrypt, encrypt

Pairs = Iterable[tuple[QuestionDefinition, Sequence[AnswerValue]]]
Values = dict[uuid.UUID, list[AnswerValue]]


def store_answers(response: Response, pairs: Pairs) -> None:
    """Write the rows of all answers; contact details and special categories apart.

    Files that answers name become the response's.
    """
    answers, guarded, contacts = [], [], []
    files: list[uuid.UUID] | None = None
    for question, values in pairs:
        if question.type == FILE_TYPE:
            files = [*(files or []), *(value.row_id for value in values if value.row_id)]
        for value in values:
            if value.contact:
                contacts.append(contact_row(response, question.id, value))
            elif question.is_protected:
                guarded.append(protected_row(response, question.id, value))
            else:
                answers.append(answer_row(response, question.id, value))
    Answer.objects.bulk_create(answers)
    if guarded:
        ProtectedAnswer.objects.bulk_create(guarded)
    if contacts:
        ContactDetail.objects.bulk_create(contacts)
    if files is not None:
        claim_files(response, files)


def answer_row(response: Response, question_id: uuid.UUID, value: AnswerValue) -> Answer:
    """One row of an answer."""
    return Answer(
        consultation_id=response.consultation_id,
        response=response,
        question_id=question_id,
        option_id=value.option_id,
        row_id=value.row_id,
        text=value.text,
        number=value.number,
        date=value.date,
        position=value.position,
        original=value.original,
    )


def protected_row(
    response: Response, question_id: uuid.UUID, value: AnswerValue
) -> ProtectedAnswer:
    """One row of special category: ids in the open for counting, everything else encrypted."""
    row = ProtectedAnswer(
        consultation_id=response.consultation_id,
        response=response,
        question_id=question_id,
        option_id=value.option_id,
        row_id=value.row_id,
    )
    if hidden := open_parts(value):
        row.ciphertext, row.key_id = encrypt(hidden)
    return row


def contact_row(response: Response, question_id: uuid.UUID, value: AnswerValue) -> ContactDetail:
    """One contact detail."""
    return ContactDetail(
        response=response, question_id=question_id, kind=value.contact, value=value.text
    )


def open_parts(value: AnswerValue) -> dict[str, Any]:
    """What must be encrypted of a value, ready for JSON."""
    found: dict[str, Any] = {"text": value.text, "original": value.original}
    found["number"] = None if value.number is None else str(value.number)
    found["date"] = value.date.isoformat() if value.date else None
    found["position"] = value.position
    return {name: part for name, part in found.items() if part not in ("", None)}


def value_of(row: Answer) -> AnswerValue:
    """A row as a value."""
    return AnswerValue(
        option_id=row.option_id,
        row_id=row.row_id,
        text=row.text,
        number=row.number,
        date=row.date,
        position=row.position,
        original=row.original,
    )


def protected_value(row: ProtectedAnswer) -> AnswerValue:
    """A row of special category as a value; CannotDecryptError without its key."""
    hidden = decrypt(bytes(row.ciphertext), row.key_id) if row.ciphertext else {}
    number, date = hidden.get("number"), hidden.get("date")
    return AnswerValue(
        option_id=row.option_id,
        row_id=row.row_id,
        text=hidden.get("text", ""),
        number=None if number is None else Decimal(number),
        date=None if date is None else datetime.date.fromisoformat(date),
        position=hidden.get("position"),
        original=hidden.get("original", ""),
    )


def values_of(
    response: Response, *, with_contacts: bool = True, with_protected: bool = True
) -> Values:
    """All values of a response by question, in the order they were given."""
    found: Values = {}
    for row in response.answers.order_by("pk"):
        found.setdefault(row.question_id, []).append(value_of(row))
    if with_protected:
        for guarded in response.protected_answers.order_by("pk"):
            found.setdefault(guarded.question_id, []).append(protected_value(guarded))
    if with_contacts:
        for contact in response.contact_details.order_by("pk"):
            value = AnswerValue(text=contact.value, contact=contact.kind)
            found.setdefault(contact.question_id, []).append(value)
    return found


def clear_answers(response: Response) -> None:
    """Delete every row of a response's answers."""
    for rows in (response.answers, response.protected_answers, response.contact_details):
        rows.all().delete()

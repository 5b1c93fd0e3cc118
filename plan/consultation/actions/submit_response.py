"""Make the one response of an attempt (promises R1, R2, R5, R6)."""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Sequence
from datetime import datetime

from django.db import IntegrityError, transaction

from plan.consultation.answers import AnswerValue
from plan.consultation.builder import definition_by_texts
from plan.consultation.definition import FormDefinition, QuestionDefinition
from plan.consultation.enums import Channel, ConsultationState
from plan.consultation.forms import SectionForm, Typed
from plan.consultation.models import (
    Answer,
    Attempt,
    AttemptSection,
    ContactDetail,
    Response,
)
from plan.consultation.queries import typed_sections

#: Eight characters collide about once in 80,000 responses when there are a million.
TRIES = 5


class NotOpenError(Exception):
    """The consultation was not open when the request arrived."""

    def __init__(self, state: ConsultationState) -> None:
        self.state = state
        super().__init__(state)


class IncompleteError(Exception):
    """Some sections are not valid; `forms` holds all of them, checked."""

    def __init__(self, forms: list[SectionForm]) -> None:
        self.forms = forms
        super().__init__()


class AttemptGoneError(Exception):
    """The attempt was cleared while the request was on its way."""


def submit_response(*, attempt: Attempt, received_at: datetime) -> Response:
    """The response of an attempt: made now, or the one that was made before.

    Raises NotOpenError, IncompleteError or AttemptGoneError; then nothing is stored.
    """
    for tries_left in reversed(range(TRIES)):
        try:
            return submit_once(attempt.pk, received_at)
        except IntegrityError:
            if not tries_left:
                raise
    raise AssertionError("unreachable")


@transaction.atomic(durable=True)
def submit_once(attempt_pk: int, received_at: datetime) -> Response:
    """One try: lock, look again, check, write."""
    attempt = (
        Attempt.objects.select_for_update(of=("self", "consultation"))
        .select_related("consultation", "response")
        .filter(pk=attempt_pk)
        .first()
    )
    if attempt is None:
        raise AttemptGoneError
    if (existing := response_of(attempt)) is not None:
        return existing
    state = attempt.consultation.state_at(received_at)
    if state is not ConsultationState.OPEN:
        raise NotOpenError(state)
    definition = definition_by_texts(attempt.texts_id)
    forms = checked_forms(definition, typed_sections(attempt))
    if not all(form.is_valid() for form in forms):
        # Whoever waited for the lock may have read the attempt as it was before.
        if (sent := Response.objects.filter(attempt=attempt).first()) is not None:
            return sent
        raise IncompleteError(forms)
    response = Response.objects.create(
        consultation=attempt.consultation,
        attempt=attempt,
        version_id=definition.version,
        texts_id=attempt.texts_id,
        language=definition.language,
        channel=Channel.WEB,
        received_at=received_at,
    )
    store_answers(response, (pair for form in forms for pair in form.values()))
    AttemptSection.objects.filter(attempt=attempt).delete()
    return response


def response_of(attempt: Attempt) -> Response | None:
    """The response an attempt has become, if it has."""
    return getattr(attempt, "response", None)


def checked_forms(definition: FormDefinition, typed: dict[uuid.UUID, Typed]) -> list[SectionForm]:
    """Every section's form with what was typed; sections never opened count as left empty."""
    return [SectionForm(section, typed.get(section.id, {})) for section in definition.sections]


def store_answers(
    response: Response, pairs: Iterator[tuple[QuestionDefinition, Sequence[AnswerValue]]]
) -> None:
    """Write the rows of all answers, contact details apart."""
    answers, contacts = [], []
    for question, values in pairs:
        for value in values:
            if value.contact:
                contacts.append(
                    ContactDetail(
                        response=response,
                        question_id=question.id,
                        kind=value.contact,
                        value=value.text,
                    )
                )
            else:
                answers.append(answer_row(response, question.id, value))
    Answer.objects.bulk_create(answers)
    if contacts:
        ContactDetail.objects.bulk_create(contacts)


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
    )

"""Begin to change a response that was sent: an attempt that holds its answers as if typed."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from plan.consultation.actions.submit_response import NotOpenError
from plan.consultation.builder import definition_by_texts
from plan.consultation.enums import ConsultationState
from plan.consultation.forms import typed_of
from plan.consultation.models import Attempt, AttemptSection, Consultation, Response
from plan.consultation.rows import values_of
from plan.tokens import hash_token, new_token


class WithdrawnError(Exception):
    """The response has been withdrawn: there is nothing to change."""


@transaction.atomic
def start_change(
    *, response: Response, texts_pk: int, received_at: datetime
) -> tuple[Attempt, str]:
    """An attempt that changes the response, and its token.

    `texts_pk` are words of the version that was answered, so that no answer is left out. Raises
    NotOpenError outside the open period, WithdrawnError, and CannotDecryptError where an answer of
    special category cannot be read back.
    """
    consultation = Consultation.objects.get(pk=response.consultation_id)
    state = consultation.state_at(received_at)
    if state is not ConsultationState.OPEN and not response.is_test:
        raise NotOpenError(state)
    if response.withdrawn_at is not None:
        raise WithdrawnError
    token = new_token()
    attempt = Attempt.objects.create(
        consultation=consultation,
        token_hash=hash_token(token),
        texts_id=texts_pk,
        changes=response,
        is_test=response.is_test,
    )
    sent = values_of(response)
    AttemptSection.objects.bulk_create(
        AttemptSection(attempt=attempt, section_id=section.id, typed=typed_of(section, sent))
        for section in definition_by_texts(texts_pk).sections
        if not section.is_exit
    )
    return attempt, token

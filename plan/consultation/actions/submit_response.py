"""Make the one response of an attempt (promises R1, R2, R5, R6)."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction

from plan.consultation.builder import definition_by_texts
from plan.consultation.enums import Channel, ConsultationState
from plan.consultation.models import Attempt, AttemptSection, Response
from plan.consultation.queries import typed_sections
from plan.consultation.route import Route, route
from plan.consultation.rows import store_answers

#: Eight characters collide about once in 80,000 responses when there are a million.
TRIES = 5


class NotOpenError(Exception):
    """The consultation was not open when the request arrived."""

    def __init__(self, state: ConsultationState) -> None:
        self.state = state
        super().__init__(state)


class IncompleteError(Exception):
    """Something shown is not answered as it must be; `route` holds every section, checked."""

    def __init__(self, way: Route) -> None:
        self.route = way
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
    state = state_for(attempt, received_at)
    if state is not ConsultationState.OPEN:
        raise NotOpenError(state)
    definition = definition_by_texts(attempt.texts_id)
    way = route(definition, typed_sections(attempt), seed=attempt.token_hash)
    if not way.is_complete():
        # Whoever waited for the lock may have read the attempt as it was before.
        if (sent := Response.objects.filter(attempt=attempt).first()) is not None:
            return sent
        raise IncompleteError(way)
    response = Response.objects.create(
        consultation=attempt.consultation,
        attempt=attempt,
        version_id=definition.version,
        texts_id=attempt.texts_id,
        language=definition.language,
        channel=Channel.WEB,
        received_at=received_at,
        **carried_over(attempt),
    )
    store_answers(response, way.values())
    AttemptSection.objects.filter(attempt=attempt).delete()
    return response


def response_of(attempt: Attempt) -> Response | None:
    """The response an attempt has become, if it has."""
    return getattr(attempt, "response", None)


def state_for(attempt: Attempt, received_at: datetime) -> ConsultationState:
    """What the clock says to this attempt; a test can be sent until the consultation opens."""
    if attempt.is_test:
        is_early = attempt.consultation.state_at(received_at) is ConsultationState.SCHEDULED
        return ConsultationState.OPEN if is_early else ConsultationState.CLOSED
    return attempt.consultation.state_for(attempt.started_at, received_at)


def carried_over(attempt: Attempt) -> dict[str, Any]:
    """What a response keeps of the attempt it was, by field."""
    names = ("is_test", "source_id", "about_key", "about_block", "doubts")
    return {name: getattr(attempt, name) for name in names}

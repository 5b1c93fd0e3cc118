"""Make the one response of an attempt (promises R1, R2, R5, R6)."""

from __future__ import annotations

import uuid
from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models.functions import Now

from plan.consultation.actions.replace_answers import replace_answers
from plan.consultation.actions.save_section import forget_files
from plan.consultation.builder import definition_by_texts
from plan.consultation.definition import FormDefinition
from plan.consultation.doubts import doubts_when_sent
from plan.consultation.enums import Channel, ConsultationState
from plan.consultation.hints import schedule_hints
from plan.consultation.models import AnswerFile, Attempt, AttemptSection, Response
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


class WordsChangedError(Exception):
    """The attempt goes on in other words than those that were checked; nothing was stored."""


class MemberError(Exception):
    """A colleague's attempt is handed to the lead of its team, and never sent itself."""


class AttemptGoneError(Exception):
    """The attempt was cleared while the request was on its way."""


def submit_response(
    *,
    attempt: Attempt,
    received_at: datetime,
    words_seen: str = "",
    only: Collection[uuid.UUID] | None = None,
) -> Response:
    """The response of an attempt: made now, or the one that was made before.

    `words_seen` is the primary key of the words that were on the screen, where it is known
    (promise R6). With `only`, the response consists of these questions, and no other is asked
    for. Raises NotOpenError, WordsChangedError, IncompleteError, AttemptGoneError, or MemberError
    for a colleague's attempt; then nothing is stored.
    """
    for tries_left in reversed(range(TRIES)):
        try:
            return submit_once(attempt.pk, received_at, words_seen, only)
        except IntegrityError:
            if not tries_left:
                raise
    raise AssertionError("unreachable")


@transaction.atomic(durable=True)
def submit_once(
    attempt_pk: int,
    received_at: datetime,
    words_seen: str = "",
    only: Collection[uuid.UUID] | None = None,
) -> Response:
    """One try: lock, look again, check, write."""
    attempt = (
        Attempt.objects.select_for_update(of=("self", "consultation"))
        .select_related("consultation", "response", "led_team")
        .filter(pk=attempt_pk)
        .first()
    )
    if attempt is None:
        raise AttemptGoneError
    if (existing := response_of(attempt)) is not None:
        return existing
    require_sendable(attempt, received_at, words_seen)
    definition = definition_by_texts(attempt.texts_id)
    way = route(definition, typed_sections(attempt), seed=attempt.token_hash)
    if not way.is_complete(only):
        # Whoever waited for the lock may have read the attempt as it was before.
        if (sent := Response.objects.filter(attempt=attempt).first()) is not None:
            return sent
        raise IncompleteError(way)
    if attempt.changes_id:
        return hand_in_change(attempt, definition, way)
    response = Response.objects.create(
        consultation=attempt.consultation,
        attempt=attempt,
        version_id=definition.version,
        texts_id=attempt.texts_id,
        language=definition.language,
        channel=Channel.WEB,
        received_at=received_at,
        **carried_over(attempt, received_at),
    )
    store_answers(response, way.values(only))
    AttemptSection.objects.filter(attempt=attempt).delete()
    end_team(attempt, received_at)
    transaction.on_commit(lambda: schedule_hints(response.pk), robust=True)
    return response


def end_team(attempt: Attempt, received_at: datetime) -> None:
    """Forget what colleagues handed in, once the lead has sent what was made of it.

    Their attempts stay as long as any, so that they can be told, and can copy what they had not
    handed in.
    """
    if (team := getattr(attempt, "led_team", None)) is None:
        return
    handed_in = list(team.members.exclude(handed_in_at=None).values_list("pk", flat=True))
    forget_files(handed_in)
    AnswerFile.objects.filter(attempt__in=handed_in, response=None).delete()
    AttemptSection.objects.filter(attempt__in=handed_in).delete()
    team.members.update(team=None, ended_at=received_at, ended_for=team.organisation)
    team.delete()


def require_sendable(attempt: Attempt, received_at: datetime, words_seen: str) -> None:
    """MemberError, NotOpenError or WordsChangedError where these answers cannot be sent."""
    if attempt.team_id is not None or attempt.ended_at is not None:
        raise MemberError
    state = state_for(attempt, received_at)
    if state is not ConsultationState.OPEN:
        raise NotOpenError(state)
    if words_seen and words_seen != str(attempt.texts_id):
        raise WordsChangedError


def hand_in_change(attempt: Attempt, definition: FormDefinition, way: Route) -> Response:
    """Replace the answers that the attempt was begun to change; same response, same reference."""
    if attempt.changes_id is None:
        raise AttemptGoneError
    response = (
        Response.objects.select_for_update(of=("self",))
        .select_related("consultation")
        .filter(pk=attempt.changes_id, withdrawn_at=None)
        .first()
    )
    if response is None:
        raise AttemptGoneError
    replace_answers(response=response, definition=definition, way=way)
    Attempt.objects.filter(pk=attempt.pk).update(handed_in_at=Now())
    AttemptSection.objects.filter(attempt=attempt).delete()
    return response


def response_of(attempt: Attempt) -> Response | None:
    """The response an attempt has become or has changed, if it has."""
    if attempt.is_change_sent:
        return attempt.changes
    return getattr(attempt, "response", None)


def state_for(attempt: Attempt, received_at: datetime) -> ConsultationState:
    """What the clock says to this attempt; a test can be sent until the consultation opens."""
    if attempt.is_test:
        is_early = attempt.consultation.state_at(received_at) is ConsultationState.SCHEDULED
        return ConsultationState.OPEN if is_early else ConsultationState.CLOSED
    return attempt.consultation.state_for(attempt.started_at, received_at)


def carried_over(attempt: Attempt, received_at: datetime) -> dict[str, Any]:
    """What a response keeps of the attempt it was, by field."""
    names = ("is_test", "source_id", "about_key", "about_block")
    kept = {name: getattr(attempt, name) for name in names}
    team = getattr(attempt, "led_team", None)
    return {
        **kept,
        "organisation": team.organisation if team else "",
        "doubts": doubts_when_sent(attempt, received_at),
    }

"""Put other answers in the place of those that were sent."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.db.models.functions import Now
from wagtail.log_actions import log

from plan.consultation.actions.count_responses import ask_for_recount
from plan.consultation.actions.submit_response import IncompleteError, NotOpenError
from plan.consultation.builder import definition_by_texts
from plan.consultation.definition import FormDefinition
from plan.consultation.enums import ConsultationState
from plan.consultation.forms import Typed, typed_of
from plan.consultation.models import Consultation, Response
from plan.consultation.route import Route, route
from plan.consultation.rows import clear_answers, store_answers, values_of


@transaction.atomic(durable=True)
def change_response(
    *,
    response: Response,
    typed: Mapping[uuid.UUID, Typed],
    received_at: datetime,
    texts_pk: int | None = None,
) -> Response:
    """Replace the answers of the sections given by `typed`, and all that hangs on them.

    `texts_pk` names the words in which they were changed, where these are others. Raises
    NotOpenError outside the open period, IncompleteError where something needed is missing.
    """
    consultation = Consultation.objects.select_for_update().get(pk=response.consultation_id)
    locked = Response.objects.select_for_update().get(pk=response.pk)
    state = consultation.state_at(received_at)
    if state is not ConsultationState.OPEN and not locked.is_test:
        raise NotOpenError(state)
    definition = definition_by_texts(texts_pk or locked.texts_id)
    way = changed_route(locked, definition, typed)
    if not way.is_complete():
        raise IncompleteError(way)
    clear_answers(locked)
    store_answers(locked, way.values())
    mark_changed(locked, definition)
    log(
        instance=consultation,
        action="plan_consultation.change_response",
        data={"reference": response.reference, "sections": [str(key) for key in typed]},
    )
    return locked


def changed_route(
    response: Response, definition: FormDefinition, typed: Mapping[uuid.UUID, Typed]
) -> Route:
    """The way that leads from what was sent, with these sections typed anew."""
    sent = values_of(response)
    whole = {section.id: typed_of(section, sent) for section in definition.sections}
    return route(definition, {**whole, **typed})


def mark_changed(response: Response, definition: FormDefinition) -> None:
    """Note when, and in which words (promise R6); what was counted is counted anew."""
    if response.is_tallied:
        ask_for_recount(consultation_pk=response.consultation_id)
    Response.objects.filter(pk=response.pk).update(
        changed_at=Now(),
        texts_id=definition.texts,
        version_id=definition.version,
        language=definition.language,
    )

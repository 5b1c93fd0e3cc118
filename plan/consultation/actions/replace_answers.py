"""Put a whole set of answers in the place of those that a response holds."""

from __future__ import annotations

import uuid

from django.db import transaction
from django.db.models.functions import Now
from wagtail.log_actions import log

from plan.consultation.actions.count_responses import ask_for_recount
from plan.consultation.definition import FormDefinition
from plan.consultation.hints import schedule_hints
from plan.consultation.models import Response
from plan.consultation.route import Route
from plan.consultation.rows import clear_answers, store_answers, values_of


def replace_answers(*, response: Response, definition: FormDefinition, way: Route) -> None:
    """Store the answers of a complete way instead, log which sections differ, count anew.

    The caller holds a lock on the response. Answers that are the same in the same words change
    nothing, and are not logged.
    """
    changed = changed_sections(response, definition, way)
    if not changed and response.texts_id == definition.texts:
        return
    clear_answers(response)
    store_answers(response, way.values())
    mark_changed(response, definition)
    transaction.on_commit(lambda: schedule_hints(response.pk), robust=True)
    log(
        instance=response.consultation,
        action="plan_consultation.change_response",
        data={"reference": response.reference, "sections": [str(key) for key in changed]},
    )


def changed_sections(response: Response, definition: FormDefinition, way: Route) -> list[uuid.UUID]:
    """Ids of the sections in which something is answered otherwise."""
    before = values_of(response)
    after = {question.id: list(values) for question, values in way.values()}
    return [
        section.id
        for section in definition.sections
        if any(before.get(q.id, []) != after.get(q.id, []) for q in section.all_questions)
    ]


def mark_changed(response: Response, definition: FormDefinition) -> None:
    """Note when, and in which words (promise R6); what was counted is counted anew."""
    mark_for_recount(response)
    Response.objects.filter(pk=response.pk).update(
        changed_at=Now(),
        texts_id=definition.texts,
        version_id=definition.version,
        language=definition.language,
    )


def mark_for_recount(response: Response) -> None:
    """Have everything counted again where this response was counted already."""
    if response.is_tallied:
        ask_for_recount(consultation_pk=response.consultation_id)

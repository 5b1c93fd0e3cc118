"""Copy a colleague's answer into the lead's own, where the lead chooses to."""

from __future__ import annotations

import uuid

from django.db import transaction

from plan.consultation.actions.save_section import save_section
from plan.consultation.builder import definition_by_texts
from plan.consultation.forms import Typed, field_name
from plan.consultation.models import Attempt, Team
from plan.consultation.queries import typed_sections
from plan.consultation.route import route


class NothingToUseError(Exception):
    """No colleague has handed in such an answer, or took it back."""


@transaction.atomic
def use_answer(*, team: Team, member_pk: int, question_id: uuid.UUID) -> None:
    """Replace the lead's answer to one question; everything else of both attempts stays.

    NothingToUseError where nothing was handed in, AlreadySentError when the response is sent.
    """
    lead = Attempt.objects.get(pk=team.lead_id)
    handed_in = Attempt.objects.filter(team=team, handed_in_at__isnull=False)
    member = handed_in.filter(pk=member_pk).first()
    definition = definition_by_texts(lead.texts_id)
    section = definition.section_asking(question_id)
    if member is None or section is None:
        raise NothingToUseError
    theirs = answer_in(typed_sections(member), question_id)
    if not theirs:
        raise NothingToUseError
    stored = typed_sections(lead)
    name = field_name(question_id)
    own = stored.get(section.id, {})
    kept = {key: values for key, values in own.items() if not belongs(key, name)}
    stored[section.id] = {**kept, **theirs}
    way = route(definition, stored, seed=lead.token_hash)
    forms = [routed.form for routed in way.sections if routed.section.id == section.id]
    save_section(
        attempt=lead,
        section_id=section.id,
        typed=stored[section.id],
        is_valid=all(form.is_valid() for form in forms),
    )


def belongs(key: str, name: str) -> bool:
    """Whether a stored field is a question's."""
    return key == name or key.startswith(f"{name}-")


def answer_in(typed: dict[uuid.UUID, Typed], question_id: uuid.UUID) -> Typed:
    """What was typed for a question, wherever it stood: a version may have moved it."""
    name = field_name(question_id)
    found: Typed = {}
    for own in typed.values():
        found |= {key: values for key, values in own.items() if belongs(key, name)}
    return found if any(value for values in found.values() for value in values) else {}

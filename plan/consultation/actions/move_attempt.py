"""Go on with another version of the form: every answer that is still valid is kept."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping

from django.db import transaction
from django.db.models.functions import Now

from plan.consultation.builder import definition_by_texts
from plan.consultation.definition import FormDefinition, QuestionDefinition, SectionDefinition
from plan.consultation.forms import SectionForm, Typed, field_name
from plan.consultation.models import Attempt, AttemptSection
from plan.consultation.queries import typed_sections


@transaction.atomic
def move_attempt(*, attempt: Attempt, texts_pk: int) -> bool:
    """Go on with these words; True when they are of another version of the form.

    What was typed is sorted into the sections that ask it now, by the questions' ids.
    """
    before, after = definition_by_texts(attempt.texts_id), definition_by_texts(texts_pk)
    is_moved = before.version != after.version
    locked = Attempt.objects.select_for_update().filter(pk=attempt.pk)
    if not locked.update(texts=texts_pk, last_active_at=Now()):
        return False
    if is_moved:
        typed = typed_after(before, after, typed_sections(attempt))
        AttemptSection.objects.filter(attempt=attempt).delete()
        AttemptSection.objects.bulk_create(
            section_row(attempt, section, typed[section.id])
            for section in after.sections
            if section.id in typed
        )
    attempt.texts_id = texts_pk
    return is_moved


def section_row(attempt: Attempt, section: SectionDefinition, typed: Typed) -> AttemptSection:
    """A section as it is stored, judged on its own."""
    is_valid = SectionForm(section, typed).is_valid()
    return AttemptSection(attempt=attempt, section_id=section.id, typed=typed, is_valid=is_valid)


def typed_after(
    before: FormDefinition, after: FormDefinition, typed: Mapping[uuid.UUID, Typed]
) -> dict[uuid.UUID, Typed]:
    """What was typed in one version, by section of another.

    A question that is gone or became another type loses what was typed; one that is there keeps
    it, without options that are gone. Sections that were opened count as opened still.
    """
    everything: Typed = {
        name: list(values) for one in typed.values() for name, values in one.items()
    }
    known = {question.id: question for question in before.all_questions()}
    found: dict[uuid.UUID, Typed] = {}
    for section in after.sections:
        own: Typed = {}
        for question in section.questions:
            earlier = known.get(question.id)
            if earlier is not None and earlier.type == question.type:
                own.update(still_valid(earlier, question, everything))
        if own or section.id in typed:
            found[section.id] = own
    return found


def still_valid(old: QuestionDefinition, new: QuestionDefinition, typed: Typed) -> Typed:
    """The controls of a question, without values that name an option it has no more."""
    name = field_name(new.id)
    gone = identities(old) - identities(new)
    return {
        key: [value for value in values if value not in gone]
        for key, values in typed.items()
        if key == name or (key.startswith(f"{name}-") and not names_any(key, gone))
    }


def identities(question: QuestionDefinition) -> set[str]:
    """Ids of options and rows as controls write them, with and without hyphens."""
    options = (*question.options, *question.apart)
    keys = [*(option.id for option in options), *(row.id for row in question.rows)]
    return {str(key) for key in keys} | {key.hex for key in keys}


def names_any(name: str, keys: Iterable[str]) -> bool:
    """Whether the name of a control is made with any of these ids."""
    return any(key in name for key in keys)

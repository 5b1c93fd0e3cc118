"""Keep answers that were given beside a passage, in an attempt like any other."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence

from django.db import transaction

from plan.consultation.actions.save_section import save_section
from plan.consultation.actions.start_attempt import start_attempt
from plan.consultation.builder import definition_by_texts
from plan.consultation.forms import Typed
from plan.consultation.models import Attempt, Consultation
from plan.consultation.queries import typed_sections
from plan.consultation.route import route

About = tuple[uuid.UUID | None, uuid.UUID | None]


@transaction.atomic
def keep_embedded(
    *,
    attempt: Attempt | None,
    consultation: Consultation,
    texts_pk: int,
    typed: Mapping[uuid.UUID, Typed],
    about: About,
    doubts: Sequence[str],
) -> tuple[Attempt, str]:
    """The attempt that holds the answers, and its token where it is a new one.

    Other answers of an attempt under way stay; those to the same questions are replaced, for
    which the caller has asked. One that began beside no passage gets the identity of this one.
    AlreadySentError when it has been sent meanwhile; then nothing is stored.
    """
    token = ""
    if attempt is None:
        attempt, token = start_attempt(consultation=consultation, texts_pk=texts_pk, doubts=doubts)
    if attempt.about_key is None and about[0] is not None:
        attempt.about_key, attempt.about_block = about
        attempt.save(update_fields=["about_key", "about_block"])
    stored = typed_sections(attempt)
    for section_id, own in typed.items():
        merged = {**without(stored.get(section_id, {}), own), **own}
        stored[section_id] = merged
        save_section(
            attempt=attempt,
            section_id=section_id,
            typed=merged,
            is_valid=is_valid(attempt, stored, section_id),
        )
    return attempt, token


def without(kept: Typed, fresh: Typed) -> Typed:
    """What was typed before, but for the questions that are answered anew."""
    names = {name.split("-")[1] for name in fresh}
    return {key: values for key, values in kept.items() if key.split("-")[1] not in names}


def is_valid(attempt: Attempt, typed: Mapping[uuid.UUID, Typed], section_id: uuid.UUID) -> bool:
    """Whether the whole section is answered as it must be."""
    way = route(definition_by_texts(attempt.texts_id), typed, seed=attempt.token_hash)
    found = [routed.form for routed in way.sections if routed.section.id == section_id]
    return all(form.is_valid() for form in found)

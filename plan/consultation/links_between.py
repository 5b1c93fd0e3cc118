"""Which questions are asked only after certain answers to others."""

from __future__ import annotations

import uuid

from plan.consultation.builder import definition_of
from plan.consultation.codebook import source_texts
from plan.consultation.definition import ConditionDefinition, FormDefinition
from plan.consultation.models import Consultation

#: Questions by those that they depend on.
Parents = dict[uuid.UUID, set[uuid.UUID]]


def parents_of(consultation: Consultation) -> Parents:
    """For each question those whose answers decide, in any version, whether it is asked."""
    found: Parents = {}
    for texts in source_texts(consultation):
        add_parents(found, definition_of(texts))
    return found


def add_parents(found: Parents, definition: FormDefinition) -> None:
    """Add what one version says. After an exit, everything depends on what leads to it."""
    through_exits: set[uuid.UUID] = set()
    for section in definition.sections:
        if section.is_exit:
            through_exits |= named(section.show_if)
            continue
        shared = through_exits | named(section.show_if)
        for question in section.all_questions:
            own = found.setdefault(question.id, set())
            own |= shared | named(question.show_if)


def named(condition: ConditionDefinition | None) -> set[uuid.UUID]:
    """Questions that a condition looks at."""
    return {clause.question for clause in condition.clauses} if condition else set()

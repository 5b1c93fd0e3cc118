"""What the linter judges: a form as it stands on a page, and the facts beside it."""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from typing import Any

from plan.consultation.definition import (
    ConditionDefinition,
    FormDefinition,
    Item,
    QuestionDefinition,
    SectionDefinition,
)

#: A place in the order of the form: section and item, both from 0; the section itself is at -1.
Place = tuple[int, int]


@dataclass(frozen=True)
class Facts:
    """What stands on the page beside its form.

    `unready` are promised languages in which the form would not be complete, by name;
    `unwatched` are those of a sensitive form in which no words are watched for.
    `has_opened` says that people have been able to answer, so that nothing can stop the opening.
    """

    opens_at: datetime | None = None
    closes_at: datetime | None = None
    retain_until: date | None = None
    has_privacy_notice: bool = False
    has_other_ways: bool = False
    estimated_minutes: int | None = None
    unready: tuple[str, ...] = ()
    unwatched: tuple[str, ...] = ()
    has_opened: bool = False
    is_any_order: bool = False


@dataclass(frozen=True)
class Condition:
    """A named condition, whether or not anything uses it."""

    definition: ConditionDefinition
    name: str


@dataclass(frozen=True)
class Use:
    """A section, a question or content that is shown on a condition."""

    place: Place
    part: SectionDefinition | Item
    condition: str


@dataclass(frozen=True)
class Draft:
    """A form and its page. Everything here is read once; the linter itself asks nobody.

    `uses` names the condition that the page asks for, also one that does not exist. `blocks` are
    the ids of the blocks to jump to, by the id of what they hold, where the two differ.
    """

    definition: FormDefinition
    conditions: tuple[Condition, ...] = ()
    uses: Mapping[uuid.UUID, str] = field(default_factory=dict)
    blocks: Mapping[uuid.UUID, str] = field(default_factory=dict)
    marked_required: frozenset[uuid.UUID] = frozenset()
    facts: Facts = Facts()

    @cached_property
    def places(self) -> dict[uuid.UUID, Place]:
        """Where each question stands that is asked."""
        return {
            item.id: (number, place)
            for number, section in enumerate(self.definition.sections)
            for place, item in enumerate(section.items)
            if isinstance(item, QuestionDefinition) and not item.is_stopped
        }

    def used(self) -> Iterator[Use]:
        """Everything that names a condition, in the order of the form."""
        for number, section in enumerate(self.definition.sections):
            parts: list[Any] = [section, *section.items]
            for place, part in enumerate(parts, -1):
                if wanted := self.uses.get(part.id):
                    yield Use((number, place), part, wanted)

    def block_of(self, part_id: uuid.UUID) -> str:
        """The block to jump to."""
        return self.blocks.get(part_id, str(part_id))


def name_of(part: Any) -> str:
    """How an editor knows a section, a question or content."""
    return str(getattr(part, "text", "") or getattr(part, "title", "") or part.type)

"""The sections of a form that can be answered in any order, each with how far it has come."""

from __future__ import annotations

import uuid
from dataclasses import dataclass

from plan.consultation.definition import ConditionDefinition, FormDefinition
from plan.consultation.enums import TaskState
from plan.consultation.route import Route, RoutedSection


@dataclass(frozen=True)
class Task:
    """One section in the list; `number` is the one in its address."""

    number: int
    title: str
    state: TaskState

    @property
    def can_start(self) -> bool:
        """Whether it can be opened now."""
        return self.state is not TaskState.LATER


def tasks_of(definition: FormDefinition, way: Route) -> list[Task]:
    """What there is to answer; a section that the answers have ruled out is left out."""
    found: list[Task] = []
    open_questions: set[uuid.UUID] = set()
    for number, section in enumerate(definition.sections, 1):
        if section.is_exit:
            continue
        routed = way.at(number)
        if routed is not None:
            state = state_of(routed)
        elif waits(section.show_if, open_questions):
            state = TaskState.LATER
        else:
            continue
        found.append(Task(number, section.title, state))
        if state is not TaskState.COMPLETED:
            open_questions |= {question.id for question in section.questions}
    return found


def state_of(routed: RoutedSection) -> TaskState:
    """How far a section has come: complete once it was kept without an error."""
    if not routed.is_begun:
        return TaskState.NOT_STARTED
    if routed.form.is_valid() and not routed.form.unseen():
        return TaskState.COMPLETED
    return TaskState.IN_PROGRESS


def waits(condition: ConditionDefinition | None, open_questions: set[uuid.UUID]) -> bool:
    """Whether answers still to come may make a condition hold."""
    return condition is not None and any(
        clause.question in open_questions for clause in condition.clauses
    )


def first_open(way: Route) -> RoutedSection | None:
    """The first section that is not complete, an exit included; None when all are."""
    return next(
        (
            routed
            for routed in way.shown
            if routed.section.is_exit or state_of(routed) is not TaskState.COMPLETED
        ),
        None,
    )

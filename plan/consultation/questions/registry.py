"""Finds question types: ours, and those that apps add with a Wagtail hook.

    from wagtail import hooks

    @hooks.register("register_plan_question_types")
    def types():
        return [MyQuestionType()]

A type's name is stored with every form version: once used, it must not change.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from wagtail import hooks

if TYPE_CHECKING:
    from plan.consultation.questions.base import QuestionType

HOOK = "register_plan_question_types"


@cache
def question_types() -> dict[str, QuestionType]:
    """All types by name, ours first, in the order editors are offered them."""
    from plan.consultation.questions import choices, numbers, texts

    found: list[QuestionType] = [*choices.TYPES, *texts.TYPES, *numbers.TYPES]
    for provide in hooks.get_hooks(HOOK):
        found += provide()
    return {kind.name: kind for kind in found}


def question_type(name: str) -> QuestionType:
    """The type with this name; KeyError when no app provides it any more."""
    return question_types()[name]

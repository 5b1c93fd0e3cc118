"""Finds what a form can hold: types of question and content, ours and those that apps add.

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
    from plan.consultation.questions.base import ContentType, ItemType, QuestionType

HOOK = "register_plan_question_types"


@cache
def item_types() -> dict[str, ItemType]:
    """Everything that can stand in a section by name, in the order editors are offered it."""
    from plan.consultation.questions import (
        choices,
        consents,
        contacts,
        contents,
        districts,
        lists,
        numbers,
        scales,
        shares,
        texts,
        uploads,
    )

    modules = (choices, lists, scales, shares, texts, numbers, districts, uploads, consents)
    found: list[ItemType] = [kind for module in modules for kind in module.TYPES]
    found += [*contacts.TYPES, *contents.TYPES]
    for provide in hooks.get_hooks(HOOK):
        found += provide()
    return {kind.name: kind for kind in found}


def item_type(name: str) -> ItemType:
    """The type with this name; KeyError when no app provides it any more."""
    return item_types()[name]


@cache
def question_types() -> dict[str, QuestionType]:
    """Types of question by name."""
    from plan.consultation.questions.base import QuestionType

    found = item_types().items()
    return {name: kind for name, kind in found if isinstance(kind, QuestionType)}


def question_type(name: str) -> QuestionType:
    """The type with this name; KeyError when no app provides it any more."""
    return question_types()[name]


def content_type(name: str) -> ContentType:
    """The type of content with this name; KeyError when no app provides it any more."""
    from plan.consultation.questions.base import ContentType

    kind = item_types()[name]
    if not isinstance(kind, ContentType):
        raise KeyError(name)
    return kind


def forget_types() -> None:
    """Ask the hooks again: for tests, and for whoever registers a type late."""
    item_types.cache_clear()
    question_types.cache_clear()

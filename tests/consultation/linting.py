"""Drafts for the linter, made of forms as an editor leaves them."""

from __future__ import annotations

import uuid
from dataclasses import replace
from datetime import date
from typing import Any

from plan.consultation.builder import build
from plan.consultation.builder import condition as built_condition
from plan.consultation.compiler import compile_form
from plan.consultation.linter import lint
from plan.consultation.linter.drafts import Condition, Draft, Facts
from plan.consultation.linter.reader import holders, uses_of
from tests.consultation.factories import form_value, known_id, option, question, section
from tests.consultation.test_routes import condition, conditions_value

#: A page without a fault.
SOUND = Facts(retain_until=date(2030, 1, 1), has_privacy_notice=True, has_other_ways=True)


def draft(sections: list[Any], *conditions: Any, language: str = "en", **facts: Any) -> Draft:
    """A draft of these sections and conditions on an otherwise sound page."""
    form, named = form_value(sections), conditions_value(*conditions)
    compiled = compile_form(form, conditions=named)
    held = dict(holders(form, language))
    raws = compiled.structure.get("conditions", [])
    return Draft(
        definition=build(compiled.structure, compiled.texts, language=language),
        conditions=tuple(
            Condition(built_condition(raw), block.value["name"])
            for raw, block in zip(raws, named, strict=True)
        ),
        uses=dict(uses_of(compiled)),
        blocks={key: block.id for key, block in held.items()},
        marked_required=frozenset(k for k, b in held.items() if b.value.get("is_required")),
        facts=replace(SOUND, **facts),
    )


def told(*arguments: Any, **facts: Any) -> list[tuple[str, str, str]]:
    """Level, sentence and what it is about, of every fault."""
    return [
        (fault.level.value, fault.sentence, fault.path)
        for fault in lint(draft(*arguments, **facts))
    ]


def choice(name: str, text: str, *options: str, **value: Any) -> dict[str, Any]:
    """A question with one answer out of several; options are named by their words."""
    made = [option(f"{name}-{words}", words) for words in options]
    return question("single_choice", name, text, options=made, **value)


def on(part: dict[str, Any], key: str) -> dict[str, Any]:
    """The same part, shown on a condition."""
    part["value"]["show_if"] = known_id(key)
    return part


def exit_page(name: str, title: str, key: str = "") -> dict[str, Any]:
    """An exit."""
    value = {"title": title, "introduction": "<p>Thank you.</p>"}
    if key:
        value["show_if"] = known_id(key)
    return {"type": "exit", "id": known_id(name), "value": value}


def is_(key: str, asked: str, words: str) -> dict[str, Any]:
    """A condition on one option."""
    return condition(key, asked, "is", known_id(f"{asked}-{words}"))


def identity(name: str) -> uuid.UUID:
    """The id that goes with a name, as an id."""
    return uuid.UUID(known_id(name))


def contact_form() -> list[dict[str, Any]]:
    """Two sections: whether there was contact, and what it was like."""
    return [
        section("one", "Contact", choice("met", "Have you met an officer?", "Yes", "No")),
        on(section("two", "The meeting", question("short_text", "how", "How was it?")), "yes"),
        section("three", "The end", question("short_text", "else", "Anything else?")),
    ]

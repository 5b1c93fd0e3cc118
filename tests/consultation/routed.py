"""A small form with a section and an exit on conditions."""

from __future__ import annotations

from typing import Any

from plan.consultation.models import ConsultationPage
from tests.consultation.factories import (
    known_id,
    make_consultation,
    option,
    question,
    section,
)


def routed() -> ConsultationPage:
    """A consultation whose second section is for organisations, and which ends for visitors."""
    condition = [
        rule("is-organisation", "kind", "organisation"),
        rule("is-visitor", "kind", "visitor"),
    ]
    options = [option(key, key.title()) for key in ("person", "organisation", "visitor")]
    first = section("a", "Who", question("single_choice", "kind", "Who?", options=options))
    leave = {
        "type": "exit",
        "id": known_id("exit"),
        "value": {
            "title": "Not for visitors",
            "introduction": "<p>Sorry.</p>",
            "show_if": known_id("is-visitor"),
        },
    }
    second = section(
        "b", "Body", question("short_text", "body", "Which organisation?", is_required=True)
    )
    second["value"]["show_if"] = known_id("is-organisation")
    return make_consultation(sections=[first, leave, second], conditions=conditions(condition))


def rule(key: str, asked: str, answer: str) -> dict[str, Any]:
    """A condition: a question has this answer."""
    clause = {"question": known_id(asked), "operator": "is", "answers": known_id(answer)}
    value = {
        "name": key,
        "match": "all",
        "clauses": [{"type": "item", "id": known_id(f"{key}-1"), "value": clause}],
    }
    return {"type": "condition", "id": known_id(key), "value": value}


def conditions(raw: list[dict[str, Any]]) -> Any:
    """Conditions as a page holds them."""
    return ConsultationPage._meta.get_field("conditions").stream_block.to_python(raw)

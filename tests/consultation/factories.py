"""Consultations with forms, made as an editor would make them."""

from __future__ import annotations

import uuid
from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone
from wagtail.blocks import StreamValue
from wagtail.models import Page

from plan.consultation.models import Consultation, ConsultationPage
from tests.factories import add, make_plan
from tests.replaying import replayed

#: Names of questions and options in the standard form, each with an id that is always the same.
SPACE = uuid.UUID("7d1ce0f5-3ad5-4e0f-9d0a-3d9b9e0f1c11")


def known_id(name: str) -> str:
    """The id that goes with a name in tests."""
    return str(uuid.uuid5(SPACE, name))


def option(name: str, text: str, behaviour: str = "") -> dict[str, Any]:
    """An option of a choice question."""
    value = {"text": text, "hint": "", "behaviour": behaviour}
    return {"type": "item", "id": known_id(name), "value": value}


def question(kind: str, name: str, text: str, **value: Any) -> dict[str, Any]:
    """A question; `value` adds what its type needs."""
    base = {"text": text, "hint": "", "is_required": False}
    return {"type": kind, "id": known_id(name), "value": {**base, **value}}


def section(name: str, title: str, *questions: dict[str, Any]) -> dict[str, Any]:
    """A section."""
    value = {"title": title, "introduction": "<p>Please answer.</p>", "questions": list(questions)}
    return {"type": "section", "id": known_id(name), "value": value}


def standard_sections() -> list[dict[str, Any]]:
    """A form with one question of each type, in two sections."""
    return [
        section(
            "about",
            "About you",
            question(
                "single_choice",
                "as",
                "How do you respond?",
                is_required=True,
                options=[
                    option("person", "As a person"),
                    option("organisation", "As an organisation"),
                    option("as-other", "Another way", "other"),
                ],
            ),
            question("email", "email", "Your email address"),
            question("date", "date", "When did you read the draft?"),
            question(
                "number", "number", "How many are you?", minimum=1, maximum=100, is_whole=True
            ),
        ),
        section(
            "views",
            "Your views",
            question(
                "several_choices",
                "topics",
                "Which matter most?",
                minimum=None,
                maximum=2,
                options=[
                    option("violence", "Violence"),
                    option("trust", "Trust"),
                    option("victims", "Victims"),
                    option("none", "None of these", "exclusive"),
                ],
            ),
            question("agreement", "agree", "Do you agree with the priorities?", options={}),
            question("short_text", "place", "Where do you live?"),
            question("long_text", "missing", "What is missing?", limit=500),
        ),
    ]


def form_value(sections: list[dict[str, Any]]) -> StreamValue:
    """A form as the page holds it."""
    block = ConsultationPage._meta.get_field("form").stream_block
    return block.to_python(sections)


@replayed
def make_consultation(
    plan: Page | None = None,
    *,
    sections: list[dict[str, Any]] | None = None,
    opens: datetime | None = None,
    closes: datetime | None = None,
    is_live: bool = True,
    **fields: Any,
) -> ConsultationPage:
    """A consultation that is open unless said otherwise."""
    now = timezone.now()
    plan = plan or make_plan()
    given = {
        "title": "Have your say",
        "summary": "Tell us what you think of the draft.",
        "privacy_notice": "<p>We keep answers to ourselves.</p>",
        "opens_at": opens or now - timedelta(days=1),
        "closes_at": closes or now + timedelta(days=30),
        "retain_until": (now + timedelta(days=400)).date(),
        "form": form_value(standard_sections() if sections is None else sections),
        "locale": plan.locale,
        **fields,
    }
    return add(plan, ConsultationPage(**given), is_live=is_live)


def record(page: ConsultationPage) -> Consultation:
    """The page's record."""
    return Consultation.objects.get(translation_key=page.translation_key)


def name(question_name: str) -> str:
    """Name of a question's control."""
    return f"q-{uuid.UUID(known_id(question_name)).hex}"


def first_answers(**changes: Any) -> dict[str, Any]:
    """Valid answers to the first section."""
    return {
        name("as"): known_id("person"),
        name("email"): "someone@example.com",
        f"{name('date')}-day": "1",
        f"{name('date')}-month": "2",
        f"{name('date')}-year": "2026",
        name("number"): "3",
        **changes,
    }


def second_answers(**changes: Any) -> dict[str, Any]:
    """Valid answers to the second section."""
    return {
        name("topics"): [known_id("violence"), known_id("trust")],
        name("agree"): str(uuid.uuid5(uuid.UUID(known_id("agree")), "agree")),
        name("place"): "Hackney",
        name("missing"): "More buses.\r\nMore light.",
        **changes,
    }

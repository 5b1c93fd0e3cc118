"""Chapters that ask questions of a consultation, and readers who answer them there."""

from __future__ import annotations

import uuid
from typing import Any

from django.test import Client

from plan.consultation.models import ConsultationPage
from plan.models import SectionPage
from tests.consultation.browsing import Walk, token_in
from tests.consultation.factories import known_id, name
from tests.factories import make_section

ASK_ID = known_id("ask block")


def ask(page: ConsultationPage, *questions: str, kind: str = "questions") -> dict[str, Any]:
    """The raw block that asks these questions, by their names in tests."""
    value = {
        "kind": kind,
        "page": page.pk,
        "questions": [
            {"type": "item", "id": str(uuid.uuid4()), "value": known_id(question)}
            for question in questions
        ],
    }
    return {"type": "ask", "value": value, "id": ASK_ID}


def chapter_asking(page: ConsultationPage, *questions: str, kind: str = "questions") -> SectionPage:
    """A chapter in which questions follow the first of two passages."""
    value = ask(page, *questions, kind=kind)["value"]
    return make_section(page.get_parent().specific, ["We listen.", ("ask", value), "We act."])


def given(chapter: SectionPage, *questions: str, **answers: Any) -> dict[str, Any]:
    """What the chapter's form sends; answers by name of a question."""
    return {
        "about_key": str(chapter.translation_key),
        "about_block": str(chapter.body[0].id),
        "ask": [uuid.UUID(known_id(question)).hex for question in questions],
        **{name(question): typed for question, typed in answers.items()},
    }


class Reader(Walk):
    """Somebody who answers where they read."""

    def __init__(self, page: ConsultationPage, client: Client | None = None) -> None:
        super().__init__(page, client or Client())

    def answer(self, chapter: SectionPage, *questions: str, **answers: Any) -> Any:
        """Press the button beside the passage, and read the token of the page that follows."""
        headers = answers.pop("headers", {})
        response = self.client.post(
            f"{self.address}answer/", given(chapter, *questions, **answers), headers=headers
        )
        if response.status_code == 200:
            self.token = token_in(response)
        return response

    def decide(self, button: str, *questions: str, **headers: str) -> Any:
        """Press a button of the page that follows."""
        asked = [uuid.UUID(known_id(question)).hex for question in questions]
        return self.post("answer/", {button: "1", "ask": asked}, **headers)

"""A form file with everything in it, and what is found wrong with it."""

from __future__ import annotations

import copy
import json
from typing import Any

import pytest
from wagtail.models import Page

from plan.consultation.form_files.faults import FormFileError
from plan.consultation.form_files.read import read_form
from plan.consultation.models import ConsultationPage
from tests.consultation.factories import make_consultation, question, section

FORM: dict[str, Any] = {
    "format": "plan-form/1",
    "language": "en",
    "sections": [
        {
            "key": "about",
            "title": "About you",
            "introduction": "<p>Who <b>you</b> are.<script>alert(1)</script></p>",
            "questions": [
                {
                    "type": "single_choice",
                    "key": "kind",
                    "text": "How do you respond?",
                    "is_required": True,
                    "options": [
                        {"key": "person", "text": "As a person"},
                        {"key": "body", "text": "For an organisation"},
                        "Just looking",
                        {"key": "else", "text": "Otherwise", "behaviour": "other"},
                    ],
                },
                {
                    "type": "short_text",
                    "key": "name",
                    "text": "Its name?",
                    "is_required": True,
                    "show_if": "for-a-body",
                },
                {"type": "content_text", "key": "thanks", "text": "<p>Thank you.</p>"},
                {
                    "type": "number",
                    "key": "members",
                    "text": "How many are you?",
                    "minimum": 1,
                    "maximum": 10.5,
                    "is_whole": False,
                },
            ],
        },
        {
            "type": "exit",
            "key": "out",
            "title": "Come back",
            "introduction": "<p>Nothing to ask.</p>",
            "show_if": "looking",
        },
        {
            "key": "views",
            "title": "Your views",
            "is_sensitive": True,
            "show_if": "many",
            "questions": [
                {"type": "agreement", "key": "agree", "text": "Do you agree?"},
                {"type": "several_choices", "key": "pick", "text": "Which?", "maximum": 1,
                 "options": ["Streets", "Homes"]},
                {"type": "date", "key": "day", "text": "When?"},
                {"type": "email", "key": "mail", "text": "Where to?", "is_protected": False},
                {"type": "long_text", "key": "words", "text": "What else?", "limit": 99,
                 "show_if": "agrees"},
            ],
        },
    ],
    "conditions": [
        {"key": "for-a-body", "name": "Bodies", "clauses": [
            {"question": "kind", "operator": "is", "answers": ["body"]}]},
        {"key": "looking", "name": "Looking", "clauses": [
            {"question": "kind", "answers": "Just looking"}]},
        {"key": "many", "name": "Many", "match": "any", "clauses": [
            {"question": "members", "operator": "at_least", "answers": [5]},
            {"question": "members", "operator": "not_answered"}]},
        {"key": "agrees", "name": "Agrees", "clauses": [
            {"question": "agree", "operator": "is_one_of", "answers": ["agree",
             "strongly_agree"]}]},
    ],
}  # fmt: skip


def blank(parent: Page | None = None) -> ConsultationPage:
    """A consultation whose form has one question."""
    sections = [section("old", "Old", question("short_text", "old-q", "Old?"))]
    return make_consultation(parent, sections=sections)


def changed(*path: Any, to: Any) -> str:
    """The form with one value changed, as text."""
    data = copy.deepcopy(FORM)
    inner: Any = data
    for step in path[:-1]:
        inner = inner[step]
    inner[path[-1]] = to
    return json.dumps(data)


def faults(text: str | bytes, page: ConsultationPage) -> list[tuple[str, str]]:
    """Paths and words of what is wrong."""
    with pytest.raises(FormFileError) as caught:
        read_form(text, page)
    return [(fault.path, fault.words) for fault in caught.value.faults]

"""The lists in the editor come from the form as it is being edited, saved or not."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from wagtail.test.utils.form_data import nested_form_data, rich_text, streamfield

from tests.consultation.factories import known_id

pytestmark = pytest.mark.django_db

URL = "/admin/consultations/outline/"


def stream_data(name: str, *blocks: tuple[str, str, dict[str, Any]]) -> dict[str, Any]:
    """Blocks with ids, as the editor posts them."""
    data: dict[str, Any] = streamfield([(kind, value) for kind, _key, value in blocks])
    for place, (_kind, key, _value) in enumerate(blocks):
        data[str(place)]["id"] = known_id(key) if key else ""
    return {name: data} if name else data


def listed(*options: tuple[str, str]) -> dict[str, Any]:
    """Answers to choose, as the editor posts them."""
    data: dict[str, Any] = {"count": str(len(options))}
    for place, (key, words) in enumerate(options):
        value = {"text": words, "hint": "", "behaviour": ""}
        data[str(place)] = {
            "id": known_id(key),
            "type": "item",
            "order": str(place),
            "deleted": "",
            "value": value,
        }
    return data


def posted(*questions: tuple[str, str, dict[str, Any]], conditions: Any = ()) -> dict[str, str]:
    """The fields of an edit form with one section."""
    section = {
        "title": "Contact",
        "introduction": rich_text(""),
        "show_if": "",
        "questions": stream_data("", *questions),
    }
    return dict(
        nested_form_data(
            {
                **stream_data("form", ("section", "one", section)),
                **stream_data("conditions", *conditions),
            }
        )
    )


def asked(words: str, **value: Any) -> dict[str, Any]:
    """A question's fields."""
    return {"text": words, "hint": "", "show_if": "", **value}


def test_questions_with_their_section_answers_and_kind(admin_client: Client) -> None:
    options = listed(("yes", "Yes"), ("no", "No"))
    data = posted(
        ("single_choice", "met", asked("Met an officer?", options=options)),
        ("number", "age", asked("Age?", minimum="0", maximum="120", is_whole="on")),
        ("date", "when", asked("When?")),
        ("short_text", "where", asked("Where?")),
        conditions=[
            ("condition", "c", {"name": "Had contact", "match": "all", "clauses": {"count": "0"}})
        ],
    )
    found = admin_client.post(URL, data).json()
    assert found["conditions"] == [{"id": known_id("c"), "label": "Had contact"}]
    assert found["questions"] == [
        {
            "label": "Contact – Met an officer?",
            "id": known_id("met"),
            "kind": "options",
            "options": [
                {"id": known_id("yes"), "label": "Yes"},
                {"id": known_id("no"), "label": "No"},
            ],
        },
        {"label": "Contact – Age?", "id": known_id("age"), "kind": "number", "options": []},
        {"label": "Contact – When?", "id": known_id("when"), "kind": "date", "options": []},
        {"label": "Contact – Where?", "id": known_id("where"), "kind": "text", "options": []},
    ]


def test_half_filled_and_stopped_questions(admin_client: Client) -> None:
    data = posted(
        ("single_choice", "met", asked("", options=listed(("yes", "")))),
        ("number", "age", asked("Age?", minimum="few", maximum="", is_whole="")),
        ("short_text", "gone", asked("Gone?", is_stopped="on")),
        ("short_text", "", asked("Without identity?")),
    )
    found = admin_client.post(URL, data).json()["questions"]
    assert [(one["label"], one["kind"]) for one in found] == [
        ("Contact – Question without words", "options"),
        ("Contact – Age?", "other"),
    ]
    assert found[0]["options"] == [{"id": known_id("yes"), "label": "Answer without words"}]


def test_what_is_means_of_an_answer_with_several_parts(admin_client: Client) -> None:
    parts = listed(("one", "One"), ("two", "Two"))
    data = posted(
        ("matrix", "safe", asked("How safe?", options=parts, rows=parts)),
        ("ranking", "order", asked("In which order?", options=parts, order="fixed")),
        ("points", "money", asked("How much?", options=parts, total="100")),
        ("yes_no", "sure", asked("Sure?")),
    )
    found = admin_client.post(URL, data).json()["questions"]
    assert [(one["id"], one.get("note")) for one in found] == [
        (known_id("safe"), "“Is” holds where any row was answered so, “is not” where no row was."),
        (
            known_id("order"),
            "“Is” holds where the answer was ranked, at whatever place, “is not” where it was not.",
        ),
        (
            known_id("money"),
            "“Is” holds where the answer was given more than 0, “is not” where it was not.",
        ),
        (known_id("sure"), None),
    ]


@pytest.mark.parametrize(
    "data",
    [
        {},
        {"form-count": "many"},
        {"form-count": "1", "form-0-type": "unheard-of", "form-0-order": "0"},
        {"form-count": "1", "conditions-count": "-1"},
    ],
)
def test_what_is_no_form_lists_nothing(admin_client: Client, data: dict[str, str]) -> None:
    found = admin_client.post(URL, data)
    assert found.json() == {"questions": [], "conditions": []}


def test_it_cannot_be_read_with_get(admin_client: Client) -> None:
    assert admin_client.get(URL).status_code == 405

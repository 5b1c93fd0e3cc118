"""Which questions and sections are asked, by the answers before them."""

from __future__ import annotations

import uuid
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client

from plan.consultation.answers import AnswerValue
from plan.consultation.builder import build
from plan.consultation.compiler import compile_form
from plan.consultation.definition import ClauseDefinition, ConditionDefinition
from plan.consultation.logic import holds
from plan.consultation.models import ConsultationPage, Response
from plan.consultation.route import route
from tests.consultation.browsing import Walk, heading_of, text_of
from tests.consultation.factories import (
    form_value,
    known_id,
    make_consultation,
    name,
    option,
    question,
    section,
)

pytestmark = pytest.mark.django_db

Q1 = uuid.uuid4()


def condition(key: str, question_key: str, operator: str, *answers: str) -> dict[str, Any]:
    """A condition with one comparison."""
    clause = {
        "question": known_id(question_key),
        "operator": operator,
        "answers": "\n".join(answers),
    }
    clauses = [{"type": "item", "value": clause, "id": known_id(f"{key}-clause")}]
    value = {"name": key, "match": "all", "clauses": clauses}
    return {"type": "condition", "id": known_id(key), "value": value}


def conditions_value(*raw: dict[str, Any]) -> Any:
    """Conditions as the page holds them."""
    return ConsultationPage._meta.get_field("conditions").stream_block.to_python(list(raw))


def contact_sections() -> list[dict[str, Any]]:
    """Contact with the police, and what follows from it."""
    yes_no = [option("yes", "Yes"), option("no", "No")]
    satisfied = section("more", "About the contact", question("short_text", "when", "When?"))
    satisfied["value"]["show_if"] = known_id("had-contact")
    young = {
        "type": "exit",
        "id": known_id("too-young"),
        "value": {
            "title": "This survey is for people over 12",
            "introduction": "<p>Ask an adult.</p>",
            "show_if": known_id("is-young"),
        },
    }
    return [
        section(
            "contact",
            "Contact",
            question("number", "age", "Age?", minimum=0, maximum=120, is_whole=True),
            question("single_choice", "contact-q", "Any contact?", options=yes_no),
            question(
                "short_text",
                "who",
                "With whom?",
                is_required=True,
                show_if=known_id("had-contact"),
            ),
        ),
        young,
        satisfied,
        section("end", "The end", question("short_text", "last", "Anything else?")),
    ]


CONDITIONS = (
    condition("had-contact", "contact-q", "is", known_id("yes")),
    condition("is-young", "age", "less_than", "13"),
)


def routed_consultation() -> ConsultationPage:
    """A consultation whose form has a question, a section and an exit on conditions."""
    return make_consultation(sections=contact_sections(), conditions=conditions_value(*CONDITIONS))


@pytest.mark.parametrize(
    ("operator", "values", "given", "expected"),
    [
        ("is", ["7"], AnswerValue(number=Decimal("7.00")), True),
        ("is", ["7"], None, False),
        ("is_not", ["7"], None, True),
        ("is_not", ["7"], AnswerValue(number=Decimal(7)), False),
        ("is_one_of", ["a", "B"], AnswerValue(text=" b "), True),
        ("is_none_of", ["a", "b"], AnswerValue(text="c"), True),
        ("answered", [], AnswerValue(text="c"), True),
        ("answered", [], None, False),
        ("not_answered", [], None, True),
        ("more_than", ["6.5"], AnswerValue(number=Decimal(7)), True),
        ("more_than", ["7"], AnswerValue(number=Decimal(7)), False),
        ("at_least", ["7"], AnswerValue(number=Decimal(7)), True),
        ("less_than", ["seven"], AnswerValue(number=Decimal(7)), False),
        ("at_most", ["7"], AnswerValue(text="7"), False),
    ],
)
def test_comparisons(
    operator: str, values: list[str], given: AnswerValue | None, expected: bool
) -> None:
    condition = ConditionDefinition(
        uuid.uuid4(), True, (ClauseDefinition(Q1, operator, tuple(values)),)
    )
    assert holds(condition, {Q1: [given]} if given else {}) is expected


def typed_for(**answers: str) -> dict[uuid.UUID, dict[str, list[str]]]:
    """What was typed in the first section."""
    return {uuid.UUID(known_id("contact")): {name(key): [value] for key, value in answers.items()}}


def definition() -> Any:
    """The form of the routed consultation."""
    compiled = compile_form(
        form_value(contact_sections()), conditions=conditions_value(*CONDITIONS)
    )
    return build(compiled.structure, compiled.texts)


@pytest.mark.parametrize(
    ("answers", "shown"),
    [
        ({}, [1, 4]),
        ({"contact-q": known_id("no")}, [1, 4]),
        ({"contact-q": known_id("yes")}, [1, 3, 4]),
        ({"age": "12", "contact-q": known_id("yes")}, [1, 2]),
        ({"age": "13"}, [1, 4]),
        ({"age": "x"}, [1, 4]),
    ],
)
def test_sections_follow_answers(answers: dict[str, str], shown: list[int]) -> None:
    way = route(definition(), typed_for(**answers))
    assert [routed.number for routed in way.shown] == shown


def test_hidden_question_is_neither_needed_nor_kept() -> None:
    typed = typed_for(**{"contact-q": known_id("no"), "who": "An officer"})
    way = route(definition(), typed)
    assert way.is_complete()
    assert uuid.UUID(known_id("who")) not in {found.id for found, _ in way.values()}


def test_without_javascript_the_question_comes_on_the_next_page(client: Client) -> None:
    walk = Walk(routed_consultation(), client)
    walk.start()
    first = walk.get("section/1/")
    assert "hidden" in text_of(first).split("With whom?")[0].rsplit('<div class="plan-part"', 1)[1]
    answer = walk.post("section/1/", {name("age"): "40", name("contact-q"): known_id("yes")})
    assert answer["Location"] == f"{walk.address}section/1/?more=1"
    again = walk.get("section/1/", more=1)
    assert "there is more to ask on this page" in text_of(again)
    seen = {f"{name('who')}-seen": "1"}
    missing = walk.post(
        "section/1/", {name("age"): "40", name("contact-q"): known_id("yes"), **seen}
    )
    assert missing.status_code == 422
    done = walk.post(
        "section/1/",
        {name("age"): "40", name("contact-q"): known_id("yes"), name("who"): "PCSO", **seen},
    )
    assert done["Location"] == f"{walk.address}section/3/"
    assert "Section 2 of 3" in text_of(walk.get("section/3/"))
    walk.post("section/3/", {name("when"): "In May"})
    walk.post("section/4/", {name("last"): ""})
    walk.send()
    stored = {str(row.question_id): row.text for row in Response.objects.get().answers.all()}
    assert stored[known_id("who")] == "PCSO"
    assert stored[known_id("when")] == "In May"


def test_changed_mind_leaves_nothing_behind(client: Client) -> None:
    walk = Walk(routed_consultation(), client)
    walk.start()
    seen = {f"{name('who')}-seen": "1"}
    yes = {name("contact-q"): known_id("yes"), name("who"): "PCSO", **seen}
    walk.post("section/1/", yes)
    walk.post("section/3/", {name("when"): "In May"})
    walk.post("section/4/", {name("last"): "Bye"})
    walk.post("section/1/", {**yes, name("contact-q"): known_id("no"), "check": "1"})
    assert "In May" not in text_of(walk.get("check/"))
    walk.send()
    texts = {row.text for row in Response.objects.get().answers.all()}
    assert texts == {"", "Bye"}


def test_an_exit_ends_the_way_and_nothing_is_sent(client: Client) -> None:
    walk = Walk(routed_consultation(), client)
    walk.start()
    walk.post("section/1/", {name("age"): "9"})
    assert heading_of(walk.get("section/2/")) == "This survey is for people over 12"
    assert heading_of(walk.get("check/")) == "This survey is for people over 12"
    assert heading_of(walk.send()) == "This survey is for people over 12"
    assert Response.objects.count() == 0

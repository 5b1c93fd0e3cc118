"""Settings that no answer could meet are refused beside their field, and told of stored forms."""

from __future__ import annotations

from typing import Any

import pytest
from wagtail.blocks.struct_block import StructBlockValidationError

from plan.consultation.questions import question_type
from tests.consultation.asking import CHOICES
from tests.consultation.factories import known_id, question, section
from tests.consultation.form_file import blank, changed, faults
from tests.consultation.linting import told
from tests.consultation.samples import ITEMS, MATRIX, SCALE

#: Violence, trust and victims, and “none of these”, which excludes them.
FOUR = CHOICES[:4]
MANY = [{**ITEMS[0], "id": known_id(f"item-{n}")} for n in range(11)]
ONLY_THREE = "Only 3 answers can be chosen together."
TOO_LITTLE = "“At most” must not be less than “at least”."
UPSIDE_DOWN = "The largest must not be less than the smallest."
NO_WHOLE = "No whole number lies between the smallest and the largest."
DIGITS = "This number has too many digits."

#: Type, settings, and what is said beside which of them.
REFUSED: list[tuple[str, dict[str, Any], dict[str, str]]] = [
    ("several_choices", {"options": FOUR, "minimum": 3, "maximum": 2}, {"maximum": TOO_LITTLE}),
    ("several_choices", {"options": FOUR, "maximum": 4}, {"maximum": ONLY_THREE}),
    ("several_choices", {"options": FOUR, "minimum": 4}, {"minimum": ONLY_THREE}),
    (
        "several_choices",
        {"options": FOUR, "minimum": 5, "maximum": 4},
        {"minimum": ONLY_THREE, "maximum": ONLY_THREE},
    ),
    ("number", {"minimum": "2", "maximum": "1"}, {"maximum": UPSIDE_DOWN}),
    ("number", {"minimum": "2", "maximum": "1", "is_whole": False}, {"maximum": UPSIDE_DOWN}),
    ("number", {"minimum": "1.2", "maximum": "1.8"}, {"maximum": NO_WHOLE}),
    ("number", {"minimum": "-0.8", "maximum": "-0.2"}, {"maximum": NO_WHOLE}),
    ("number", {"minimum": "1" + "0" * 15}, {"minimum": DIGITS}),
    ("number", {"maximum": "-1" + "0" * 15}, {"maximum": DIGITS}),
    (
        "date",
        {"earliest": "2026-03-31", "latest": "2026-03-01"},
        {"latest": "The latest day must not be before the earliest."},
    ),
    ("ranking", {"options": ITEMS, "top": 4}, {"top": "There are only 3 answers to rank."}),
    ("ranking", {"options": MANY, "top": None}, {"top": "Say how many are ranked: at most 10."}),
]
#: What the fields of the editor refuse by themselves, so that only other doors let it in.
STORED: list[tuple[str, dict[str, Any], str]] = [
    ("scale", {**SCALE, "low": 5, "high": 5}, "The last number must be greater than the first."),
    ("scale", {**SCALE, "high": 11}, "A scale can have 11 points at most."),
    ("points", {"options": ITEMS, "total": 0}, "There must be something to share out: 1 at least."),
    ("long_text", {"limit": 49}, "Allow an answer of 50 to 5000 characters."),
    ("long_text", {"limit": 5001}, "Allow an answer of 50 to 5000 characters."),
    ("matrix", {**MATRIX, "rows": []}, "Add a row."),
    (
        "matrix",
        {**MATRIX, "options": MATRIX["options"][:1]},
        "Add points to the scale: it needs at least two.",
    ),
    ("ranking", {"options": MANY, "top": 11}, "Say how many are ranked: at most 10."),
]
ACCEPTED: list[tuple[str, dict[str, Any]]] = [
    ("several_choices", {"options": FOUR, "minimum": 3, "maximum": 3}),
    ("several_choices", {"options": FOUR, "minimum": None, "maximum": None}),
    ("several_choices", {"options": [FOUR[3], FOUR[3]], "minimum": 1}),
    ("number", {"minimum": "1.2", "maximum": "1.8", "is_whole": False}),
    ("number", {"minimum": "1.2", "maximum": "2"}),
    ("number", {"minimum": "0", "maximum": "0"}),
    ("number", {"minimum": "-" + "9" * 15, "maximum": "9" * 15}),
    ("number", {"minimum": "5"}),
    ("date", {"earliest": "2026-03-01", "latest": "2026-03-01"}),
    ("ranking", {"options": ITEMS, "top": 3}),
    ("ranking", {"options": MANY, "top": 10}),
    ("scale", {**SCALE, "low": 1, "high": 2}),
    ("points", {"options": ITEMS, "total": 1}),
    ("long_text", {"limit": 50}),
    ("matrix", MATRIX),
]


def saved(kind: str, value: dict[str, Any]) -> dict[str, list[str]]:
    """What is said beside the fields of a question that an editor saves."""
    block = question_type(kind).block()
    try:
        block.clean(block.to_python(question(kind, "q", "Asked?", **value)["value"]))
    except StructBlockValidationError as error:
        return {name: fault.messages for name, fault in error.block_errors.items()}
    return {}


def errors(kind: str, value: dict[str, Any]) -> list[tuple[str, str]]:
    """What keeps a form with such a question from opening, with the block it is about."""
    form = [section("one", "Section one", question(kind, "q", "Asked?", **value))]
    return [(sentence, path) for level, sentence, path in told(form) if level == "error"]


@pytest.mark.parametrize(("kind", "value", "said"), REFUSED)
def test_refused_beside_the_field(kind: str, value: Any, said: dict[str, str]) -> None:
    assert saved(kind, value) == {name: [words] for name, words in said.items()}


@pytest.mark.parametrize(("kind", "value", "said"), REFUSED)
def test_a_stored_form_with_it_does_not_open(kind: str, value: Any, said: dict[str, str]) -> None:
    told_of = [f"Change the settings of “Asked?”. {words}" for words in said.values()]
    assert errors(kind, value) == [(words, known_id("q")) for words in dict.fromkeys(told_of)]


@pytest.mark.parametrize(("kind", "value", "said"), STORED)
def test_what_only_files_and_older_forms_hold(kind: str, value: Any, said: str) -> None:
    assert errors(kind, value) == [(f"Change the settings of “Asked?”. {said}", known_id("q"))]
    assert saved(kind, value) or kind == "matrix"


@pytest.mark.parametrize(("kind", "value"), ACCEPTED)
def test_what_can_be_answered_is_kept(kind: str, value: Any) -> None:
    assert saved(kind, value) == {}
    assert errors(kind, value) == []


@pytest.mark.django_db
def test_a_form_file_is_told_where() -> None:
    given = changed("sections", 0, "questions", 3, "maximum", to=0)
    assert faults(given, blank()) == [("sections[0].questions[3].maximum", UPSIDE_DOWN)]


@pytest.mark.parametrize(("kind", "value", "said"), REFUSED)
def test_a_draft_is_refused_too(kind: str, value: Any, said: dict[str, str]) -> None:
    block = question_type(kind).block()
    raw = question(kind, "q", "", **value)["value"]
    with pytest.raises(StructBlockValidationError) as caught:
        block.clean_deferred(block.to_python(raw))
    assert set(caught.value.block_errors) == set(said)


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        ("several_choices", {"minimum": 2, "maximum": 3}),
        ("ranking", {"top": 3}),
        ("scale", {"low": None, "high": None}),
    ],
)
def test_a_draft_that_is_not_finished_is_kept(kind: str, value: dict[str, Any]) -> None:
    block = question_type(kind).block()
    kept = block.clean_deferred(block.to_python(question(kind, "q", "", **value)["value"]))
    assert {name: kept[name] for name in value} == value

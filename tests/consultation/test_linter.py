"""Each fault of a form is told once, in its sentence, about its block; a sound form has none."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from tests.consultation.factories import known_id, option, question, section
from tests.consultation.linting import (
    choice,
    contact_form,
    exit_page,
    is_,
    on,
    told,
)
from tests.consultation.test_routes import condition

YES = is_("yes", "met", "Yes")


def one(*questions: Any) -> list[Any]:
    """A form of one section."""
    return [section("one", "Section one", *questions)]


def text(name: str = "text", words: str = "What else?", **value: Any) -> dict[str, Any]:
    """A question that is answered in words."""
    return question("short_text", name, words, **value)


def test_a_sound_form_has_no_faults() -> None:
    assert told(contact_form(), YES) == []


def test_a_condition_on_a_later_question() -> None:
    first, second, third = contact_form()
    assert told([second, first, third], YES) == [
        (
            "error",
            "“The meeting” is shown on the condition “yes”, which looks at “Have you met an "
            "officer?”: that is asked only later. Move one of them.",
            known_id("two"),
        ),
        (
            "error",
            "Nobody can reach “The meeting”, whatever they answer. Change its condition, or the "
            "exit before it.",
            known_id("two"),
        ),
    ]


def test_a_question_on_a_condition_about_itself() -> None:
    asked = on(choice("met", "Met an officer?", "Yes", "No"), "yes")
    assert next(fault[1].split(":")[0] for fault in told(one(asked), YES)) == (
        "“Met an officer?” is shown on the condition “yes”, which looks at “Met an officer?”"
    )


def test_a_condition_on_a_question_in_the_same_section_before_it() -> None:
    asked = choice("met", "Met an officer?", "Yes", "No")
    assert told(one(asked, on(text(), "yes")), YES) == []


def test_a_condition_on_a_deleted_question() -> None:
    (_first, second, third) = contact_form()
    faults = told([third, second], YES)
    assert faults[0] == (
        "error",
        "The condition “yes” looks at a question that is not in the form any more. Choose "
        "another one.",
        known_id("yes"),
    )


def test_a_condition_on_a_question_asked_no_more() -> None:
    form = contact_form()
    form[0]["value"]["questions"][0]["value"]["is_stopped"] = True
    assert told(form, YES)[0] == (
        "error",
        "The condition “yes” looks at “Have you met an officer?”, which is not asked any more. "
        "Choose another question.",
        known_id("yes"),
    )


def test_a_part_on_a_condition_that_is_gone() -> None:
    assert told(contact_form()) == [
        (
            "error",
            "“The meeting” is shown on a condition that does not exist any more, so it is always "
            "shown. Choose another condition or none.",
            known_id("two"),
        )
    ]


def test_an_answer_that_no_longer_exists() -> None:
    gone = condition("yes", "met", "is_one_of", known_id("met-Yes"), known_id("met-Perhaps"))
    assert told(contact_form(), gone) == [
        (
            "error",
            "The condition “yes” names an answer that “Have you met an officer?” does not have "
            "any more. Choose another one.",
            known_id("yes"),
        )
    ]


def test_a_comparison_with_nothing() -> None:
    assert told(contact_form(), condition("yes", "met", "is"))[0][1] == (
        "The condition “yes” does not say what “Have you met an officer?” is compared with. "
        "Choose an answer."
    )


@pytest.mark.parametrize(
    ("kind", "operator", "value", "expected"),
    [
        ("number", "more_than", "many", "must compare “Asked?” with a number."),
        ("number", "is", "2026-01-01", "must compare “Asked?” with a number."),
        ("number", "at_least", "121", "no answer that “Asked?” allows"),
        ("number", "more_than", "120", "no answer that “Asked?” allows"),
        ("number", "less_than", "0", "no answer that “Asked?” allows"),
        ("number", "is", "7.5", "no answer that “Asked?” allows"),
        ("date", "at_least", "yesterday", "must compare “Asked?” with a date."),
        ("date", "is", "7", "must compare “Asked?” with a date."),
        ("short_text", "more_than", "7", "is answered in words."),
    ],
)
def test_comparisons_that_cannot_be(kind: str, operator: str, value: str, expected: str) -> None:
    limits = {"minimum": 0, "maximum": 120, "is_whole": True} if kind == "number" else {}
    form = one(question(kind, "asked", "Asked?", **limits), on(text(), "named"))
    level, sentence, block = told(form, condition("named", "asked", operator, value))[0]
    assert (level, block) == ("error", known_id("named"))
    assert sentence.startswith(("The condition “named”", "In the condition"))
    assert expected in sentence


@pytest.mark.parametrize(
    ("kind", "operator", "value"),
    [
        ("number", "more_than", "119"),
        ("number", "at_most", "0"),
        ("number", "is_not", "200"),
        ("date", "less_than", "2026-03-27"),
        ("short_text", "is", "Hackney"),
        ("short_text", "answered", ""),
    ],
)
def test_comparisons_that_can_be(kind: str, operator: str, value: str) -> None:
    limits = {"minimum": 0, "maximum": 120, "is_whole": True} if kind == "number" else {}
    form = one(question(kind, "asked", "Asked?", **limits), on(text(), "named"))
    assert told(form, condition("named", "asked", operator, value)) == []


def test_a_condition_used_nowhere() -> None:
    form = one(choice("met", "Met an officer?", "Yes", "No"))
    assert told(form, YES) == [("warning", "The condition “yes” is used nowhere.", known_id("yes"))]


def test_what_stands_behind_contradicting_conditions_is_out_of_reach() -> None:
    both = condition("both", "met", "is", known_id("met-Yes"))
    other = condition("x", "met", "is", known_id("met-No"))["value"]["clauses"][0]
    both["value"]["clauses"].append({**other, "id": known_id("second")})
    form = contact_form()
    form[1] = on(section("two", "The meeting", text("how", "How?", is_required=True)), "both")
    assert told(form, both) == [
        (
            "error",
            "Nobody can reach “The meeting”, whatever they answer. Change its condition, or the "
            "exit before it.",
            known_id("two"),
        ),
        (
            "error",
            "“How?” needs an answer, but stands in a section that nobody can reach.",
            known_id("how"),
        ),
    ]


def test_an_exit_without_a_condition_cuts_off_the_rest() -> None:
    form = [*one(text()), exit_page("out", "Goodbye"), section("two", "Two", text("b", "Why?"))]
    assert told(form) == [
        (
            "error",
            "The exit page “Goodbye” has no condition: everybody who comes to it ends there. "
            "Choose when it is shown.",
            known_id("out"),
        ),
        (
            "error",
            "Nobody can reach “Two”, whatever they answer. Change its condition, or the exit "
            "before it.",
            known_id("two"),
        ),
    ]


def test_a_question_that_can_never_be_asked() -> None:
    never = condition("never", "age", "less_than", "5")
    age = question("number", "age", "Age?", minimum=13, maximum=120, is_whole=True)
    faults = told(one(age, on(text(), "never")), never)
    assert faults[1] == (
        "error",
        "“What else?” can never be asked, whatever people answer. Change its condition.",
        known_id("text"),
    )


def test_repeated_words() -> None:
    form = one(text("a", "Where do you live?"), text("b", " where do you  live? "))
    assert told(form) == [
        ("warning", "“ where do you  live? ” is asked twice in the same words.", known_id("b"))
    ]


def test_repeated_and_too_few_answers() -> None:
    twice = choice("a", "Which?", "Safety", "Trust")
    twice["value"]["options"].append(option("third", "safety "))
    assert told(one(twice, choice("b", "Really?", "Yes"))) == [
        ("warning", "“Which?” offers the answer “safety” more than once.", known_id("a")),
        ("warning", "“Really?” offers no choice: give it at least two answers.", known_id("b")),
    ]


def test_the_same_identity_twice() -> None:
    form = [*one(text()), section("two", "Two", text())]
    assert told(form) == [
        (
            "error",
            "“What else?” stands in the form twice with the same identity, so its answers would "
            "mix. Use a question bank once only.",
            known_id("text"),
        )
    ]


def test_special_categories() -> None:
    faith = choice("faith", "Faith?", "One", "Another", is_protected=True, is_required=True)
    assert told(one(faith)) == [
        (
            "warning",
            "“Faith?” is of special category, so no answer can be needed. Take the tick from “an "
            "answer is needed”.",
            known_id("faith"),
        ),
        (
            "warning",
            "“Faith?” is of special category: offer the answer “Prefer not to say”.",
            known_id("faith"),
        ),
    ]
    kind = choice("faith", "Faith?", "One", "Prefer not to say", is_protected=True)
    assert told(one(kind)) == []


def test_what_the_page_lacks() -> None:
    moment = datetime(2026, 3, 1, tzinfo=ZoneInfo("Europe/London"))
    faults = told(
        [],
        retain_until=None,
        has_privacy_notice=False,
        has_other_ways=False,
        opens_at=moment,
        closes_at=moment,
    )
    assert [(level, field) for level, _sentence, field in faults] == [
        ("error", "form"),
        ("error", "privacy_notice"),
        ("error", "retain_until"),
        ("error", "closes_at"),
        ("warning", "other_ways"),
    ]


def test_a_promised_language_stops_an_opening_but_nothing_that_is_open() -> None:
    sentence = (
        "Polish is promised, but the form is not complete in it. Translate and publish it, then "
        "set the opening time."
    )
    assert told(one(text()), unready=("Polish",)) == [("error", sentence, "promised_languages")]
    assert told(one(text()), unready=("Polish",), has_opened=True) == [
        ("warning", sentence, "promised_languages")
    ]

"""What each type of question accepts and refuses, and in which words."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from plan.consultation.answers import AnswerValue
from tests.consultation.asking import (
    AGREE,
    NUMBER,
    ONE_AT_LEAST,
    SEVERAL,
    SINGLE,
    WHOLE,
    E,
    N,
    Q,
    S,
    T,
    V,
    answered,
    chosen,
    day,
)

UNREAL = "Enter a real date with numbers only, for example 27 3 2026."
GONE = "One of the answers is not offered any more. Choose again."


@pytest.mark.parametrize(
    ("kind", "value", "typed", "expected"),
    [
        ("single_choice", SINGLE, {}, []),
        ("single_choice", SINGLE, {Q: [V]}, chosen(V)),
        ("single_choice", SINGLE, {Q: [N]}, chosen(N)),
        ("single_choice", SINGLE, {Q: [E], f"{Q}-other": [" Buses "]}, chosen(E, text="Buses")),
        ("single_choice", SINGLE, {Q: [V], f"{Q}-other": ["Buses"]}, chosen(V)),
        ("several_choices", SEVERAL, {}, []),
        ("several_choices", SEVERAL, {Q: [T, V]}, chosen(V, T)),
        ("several_choices", SEVERAL, {Q: [V, V, T]}, chosen(V, T)),
        ("several_choices", SEVERAL, {Q: [N]}, chosen(N)),
        ("agreement", {"options": {}}, {Q: [AGREE]}, chosen(AGREE)),
        ("agreement", {"options": {}}, {}, []),
        ("short_text", {}, {Q: ["  Hackney "]}, [AnswerValue(text="Hackney")]),
        ("short_text", {}, {Q: ["x" * 300]}, [AnswerValue(text="x" * 300)]),
        ("short_text", {}, {Q: ["  "]}, []),
        (
            "long_text",
            {"limit": 50},
            {Q: ["a\r\n" * 24 + "bb"]},
            [AnswerValue(text="a\n" * 24 + "bb")],
        ),
        ("number", NUMBER, {Q: ["0.5"]}, [AnswerValue(number=Decimal("0.5"))]),
        ("number", NUMBER, {Q: ["100"]}, [AnswerValue(number=Decimal(100))]),
        ("number", NUMBER, {}, []),
        ("number", WHOLE, {Q: ["-7"]}, [AnswerValue(number=Decimal(-7))]),
        ("number", WHOLE, {Q: ["0"]}, [AnswerValue(number=Decimal(0))]),
        ("number", WHOLE, {Q: ["٣"]}, [AnswerValue(number=Decimal(3))]),
        ("date", {}, day("1", "2", "2026"), [AnswerValue(date=date(2026, 2, 1))]),
        ("date", {}, day(" 29", "02", "2028 "), [AnswerValue(date=date(2028, 2, 29))]),
        ("date", {}, day("", " ", ""), []),
        ("date", {}, {}, []),
        ("email", {}, {Q: ["a@example.com"]}, [AnswerValue(text="a@example.com", contact="email")]),
        ("email", {}, {}, []),
    ],
)
def test_accepted(kind: str, value: Any, typed: Any, expected: list[AnswerValue]) -> None:
    assert answered(kind, typed, **value) == expected


@pytest.mark.parametrize(
    ("kind", "value", "typed", "message"),
    [
        ("single_choice", SINGLE, {Q: [V, T]}, "Choose one answer only."),
        ("single_choice", SINGLE, {Q: ["x"]}, GONE),
        ("single_choice", SINGLE, {Q: [E]}, "Say what you mean by “Something else”."),
        (
            "single_choice",
            SINGLE,
            {Q: [E], f"{Q}-other": [" \x00"]},
            "Say what you mean by “Something else”.",
        ),
        (
            "single_choice",
            SINGLE,
            {Q: [E], f"{Q}-other": ["x" * 501]},
            "“Something else” can have up to 500 characters. You have written 501.",
        ),
        (
            "several_choices",
            SEVERAL,
            {Q: [V, N]},
            "Choose either “None of these” or other answers, not both.",
        ),
        ("several_choices", SEVERAL, {Q: [V]}, "Choose at least 2 answers."),
        ("several_choices", SEVERAL, {Q: [V, T, S]}, "Choose no more than 2 answers."),
        ("several_choices", ONE_AT_LEAST, {Q: [V, T]}, "Choose no more than 1 answer."),
        ("agreement", {"options": {}}, {Q: [V]}, GONE),
        (
            "email",
            {},
            {Q: ["a@b"]},
            "Enter an email address in the right form, like name@example.com.",
        ),
        ("number", NUMBER, {Q: ["x"]}, "Enter a number, with digits only."),
        ("number", NUMBER, {Q: ["NaN"]}, "Enter a number, with digits only."),
        ("number", NUMBER, {Q: ["Infinity"]}, "Enter a number, with digits only."),
        ("number", NUMBER, {Q: ["1.1234567"]}, "Enter a number with fewer decimal places."),
        ("number", WHOLE, {Q: ["1.5"]}, "Enter a whole number."),
        ("number", NUMBER, {Q: ["0.4"]}, "Enter 0.5 or more."),
        ("number", NUMBER, {Q: ["100.1"]}, "Enter 100 or less."),
        ("number", WHOLE, {Q: ["9" * 16]}, "Enter a number with fewer digits."),
        ("number", WHOLE, {Q: ["-" + "9" * 16]}, "Enter a number with fewer digits."),
        ("number", WHOLE, {Q: ["1e400"]}, "Enter a number with fewer digits."),
        ("number", WHOLE, {Q: ["9" * 5000]}, "Enter a number with fewer digits."),
        ("date", {}, day("", "2", "2026"), "The date must include a day."),
        ("date", {}, day("1", "", "2026"), "The date must include a month."),
        ("date", {}, day("1", "2", ""), "The date must include a year."),
        ("date", {}, day("31", "2", "2026"), UNREAL),
        ("date", {}, day("x", "2", "2026"), UNREAL),
        ("date", {}, day("1", "2", "0"), "The year must have four numbers, for example 2026."),
        ("date", {}, day("1", "2", "99999"), UNREAL),
        ("date", {}, day("1", "2", "9" * 5000), UNREAL),
        (
            "short_text",
            {},
            {Q: ["x" * 301]},
            "Your answer can have up to 300 characters. You have written 301.",
        ),
        (
            "long_text",
            {"limit": 50},
            {Q: ["x" * 51]},
            "Your answer can have up to 50 characters. You have written 51.",
        ),
        (
            "email",
            {},
            {Q: ["x" * 250 + "@example.com"]},
            "Enter an email address in the right form, like name@example.com.",
        ),
    ],
)
def test_refused_with_one_sentence(kind: str, value: Any, typed: Any, message: str) -> None:
    assert answered(kind, typed, **value) == [message]


@pytest.mark.parametrize(
    ("kind", "value", "message"),
    [
        ("single_choice", SINGLE, "Choose an answer."),
        ("several_choices", SEVERAL, "Choose an answer."),
        ("agreement", {"options": {}}, "Choose an answer."),
        ("short_text", {}, "Answer this question."),
        ("long_text", {"limit": 100}, "Answer this question."),
        ("number", WHOLE, "Answer this question."),
        ("email", {}, "Answer this question."),
        ("date", {}, "Enter a date."),
    ],
)
def test_needed_but_empty(kind: str, value: Any, message: str) -> None:
    assert answered(kind, {}, is_required=True, **value) == [message]

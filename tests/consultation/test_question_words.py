"""How each type of question shows, stores and exports answers; types that hosts add."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django import forms
from django.utils.translation import override
from wagtail import blocks, hooks

from plan.consultation.answers import AnswerValue
from plan.consultation.compiler import compile_form
from plan.consultation.definition import QuestionDefinition
from plan.consultation.forms import field_name
from plan.consultation.questions import HOOK, QuestionType, question_type, question_types
from plan.consultation.questions.base import QuestionBlock
from plan.consultation.questions.registry import forget_types
from tests.consultation.asking import (
    AGREE,
    CHOICES,
    NUMBER,
    SEVERAL,
    SINGLE,
    E,
    Q,
    S,
    T,
    V,
    answered,
    asked,
    chosen,
    form_of,
)
from tests.consultation.factories import form_value, known_id, question, section
from tests.consultation.samples import SAMPLES


@pytest.mark.parametrize(
    ("kind", "value", "values", "lines"),
    [
        ("single_choice", SINGLE, chosen(V), ["Violence"]),
        ("single_choice", SINGLE, chosen(E, text="Buses"), ["Something else: Buses"]),
        ("single_choice", SINGLE, chosen(str(uuid.uuid4())), []),
        ("several_choices", SEVERAL, chosen(V, T), ["Violence", "Trust"]),
        ("agreement", {"options": {}}, chosen(AGREE), ["Agree"]),
        ("short_text", {}, [AnswerValue(text="Hackney")], ["Hackney"]),
        ("long_text", {"limit": 50}, [AnswerValue(text="a\nb")], ["a\nb"]),
        ("number", NUMBER, [AnswerValue(number=Decimal("1234.500000"))], ["1234.5"]),
        ("number", NUMBER, [AnswerValue(number=Decimal(100))], ["100"]),
        ("date", {}, [AnswerValue(date=date(2026, 2, 1))], ["1 February 2026"]),
        ("email", {}, [AnswerValue(text="a@example.com", contact="email")], ["a@example.com"]),
        ("number", NUMBER, [], []),
        ("date", {}, [], []),
    ],
)
def test_shown_in_words(kind: str, value: Any, values: Any, lines: list[str]) -> None:
    assert question_type(kind).display(asked(kind, **value), values) == lines


@pytest.mark.parametrize(
    ("language", "number", "shown_date"),
    [
        ("en", "1234.5", "1 February 2026"),
        ("pl", "1234,5", "1 lutego 2026"),
        ("ar", "1234,5", "1 فبراير، 2026"),
    ],
)
def test_numbers_and_dates_as_the_language_writes_them(
    language: str, number: str, shown_date: str
) -> None:
    with override(language):
        values = [AnswerValue(number=Decimal("1234.5"))]
        assert question_type("number").display(asked("number", **NUMBER), values) == [number]
        values = [AnswerValue(date=date(2026, 2, 1))]
        assert question_type("date").display(asked("date"), values) == [shown_date]


def test_numbers_are_typed_as_the_language_writes_them() -> None:
    with override("pl"):
        assert answered("number", {Q: ["3,5"]}, **NUMBER) == [AnswerValue(number=Decimal("3.5"))]


@pytest.mark.parametrize(
    ("kind", "value", "columns", "values", "cells"),
    [
        ("single_choice", SINGLE, ["", "other"], chosen(E, text="Buses"), ["5", "Buses"]),
        ("single_choice", {"options": CHOICES[:2]}, [""], chosen(T), ["2"]),
        ("single_choice", SINGLE, ["", "other"], [], ["", ""]),
        (
            "several_choices",
            SEVERAL,
            ["1", "2", "3", "4", "5", "other"],
            chosen(V, S),
            ["1", "0", "1", "0", "0", ""],
        ),
        ("several_choices", {**SEVERAL, "options": CHOICES[:2]}, ["1", "2"], [], ["", ""]),
        ("agreement", {"options": {}}, [""], chosen(AGREE), ["2"]),
        ("short_text", {}, [""], [AnswerValue(text="Hackney")], ["Hackney"]),
        ("long_text", {"limit": 50}, [""], [], [""]),
        ("number", NUMBER, [""], [AnswerValue(number=Decimal("1234.500000"))], ["1234.5"]),
        ("date", {}, [""], [AnswerValue(date=date(2026, 2, 1))], ["2026-02-01"]),
        ("email", {}, [], [AnswerValue(text="a@example.com", contact="email")], []),
    ],
)
def test_columns_and_cells_are_the_same_in_every_language(
    kind: str, value: Any, columns: list[str], values: Any, cells: list[str]
) -> None:
    type_ = question_type(kind)
    for language in ("en", "pl", "ar"):
        with override(language):
            found = asked(kind, **value)
            assert [suffix for suffix, _words in type_.columns(found)] == columns
            assert type_.cells(found, values) == cells


def test_columns_of_options_say_which() -> None:
    columns = question_type("several_choices").columns(asked("several_choices", **SEVERAL))
    assert columns[0] == ("1", "Question? – Violence")


def test_scale_has_six_points_in_one_order() -> None:
    found = asked("agreement", options={})
    assert [option.text for option in found.options] == [
        "Strongly agree",
        "Agree",
        "Neither agree nor disagree",
        "Disagree",
        "Strongly disagree",
        "Don’t know",
    ]
    assert len({option.id for option in found.options}) == 6


def test_optional_questions_say_so() -> None:
    assert "(optional)" in str(form_of("short_text"))
    assert "(optional)" not in str(form_of("short_text", is_required=True))


def test_types_come_in_the_order_editors_are_offered_them() -> None:
    assert list(question_types()) == [
        "single_choice",
        "several_choices",
        "yes_no",
        "agreement",
        "drop_down",
        "area",
        "scale",
        "matrix",
        "ranking",
        "points",
        "short_text",
        "long_text",
        "number",
        "date",
        "postal_district",
        "file_upload",
        "consent",
        "email",
        "contact_name",
        "contact_phone",
        "contact_address",
    ]


def test_unknown_type_is_an_error_of_the_site() -> None:
    with pytest.raises(KeyError):
        question_type("rating")


@pytest.mark.parametrize("kind", list(question_types()))
def test_block_keeps_its_ids_and_words(kind: str) -> None:
    value = SAMPLES.get(kind, {})
    raw = [section("s", "Section", question(kind, "q", "Question?", hint="Think.", **value))]
    first = form_value(raw)
    again = first.stream_block.to_python(first.get_prep_value())
    assert compile_form(first).structure == compile_form(again).structure
    assert compile_form(first).texts == compile_form(again).texts
    found = asked(kind, hint="Think.", **value)
    assert (found.id, found.type, found.text, found.hint) == (
        uuid.UUID(known_id("q")),
        kind,
        "Question?",
        "Think.",
    )


class YesBlock(QuestionBlock):
    """A question a host added."""


class Yes(QuestionType):
    """A host's own type: a tick."""

    name = "host_yes"
    label = "yes"
    block_class = YesBlock

    def form_field(self, question: QuestionDefinition) -> forms.Field:
        """One box."""
        return forms.BooleanField(**self.field_arguments(question))

    def to_values(self, question: QuestionDefinition, cleaned: Any) -> list[AnswerValue]:
        """A row when ticked."""
        return [AnswerValue(text="yes")] if cleaned else []


@pytest.fixture
def hosts_type() -> Iterator[None]:
    """A host that adds a type through the hook."""
    form_block = form_value([]).stream_block.child_blocks["section"].child_blocks["questions"]
    kept = form_block.__dict__.pop("_question_blocks", None)
    forget_types()
    with hooks.register_temporarily(HOOK, lambda: [Yes()]):
        yield
    forget_types()
    form_block.__dict__.pop("_question_blocks", None)
    if kept is not None:
        form_block._question_blocks = kept


@pytest.mark.usefixtures("hosts_type")
def test_a_hosts_type_works_like_ours() -> None:
    assert list(question_types())[-1] == "host_yes"
    found = asked("host_yes")
    assert (found.type, found.text) == ("host_yes", "Question?")
    assert answered("host_yes", {field_name(found.id): ["on"]}) == [AnswerValue(text="yes")]
    type_ = question_type("host_yes")
    assert type_.columns(found) == [("", "Question?")]
    assert type_.cells(found, [AnswerValue(text="yes")]) == ["yes"]
    assert type_.display(found, [AnswerValue(text="yes")]) == ["yes"]


def test_base_class_asks_for_what_a_type_must_say() -> None:
    bare = QuestionType()
    with pytest.raises(NotImplementedError):
        bare.form_field(asked("short_text"))
    with pytest.raises(NotImplementedError):
        bare.to_values(asked("short_text"), None)


def test_types_of_questions_make_no_migration() -> None:
    from plan.consultation.models import ConsultationPage

    _name, _path, arguments, given = ConsultationPage._meta.get_field("form").deconstruct()
    assert "short_text" not in repr((arguments, given))
    assert not any(isinstance(value, blocks.Block) for value in given.values())

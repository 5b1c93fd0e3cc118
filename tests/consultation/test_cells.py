"""Cells of an export are read back as the values they were made of."""

from __future__ import annotations

import datetime
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plan.consultation.answers import AnswerValue
from plan.consultation.forms import SectionForm
from plan.consultation.questions import QuestionType, question_type
from plan.consultation.questions.base import CellError
from plan.consultation.questions.cells import values_in
from tests.consultation.asking import (
    NUMBER,
    SEVERAL,
    SINGLE,
    WHOLE,
    E,
    N,
    Q,
    T,
    V,
    asked,
    chosen,
    definition,
)


def test_decimal_commas_are_read() -> None:
    question = asked("number", **NUMBER)
    kind = question_type("number")
    assert kind.read_cells(question, Q, ["2,5"]) == {Q: ["2.5"]}
    with pytest.raises(CellError):
        kind.read_cells(question, Q, ["1,234"])


WORDS = st.text(
    st.characters(blacklist_categories=["Cs", "Cc"]), min_size=1, max_size=40
).map(str.strip).filter(lambda text: text and not text.startswith("'"))  # fmt: skip
KINDS: list[tuple[str, dict[str, Any], Any]] = [
    ("single_choice", SINGLE, st.sampled_from([V, T, N]).map(chosen)),
    ("single_choice", SINGLE, WORDS.map(lambda text: chosen(E, text=text))),
    ("several_choices", SEVERAL, st.sampled_from([(V, T), (T, V)]).map(lambda two: chosen(V, T))),
    ("short_text", {}, WORDS.map(lambda text: [AnswerValue(text=text)])),
    ("long_text", {"limit": 200}, WORDS.map(lambda text: [AnswerValue(text=text)])),
    (
        "number",
        NUMBER,
        st.decimals(Decimal("0.5"), 100, places=3).map(lambda n: [AnswerValue(number=n)]),
    ),
    (
        "number",
        WHOLE,
        st.integers(-(10**14), 10**14).map(lambda n: [AnswerValue(number=Decimal(n))]),
    ),
    (
        "date",
        {},
        st.dates(datetime.date(1900, 1, 1), datetime.date(2100, 1, 1)).map(
            lambda when: [AnswerValue(date=when)]
        ),
    ),
]


@pytest.mark.parametrize(("kind", "value", "answers"), KINDS)
def test_cells_are_read_back_as_the_values_they_were_made_of(
    kind: str, value: dict[str, Any], answers: Any
) -> None:
    form = definition(kind, **value)
    question = form.sections[0].questions[0]
    own = question_type(kind)

    @settings(max_examples=60, deadline=None)
    @given(values=answers)
    def check(values: list[AnswerValue]) -> None:
        cells = own.cells(question, values)
        typed = own.read_cells(question, Q, cells)
        bound = SectionForm(form.sections[0], typed)
        assert bound.is_valid(), bound.errors
        assert bound.given[question.id] == values
        if not any(v.option_id and v.text for v in values) and kind != "several_choices":
            assert QuestionType.read_cells(own, question, Q, cells) == own.typed(
                question, Q, values
            )

    check()


def test_a_type_that_says_nothing_of_cells_is_found_out_by_trying() -> None:
    question = asked("number", **WHOLE)
    assert values_in(question_type("number"), question, ["7"]) == [AnswerValue(number=Decimal(7))]
    single = asked("single_choice", **SINGLE)
    assert values_in(question_type("single_choice"), single, ["2", ""]) == chosen(T)
    with pytest.raises(CellError) as caught:
        values_in(question_type("single_choice"), single, ["9", ""])
    assert (caught.value.place, caught.value.words) == (
        0,
        "This cannot be an answer to this question.",
    )

"""What is typed comes back the same, whatever its type: form, values, form again; and no crash."""

from __future__ import annotations

import uuid
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plan.consultation.definition import SectionDefinition
from plan.consultation.forms import SectionForm, typed_in, typed_of
from plan.consultation.questions import question_type, question_types
from tests.consultation.asking import Q, definition
from tests.consultation.factories import known_id
from tests.consultation.samples import SAMPLES, TYPED, line

KINDS = sorted(TYPED)


def section_of(kind: str, **more: Any) -> SectionDefinition:
    """A section with one question."""
    found: SectionDefinition = definition(kind, **SAMPLES[kind], **more).sections[0]
    return found


def values_of(section: SectionDefinition, typed: dict[str, list[str]]) -> Any:
    """The values of valid answers."""
    form = SectionForm(section, typed)
    assert form.is_valid(), (typed, form.errors)
    return {question.id: list(values) for question, values in form.values() if values}


def test_every_type_of_ours_has_a_sample() -> None:
    ours = {
        name for name, kind in question_types().items() if type(kind).__module__.startswith("plan.")
    }
    assert set(SAMPLES) == ours
    assert set(TYPED) == ours - {"file_upload"}


@pytest.mark.parametrize("kind", KINDS)
@given(data=st.data())
@settings(max_examples=20, deadline=None)
def test_typed_is_the_inverse_of_the_form(kind: str, data: Any) -> None:
    section = section_of(kind)
    typed = data.draw(TYPED[kind](section.questions[0]))
    values = values_of(section, typed_in(section, typed))
    again = typed_of(section, values)
    assert values_of(section, again) == values
    assert typed_of(section, values_of(section, again)) == again


@pytest.mark.parametrize("kind", sorted(SAMPLES))
@given(data=st.data())
@settings(max_examples=20, deadline=None)
def test_no_bytes_break_a_form(kind: str, data: Any) -> None:
    section = section_of(kind)
    question = section.questions[0]
    names = [Q, *(f"{Q}-{end}" for end in ("other", "day", "month", "year", "file", "remove"))]
    names += [line(str(part.id)) for part in (*question.options, *question.rows)]
    known = [str(part.id) for part in (*question.options, *question.rows)]
    texts = st.text(max_size=60) | st.sampled_from([*known, "1", "-1", "9" * 5000, "\x00", "NaN"])
    anything = st.dictionaries(st.sampled_from(names), st.lists(texts, max_size=4))
    typed = typed_in(section, data.draw(anything))
    assert not any("\x00" in text for texts in typed.values() for text in texts)
    form = SectionForm(section, typed)
    if form.is_valid():
        values = next(iter(form.values()))[1]
        type_ = question_type(kind)
        assert len(type_.cells(question, values)) == len(type_.columns(question))
        assert all(isinstance(line, str) for line in type_.display(question, values))
    assert 'name="' in str(form)
    assert all(link.startswith("#") for link, _words in form.error_links())


@pytest.mark.parametrize("kind", sorted(SAMPLES))
def test_a_form_needs_no_answer_unless_it_says_so(kind: str) -> None:
    section = section_of(kind)
    assert values_of(section, {}) == {}
    needed = section_of(kind, is_required=True)
    form = SectionForm(needed, {})
    assert not form.is_valid()
    assert form.error_links()


@pytest.mark.parametrize("kind", sorted(SAMPLES))
def test_an_error_leads_to_a_control_of_the_page(kind: str) -> None:
    form = SectionForm(section_of(kind, is_required=True), {})
    html = str(form)
    for link, _words in form.error_links():
        assert html.count(f'id="{link[1:]}"') == 1, link


def test_rows_and_options_know_their_ids() -> None:
    found = section_of("matrix").questions[0]
    assert [row.id for row in found.rows] == [uuid.UUID(known_id(n)) for n in ("day", "night")]
    assert found.option(uuid.UUID(known_id("safe"))) == found.options[0]

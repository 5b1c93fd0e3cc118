"""What the linter calls unreachable is so: tried against every way through small random forms."""

from __future__ import annotations

import itertools
import uuid
from collections.abc import Iterator
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from plan.consultation.builder import build
from plan.consultation.compiler import compile_form
from plan.consultation.definition import FormDefinition, QuestionDefinition
from plan.consultation.forms import field_name
from plan.consultation.linter.reach import unreachable
from plan.consultation.route import route
from tests.consultation.factories import form_value, known_id, option, question, section
from tests.consultation.linting import choice, draft, exit_page, identity, is_, on
from tests.consultation.test_routes import condition, conditions_value

OPERATORS = ["is", "is_not", "is_one_of", "is_none_of", "answered", "not_answered"]
COMPARISONS = ["more_than", "less_than", "at_least", "at_most", "is", "is_not", "not_answered"]


@st.composite
def forms(draw: Any) -> FormDefinition:
    """A few sections of a few questions, with conditions on anything and some exits."""
    names = [f"q{number}" for number in range(draw(st.integers(2, 4)))]
    kinds = {name: draw(st.sampled_from(["one", "several", "number"])) for name in names}
    keys = [f"c{number}" for number in range(draw(st.integers(1, 3)))]
    conditions = [draw_condition(draw, key, kinds) for key in keys]
    maybe = st.sampled_from([*keys, "", ""])
    sections, left = [], list(names)
    while left:
        size = draw(st.integers(1, len(left)))
        own, left = left[:size], left[size:]
        asked = [maybe_on(draw_question(draw, name, kinds[name]), draw(maybe)) for name in own]
        sections.append(maybe_on(section(f"s-{own[0]}", own[0], *asked), draw(maybe)))
        if draw(st.booleans()):
            sections.append(maybe_on(exit_page(f"e-{own[0]}", "Out"), draw(maybe)))
    compiled = compile_form(form_value(sections), conditions=conditions_value(*conditions))
    return build(compiled.structure, compiled.texts)


def maybe_on(part: dict[str, Any], key: str) -> dict[str, Any]:
    """The part, on a condition if there is one."""
    return on(part, key) if key else part


def draw_question(draw: Any, name: str, kind: str) -> dict[str, Any]:
    """A question with few possible answers."""
    is_required = draw(st.booleans())
    if kind == "number":
        return question(
            "number", name, name, minimum=0, maximum=3, is_whole=True, is_required=is_required
        )
    behaviour = draw(st.sampled_from(["", "exclusive"]))
    options = [option(f"{name}-{letter}", letter) for letter in "ab"]
    options.append(option(f"{name}-c", "c", behaviour))
    if kind == "one":
        return question("single_choice", name, name, options=options, is_required=is_required)
    limits = draw(st.sampled_from([(None, None), (2, None), (None, 1), (2, 2)]))
    return question(
        "several_choices",
        name,
        name,
        options=options,
        minimum=limits[0],
        maximum=limits[1],
        is_required=is_required,
    )


def draw_condition(draw: Any, key: str, kinds: dict[str, str]) -> dict[str, Any]:
    """One or two comparisons with anything in the form, later questions too."""
    made = None
    for number in range(draw(st.integers(1, 2))):
        name = draw(st.sampled_from(sorted(kinds)))
        if kinds[name] == "number":
            operator = draw(st.sampled_from(COMPARISONS))
            values = [draw(st.sampled_from(["-1", "0", "1", "1.5", "3", "4"]))]
        else:
            operator = draw(st.sampled_from(OPERATORS))
            letters = draw(st.lists(st.sampled_from("abcx"), min_size=1, max_size=2, unique=True))
            values = [known_id(f"{name}-{letter}") for letter in letters]
        one = condition(key, name, operator, *values)
        one["value"]["match"] = draw(st.sampled_from(["all", "any"]))
        if made is None:
            made = one
        else:
            clause = {**one["value"]["clauses"][0], "id": known_id(f"{key}-{number}")}
            made["value"]["clauses"].append(clause)
    assert made is not None
    return made


def ways(definition: FormDefinition) -> Iterator[dict[uuid.UUID, dict[str, list[str]]]]:
    """Everything that can be typed in a form."""
    questions = list(definition.all_questions())
    for combination in itertools.product(*(typeable(one) for one in questions)):
        by_name = dict(zip((field_name(q.id) for q in questions), combination, strict=True))
        yield {
            one.id: {
                field_name(q.id): by_name[field_name(q.id)]
                for q in one.questions
                if by_name[field_name(q.id)]
            }
            for one in definition.sections
        }


def typeable(asked: QuestionDefinition) -> list[list[str]]:
    """Everything that can be typed for one question; not all of it is valid."""
    if asked.type == "number":
        return [[], ["0"], ["1"], ["2"], ["3"]]
    ids = [str(one.id) for one in asked.options]
    sizes = range(len(ids) + 1) if asked.type == "several_choices" else range(2)
    return [list(chosen) for size in sizes for chosen in itertools.combinations(ids, size)]


def seen_by_somebody(definition: FormDefinition, *, is_any_order: bool) -> set[uuid.UUID]:
    """Sections and questions that some way shows, by walking every one."""
    seen: set[uuid.UUID] = set()
    for typed in ways(definition):
        for routed in route(definition, typed).shown:
            seen.add(routed.section.id)
            if routed.section.is_exit:
                break
            routed.form.is_valid()
            seen |= {one.id for one in routed.form.shown()}
            if not is_any_order and not routed.form.is_valid():
                break
    return seen


def parts_of(definition: FormDefinition) -> set[uuid.UUID]:
    """Ids of all sections and of questions on a condition."""
    found = {one.id for one in definition.sections}
    return found | {one.id for one in definition.questions() if one.show_if is not None}


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(definition=forms(), is_any_order=st.booleans())
def test_unreachable_is_what_no_way_shows(definition: FormDefinition, is_any_order: bool) -> None:
    gone = parts_of(definition) - seen_by_somebody(definition, is_any_order=is_any_order)
    found = unreachable(definition, is_any_order=is_any_order)
    assert found - gone == set(), "called unreachable, and somebody can reach it"
    sections = {one.id for one in definition.sections}
    homes = {q.id: one.id for one in definition.sections for q in one.questions}
    missed = {key for key in gone - found if key in sections or homes[key] not in gone}
    assert missed == set(), "out of reach, and not told"


def test_what_cannot_be_listed_is_never_called_unreachable() -> None:
    """Thirty questions with three answers each are too many ways to try."""
    names = [f"q{number}" for number in range(30)]
    asked = [choice(name, name, "Yes", "No") for name in names]
    every = is_("every", names[0], "Yes")
    for name in names[1:]:
        clause = is_("x", name, "Yes")["value"]["clauses"][0]
        every["value"]["clauses"].append({**clause, "id": known_id(f"clause-{name}")})
    form = [section("one", "One", *asked), on(section("two", "Two"), "every")]
    assert unreachable(draft(form, every).definition) == set()


def test_a_part_behind_a_part_that_is_out_of_reach() -> None:
    never = condition("never", "age", "more_than", "200")
    age = question("number", "age", "Age?", minimum=0, maximum=120, is_whole=True)
    hidden = on(choice("hidden", "Hidden?", "Yes", "No"), "never")
    form = [
        section("one", "One", age, hidden),
        on(section("two", "Two", question("short_text", "t", "Why?")), "hidden-yes"),
    ]
    found = unreachable(draft(form, never, is_("hidden-yes", "hidden", "Yes")).definition)
    assert found == {identity("hidden"), identity("two")}

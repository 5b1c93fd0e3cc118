"""Forms of any shape, with conditions, and what valid respondents type into them."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

from plan.consultation.builder import build
from plan.consultation.compiler import Compiled, compile_form
from plan.consultation.definition import FormDefinition
from plan.consultation.forms import SEEN, field_name
from plan.consultation.models import ConsultationPage
from tests.consultation.asking import Q
from tests.consultation.factories import form_value, known_id
from tests.consultation.samples import SAMPLES, TYPED

Typed = dict[str, list[str]]
#: Types that a condition can look at, and how their answers are compared.
COMPARED = {
    "single_choice": "option",
    "several_choices": "option",
    "yes_no": "option",
    "agreement": "option",
    "short_text": "text",
    "number": "number",
    "date": "date",
}
PLAIN = ("is", "is_not", "is_one_of", "is_none_of", "answered", "not_answered")
ORDERED = ("more_than", "less_than", "at_least", "at_most")
#: Types that need every line once they need an answer at all.
LINE_BY_LINE = {"matrix", "ranking", "points"}
CONTACTS = {"email", "contact_name", "contact_phone", "contact_address"}


@dataclass
class Asked:
    """A question of a random form: its type, its raw block and the condition it hangs on."""

    key: str
    kind: str
    raw: dict[str, Any]
    show_if: str = ""


@dataclass
class RandomForm:
    """A form as raw data, with what the tests need to know of it apart from our own code."""

    sections: list[tuple[str, str, list[Asked]]] = field(default_factory=list)
    conditions: dict[str, dict[str, Any]] = field(default_factory=dict)

    def compiled(self) -> Compiled:
        """Structure and words, by the real compiler."""
        conditions = ConsultationPage._meta.get_field("conditions").stream_block.to_python(
            [{"type": "condition", "id": key, "value": v} for key, v in self.conditions.items()]
        )
        sections = [
            {
                "type": "section",
                "id": known_id(key),
                "value": {
                    "title": key,
                    "introduction": "",
                    "show_if": show_if,
                    "questions": [asked.raw for asked in questions],
                },
            }
            for key, show_if, questions in self.sections
        ]
        return compile_form(form_value(sections), conditions=conditions)

    def definition(self) -> FormDefinition:
        """The form, by the real builder."""
        compiled = self.compiled()
        return build(compiled.structure, compiled.texts, language="en")


def question_raw(draw: Any, key: str, kind: str, show_if: str) -> dict[str, Any]:
    """A block of a type with random settings that all types have."""
    is_guarded = kind not in CONTACTS and draw(st.integers(0, 5)) == 0
    value = {
        "text": f"Question {key}?",
        "hint": "",
        "is_required": draw(st.booleans()) and not is_guarded and kind not in LINE_BY_LINE,
        "is_protected": is_guarded,
        "show_if": show_if,
        **SAMPLES[kind],
    }
    return {"type": kind, "id": known_id(key), "value": value}


def answers_for(draw: Any, asked: Asked, operator: str, pool: list[str]) -> str:
    """What a comparison with this question names."""
    if operator in {"answered", "not_answered"}:
        return ""
    number = draw(st.integers(1, 3)) if operator in {"is_one_of", "is_none_of"} else 1
    return "\n".join(draw(st.sampled_from(pool)) for _ in range(number))


def pool_of(asked: Asked) -> list[str]:
    """Answers that may be named in a comparison with this question."""
    family = COMPARED[asked.kind]
    if family == "option":
        form = RandomForm([("probe", "", [asked])]).definition()
        return [str(option.id) for option in form.sections[0].questions[0].options]
    return {
        "text": ["a", "b", "Words"],
        "number": ["1", "2.5", "50", "x"],
        "date": ["2000-01-01", "2020-02-29", "never"],
    }[family]


@st.composite
def forms(draw: Any) -> RandomForm:
    """One to four sections of one to four questions, some of them on conditions."""
    form, earlier = RandomForm(), []
    for place in range(draw(st.integers(1, 4))):
        show_if = maybe_condition(draw, form, earlier) if place else ""
        questions: list[Asked] = []
        for number in range(draw(st.integers(1, 4))):
            key = f"s{place}q{number}"
            kind = draw(st.sampled_from(sorted(TYPED)))
            own = maybe_condition(draw, form, earlier)
            asked = Asked(key, kind, question_raw(draw, key, kind, own), own)
            questions.append(asked)
            if kind in COMPARED:
                earlier.append(asked)
        form.sections.append((f"s{place}", show_if, questions))
    return form


def maybe_condition(draw: Any, form: RandomForm, earlier: list[Asked]) -> str:
    """Now and then a new condition on questions before; its id, or nothing."""
    if not earlier or draw(st.integers(0, 2)):
        return ""
    key = str(uuid.uuid5(uuid.NAMESPACE_OID, f"condition {len(form.conditions)}"))
    clauses = []
    for _ in range(draw(st.integers(1, 2))):
        asked = draw(st.sampled_from(earlier))
        choices = PLAIN + (ORDERED if COMPARED[asked.kind] in {"number", "date"} else ())
        operator = draw(st.sampled_from(choices))
        named = answers_for(draw, asked, operator, pool_of(asked))
        value = {"question": known_id(asked.key), "operator": operator, "answers": named}
        clauses.append({"type": "item", "id": str(uuid.uuid4()), "value": value})
    match = draw(st.sampled_from(["all", "any"]))
    form.conditions[key] = {"name": key, "match": match, "clauses": clauses}
    return key


def renamed(typed: Typed, name: str) -> Typed:
    """The same under the name of another question's control."""
    return {name + key.removeprefix(Q): values for key, values in typed.items()}


@st.composite
def filled_forms(draw: Any) -> tuple[RandomForm, FormDefinition, dict[str, Typed]]:
    """A form with valid answers to each question, by its key; optional ones may be left out."""
    form = draw(forms())
    definition = form.definition()
    typed: dict[str, Typed] = {}
    for _key, _show_if, questions in form.sections:
        for asked in questions:
            question = definition.question(uuid.UUID(known_id(asked.key)))
            assert question is not None
            given = draw(TYPED[asked.kind](question))
            is_needed = question.is_required
            if is_needed and not any(given.values()):
                given = draw(TYPED[asked.kind](question).filter(lambda t: any(t.values())))
            if is_needed or draw(st.integers(0, 3)):
                typed[asked.key] = given
    return form, definition, typed


def by_section(form: RandomForm, typed: Mapping[str, Typed]) -> dict[uuid.UUID, Typed]:
    """What a browser would have sent, section by section, whatever is hidden included."""
    found: dict[uuid.UUID, Typed] = {}
    for key, _show_if, questions in form.sections:
        own = found.setdefault(uuid.UUID(known_id(key)), {})
        for asked in questions:
            name = field_name(uuid.UUID(known_id(asked.key)))
            own.update(renamed(typed.get(asked.key, {}), name))
            if asked.show_if:
                own[f"{name}-{SEEN}"] = ["1"]
    return found


def plainly_asked(form: RandomForm, typed: Mapping[str, Typed]) -> list[str]:
    """Keys of the questions asked, found without any of our own code."""
    given: dict[str, list[Any]] = {}
    asked: list[str] = []
    for _key, show_if, questions in form.sections:
        if not plainly_holds(form, show_if, given):
            continue
        for question in questions:
            if plainly_holds(form, question.show_if, given):
                asked.append(question.key)
                if question.kind in COMPARED and question.key in typed:
                    values = plain_values(question.kind, typed[question.key])
                    given[known_id(question.key)] = values
    return asked


def plain_values(kind: str, typed: Typed) -> list[Any]:
    """What was typed, as something to compare."""
    if kind == "date":
        boxes = [int(typed[f"{Q}-{box}"][0]) for box in ("year", "month", "day")]
        return [date(*boxes)]
    values = typed.get(Q, [])
    if kind == "number":
        return [Decimal(value) for value in values]
    if kind == "short_text":
        return [value.replace("\x00", "").strip().casefold() for value in values]
    return list(values)


def plainly_holds(form: RandomForm, key: str, given: Mapping[str, list[Any]]) -> bool:
    """Whether a condition holds, clause by clause."""
    if not key:
        return True
    condition = form.conditions[key]
    judged = [plain_clause(c["value"], given) for c in condition["clauses"]]
    return all(judged) if condition["match"] == "all" else any(judged)


def plain_clause(clause: Mapping[str, str], given: Mapping[str, list[Any]]) -> bool:
    """One comparison, as the documentation describes it."""
    values, operator = given.get(clause["question"], []), clause["operator"]
    if operator == "answered":
        return bool(values)
    if operator == "not_answered":
        return not values
    named = clause["answers"].split("\n")
    if operator in ORDERED:
        limit = parsed(named[0], values)
        signs = {"more_than": "__gt__", "less_than": "__lt__"}
        signs |= {"at_least": "__ge__", "at_most": "__le__"}
        return limit is not None and any(getattr(v, signs[operator])(limit) for v in values)
    is_found = any(value == parsed(one, values) for value in values for one in named)
    return is_found if operator in {"is", "is_one_of"} else not is_found


def parsed(text: str, values: list[Any]) -> Any:
    """A named answer in the kind of the values it is compared with; None where it has none."""
    if not values:
        return None
    try:
        if isinstance(values[0], Decimal):
            return Decimal(text)
        if isinstance(values[0], date):
            return date.fromisoformat(text)
    except (ValueError, ArithmeticError):
        return None
    return text.casefold()

"""Forms with one question of a type, and what people may answer to it."""

from __future__ import annotations

import uuid
from decimal import Decimal
from typing import Any

from plan.consultation.answers import AnswerValue
from plan.consultation.builder import build
from plan.consultation.compiler import compile_form
from plan.consultation.definition import QuestionDefinition
from plan.consultation.forms import SectionForm
from tests.consultation.factories import form_value, known_id, name, option, question, section

CHOICES = [
    option("violence", "Violence"),
    option("trust", "Trust"),
    option("victims", "Victims"),
    option("none", "None of these", "exclusive"),
    option("else", "Something else", "other"),
]
V, T, S, N, E = (known_id(key) for key in ("violence", "trust", "victims", "none", "else"))
AGREE = str(uuid.uuid5(uuid.UUID(known_id("q")), "agree"))


def form_of(kind: str, **value: Any) -> SectionForm:
    """An empty form with one question of a type."""
    return SectionForm(definition(kind, **value).sections[0])


def definition(kind: str, **value: Any) -> Any:
    """A form definition with one question, made from its block."""
    sections = [section("s", "Section", question(kind, "q", "Question?", **value))]
    compiled = compile_form(form_value(sections))
    return build(compiled.structure, compiled.texts)


def asked(kind: str, **value: Any) -> QuestionDefinition:
    """The one question."""
    found: QuestionDefinition = definition(kind, **value).sections[0].questions[0]
    return found


def answered(kind: str, typed: dict[str, list[str]], **value: Any) -> Any:
    """The one question's values, or its errors as words."""
    form = SectionForm(definition(kind, **value).sections[0], typed)
    if not form.is_valid():
        return [str(error) for errors in form.errors.values() for error in errors]
    _question, values = next(form.values())
    return list(values)


Q = name("q")
SINGLE = {"options": CHOICES}
SEVERAL = {"options": CHOICES, "minimum": 2, "maximum": 2}
ONE_AT_LEAST = {"options": CHOICES, "minimum": 1, "maximum": 1}
NUMBER = {"minimum": Decimal("0.5"), "maximum": Decimal(100), "is_whole": False}
WHOLE = {"minimum": None, "maximum": None, "is_whole": True}


def chosen(*options: str, text: str = "") -> list[AnswerValue]:
    """Rows of chosen options."""
    return [AnswerValue(option_id=uuid.UUID(key), text=text) for key in options]


def day(*parts: str) -> dict[str, list[str]]:
    """A date as typed."""
    return {
        f"{Q}-{box}": [typed] for box, typed in zip(("day", "month", "year"), parts, strict=True)
    }

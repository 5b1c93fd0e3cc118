"""Examples in the how-to guides run as they are written."""

from __future__ import annotations

import re
import uuid
from types import SimpleNamespace
from typing import Any

import pytest
from django.http import HttpRequest
from wagtail.models import Locale

from plan.consultation.answers import AnswerValue
from plan.consultation.definition import QuestionDefinition, SectionDefinition
from plan.consultation.forms import SectionForm, field_name
from plan.consultation.questions import registry
from plan.readers import Reader
from tests.conftest import ROOT
from tests.factories import make_plan, make_section

QUESTION = "add-a-question-type"
CONTRIBUTOR = "contribute-to-a-plan"


def example(page: str) -> dict[str, Any]:
    """Names that the page's Python defines."""
    text = (ROOT / f"docs/how-to/{page}.md").read_text("utf-8")
    found: dict[str, Any] = {"__name__": "example"}
    for code in re.findall(r"^```python\n(.*?)^```", text, re.MULTILINE | re.DOTALL):
        exec(compile(code, page, "exec"), found)  # noqa: S102  # our own documentation
    return found


@pytest.fixture
def district(monkeypatch: pytest.MonkeyPatch) -> Any:
    """The question type of the guide, offered beside ours."""
    kind = example(QUESTION)["District"]()
    types = {**registry.question_types(), kind.name: kind}
    monkeypatch.setattr(registry, "question_types", lambda: types)
    monkeypatch.setattr(registry, "item_types", lambda: types)
    return kind


def section_of(kind: Any) -> tuple[SectionDefinition, QuestionDefinition]:
    """A section with one question of the kind, compiled as an editor's block would be."""
    question_id = str(uuid.uuid4())
    block = kind.block()
    value = block.clean(
        block.to_python(
            {"text": "Where do you live?", "hint": "", "area": "SE", "is_required": True}
        )
    )
    structure = kind.structure(question_id, value)
    question = QuestionDefinition(
        id=uuid.UUID(question_id),
        type=structure["type"],
        text=kind.texts(question_id, value)[f"{question_id}.text"],
        is_required=structure["is_required"],
        settings=structure["settings"],
    )
    return SectionDefinition(id=uuid.uuid4(), title="You", items=(question,)), question


@pytest.mark.parametrize(
    ("typed", "error"),
    [
        ("", "Enter your postcode district."),
        ("london", "Enter the first half of a postcode, for example SE1."),
        ("n1", "Enter a district that begins with SE."),
    ],
)
def test_the_question_type_says_what_to_do(district: Any, typed: str, error: str) -> None:
    section, question = section_of(district)
    form = SectionForm(section, {field_name(question.id): [typed]})
    assert form.errors == {field_name(question.id): [error]}


def test_the_question_type_stores_and_exports(district: Any) -> None:
    section, question = section_of(district)
    form = SectionForm(section, {field_name(question.id): [" se1 "]})
    assert form.is_valid()
    values = [AnswerValue(text="SE1")]
    assert list(form.values()) == [(question, values)]
    assert district.display(question, values) == ["SE1"]
    assert district.columns(question) == [("", "Where do you live?")]
    assert district.cells(question, values) == ["SE1"]


@pytest.mark.django_db
def test_the_contributor_adds_cards_and_a_call(django_assert_num_queries: Any) -> None:
    contributor = example(CONTRIBUTOR)["SectionsContributor"]()
    plan = make_plan()
    section = make_section(plan, summary="What it is about.")
    reader = Reader(Locale.get_default())
    contributor.cards([plan], reader)  # what Wagtail keeps of sites is read once
    with django_assert_num_queries(1):
        cards = contributor.cards([plan], reader)
    assert [(card.title, card.line) for card in cards[plan.pk]] == [
        (section.title, "What it is about.")
    ]
    call = contributor.call_to_action([SimpleNamespace(pk=7)], reader)[7]
    assert (call.text, call.rank) == ("Ask for a speaker", 50)
    view = contributor.urls()[0].callback
    assert view(HttpRequest()).content == b"About this plan"

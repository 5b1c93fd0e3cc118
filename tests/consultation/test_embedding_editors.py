"""Editors choose questions by their words, and are told what cannot be asked beside a passage."""

from __future__ import annotations

import uuid
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from home.models import User
from plan.consultation.embedded_blocks import AskBlock, question_choices
from plan.consultation.models import ConsultationPage
from plan.models import SectionPage
from tests.consultation.browsing import text_of
from tests.consultation.embedding import Reader, ask, chapter_asking
from tests.consultation.factories import (
    known_id,
    make_consultation,
    question,
    section,
    standard_sections,
)
from tests.factories import fresh, translate

pytestmark = pytest.mark.django_db
CONDITION = known_id("only persons")


def conditions() -> Any:
    """A condition on the first question."""
    clause = {"question": known_id("as"), "operator": "is", "answers": known_id("person")}
    raw = {
        "type": "condition",
        "id": CONDITION,
        "value": {
            "name": "Only persons",
            "match": "all",
            "clauses": [{"type": "item", "id": known_id("clause"), "value": clause}],
        },
    }
    return ConsultationPage._meta.get_field("conditions").stream_block.to_python([raw])


@pytest.fixture
def page() -> ConsultationPage:
    """A consultation with a question of special category, and one that depends on another."""
    apart = section(
        "more",
        "More",
        question("long_text", "health", "How is your health?", limit=500, is_protected=True),
        question("long_text", "persons", "As a person?", limit=500, show_if=CONDITION),
        question("long_text", "stopped", "Not asked now?", limit=500, is_stopped=True),
    )
    return make_consultation(sections=[*standard_sections(), apart], conditions=conditions())


def refusal(page: ConsultationPage, *questions: str, kind: str = "questions") -> str:
    """What an editor is told beside the field; empty where it is saved."""
    block = AskBlock()
    value = block.to_python(ask(page, *questions, kind=kind)["value"])
    try:
        block.clean(value)
    except ValidationError as error:
        return str(error.as_json_data())
    return ""


def test_questions_are_offered_by_their_words_in_groups(page: ConsultationPage) -> None:
    [(title, questions)] = question_choices()
    assert title == "Have your say"
    assert (known_id("missing"), "What is missing?") in questions
    assert len(questions) == 10


@pytest.mark.parametrize("chosen", [("missing",), ("agree", "topics", "place"), ("as", "date")])
def test_what_can_be_asked_is_saved(page: ConsultationPage, chosen: tuple[str, ...]) -> None:
    assert refusal(page, *chosen) == ""


@pytest.mark.parametrize(
    ("chosen", "kind", "words"),
    [
        (("health",), "questions", "“How is your health?” is of special category"),
        (("missing", "email"), "questions", "“Your email address” asks for contact details"),
        (("persons",), "questions", "“As a person?” is only asked after certain answers"),
        (("stopped",), "questions", "not one of the available choices"),
        (("nothing",), "questions", "not one of the available choices"),
        (("missing", "missing"), "questions", "Choose each question once."),
        (("place",), "opinion", "needs exactly one question for long text"),
        (("missing", "place"), "opinion", "needs exactly one question for long text"),
    ],
)
def test_what_cannot_is_refused_with_the_reason(
    page: ConsultationPage, chosen: tuple[str, ...], kind: str, words: str
) -> None:
    assert words in refusal(page, *chosen, kind=kind)


def test_a_question_of_another_consultation_is_refused(page: ConsultationPage) -> None:
    other = make_consultation(
        page.get_parent().specific,
        title="Another",
        sections=[section("o", "Other", question("long_text", "else", "Else?", limit=100))],
    )
    assert "does not ask one of the questions" in refusal(other, "missing")
    assert refusal(other, "else") == ""


def test_a_form_that_was_never_published_is_refused(page: ConsultationPage) -> None:
    draft = make_consultation(page.get_parent().specific, title="Draft", is_live=False)
    assert "has not been published yet" in refusal(draft, "missing")


def test_the_editor_shows_words_and_the_page_can_be_saved(
    page: ConsultationPage, client: Client
) -> None:
    client.force_login(User.objects.create_superuser("editor@example.org", "secret"))
    chapter = chapter_asking(page, "missing", kind="opinion")
    html = text_of(client.get(f"/admin/pages/{chapter.pk}/edit/"))
    assert "What is missing?" in html
    preview = client.get(f"/admin/pages/{chapter.pk}/view_draft/")
    assert "In this preview nothing can be sent." in text_of(preview)
    assert "/answer/" not in text_of(preview)


def test_a_question_that_is_asked_no_more_leaves_the_page_and_loses_no_words(
    page: ConsultationPage,
) -> None:
    chapter = chapter_asking(page, "missing", kind="opinion")
    reader = Reader(page)
    assert "What is missing?" in text_of(reader.client.get(chapter.url))
    raw = list(page.form.get_prep_value())
    raw[1]["value"]["questions"][3]["value"]["is_stopped"] = True
    changed = fresh(page)
    changed.form = changed.form.stream_block.to_python(raw)
    changed.change_reason = "Enough said."
    changed.save_revision().publish()
    assert "plan-ask" not in text_of(reader.client.get(chapter.url))
    response = reader.answer(chapter, "missing", missing="From an old copy")
    assert response.status_code == 404
    assert "From an old copy" in text_of(response)


def test_translators_see_no_ids_and_readers_get_their_language(page: ConsultationPage) -> None:
    from wagtail_localize.models import StringSegment

    chapter = chapter_asking(page, "missing", kind="opinion")
    translated = translate(chapter, "pl")
    strings = StringSegment.objects.filter(source__object_id=chapter.translation_key).values_list(
        "string__data", flat=True
    )
    assert not [words for words in strings if known_id("missing") in words]
    client = Client()
    assert "plan-ask" not in text_of(client.get(translated.url))
    translate(page, "pl")
    html = text_of(client.get(translated.url))
    assert "[pl] What is missing?" in html
    assert "/pl/take-part/" in html
    body = SectionPage.objects.get(pk=translated.pk).body
    assert str(uuid.UUID(str(body[1].id))) == str(chapter.body[1].id)

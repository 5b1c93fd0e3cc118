"""An answer beside a passage meets another to the same question: nothing is replaced unasked."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from plan.consultation.models import Attempt, AttemptSection, FormTexts, FormVersion, Response
from tests.consultation.browsing import Walk, heading_of, stored, summary_errors, text_of
from tests.consultation.colleagues import Colleague
from tests.consultation.embedding import Reader, chapter_asking
from tests.consultation.factories import known_id, make_consultation, name

pytestmark = pytest.mark.django_db
KEEP = f"keep-{name('missing')[2:]}"
HEADING = "You have answered this before"


@pytest.fixture
def asked(client: Client) -> tuple[Reader, Any]:
    """Somebody who has begun the survey, and answers what is missing again beside a passage."""
    page = make_consultation()
    reader, chapter = Reader(page, client), chapter_asking(page, "missing", kind="opinion")
    reader.start()
    reader.first()
    reader.second(**{name("missing"): "First words"})
    reader.answer(chapter, "missing", missing="Second\nwords")
    return reader, chapter


def own_words() -> list[str]:
    """What the survey that was begun holds."""
    rows = AttemptSection.objects.filter(section_id=known_id("views")).order_by("attempt")
    words: list[str] = rows.values_list("typed", flat=True)[0][name("missing")]
    return words


def choose(reader: Reader, which: str, button: str = "join") -> Any:
    """Press a button of the page that asks which answer to keep."""
    asked = [name("missing")[2:]]
    chosen = {KEEP: which} if which else {}
    return reader.post("answer/", {button: "1", "chosen": "1", "ask": asked, **chosen})


def test_both_answers_are_shown_and_nothing_is_changed(asked: Any) -> None:
    reader, _ = asked
    before = stored()
    response = reader.decide("join", "missing")
    assert response.status_code == 200
    assert heading_of(response) == HEADING
    page = text_of(response)
    assert "First words" in page
    assert "Second<br>words" in page
    assert 'name="send"' in page
    assert stored() == before


def test_without_a_choice_it_asks_again(asked: Any) -> None:
    reader, _ = asked
    before = stored()
    response = choose(reader, "")
    assert response.status_code == 422
    assert summary_errors(response) == [
        (f"#id_{KEEP}-0", "Choose which of your two answers to keep.")
    ]
    assert stored() == before


@pytest.mark.parametrize(
    ("which", "words", "is_about"), [("before", "First words", 0), ("now", "Second\nwords", 1)]
)
def test_the_one_chosen_stays(asked: Any, which: str, words: str, is_about: bool) -> None:
    reader, chapter = asked
    response = choose(reader, which)
    assert (response.status_code, response["Location"]) == (303, f"{reader.address}section/1/")
    assert own_words() == [words]
    attempt = Attempt.objects.get()
    expected = (chapter.translation_key, str(chapter.body[0].id)) if is_about else (None, "None")
    assert (attempt.about_key, str(attempt.about_block)) == expected


def test_the_new_one_can_be_sent_apart(asked: Any) -> None:
    reader, _ = asked
    assert choose(reader, "", "send").status_code == 200
    assert Response.objects.get().answers.get().text == "Second\nwords"
    assert own_words() == ["First words"]


def test_the_same_answer_asks_for_no_choice(asked: Any) -> None:
    reader, chapter = asked
    reader.answer(chapter, "missing", missing=" First words ")
    assert reader.decide("join", "missing").status_code == 303


def test_the_passage_goes_with_the_answer(client: Client) -> None:
    page = make_consultation()
    reader, chapter = Reader(page, client), chapter_asking(page, "missing", kind="opinion")
    reader.start()
    reader.first()
    reader.answer(chapter, "missing", missing="Trees")
    reader.decide("join", "missing")
    reader.token = ""
    reader.second(**{name("missing"): "Trees"})
    reader.send()
    sent = Response.objects.get()
    assert sent.about_key == chapter.translation_key
    assert str(sent.about_block) == str(chapter.body[0].id)


def test_the_passage_of_an_attempt_that_has_one_stays(client: Client) -> None:
    page = make_consultation()
    reader = Reader(page, client)
    first, second = (chapter_asking(page, one, kind="opinion") for one in ("missing", "place"))
    reader.answer(first, "missing", missing="Trees")
    reader.decide("continue", "missing")
    reader.answer(second, "place", place="Hackney")
    reader.decide("join", "place")
    assert Attempt.objects.get().about_key == first.translation_key


def test_beside_the_same_passage_a_survey_gone_on_with_is_not_overwritten(client: Client) -> None:
    page = make_consultation()
    reader, chapter = Reader(page, client), chapter_asking(page, "missing", kind="opinion")
    reader.answer(chapter, "missing", missing="Trees")
    reader.decide("continue", "missing")
    reader.first()
    reader.second(**{name("missing"): "Trees and benches"})
    response = reader.answer(chapter, "missing", missing="Buses")
    assert "Add this to the answers you have begun" in text_of(response)
    assert own_words() == ["Trees and benches"]
    assert heading_of(reader.decide("join", "missing")) == HEADING


def test_an_earlier_version_that_does_not_ask_it_takes_nothing(client: Client) -> None:
    page = make_consultation()
    reader, chapter = Reader(page, client), chapter_asking(page, "missing", kind="opinion")
    reader.start()
    reader.first()
    mine = Attempt.objects.get()
    version = FormVersion.objects.get()
    texts = FormTexts.objects.get(pk=mine.texts_id)
    reader.answer(chapter, "missing", missing="Trees")
    older = FormVersion.objects.get(pk=version.pk)
    older.pk, older.number = None, 99
    older.structure = {**version.structure, "sections": version.structure["sections"][:1]}
    older.save()
    texts.pk, texts.version = None, older
    texts.save()
    Attempt.objects.filter(pk=mine.pk).update(texts=texts)
    before = stored()
    response = reader.decide("join", "missing")
    assert response.status_code == 409
    assert "belong to an earlier version of the form" in text_of(response)
    assert "Trees" in text_of(response)
    assert stored() == before


def test_what_was_handed_to_the_lead_stays_as_the_lead_reads_it(
    lead: Walk, colleague: Colleague
) -> None:
    colleague.post("check/")
    chapter = chapter_asking(lead.page, "missing", kind="opinion")
    reader = Reader(lead.page, colleague.client)
    reader.answer(chapter, "missing", missing="Trees")
    before = stored()
    response = reader.decide("join", "missing")
    assert response.status_code == 409
    assert "Take them back first" in text_of(response)
    assert "Trees" in text_of(response)
    assert stored() == before

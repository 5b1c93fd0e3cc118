"""What stands between questions: looked at in the form, in each language, and in the editor."""

from __future__ import annotations

import uuid
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from wagtail.models import Page

from plan.consultation.builder import definition_by_texts
from plan.consultation.models import ConsultationPage, FormTexts
from plan.consultation.queries import words_in_force
from plan.consultation.questions import content_type
from plan.models import Passage, SectionPage
from plan.shown_passages import passage_url
from tests.consultation.browsing import Walk, text_of
from tests.consultation.factories import known_id, make_consultation, question, record, section
from tests.factories import (
    committing,
    fresh,
    make_document,
    make_image,
    make_plan,
    make_section,
    restrict,
    translate,
)

pytestmark = pytest.mark.django_db


def content(kind: str, **value: Any) -> dict[str, Any]:
    """Content as the page holds it."""
    return {"type": kind, "id": known_id(kind), "value": value}


def asked_with(*contents: dict[str, Any], **fields: Any) -> ConsultationPage:
    """An open consultation of one section, with content before its question."""
    asked = question("short_text", "why", "Why?")
    return make_consultation(sections=[section("one", "One", *contents, asked)], **fields)


def first_page(page: ConsultationPage, language: str = "en") -> str:
    """The first page of its form, as a respondent without an account reads it."""
    walk = Walk(page, Client(), language)
    walk.start()
    return text_of(walk.get("section/1/"))


def image_value(image: Any, **value: Any) -> dict[str, Any]:
    """An image as its block holds it."""
    given = {"image": image.pk, "alt_text": "A bus stop at night", "decorative": False, **value}
    return {"image": given, "caption": "The stop in Mare Street"}


def film(**value: Any) -> dict[str, Any]:
    """A film as its block holds it."""
    given = {"title": "What we ask", "file": None, "url": "", "captions": None}
    return {**given, "transcript": "<p>Hello, and welcome.</p>", **value}


def block_of(kind: str) -> Any:
    """The block an editor fills in, as it stands in the form of a page."""
    form: Any = ConsultationPage._meta.get_field("form")
    questions = form.stream_block.child_blocks["section"].child_blocks["questions"]
    return questions.child_blocks[kind]


def errors_of(kind: str, **value: Any) -> dict[str, str]:
    """What an editor is told beside the fields of a block."""
    block = block_of(kind)
    with pytest.raises(ValidationError) as caught:
        block.clean(block.to_python(value))
    errors: Any = caught.value
    return {name: error.messages[0] for name, error in errors.block_errors.items()}


def test_a_fact_bank_opens_without_a_script() -> None:
    page = asked_with(content("content_facts", title="The figures", text="<p>Few <b>now</b>.</p>"))
    text = first_page(page)
    assert "<details" in text
    assert ">The figures</span></summary>" in text
    assert "<p>Few <b>now</b>.</p>" in text
    assert "<script>" not in text


def test_a_picture_has_the_words_of_its_version() -> None:
    image = make_image()
    page = asked_with(content("content_image", **image_value(image)))
    text = first_page(page)
    assert 'alt="A bus stop at night" loading="lazy"' in text
    assert "<figcaption>The stop in Mare Street</figcaption>" in text
    image.is_private = True
    image.save()
    assert "<figure" not in first_page(page)
    image.delete()
    assert "<figure" not in first_page(page)


def test_a_decorative_picture_says_nothing() -> None:
    value = image_value(make_image(), decorative=True)
    assert 'alt="" loading' in first_page(asked_with(content("content_image", **value)))


def test_a_film_of_ours_plays_with_captions_and_transcript() -> None:
    file, captions = make_document(title="Film"), make_document(title="Captions")
    page = asked_with(content("content_video", **film(file=file.pk, captions=captions.pk)))
    text = first_page(page)
    assert f'<video controls preload="none" width="640"><source src="{file.url}">' in text
    assert f'<track kind="captions" src="{captions.url}" srclang="en"' in text
    assert "<p>Hello, and welcome.</p>" in text
    captions.delete()
    file.is_private = True
    file.save()
    text = first_page(page)
    assert "<video" not in text
    assert "<p>Hello, and welcome.</p>" in text


@pytest.mark.parametrize("kind", ["content_video", "content_bsl"])
def test_nothing_is_loaded_from_elsewhere_before_the_reader_agrees(kind: str) -> None:
    text = first_page(asked_with(content(kind, **film(url="https://films.example/1"))))
    assert '<a class="govuk-link" href="https://films.example/1"' in text
    assert "This opens another website" in text
    for loaded in ('src="https://films.example', "<video", "<iframe"):
        assert loaded not in text


@pytest.mark.parametrize(("files", "url"), [(0, ""), (1, "https://films.example/1")])
def test_a_film_has_exactly_one_place(files: int, url: str) -> None:
    file = make_document().pk if files else None
    errors = errors_of("content_video", **film(file=file, url=url))
    assert errors == {
        "file": "Give exactly one: a file, or the address of the film on your own host."
    }


def test_private_files_are_refused_beside_the_field() -> None:
    private = make_document(is_private=True).pk
    refused = "This file is kept private. Choose one that the public may see."
    given = film(file=make_document().pk, captions=private)
    assert errors_of("content_video", **given) == {"captions": refused}
    picture = image_value(make_image(is_private=True))
    assert errors_of("content_image", **picture) == {"image": refused}


def test_alternative_text_and_captions_are_translated() -> None:
    page = asked_with(content("content_image", **image_value(make_image())))
    translate(page, "pl")
    text = first_page(page, "pl")
    assert 'alt="[pl] A bus stop at night"' in text
    assert "[pl] The stop in Mare Street" in text


@pytest.fixture
def chapter() -> SectionPage:
    """A chapter with a paragraph, a list and a heading."""
    body = [
        ("heading", {"text": "What we will do", "level": "2"}),
        "More <b>officers</b> on night buses.",
        ("list", "<ul><li>safer streets</li><li>better support</li></ul>"),
    ]
    return make_section(make_plan(), body, title="Safer travel")


def passage_content(chapter: Any, position: int, start: str = "https://plans.example/en") -> Any:
    """A passage by the link an editor copied."""
    block_id = chapter.body[position].id
    link = f"{start}/passages/{chapter.translation_key}/{block_id}/"
    return content("content_passage", link=link)


def test_a_passage_is_shown_with_number_and_link(chapter: SectionPage) -> None:
    page = asked_with(passage_content(chapter, 1), plan=chapter.get_parent())
    passage = Passage.objects.get(block_id=chapter.body[1].id)
    text = first_page(page)
    assert "<p>More <b>officers</b> on night buses.</p>" in text
    url = passage_url(chapter.translation_key, passage.block_id)
    assert f'<a class="govuk-link" href="{url}" target="_blank" rel="noopener">' in text
    assert f"Passage {passage.number} of “Safer travel” (opens in a new tab)</a>" in text
    assert Client().get(url).status_code == 200


@pytest.mark.parametrize(
    ("position", "shown"),
    [(0, "<p>What we will do</p>"), (2, "<ul><li>safer streets</li><li>better support</li></ul>")],
)
def test_lists_stay_lists(chapter: SectionPage, position: int, shown: str) -> None:
    page = asked_with(passage_content(chapter, position), plan=chapter.get_parent())
    assert shown in first_page(page)


def test_respondents_keep_the_words_of_their_version(chapter: SectionPage) -> None:
    page = asked_with(passage_content(chapter, 1), plan=chapter.get_parent())
    chapter.body[1].value.source = "<p>Fewer officers.</p>"
    with committing():
        chapter.save_revision().publish()
    assert Passage.objects.get(block_id=chapter.body[1].id).text == "Fewer officers."
    text = first_page(page)
    assert "More <b>officers</b>" in text
    assert "Fewer" not in text


def test_a_language_waits_for_the_passage(chapter: SectionPage) -> None:
    plan = fresh(chapter.get_parent().specific)
    page = asked_with(passage_content(chapter, 1), plan=plan)
    polish = translate(page, "pl")
    assert words_in_force(record(page), "pl") is None
    translate(chapter, "pl")
    with committing():
        polish.save_revision().publish()
    texts = words_in_force(record(page), "pl")
    assert texts is not None
    words = definition_by_texts(texts).sections[0].items[0].texts
    assert words["text"] == "[pl] More officers on night buses."
    assert words["title"] == "[pl] Safer travel"
    assert "[pl] More <b>officers</b> on night buses." in first_page(page, "pl")


def test_a_passage_that_is_shut_since_is_not_shown(chapter: SectionPage) -> None:
    page = asked_with(passage_content(chapter, 1), plan=chapter.get_parent())
    restrict(chapter)
    text = first_page(page)
    assert "officers" not in text
    assert "Why?" in text


def test_a_passage_that_was_taken_down_has_no_link(chapter: SectionPage) -> None:
    page = asked_with(passage_content(chapter, 1), plan=chapter.get_parent())
    Page.objects.filter(pk=chapter.pk).update(live=False)
    text = first_page(page)
    assert "More <b>officers</b>" in text
    assert "/passages/" not in text
    SectionPage.objects.get(pk=chapter.pk).delete()
    assert "More <b>officers</b>" in first_page(page)


@pytest.mark.parametrize("link", ["safer-travel", "https://plans.example/en/passages/", "a b"])
def test_what_is_no_link_to_a_passage_is_refused(link: str) -> None:
    errors = errors_of("content_passage", link=link)
    assert errors["link"].startswith("This is no link to a passage.")


def test_a_link_that_leads_nowhere_is_refused() -> None:
    errors = errors_of("content_passage", link=f"/en/passages/{uuid.uuid4()}/{uuid.uuid4()}/")
    assert errors["link"].startswith("No published passage has this link.")


@pytest.mark.parametrize("end", ["", "?from=mail", "#p-1"])
def test_links_are_read_as_people_copy_them(chapter: SectionPage, end: str) -> None:
    value = passage_content(chapter, 1, "http://localhost:8000/pl")["value"]
    block = block_of("content_passage")
    given = block.to_python({"link": value["link"] + end})
    assert block.clean(given)["link"] == value["link"] + end
    settings = content_type("content_passage").settings(given)
    assert settings["passage"] == str(chapter.translation_key)


def test_nothing_between_questions_keeps_a_form_from_being_answered(chapter: SectionPage) -> None:
    parts = [
        content("content_text", text="<p>Read this.</p>"),
        content("content_facts", title="Facts", text="<p>Few.</p>"),
        content("content_image", **image_value(make_image())),
        content("content_video", **film(url="https://films.example/1")),
        content("content_bsl", title="Signed", file=make_document().pk, url=""),
        passage_content(chapter, 1),
    ]
    page = asked_with(*parts, plan=chapter.get_parent())
    walk = Walk(page)
    walk.start()
    walk.post("section/1/", {f"q-{uuid.UUID(known_id('why')).hex}": "Because."})
    sent = walk.send()
    assert sent.status_code == 303
    words = FormTexts.objects.get(version__consultation=record(page)).texts
    assert words[f"{known_id('content_text')}.text"] == "<p>Read this.</p>"

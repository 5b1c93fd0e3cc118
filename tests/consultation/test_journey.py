"""The respondent's way, over HTTP: what each step shows, keeps and leads to."""

from __future__ import annotations

import uuid

import pytest

from plan.consultation.models import (
    Answer,
    Attempt,
    AttemptSection,
    ContactDetail,
    FormTexts,
    Response,
)
from plan.consultation.references import ALPHABET
from tests.consultation.browsing import (
    Walk,
    heading_of,
    page_of,
    stored,
    summary_errors,
    text_of,
    title_of,
)
from tests.consultation.factories import known_id, name

pytestmark = pytest.mark.django_db


def test_the_whole_way(walk: Walk) -> None:
    started = walk.start()
    assert (started.status_code, started["Location"]) == (303, f"{walk.address}section/1/")
    page = walk.get("section/1/")
    assert page.status_code == 200
    assert heading_of(page) == "About you"
    onwards = walk.first()
    assert (onwards.status_code, onwards["Location"]) == (303, f"{walk.address}section/2/")
    onwards = walk.second()
    assert (onwards.status_code, onwards["Location"]) == (303, f"{walk.address}check/")
    assert "Hackney" in text_of(walk.get("check/"))
    sent = walk.send()
    assert (sent.status_code, sent["Location"]) == (303, f"{walk.address}sent/")
    response = Response.objects.get()
    assert response.reference in text_of(walk.get("sent/"))
    assert AttemptSection.objects.count() == 0


def test_what_is_stored_of_a_response(walk: Walk) -> None:
    response = walk.finish_form()
    texts = FormTexts.objects.get()
    assert (response.language, response.channel) == ("en", "web")
    assert (response.version, response.texts) == (texts.version, texts)
    rows = {
        (row.question_id, row.option_id, row.text, row.number, row.date)
        for row in response.answers.all()
    }
    scale = uuid.uuid5(uuid.UUID(known_id("agree")), "agree")
    day = type(response.answers.get(question_id=known_id("date")).date)(2026, 2, 1)
    ids = {key: uuid.UUID(known_id(key)) for key in ("as", "person", "topics", "violence")}
    ids |= {key: uuid.UUID(known_id(key)) for key in ("trust", "agree", "place", "missing")}
    assert rows == {
        (ids["as"], ids["person"], "", None, None),
        (uuid.UUID(known_id("date")), None, "", None, day),
        (uuid.UUID(known_id("number")), None, "", 3, None),
        (ids["topics"], ids["violence"], "", None, None),
        (ids["topics"], ids["trust"], "", None, None),
        (ids["agree"], scale, "", None, None),
        (ids["place"], None, "Hackney", None, None),
        (ids["missing"], None, "More buses.\nMore light.", None, None),
    }
    contact = ContactDetail.objects.get()
    assert (contact.question_id, contact.kind, contact.value) == (
        uuid.UUID(known_id("email")),
        "email",
        "someone@example.com",
    )


def test_reference_has_eight_signs_nobody_confuses(walk: Walk) -> None:
    reference = walk.finish_form().reference
    assert len(reference) == 8
    assert set(reference) <= set(ALPHABET)
    assert not set(ALPHABET) & set("0O1IL5S8B2ZUV")


def test_start_by_get_leads_to_the_overview_and_stores_nothing(walk: Walk) -> None:
    response = walk.get()
    assert (response.status_code, response["Location"]) == (303, walk.page.url)
    assert Attempt.objects.count() == 0


def test_overview_starts_by_post(walk: Walk) -> None:
    page = walk.client.get(walk.page.url)
    assert walk.address in page_of(page).actions
    assert "Start the survey and have your say" in text_of(page)


def test_only_the_hash_of_the_token_is_stored(walk: Walk) -> None:
    walk.start()
    assert walk.token == walk.cookie.value
    assert len(walk.token) == 43
    assert walk.token not in repr(stored())


def test_cookie_belongs_to_the_form_alone(walk: Walk) -> None:
    walk.start()
    assert walk.cookie["path"] == walk.address
    assert walk.cookie["httponly"] is True
    assert walk.cookie["samesite"] == "Lax"
    assert walk.cookie["max-age"] == ""
    assert walk.cookie["expires"] == ""
    assert walk.cookie["secure"] == ""


def test_cookie_is_secure_where_the_site_is() -> None:
    from tests.consultation.factories import make_consultation

    walk = Walk(make_consultation())
    walk.client.post(walk.address, secure=True)
    assert walk.cookie["secure"] is True


def test_back_keeps_what_was_typed_even_if_it_is_wrong(walk: Walk) -> None:
    walk.start()
    walk.first()
    back = walk.second(back="1", **{name("place"): "Hackney", name("missing"): "x" * 501})
    assert (back.status_code, back["Location"]) == (303, f"{walk.address}section/1/")
    first = text_of(walk.get("section/1/"))
    assert 'value="someone@example.com"' in first
    assert "There is a problem" not in first
    second = walk.get("section/2/")
    assert "x" * 501 in text_of(second)
    assert summary_errors(second) == []


def test_first_section_has_no_way_back(walk: Walk) -> None:
    walk.start()
    assert 'name="back"' not in text_of(walk.get("section/1/"))
    onwards = walk.first(back="1")
    assert onwards["Location"] == f"{walk.address}section/2/"


def test_errors_are_listed_and_linked_to_their_fields(walk: Walk) -> None:
    walk.start()
    wrong = {
        name("as"): [],
        name("email"): "nobody",
        f"{name('date')}-month": "13",
        name("number"): "three",
    }
    response = walk.first(**wrong)
    assert response.status_code == 422
    errors = summary_errors(response)
    assert errors == [
        (f"#id_{name('as')}-0", "Choose an answer."),
        (
            f"#id_{name('email')}",
            "Enter an email address in the right form, like name@example.com.",
        ),
        (
            f"#id_{name('date')}-day",
            "Enter a real date with numbers only, for example 27 3 2026.",
        ),
        (f"#id_{name('number')}", "Enter a number, with digits only."),
    ]
    ids = page_of(response).ids
    assert all(ids.count(link.removeprefix("#")) == 1 for link, _words in errors)
    assert title_of(response).startswith("Error: Section 1 of 2")
    assert 'value="nobody"' in text_of(response)
    assert 'value="three"' in text_of(response)


def test_what_was_wrong_is_kept_too(walk: Walk) -> None:
    walk.start()
    walk.first(**{name("number"): "three"})
    kept = AttemptSection.objects.get()
    assert kept.is_valid is False
    assert kept.typed[name("number")] == ["three"]


def test_leaving_a_page_keeps_it_without_an_answer(walk: Walk) -> None:
    walk.start()
    response = walk.first(keep="1", **{name("number"): "three"})
    assert (response.status_code, response.content) == (204, b"")
    assert AttemptSection.objects.get().typed[name("number")] == ["three"]


def test_check_page_shows_every_answer_in_words(walk: Walk) -> None:
    page = text_of(walk.fill().get("check/"))
    for words in (
        "As a person",
        "someone@example.com",
        "1 February 2026",
        "Violence",
        "Trust",
        "Agree",
        "Hackney",
        "More buses.<br>More light.",
    ):
        assert words in page, words
    assert "Not answered" not in page


def test_check_page_says_what_was_not_answered(walk: Walk) -> None:
    walk.start()
    walk.post("section/1/", {name("as"): known_id("person")})
    assert text_of(walk.get("check/")).count("Not answered") == 7


def test_sending_with_errors_lists_them_and_sends_nothing(walk: Walk) -> None:
    walk.start()
    walk.second()
    response = walk.send()
    assert response.status_code == 422
    anchor = f"row-{uuid.UUID(known_id('as')).hex}"
    assert summary_errors(response) == [(f"#{anchor}", "How do you respond? – Choose an answer.")]
    assert page_of(response).ids.count(anchor) == 1
    assert title_of(response).startswith("Error: Check your answers")
    assert Response.objects.count() == 0
    assert Answer.objects.count() == 0
    assert AttemptSection.objects.count() == 1


def test_changing_an_answer_leads_back_to_checking(walk: Walk) -> None:
    walk.fill()
    reopened = walk.post("check/", {"change_section": "1"})
    address = f"{walk.address}section/1/?check=1"
    assert (reopened.status_code, reopened["Location"]) == (303, address)
    page = walk.client.get(address)
    assert ("check", "1") in page_of(page).hidden
    assert "Continue to your answers" in text_of(page)
    onwards = walk.first(check="1", **{name("number"): "7"})
    assert onwards["Location"] == f"{walk.address}check/"
    walk.send()
    assert Answer.objects.get(question_id=known_id("number")).number == 7


def test_reopened_section_says_what_is_wrong_at_once(walk: Walk) -> None:
    walk.start()
    page = walk.get("section/1/", check="1")
    assert summary_errors(page) == [(f"#id_{name('as')}-0", "Choose an answer.")]

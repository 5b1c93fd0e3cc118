"""Questions beside passages of the plan: shown while open, answered there, sent or carried on."""

from __future__ import annotations

import uuid
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from wagtail.models import PageViewRestriction

from plan.consultation.enums import Doubt
from plan.consultation.models import Answer, Attempt, AttemptSection, Consultation, Response
from plan.models import Passage
from tests.consultation.browsing import heading_of, text_of, token_in
from tests.consultation.embedding import Reader, chapter_asking, given
from tests.consultation.factories import known_id, make_consultation, name, record
from tests.factories import fresh, make_plan, make_section
from tests.priorities.counting import forget, queries_of

pytestmark = pytest.mark.django_db
Q = uuid.UUID(known_id("missing"))


@pytest.fixture
def asked(client: Client) -> tuple[Reader, Any]:
    """A reader, and a chapter that asks what is missing."""
    page = make_consultation()
    return Reader(page, client), chapter_asking(page, "missing", kind="opinion")


def form_in(client: Client, chapter: Any) -> bool:
    """Whether the chapter has a form."""
    return "Tell us what you think of this" in text_of(client.get(chapter.url))


def test_the_chapter_is_cacheable_sets_no_cookie_and_carries_no_token(asked: Any) -> None:
    reader, chapter = asked
    response = reader.client.get(chapter.url)
    html = text_of(response)
    assert f'action="/en/take-part/{record(reader.page).public_id}/answer/"' in html
    assert f'name="{name("missing")}"' in html
    assert "What is missing?" in html
    assert "csrf" not in html
    assert 'name="attempt"' not in html
    assert response["Cache-Control"] == "max-age=300"
    assert not response.has_header("Set-Cookie")
    assert not response.cookies
    assert "Cookie" not in response.get("Vary", "")
    assert response.content == Client().get(chapter.url).content


def test_the_chapter_is_served_from_a_cache(asked: Any, settings: Any) -> None:
    reader, chapter = asked
    settings.MIDDLEWARE = [
        "django.middleware.cache.UpdateCacheMiddleware",
        *settings.MIDDLEWARE,
        "django.middleware.cache.FetchFromCacheMiddleware",
    ]
    first = Client().get(chapter.url)
    assert queries_of(Client(), chapter.url) == 0
    again = Client().get(chapter.url)
    assert again.content == first.content
    assert reader.answer(chapter, "missing", missing="Buses").status_code == 200


def test_no_copy_outlives_the_next_opening_or_closing(asked: Any) -> None:
    reader, chapter = asked
    now = timezone.now()
    for opens, closes, limit, is_shown in (
        (now - timedelta(days=1), now + timedelta(seconds=90), 90, True),
        (now + timedelta(seconds=60), now + timedelta(days=1), 60, False),
    ):
        Consultation.objects.update(opens_at=opens, closes_at=closes)
        response = reader.client.get(chapter.url)
        age = int(response["Cache-Control"].removeprefix("max-age="))
        assert limit - 20 <= age <= limit
        assert form_in(reader.client, chapter) is is_shown
    Consultation.objects.update(opens_at=now - timedelta(days=2), closes_at=now)
    assert not form_in(reader.client, chapter)
    assert not reader.client.get(chapter.url).has_header("Cache-Control")


def test_it_is_no_passage_and_moves_no_number(asked: Any) -> None:
    _, chapter = asked
    rows = Passage.objects.filter(page=chapter).order_by("position")
    assert [(row.kind, row.number[-2:]) for row in rows] == [
        ("paragraph", ".1"),
        ("paragraph", ".2"),
    ]
    assert "missing" not in fresh(chapter).searchable_text()


def test_what_the_public_may_not_see_is_not_asked(asked: Any) -> None:
    reader, chapter = asked
    # Past the guard, which keeps open consultations public.
    rule = PageViewRestriction(page=reader.page, restriction_type="password", password="secret")
    PageViewRestriction.objects.bulk_create([rule])
    assert not form_in(Client(), chapter)


@pytest.mark.parametrize("number", [3, 30])
def test_many_blocks_cost_what_one_costs(client: Client, number: int) -> None:
    page = make_consultation()
    body: list[Any] = []
    value = {"kind": "opinion", "page": page.pk, "questions": [known_id("missing")]}
    for _ in range(number):
        body += ["Words.", ("ask", value)]
    chapter = make_section(page.get_parent().specific, body)
    forget()
    assert text_of(client.get(chapter.url)).count('class="plan-ask ') == number
    # As any chapter, and three more: which consultations, and their state with their words; which
    # of them take comments.
    assert queries_of(client, chapter.url) == 7 + 3 <= 12


def test_sending_only_this_makes_a_response_of_this_alone(asked: Any) -> None:
    reader, chapter = asked
    response = reader.answer(chapter, "missing", missing="More buses.")
    assert heading_of(response) == "Send your answer"
    assert "More buses." in text_of(response)
    assert "no-store" in response["Cache-Control"]
    assert Response.objects.count() == 0
    assert reader.decide("send", "missing").status_code == 303
    sent = Response.objects.get()
    page = text_of(reader.get("sent/"))
    assert sent.reference in page
    assert f'href="{chapter.url}#p-{chapter.body[0].id}"' in page
    assert list(sent.answers.values_list("question_id", "text")) == [(Q, "More buses.")]
    assert (sent.about_key, str(sent.about_block)) == (
        chapter.translation_key,
        str(chapter.body[0].id),
    )
    assert sent.doubts == []
    assert not AttemptSection.objects.exists()
    assert Response.objects.counted().count() == 1
    reader.decide("send", "missing")
    assert Response.objects.count() == 1


def test_without_cookies_it_is_sent_as_well(asked: Any) -> None:
    reader, chapter = asked
    first = reader.answer(chapter, "missing", missing="Trees")
    reader.client = Client()
    response = reader.decide("send", "missing")
    assert token_in(first)
    assert response.status_code == 200
    assert Response.objects.get().reference in text_of(response)


def test_continuing_carries_the_answer_into_its_section(asked: Any) -> None:
    reader, chapter = asked
    reader.answer(chapter, "missing", missing="More buses.")
    assert reader.decide("continue", "missing")["Location"] == f"{reader.address}section/1/"
    assert reader.first().status_code == 303
    assert "More buses." in text_of(reader.get("section/2/"))
    reader.send()
    sent = Response.objects.get()
    assert sent.answers.filter(question_id=Q, text="More buses.").exists()
    assert sent.answers.count() > 1
    assert sent.about_key == chapter.translation_key


def test_the_rest_of_the_survey_is_still_demanded_of_the_whole(asked: Any) -> None:
    reader, chapter = asked
    reader.answer(chapter, "missing", missing="More buses.")
    response = reader.send()
    assert response.status_code == 422
    assert Response.objects.count() == 0


def test_going_back_and_correcting_uses_the_same_attempt(asked: Any) -> None:
    reader, chapter = asked
    for words in ("Buses", "Trains"):
        reader.answer(chapter, "missing", missing=words)
    assert Attempt.objects.count() == 1
    reader.decide("send", "missing")
    assert Answer.objects.get().text == "Trains"


def test_answers_under_way_are_neither_changed_nor_forgotten(asked: Any) -> None:
    reader, chapter = asked
    reader.start()
    reader.first()
    reader.second()
    mine, cookie = reader.token, reader.cookie.value
    response = reader.answer(chapter, "missing", missing="Only buses")
    assert "Add this to the answers you have begun" in text_of(response)
    assert reader.cookie.value == cookie
    sent = reader.decide("send", "missing")
    assert sent.status_code == 200
    assert Response.objects.get().reference in text_of(sent)
    reader.token = mine
    assert "More buses." in text_of(reader.get("section/2/"))


def test_they_can_be_added_to_answers_under_way(asked: Any) -> None:
    reader, chapter = asked
    reader.start()
    reader.second(**{name("missing"): ""})
    reader.answer(chapter, "missing", missing="Only buses")
    assert reader.decide("join", "missing").status_code == 303
    assert Attempt.objects.count() == 1
    page = text_of(reader.get("section/2/"))
    assert "Only buses" in page
    assert "Hackney" in page


def test_a_program_that_fills_in_everything_is_marked_and_kept(asked: Any) -> None:
    reader, chapter = asked
    data = {**given(chapter, "missing", missing="Buy now"), "subject": "Hello"}
    reader.token = token_in(reader.client.post(f"{reader.address}answer/", data))
    reader.decide("send", "missing")
    assert Response.objects.counted().get().doubts == [Doubt.TRAP.value]


def test_the_address_alone_leads_to_the_consultation(asked: Any) -> None:
    reader, _ = asked
    response = reader.get("answer/")
    assert response.status_code == 303
    assert response["Location"].endswith(reader.page.url)


def test_a_plan_without_its_consultation_shows_nothing() -> None:
    plan = make_plan()
    value = {"kind": "opinion", "page": 999_999, "questions": [known_id("missing")]}
    chapter = make_section(plan, ["Words.", ("ask", value)])
    assert "plan-ask" not in text_of(Client().get(chapter.url))

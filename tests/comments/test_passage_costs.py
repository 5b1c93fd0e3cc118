"""What comments cost a chapter and a passage's page, and who may keep copies of them."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from plan.comments.enums import CommentState, Scope
from plan.comments.models import CommentSettings
from plan.models import Passage
from tests.comments.commenting import Commenter, page_of, words_of
from tests.comments.factories import make_comment

pytestmark = pytest.mark.django_db


@pytest.fixture
def reader(taking: CommentSettings, passage: Passage) -> Commenter:
    return Commenter(passage)


@pytest.mark.parametrize("number", [3, 30])
def test_a_chapter_names_the_passage_and_how_many(
    taking: CommentSettings, reader: Commenter, client: Client, number: int
) -> None:
    for _ in range(number):
        make_comment(taking, reader.passage)
    url = reader.passage.page.get_url()
    client.get(url)
    with CaptureQueriesContext(connection) as captured:
        response = client.get(url)
    comments = [query for query in captured if "plan_comments_" in query["sql"]]
    assert len(comments) == 2
    text = words_of(response)
    assert f"Comment on {reader.passage.number} ({number})" in text
    assert response["Cache-Control"] == "max-age=60"
    assert not response.cookies


def test_the_page_with_a_form_is_one_readers_own(
    taking: CommentSettings, reader: Commenter
) -> None:
    response = reader.read()
    assert set(response["Cache-Control"].split(", ")) == {"private", "no-cache"}
    assert not response.cookies
    assert page_of(response) != page_of(reader.read())
    taking.consultation.closes_at = timezone.now() - timedelta(minutes=1)
    taking.consultation.save()
    closed = reader.read()
    assert closed["Cache-Control"] == "no-cache"
    assert closed.plan_kept_for == 60


def big(settings: CommentSettings, passage: Passage, number: int) -> None:
    """Many comments, every tenth a reply, every hundredth in Polish about other words."""
    from plan.comments.models import Comment, CommentAuthor

    parent = make_comment(settings, passage)
    now = timezone.now()
    given: dict[str, Any] = {
        name: getattr(parent, name)
        for name in ("about_key", "about_block", "placed_key", "placed_block", "page_title")
    }
    rows = Comment.objects.bulk_create(
        Comment(
            consultation=settings.consultation,
            attempt_hash=f"{number:064}",
            text=f"Text {number}",
            state=CommentState.PUBLISHED,
            state_since=now,
            posted_at=now,
            language="pl" if number % 100 == 0 else "en",
            passage_language="pl" if number % 100 == 0 else "en",
            passage_text=passage.text,
            reply_to=parent if number % 10 == 0 else None,
            **given,
        )
        for number in range(number)
    )
    CommentAuthor.objects.bulk_create(CommentAuthor(comment=row, name="Me") for row in rows)


@pytest.mark.parametrize("number", [3, 30, 5000])
@pytest.mark.parametrize("query", ["", "?page=2&sort=newest", "?language=pl"])
def test_the_number_of_queries(
    taking: CommentSettings, reader: Commenter, number: int, query: str
) -> None:
    taking.has_machine_translation, taking.scope = True, Scope.CHOSEN
    taking.save()
    taking.places.create(translation_key=reader.passage.translation_key)
    big(taking, reader.passage, number)
    reader.read(query)
    with CaptureQueriesContext(connection) as captured:
        assert reader.read(query).status_code == 200
    assert len(captured) <= 10, "\n".join(found["sql"][:300] for found in captured)

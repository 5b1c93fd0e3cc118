"""The ways to comments about text no longer in the plan, back from there, and out of a mistake."""

from __future__ import annotations

import uuid
from typing import Any

import pytest
from django.contrib.auth.models import Permission
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from plan.comments.actions.attach_comments import attach_comments
from plan.comments.desk.places import titles_and_lost
from plan.comments.enums import CommentState
from plan.comments.models import Comment, CommentSettings
from plan.comments.successors import lost_places
from plan.models import Passage
from tests.comments.desk.conftest import SignedIn
from tests.comments.desk.readings import QUEUE, references, url_of, words
from tests.comments.factories import make_comment, passages_of

pytestmark = pytest.mark.django_db

LIST = f"{QUEUE}gone/"
UNDO = "Take back the attachment"


@pytest.fixture
def attached(taking: CommentSettings, passage: Passage, manager: Any) -> list[Comment]:
    """Two comments on a passage that is gone, attached to the next one; and one that is its own."""
    two = [make_comment(taking, passage) for _ in range(2)]
    identity = (passage.translation_key, passage.block_id)
    other = passages_of(passage.page)[1]
    own = make_comment(taking, other)
    Passage.objects.filter(pk=passage.pk).delete()
    attach_comments(identity=identity, to=other, user=manager)
    return [*two, own]


def lose(taking: CommentSettings, passage: Passage, number: int, **fields: Any) -> None:
    """So many comments, each on a passage that is gone."""
    for _ in range(number):
        make_comment(taking, passage, placed_block=uuid.uuid4(), **fields)


@pytest.mark.parametrize(
    ("number", "sentence"),
    [
        (1, "1 comment is about text no longer in the plan."),
        (2, "2 comments are about text no longer in the plan."),
    ],
)
def test_the_queue_leads_there(
    taking: CommentSettings, passage: Passage, signed_in: SignedIn, number: int, sentence: str
) -> None:
    make_comment(taking, passage)
    lose(taking, passage, number, state=CommentState.REJECTED)
    client = signed_in("Moderator")
    page = client.get(QUEUE)
    assert references(page) == []
    assert sentence in words(page)
    assert f'href="{LIST}"' in page.content.decode()
    there = client.get(LIST)
    assert len(there.context["rows"]) == number
    assert f'<a class="button button-secondary" href="{QUEUE}">' in there.content.decode()


def test_nothing_leads_where_nothing_is_lost(
    taking: CommentSettings, passage: Passage, signed_in: SignedIn
) -> None:
    make_comment(taking, passage)
    page = signed_in("Moderator").get(QUEUE)
    assert page.context["lost"] == 0
    assert LIST not in page.content.decode()
    assert QUEUE in signed_in("Moderator").get(LIST).content.decode()


def test_as_many_as_the_list_says(taking: CommentSettings, passage: Passage) -> None:
    assert titles_and_lost()[1] == 0
    make_comment(taking, passage)
    gone = uuid.uuid4()
    for state in CommentState:
        make_comment(taking, passage, state=state, placed_block=gone)
    lose(taking, passage, 3)
    assert titles_and_lost()[1] == sum(place.number for place in lost_places()) == 10


@pytest.mark.parametrize("number", [3, 30])
def test_twelve_queries_at_most_where_many_are_lost(
    taking: CommentSettings,
    passage: Passage,
    signed_in: SignedIn,
    django_assert_max_num_queries: DjangoAssertNumQueries,
    number: int,
) -> None:
    client = signed_in("Moderator")
    client.get(QUEUE)
    lose(taking, passage, number, state=CommentState.WAITING)
    with django_assert_max_num_queries(12):
        assert client.get(QUEUE).context["lost"] == number


def test_attaching_is_taken_back_from_one_of_them(
    attached: list[Comment], signed_in: SignedIn
) -> None:
    client = signed_in("Moderator")
    page = words(client.get(url_of(attached[0])))
    assert f"{UNDO} 2 comments go back to the passage they were written about;" in page
    done = client.post(url_of(attached[0]), {"what": "detach"}, follow=True)
    assert done.redirect_chain == [(url_of(attached[0]), 302)]
    assert "2 comments stand again at the passage they were written about." in words(done)
    assert UNDO not in words(done)
    assert "The passage is no longer in the plan." in words(done)
    assert [row.is_moved for row in Comment.objects.order_by("pk")] == [False] * 3
    assert [place.number for place in lost_places()] == [2]
    again = client.post(url_of(attached[0]), {"what": "detach"}, follow=True)
    assert "It is not attached to another passage any more." in words(again)
    assert [place.number for place in lost_places()] == [2]


def test_no_button_where_nothing_was_attached(attached: list[Comment], signed_in: SignedIn) -> None:
    assert UNDO not in words(signed_in("Moderator").get(url_of(attached[2])))


def test_who_only_reads_takes_nothing_back(attached: list[Comment], signed_in: SignedIn) -> None:
    assert (
        Permission.objects.filter(codename="moderate_comment", group__name="Analyst").count() == 0
    )
    client = signed_in("Analyst")
    assert UNDO not in words(client.get(url_of(attached[0])))
    refused = client.post(url_of(attached[0]), {"what": "detach"})
    assert refused.status_code == 422
    assert "Your role does not allow this." in words(refused)
    assert [row.is_moved for row in Comment.objects.order_by("pk")] == [True, True, False]


def test_the_list_of_places_is_below_the_queue(
    taking: CommentSettings, passage: Passage, signed_in: SignedIn
) -> None:
    lose(taking, passage, 1)
    comment = Comment.objects.get()
    place = reverse("plan_comments_admin:orphan", args=[comment.placed_key, comment.placed_block])
    html = signed_in("Moderator").get(place).content.decode()
    assert f'href="{LIST}"' in html
    assert f'href="{QUEUE}"' in html

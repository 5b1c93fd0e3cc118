"""Comments about text no longer in the plan: listed, and attached by a person to a successor."""

from __future__ import annotations

import uuid
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.models import ModelLogEntry

from plan.comments.actions.attach_comments import (
    OtherPlanError,
    attach_comments,
    detach_comments,
)
from plan.comments.enums import CommentState, HintKind
from plan.comments.models import Comment, CommentHint, CommentSettings
from plan.comments.successors import likeness, lost_places, passages_numbered, proposals
from plan.comments.tallies import counted, stored
from plan.models import Passage
from tests.comments.factories import make_comment, make_passage, make_settings, passages_of
from tests.comments.staff import make_moderator, make_nobody
from tests.factories import make_plan, make_section

pytestmark = pytest.mark.django_db
LIST = "/admin/comments-of-the-public/gone/"
OLD = "We keep an officer in every ward of the city, day and night, who knows its people well."
NEW = "We keep an officer in each ward of the city, day and night, who knows its people well."
REST = "Schools get a named contact who comes at least once in a term, and more often if asked."


@pytest.fixture
def chapter(taking: CommentSettings) -> list[Passage]:
    """Passages of a chapter, of which the first was about to be commented on."""
    from plan.models import PlanPage

    assert taking.consultation.plan is not None
    plan = PlanPage.objects.get(translation_key=taking.consultation.plan.translation_key)
    return passages_of(make_section(plan, (OLD, NEW, REST, f"{REST} {OLD}", "We act.")))


@pytest.fixture
def lost(taking: CommentSettings, chapter: list[Passage]) -> list[Comment]:
    """Two comments and a reply on a passage that is gone by now."""
    first = make_comment(taking, chapter[0], "More of them, please.")
    rows = [
        first,
        make_comment(taking, chapter[0], "Quite so.", reply_to=first),
        make_comment(taking, chapter[0], "Not yet read.", state=CommentState.WAITING),
    ]
    chapter[0].delete()
    return rows


def browser(user: Any) -> Client:
    """Somebody signed in."""
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def address(comment: Comment) -> str:
    """The page of the place where a comment stood."""
    identity = [comment.placed_key, comment.placed_block]
    return reverse("plan_comments_admin:orphan", args=identity)


@pytest.mark.parametrize(
    ("before", "now", "least", "most"),
    [
        (OLD, OLD, 100, 100),
        (OLD, NEW, 95, 99),
        (OLD, REST, 0, 60),
        (f"{OLD} {REST}", OLD, 90, 90),
        (OLD, f"{REST} {OLD}", 90, 90),
        ("We act.", "We act on all that you say to us, and we listen.", 0, 60),
        (
            "نحافظ على الأمن في كل حي من أحياء المدينة",
            "نحافظ على الأمان في كل حي من أحياء المدينة",
            95,
            99,
        ),
        ("", "", 0, 100),
    ],
)
def test_likeness(before: str, now: str, least: float, most: float) -> None:
    assert least <= likeness(before, now) <= most


def test_proposals_are_in_order(lost: list[Comment], chapter: list[Passage]) -> None:
    [place] = lost_places()
    assert (place.number, place.passage_text, place.is_page_there) == (3, OLD, True)
    found = [(each.passage, each.score) for each in proposals(place)]
    assert found == [(chapter[1], 95), (chapter[3], 90)]


def test_another_plan_or_language_is_not_proposed(lost: list[Comment]) -> None:
    make_passage(make_plan(), OLD)
    [place] = lost_places()
    assert 100 not in {each.score for each in proposals(place)}


def test_attaching_moves_all_and_is_logged(lost: list[Comment], chapter: list[Passage]) -> None:
    user = make_moderator()
    before = (lost[0].placed_key, lost[0].placed_block)
    assert attach_comments(identity=before, to=chapter[1], user=user, score=98) == 3
    after = (chapter[1].translation_key, chapter[1].block_id)
    for comment in Comment.objects.all():
        assert (comment.placed_key, comment.placed_block) == after
        assert (comment.about_key, comment.about_block) == before
        assert (comment.passage_text, comment.is_moved) == (OLD, True)
        entry = ModelLogEntry.objects.get(object_id=str(comment.pk))
        assert (entry.action, entry.user) == ("plan_comments.attach", user)
        assert entry.data == {
            "from": [str(part) for part in before],
            "to": [str(part) for part in after],
            "score": 98,
        }
        assert entry.message == "Attached to another passage, which was alike to 98 per cent"
    assert +stored() == counted()
    assert sum(counted().values()) == 2
    assert lost_places() == []


def test_it_can_be_taken_back(lost: list[Comment], chapter: list[Passage]) -> None:
    user = make_moderator()
    before = (lost[0].placed_key, lost[0].placed_block)
    own = make_comment(lost[0].consultation.comment_settings, chapter[1])
    attach_comments(identity=before, to=chapter[1], user=user)
    assert detach_comments(about=before, user=user) == 3
    assert [place.number for place in lost_places()] == [3]
    own.refresh_from_db()
    assert own.placed_block == chapter[1].block_id
    assert +stored() == counted()


@pytest.mark.parametrize("case", ["nobody", "other plan", "gone"])
def test_refused_attaching_changes_nothing(
    lost: list[Comment], chapter: list[Passage], case: str
) -> None:
    user = make_nobody() if case == "nobody" else make_moderator()
    to = make_passage(make_plan(), OLD) if case == "other plan" else chapter[1]
    if case == "gone":
        Passage.objects.filter(pk=to.pk).delete()
    identity = (lost[0].placed_key, lost[0].placed_block)
    before = list(Comment.objects.order_by("pk").values())
    with pytest.raises(PermissionDenied if case == "nobody" else OtherPlanError):
        attach_comments(identity=identity, to=to, user=user)
    assert list(Comment.objects.order_by("pk").values()) == before
    assert not ModelLogEntry.objects.filter(action="plan_comments.attach").exists()


def test_by_number_in_the_same_language_first(lost: list[Comment], chapter: list[Passage]) -> None:
    [place] = lost_places()
    assert list(passages_numbered(place, chapter[4].number)) == [chapter[4]]
    assert list(passages_numbered(place, "")) == list(passages_numbered(place, "99.1")) == []


def test_the_screens(lost: list[Comment], chapter: list[Passage]) -> None:
    client = browser(make_moderator())
    page = client.get(LIST)
    assert page.status_code == 200
    assert address(lost[0]) in page.content.decode()
    html = client.get(address(lost[0])).content.decode()
    for words in ("More of them, please.", "Quite so.", "alike to 95 per cent", "Attach"):
        assert words in html
    done = client.post(address(lost[0]), {"passage": str(chapter[1].pk)}, follow=True)
    assert f"3 comments stand at passage {chapter[1].number} now." in done.content.decode()
    assert "Every comment stands at a passage" in done.content.decode()
    again = client.get(address(lost[0]), follow=True)
    assert "Nothing is to be attached there, or not any more." in again.content.decode()


def test_any_passage_by_its_number(lost: list[Comment], chapter: list[Passage]) -> None:
    client = browser(make_moderator())
    for number, words in {
        "": "Type the number of the passage.",
        "99.9": "No passage of this plan has the number 99.9.",
    }.items():
        page = client.post(address(lost[0]), {"passage": "other", "number": number})
        assert page.status_code == 422
        assert words in page.content.decode()
        assert f'value="{number}"' in page.content.decode() or not number
    assert client.post(address(lost[0]), {"passage": "x", "number": "1"}).status_code == 422
    assert lost_places() != []
    client.post(address(lost[0]), {"passage": "other", "number": chapter[4].number})
    assert {row.placed_block for row in Comment.objects.all()} == {chapter[4].block_id}
    assert ModelLogEntry.objects.first().data["score"] is None


def test_only_moderators_attach(lost: list[Comment], chapter: list[Passage]) -> None:
    from django.contrib.auth.models import Permission

    user = make_moderator(email="analyst@example.org")
    user.user_permissions.remove(Permission.objects.get(codename="moderate_comment"))
    client = browser(user)
    assert "Your role does not allow this." in client.get(address(lost[0])).content.decode()
    assert client.post(address(lost[0]), {"passage": str(chapter[1].pk)}).url == "/admin/"
    assert [place.number for place in lost_places()] == [3]


def test_what_is_set_aside_is_not_shown(lost: list[Comment]) -> None:
    CommentHint.objects.create(comment=lost[0], kind=HintKind.HARM)
    html = browser(make_moderator()).get(address(lost[0])).content.decode()
    assert "More of them" not in html
    assert "Quite so." in html


def test_places_that_are_not_lost(taking: CommentSettings, chapter: list[Passage]) -> None:
    client = browser(make_moderator())
    comment = make_comment(taking, chapter[0])
    assert client.get(address(comment)).url == LIST
    comment.placed_block = uuid.uuid4()
    assert client.post(address(comment), {"passage": "1"}).url == LIST
    assert not Comment.objects.get().is_moved


def test_queries_do_not_grow(taking: CommentSettings, chapter: list[Passage]) -> None:
    client = browser(make_moderator())
    numbers = []
    for more in (3, 27):
        for _ in range(more):
            gone = {"placed_block": uuid.uuid4()}
            make_comment(taking, chapter[0], **gone)
        client.get(LIST)
        with CaptureQueriesContext(
            connection,
        ) as captured:
            client.get(LIST)
        numbers.append(len(captured))
    assert numbers[0] == numbers[1]
    assert len(lost_places()) == 30


def test_a_consultation_without_these_is_not_mixed_in(
    lost: list[Comment], taking: CommentSettings
) -> None:
    other = make_settings(make_plan())
    assert [place.plan_pk for place in lost_places()] == [taking.consultation.plan_id]
    assert other.consultation.plan_id != taking.consultation.plan_id

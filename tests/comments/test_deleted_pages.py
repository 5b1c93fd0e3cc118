"""What was said behind a password stays there when the page is deleted."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.models import Page

from plan.comments.actions.attach_comments import attach_comments, detach_comments
from plan.comments.models import Comment, CommentSettings, HiddenPage
from plan.comments.successors import lost_places
from plan.consultation.models import Consultation
from plan.models import Passage, PlanPage
from tests.comments.commenting import one, passage_path, words_of
from tests.comments.factories import make_comment, make_passage, post
from tests.comments.reading import address_of, ago
from tests.comments.staff import make_moderator
from tests.factories import committing, fresh, publish, restrict, translate

pytestmark = pytest.mark.django_db

FILES = ("", "feed.atom", "feed.rss", "comments.csv", "comments.jsonl")
WORDS = ("Secret remark", "Secret passage")


@pytest.fixture
def comment(taking: CommentSettings, passage: Passage) -> Comment:
    return make_comment(taking, passage, "Secret remark", passage_text="Secret passage")


def delete(page: Page) -> None:
    """As an editor does."""
    with committing():
        fresh(page.specific).delete()


def said(taking: CommentSettings, comment: Comment) -> bool:
    """Whether anything public tells of it."""
    told = []
    for name in FILES:
        response: Any = Client().get(address_of(taking, rest=name))
        content = b"".join(response) if response.streaming else response.content
        told.append(any(words in content.decode() for words in WORDS))
    told.append(Client().get(one("comment", comment)).status_code == 302)
    assert len(set(told)) == 1, told
    return told[0]


def test_behind_a_password_to_the_end(
    taking: CommentSettings, passage: Passage, comment: Comment
) -> None:
    translate(passage.page, "ar")
    arabic = passage.page.get_translations().get()
    restrict(passage.page)
    assert not said(taking, comment)
    delete(passage.page)
    delete(arabic)
    assert not Page.objects.filter(translation_key=passage.translation_key).exists()
    assert not said(taking, comment)


def test_below_a_page_behind_a_password(
    taking: CommentSettings, passage: Passage, comment: Comment
) -> None:
    Consultation.objects.update(closes_at=ago(1))  # while it is open nobody can be shut out
    restriction = restrict(passage.page.get_parent())
    delete(passage.page)
    restriction.delete()
    assert not said(taking, comment)


def test_what_everybody_could_read_stays_readable(
    taking: CommentSettings, passage: Passage, comment: Comment
) -> None:
    translate(passage.page, "ar")
    arabic = passage.page.get_translations().get()
    restrict(passage.page).delete()
    delete(passage.page)
    delete(arabic)
    assert said(taking, comment)
    assert not HiddenPage.objects.exists()


def test_pages_without_comments_leave_nothing(taking: CommentSettings, passage: Passage) -> None:
    restrict(passage.page)
    delete(passage.page)
    assert not HiddenPage.objects.exists()


def test_a_page_that_is_published_again_speaks_for_itself(
    taking: CommentSettings, passage: Passage, comment: Comment
) -> None:
    HiddenPage.objects.create(translation_key=passage.translation_key)
    publish(fresh(passage.page.specific))
    assert not HiddenPage.objects.exists()
    delete(passage.page)
    assert said(taking, comment)


def test_attached_and_taken_back_it_is_hidden_again(
    taking: CommentSettings, passage: Passage, comment: Comment
) -> None:
    other = make_passage(passage.page.get_parent(), "Something else.", "More.")
    moderator = make_moderator()
    restrict(passage.page)
    delete(passage.page)
    about = (passage.translation_key, passage.block_id)
    attach_comments(identity=about, to=other, user=moderator)
    assert said(taking, comment)
    detach_comments(about=about, user=moderator)
    assert not said(taking, comment)


@pytest.mark.parametrize("is_there", [True, False])
def test_whoever_attaches_is_warned(
    taking: CommentSettings, passage: Passage, comment: Comment, client: Client, is_there: bool
) -> None:
    client.force_login(make_moderator())
    Passage.objects.filter(block_id=passage.block_id).delete()
    address = reverse("plan_comments_admin:orphan", args=comment.about)
    warning = "Not everybody could read this page"
    assert warning not in client.get(address).content.decode()
    restrict(passage.page)
    if not is_there:
        delete(passage.page)
    [place] = lost_places()
    assert (place.is_page_there, place.is_shut) == (is_there, True)
    assert warning in client.get(address).content.decode()


def test_replies_come_back_with_their_comment(taking: CommentSettings, passage: Passage) -> None:
    plan = PlanPage.objects.get(pk=passage.page.get_parent().pk)
    other = make_passage(plan, "Something else.", "More.")
    about, there = ((one.translation_key, one.block_id) for one in (passage, other))
    first = make_comment(taking, passage, "Parent.")
    Passage.objects.filter(block_id=passage.block_id).delete()
    attach_comments(identity=about, to=other, user=make_moderator())
    taking.showing = "at_once"
    taking.save()
    first.refresh_from_db()
    reply = post(taking, other, "A reply.", reply_to=first)
    stays = post(taking, other, "Written there.")
    passage.pk = None
    passage.save()
    assert detach_comments(about=about, user=make_moderator(email="b@example.org")) == 2
    reply.refresh_from_db()
    stays.refresh_from_db()
    assert (reply.placed_key, reply.placed_block) == about
    assert (stays.placed_key, stays.placed_block) == there
    own, others = (words_of(Client().get(passage_path(one))) for one in (passage, other))
    assert "(2)" in own
    assert "A reply." in own
    assert "(1)" in others
    assert "A reply." not in others

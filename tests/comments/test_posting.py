"""A comment is stored with what it is about, once for each form, while the consultation is open."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from plan.comments.actions.post_comment import NotTakenError
from plan.comments.enums import CommentState, HintKind, Identification, Showing
from plan.comments.models import Comment, CommentSettings, PlaceTally
from plan.comments.tokens import new_attempt_token, read_attempt_token
from plan.consultation.enums import ConsultationState
from plan.models import Passage
from tests.comments.factories import make_settings, post, posting

pytestmark = pytest.mark.django_db

#: What these forms stood beside; only views ask.
BESIDE = {"words": "", "language": "en"}


def test_it_keeps_what_its_author_saw(taking: CommentSettings, passage: Passage) -> None:
    comment = post(taking, passage, "More benches, please.", name="Friend of the park")
    assert comment.passage_text == "We listen to everybody."
    assert (comment.about_key, comment.about_block) == (passage.translation_key, passage.block_id)
    assert (comment.placed_key, comment.placed_block) == (comment.about_key, comment.about_block)
    assert comment.passage_number == passage.number != ""
    assert comment.state == CommentState.WAITING
    assert comment.author.name == "Friend of the park"
    assert len(comment.reference) == 8


def test_one_form_makes_one_comment(taking: CommentSettings, passage: Passage) -> None:
    given = posting(taking, passage)
    first = post(taking, passage, "Once.", token=given.token)
    again = post(taking, passage, "Once.", token=given.token)
    assert again == first
    assert Comment.objects.count() == 1


@pytest.mark.parametrize(
    ("showing", "text", "state"),
    [
        (Showing.CHECKED, "Fine.", CommentState.WAITING),
        (Showing.NEVER, "Fine.", CommentState.WAITING),
        (Showing.AT_ONCE, "Fine.", CommentState.PUBLISHED),
        (Showing.AT_ONCE, "Write to me@example.org", CommentState.WAITING),
    ],
)
def test_what_becomes_of_it(
    taking: CommentSettings, passage: Passage, showing: Showing, text: str, state: CommentState
) -> None:
    taking.showing = showing
    comment = post(taking, passage, text)
    assert comment.state == state
    number = sum(PlaceTally.objects.values_list("number", flat=True))
    assert number == int(state == CommentState.PUBLISHED)


def test_an_address_must_be_confirmed_where_that_is_asked(
    taking: CommentSettings, passage: Passage
) -> None:
    taking.identification = Identification.EMAIL
    taking.showing = Showing.AT_ONCE
    comment = post(taking, passage, "Fine.", email="Me@Example.org")
    assert comment.state == CommentState.UNCONFIRMED
    assert comment.author.email == "me@example.org"


@pytest.mark.parametrize(
    ("moved", "state"),
    [
        (timedelta(days=-2), ConsultationState.SCHEDULED),
        (timedelta(days=31), ConsultationState.CLOSED),
    ],
)
def test_before_and_after_nothing_is_stored(
    taking: CommentSettings, passage: Passage, moved: timedelta, state: ConsultationState
) -> None:
    now = timezone.now() + moved
    token = read_attempt_token(new_attempt_token(now, **BESIDE))
    with pytest.raises(NotTakenError) as caught:
        post(taking, passage, received_at=now, token=token)
    assert caught.value.state is state
    assert not Comment.objects.exists()


def test_whoever_had_begun_has_the_grace(passage: Passage) -> None:
    plan_page = passage.page.get_parent()
    now = timezone.now()
    taking = make_settings(plan_page, closes=now - timedelta(minutes=5))
    taking.consultation.grace_minutes = 10
    taking.consultation.save()
    early = read_attempt_token(new_attempt_token(now - timedelta(minutes=6), **BESIDE))
    late = read_attempt_token(new_attempt_token(now - timedelta(minutes=4), **BESIDE))
    assert post(taking, passage, token=early).pk
    with pytest.raises(NotTakenError):
        post(taking, passage, token=late)


def test_what_comes_faster_than_anybody_types_waits(
    taking: CommentSettings, passage: Passage
) -> None:
    taking.showing = Showing.AT_ONCE
    token = read_attempt_token(new_attempt_token(timezone.now(), **BESIDE))
    comment = post(taking, passage, "Buy now.", token=token)
    assert (comment.state, comment.doubts) == (CommentState.WAITING, ["fast"])


def test_contact_details_are_hinted(taking: CommentSettings, passage: Passage) -> None:
    comment = post(taking, passage, "Call 020 7946 0000 or write to a.b@example.org.")
    [hint] = comment.hints.all()
    assert hint.kind == HintKind.CONTACT
    assert "a.b@example.org" in hint.found

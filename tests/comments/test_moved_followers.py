"""Who follows a passage goes where its comments go, gets one letter, and comes back with them."""

from __future__ import annotations

from typing import Any

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.utils import timezone

from plan.comments.actions.attach_comments import attach_comments, detach_comments
from plan.comments.actions.decide_comment import decide_comment
from plan.comments.enums import CommentState, Decision
from plan.comments.following.links import link_path, passage_path
from plan.comments.models import Comment, CommentSettings, Follower
from plan.comments.queries import Identity
from plan.models import Passage
from plan.shown_passages import passage_url
from tests.comments.factories import make_comment, make_settings, passages_of
from tests.comments.staff import make_moderator, make_nobody
from tests.factories import committing, make_plan

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("tasks")]


def identity_of(passage: Passage) -> Identity:
    """Its identity."""
    return passage.translation_key, passage.block_id


@pytest.fixture
def old(taking: CommentSettings, passage: Passage) -> Identity:
    """A passage with a comment, gone by now."""
    make_comment(taking, passage)
    identity = identity_of(passage)
    Passage.objects.filter(pk=passage.pk).delete()
    return identity


@pytest.fixture
def new(old: Identity, passage: Passage) -> Passage:
    """The passage that takes its place."""
    return passages_of(passage.page)[0]


def follow(
    taking: CommentSettings, identity: Identity, email: str = "ada@example.org", **fields: Any
) -> Follower:
    """A follower of a place."""
    return Follower.objects.create(
        consultation=taking.consultation,
        translation_key=identity[0],
        block_id=identity[1],
        email=email,
        **{"language": "en", "confirmed_at": timezone.now(), **fields},
    )


def place_of(follower: Follower) -> Identity:
    """Where a follower stands now."""
    row = Follower.objects.get(pk=follower.pk)
    return row.translation_key, row.block_id


def publish_at(taking: CommentSettings, passage: Passage) -> list[str]:
    """A comment there is published; to whom letters went."""
    mail.outbox.clear()
    comment = make_comment(taking, passage, state=CommentState.WAITING)
    moderator = make_moderator(email=f"{comment.reference}@example.org")
    with committing():
        decide_comment(comment=comment, decision=Decision.PUBLISH, user=moderator)
    return sorted(letter.to[0] for letter in mail.outbox)


def test_they_move_along_and_are_told(taking: CommentSettings, old: Identity, new: Passage) -> None:
    follower = follow(taking, old)
    stop = link_path("stop_following", follower)
    attach_comments(identity=old, to=new, user=make_moderator())
    assert place_of(follower) == identity_of(new)
    assert publish_at(taking, new) == ["ada@example.org"]
    follower.refresh_from_db()
    assert passage_path(follower) == passage_url(*identity_of(new))
    assert passage_path(follower) in mail.outbox[0].body
    Client().post(stop)
    assert not Follower.objects.exists()


def test_they_come_back(taking: CommentSettings, old: Identity, new: Passage) -> None:
    moved, native = follow(taking, old), follow(taking, identity_of(new), "bob@example.org")
    user = make_moderator()
    attach_comments(identity=old, to=new, user=user)
    detach_comments(about=old, user=user)
    assert (place_of(moved), place_of(native)) == (old, identity_of(new))
    moved.refresh_from_db()
    assert (moved.asked_key, moved.asked_block) == (None, None)
    assert publish_at(taking, new) == ["bob@example.org"]


def test_who_follows_both_keeps_one_and_gets_one_letter(
    taking: CommentSettings, old: Identity, new: Passage
) -> None:
    first, second = follow(taking, old), follow(taking, identity_of(new))
    user = make_moderator()
    attach_comments(identity=old, to=new, user=user)
    assert (place_of(first), place_of(second)) == (old, identity_of(new))
    assert publish_at(taking, new) == ["ada@example.org"]
    detach_comments(about=old, user=user)
    assert (place_of(first), place_of(second)) == (old, identity_of(new))


def test_a_request_nobody_confirmed_gives_way(
    taking: CommentSettings, old: Identity, new: Passage
) -> None:
    sure = follow(taking, old)
    follow(taking, identity_of(new), confirmed_at=None)
    unsure = follow(taking, old, "bob@example.org", confirmed_at=None)
    sure_there = follow(taking, identity_of(new), "bob@example.org")
    attach_comments(identity=old, to=new, user=make_moderator())
    assert place_of(sure) == place_of(sure_there) == identity_of(new)
    assert place_of(unsure) == old
    assert Follower.objects.count() == 3
    assert publish_at(taking, new) == ["ada@example.org", "bob@example.org"]


def test_over_two_passages_and_back(taking: CommentSettings, old: Identity, new: Passage) -> None:
    user, follower = make_moderator(), follow(taking, old)
    attach_comments(identity=old, to=new, user=user)
    native = follow(taking, identity_of(new), "bob@example.org")
    between = identity_of(new)
    [last] = [row for row in passages_of(new.page) if row.pk != new.pk][:1] or [None]
    if last is None:
        from tests.factories import make_section

        plan = new.page.get_parent().specific
        last = passages_of(make_section(plan, ("We act at last.",)))[0]
    Passage.objects.filter(pk=new.pk).delete()
    attach_comments(identity=between, to=last, user=user)
    assert place_of(follower) == place_of(native) == identity_of(last)
    detach_comments(about=old, user=user)
    assert (place_of(follower), place_of(native)) == (old, identity_of(last))


def test_who_asked_anew_has_one(taking: CommentSettings, old: Identity, new: Passage) -> None:
    user = make_moderator()
    follow(taking, old)
    moved = follow(taking, old, "bob@example.org")
    attach_comments(identity=old, to=new, user=user)
    again = follow(taking, old)
    follow(taking, old, "bob@example.org", confirmed_at=None)
    detach_comments(about=old, user=user)
    assert sorted(Follower.objects.values_list("pk", flat=True)) == sorted([again.pk, moved.pk])
    assert place_of(again) == place_of(moved) == old


def test_followers_of_other_plans_and_consultations_stay(
    taking: CommentSettings, old: Identity, new: Passage
) -> None:
    other = make_settings(make_plan())
    elsewhere = follow(other, old)
    attach_comments(identity=old, to=new, user=make_moderator())
    assert place_of(elsewhere) == old


def test_refused_attaching_moves_nobody(
    taking: CommentSettings, old: Identity, new: Passage
) -> None:
    follow(taking, old)
    follow(taking, identity_of(new), confirmed_at=None)
    before = list(Follower.objects.order_by("pk").values())
    with pytest.raises(PermissionDenied):
        attach_comments(identity=old, to=new, user=make_nobody())
    with pytest.raises(PermissionDenied):
        detach_comments(about=old, user=make_nobody("other@example.org"))
    assert list(Follower.objects.order_by("pk").values()) == before
    assert not Comment.objects.get().is_moved


@pytest.mark.parametrize("number", [3, 30])
def test_as_many_queries_for_few_as_for_many(
    taking: CommentSettings,
    old: Identity,
    new: Passage,
    number: int,
    django_assert_max_num_queries: Any,
) -> None:
    for place in range(number):
        follow(taking, old, f"{place}@example.org")
    user = make_moderator()
    user.has_perm("plan_comments.moderate_comment")
    with django_assert_max_num_queries(20):
        attach_comments(identity=old, to=new, user=user)
    assert Follower.objects.filter(block_id=new.block_id).count() == number

"""Tallies equal the rows after whatever happens to comments; a command proves it."""

from __future__ import annotations

import random
from io import StringIO

import pytest
from django.core.management import call_command

from plan.comments.actions.agree_with_comment import agree_with_comment
from plan.comments.actions.attach_comments import (
    PassageThereError,
    attach_comments,
    detach_comments,
)
from plan.comments.actions.change_state import NotPossibleError
from plan.comments.actions.count_comments import corrected, count_agreements
from plan.comments.actions.decide_comment import Redaction, decide_comment
from plan.comments.actions.erase_comment import erase_comment
from plan.comments.actions.own_comment import confirm_comment, edit_comment, withdraw_comment
from plan.comments.actions.post_comment import Words
from plan.comments.enums import Decision, Identification, Showing
from plan.comments.models import Comment, CommentSettings, PlaceTally
from plan.comments.rules import rules_of
from plan.comments.tallies import counted, stored
from plan.models import Passage
from tests.comments.factories import make_comment, make_passage, passages_of, post
from tests.comments.staff import make_moderator

pytestmark = pytest.mark.django_db
STEPS = 150


class Crowd:
    """People and moderators who do at random what can be done."""

    def __init__(self, taking: CommentSettings, passages: list[Passage], seed: int) -> None:
        self.taking, self.passages, self.rng = taking, passages, random.Random(seed)
        rights = ("remove_comment", "view_commentoriginal", "erase_comment")
        self.user = make_moderator(*rights, email=f"m{seed}@example.org")
        self.reason = rules_of(taking, "en").reasons[0]

    def step(self) -> str:
        """One thing, unless it cannot be done to that comment; what it was."""
        name = self.rng.choice(["post", "decide", "decide", "own", "attach", "erase"])
        rows = list(Comment.objects.order_by("pk"))
        comment = self.rng.choice(rows) if rows else None
        if name == "post" or comment is None:
            self.post()
            return "post"
        try:
            getattr(self, name)(comment)
        except NotPossibleError:
            return "refused"
        return name

    def post(self) -> None:
        """A comment, shown at once or not."""
        self.taking.showing = self.rng.choice(list(Showing))
        self.taking.identification = self.rng.choice([Identification.NAME, Identification.EMAIL])
        self.taking.save()
        text = self.rng.choice(["Fine.", "Write to me@example.org", "THIS IS ALL SO VERY BAD NOW"])
        post(self.taking, self.rng.choice(self.passages), text, email="a@example.org")

    def decide(self, comment: Comment) -> None:
        """A moderator's decision."""
        decision = self.rng.choice(list(Decision))
        decide_comment(
            comment=comment,
            decision=decision,
            user=self.user,
            why="Because",
            reason=self.reason,
            redaction=Redaction(text=((0, 3),)),
        )

    def own(self, comment: Comment) -> None:
        """What the author does."""
        action = self.rng.choice([confirm_comment, withdraw_comment, None])
        if action is None:
            edit_comment(comment=comment, words=Words("Other words."))
        else:
            action(comment=comment)

    def attach(self, comment: Comment) -> None:
        """Its passage is gone, and comes back; meanwhile it was attached elsewhere."""
        about = (comment.placed_key, comment.placed_block)
        rows = Passage.objects.filter(translation_key=about[0], block_id=about[1])
        kept = list(rows)
        rows.delete()
        others = [one for one in self.passages if (one.translation_key, one.block_id) != about]
        attach_comments(identity=about, to=self.rng.choice(others), user=self.user, score=70)
        Passage.objects.bulk_create(kept)
        if self.rng.random() < 0.5:
            detach_comments(about=(comment.about_key, comment.about_block), user=self.user)

    def erase(self, comment: Comment) -> None:
        """For good."""
        if self.rng.random() < 0.3:
            erase_comment(comment=comment, user=self.user, reason="Asked")


@pytest.mark.parametrize("seed", [1, 2])
def test_they_equal_the_rows(taking: CommentSettings, passage: Passage, seed: int) -> None:
    plan = passage.page.get_parent()
    make_passage(plan, "We answer.", "We count.")
    passages = [one for page in plan.get_children() for one in passages_of(page)]
    crowd = Crowd(taking, passages, seed)
    done = set()
    for _ in range(STEPS):
        done.add(crowd.step())
        assert +stored() == counted()
    assert done == {"post", "decide", "own", "attach", "erase", "refused"}
    assert min(stored().values()) >= 0


def test_the_command_finds_what_is_wrong(taking: CommentSettings, passage: Passage) -> None:
    for _ in range(3):
        make_comment(taking, passage)
    out = StringIO()
    call_command("count_comments", stdout=out)
    assert out.getvalue() == "Tallies that were wrong: 0\nAgreements that were wrong: 0\n"
    PlaceTally.objects.update(number=5)
    call_command("count_comments", stdout=out)
    assert "the tally said 5, there are 3" in out.getvalue()
    assert "Tallies that were wrong: 1\n" in out.getvalue()
    assert stored() == counted()
    PlaceTally.objects.all().delete()
    call_command("count_comments", stdout=out)
    assert "the tally said 0, there are 3" in out.getvalue()
    assert stored() == counted()


def test_the_command_finds_agreements_that_are_wrong(
    taking: CommentSettings, passage: Passage
) -> None:
    right, wrong = make_comment(taking, passage), make_comment(taking, passage)
    for comment in (right, wrong):
        for browser in ("a", "b"):
            agree_with_comment(comment=comment, browser_hash=browser)
    Comment.objects.filter(pk=wrong.pk).update(agreements=7)
    out = StringIO()
    call_command("count_comments", stdout=out)
    assert f"Comment {wrong.reference}: 7 agreed as stored, there are 2\n" in out.getvalue()
    assert out.getvalue().endswith("Agreements that were wrong: 1\n")
    assert set(Comment.objects.values_list("agreements", flat=True)) == {2}
    assert count_agreements() == []
    assert corrected(right) is corrected(Comment(pk=0)) is None


def test_nothing_is_attached_from_where_it_belongs(
    taking: CommentSettings, passage: Passage
) -> None:
    comment = make_comment(taking, passage)
    other = passages_of(passage.page)[1]
    identity = (comment.placed_key, comment.placed_block)
    with pytest.raises(PassageThereError):
        attach_comments(identity=identity, to=other, user=make_moderator())
    assert not Comment.objects.get().is_moved

"""What must hold of the demonstration's comments: invented, labelled, decided on."""

from __future__ import annotations

from collections import Counter

from django.test import Client
from django.utils import timezone

from home.demo.comments import add_comments
from home.demo.content_files import read_json
from home.demo_accounts import make_demo_accounts
from home.models import User
from plan.comments.enums import CommentState
from plan.comments.models import Comment, CommentSettings, HouseRules, PlaceTally
from plan.comments.tallies import counted, stored
from plan.consultation.models import Consultation

LABELS = {"en": "[Invented]", "pl": "[Zmyślone]", "ar": "[مختلق]"}


def assert_labelled() -> None:
    """Text and name say that they are invented, and each was posted while it was open."""
    [settings] = CommentSettings.objects.all()
    written = read_json("comments")["comments"]
    found = list(Comment.objects.select_related("author"))
    assert len(found) == len(written)
    opens, now = settings.consultation.opens_at, timezone.now()
    assert opens is not None
    for comment in found:
        assert comment.text.startswith(LABELS[comment.language])
        assert comment.author.name.startswith(LABELS[comment.language])
        assert opens < comment.posted_at < now
        assert not comment.doubts


def assert_states() -> None:
    """Each is in the state that is written, and the tallies agree."""
    states = Counter(Comment.objects.values_list("state", flat=True))
    assert states == {
        CommentState.PUBLISHED: 10,
        CommentState.REDACTED: 1,
        CommentState.REJECTED: 2,
        CommentState.WAITING: 4,
    }
    assert sum(PlaceTally.objects.values_list("number", flat=True)) == 11
    assert +counted() == +stored()


def assert_answered() -> None:
    """The body has answered one of them, in every language."""
    [comment] = Comment.objects.exclude(official_answer=None)
    assert set(comment.official_answer.texts) == {"en", "pl", "ar"}


def assert_redacted() -> None:
    """What was taken out is in no public text."""
    [comment] = Comment.objects.filter(state=CommentState.REDACTED)
    assert "Officer Example" not in comment.text
    assert "Officer Example" in comment.original.text


def assert_rules_translated() -> None:
    """House rules are in every language."""
    codes = HouseRules.objects.values_list("locale__language_code", flat=True)
    assert set(codes) == {"en", "pl", "ar"}
    polish = HouseRules.objects.get(locale__language_code="pl")
    assert polish.rules[0].value["rule"].startswith("Zachowaj kulturę")


def assert_none_added() -> None:
    """A second run adds none."""
    [consultation] = Consultation.objects.all()
    assert add_comments(consultation, timezone.now()) == 0


def assert_moderator_can_sign_in() -> None:
    """The moderator gets a password with the other accounts, and none before."""
    user = User.objects.get(email="moderator@demonstration.example")
    assert not user.has_usable_password()
    sign_ins = {one.role: one for one in make_demo_accounts()}
    client = Client()
    assert client.login(email=user.email, password=sign_ins["Moderator"].password)


ASSERTIONS = (
    assert_labelled,
    assert_states,
    assert_answered,
    assert_redacted,
    assert_rules_translated,
    assert_none_added,
    assert_moderator_can_sign_in,
)

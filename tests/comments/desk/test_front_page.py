"""The admin's front page, the menu, the history, the snippets."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone
from wagtail.models import ModelLogEntry

from plan.comments.enums import CommentState, HintKind
from plan.comments.log_words import FORMATTERS
from plan.comments.models import CommentHint, CommentSettings, HouseRules, ListedWords
from plan.models import Passage
from tests.comments.desk.conftest import SignedIn
from tests.comments.desk.readings import QUEUE, words
from tests.comments.factories import make_comment, make_house_rules

pytestmark = pytest.mark.django_db


@pytest.fixture
def waiting(taking: CommentSettings, passage: Passage) -> None:
    """Two wait, a third is set aside."""
    for days in (4, 1):
        moment = timezone.now() - timedelta(days=days, minutes=1)
        make_comment(taking, passage, state=CommentState.WAITING, state_since=moment)
    aside = make_comment(taking, passage, state=CommentState.WAITING)
    CommentHint.objects.create(comment=aside, kind=HintKind.HARM)


@pytest.mark.parametrize(
    ("role", "waits", "aside"),
    [
        ("Moderator", True, False),
        ("Consultation manager", True, True),
        ("Analyst", False, False),
        ("Editor", False, False),
    ],
)
def test_what_waits(
    waiting: None, signed_in: SignedIn, role: str, waits: bool, aside: bool
) -> None:
    text = words(signed_in(role).get("/admin/"))
    said = "2 comments wait for a decision. The oldest has waited for 4 days."
    assert (said in text) is waits
    assert ("1 comment may disclose harm and waits for somebody to look." in text) is aside


def test_nothing_waits(taking: CommentSettings, signed_in: SignedIn) -> None:
    assert "for a decision" not in words(signed_in("Moderator").get("/admin/"))


def test_every_action_has_words(taking: CommentSettings, passage: Passage, moderator: Any) -> None:
    comment = make_comment(taking, passage)
    for name in FORMATTERS:
        ModelLogEntry.objects.log_action(comment, f"plan_comments.{name}", user=moderator)
    messages = {entry.action: entry.message for entry in ModelLogEntry.objects.all()}
    assert not [message for message in messages.values() if message.startswith("Unknown")]
    assert messages["plan_comments.withdraw"] == "Withdrawn by its author"
    assert messages["plan_comments.edit"] == "Changed by its author"
    assert messages["plan_comments.confirm"] == "Confirmed by its author"


def test_editors_keep_house_rules(signed_in: SignedIn) -> None:
    rules = make_house_rules()
    client = signed_in("Editor")
    listed = reverse("wagtailsnippets_plan_comments_houserules:list")
    assert "House rules" in words(client.get(listed))
    url = reverse("wagtailsnippets_plan_comments_houserules:edit", args=[rules.pk])
    assert "Be civil." in client.get(url).content.decode()


def test_house_rules_in_use_stay(taking: CommentSettings, signed_in: SignedIn) -> None:
    rules = HouseRules.objects.get()
    url = reverse("wagtailsnippets_plan_comments_houserules:delete", args=[rules.pk])
    response = signed_in("superuser").post(url, follow=True)
    assert "“House rules” are the house rules of 1 consultation." in words(response)
    assert HouseRules.objects.count() == 1
    taking.delete()
    signed_in("superuser").post(url)
    assert HouseRules.objects.count() == 0


def test_managers_keep_listed_words(signed_in: SignedIn) -> None:
    url = reverse("wagtailsnippets_plan_comments_listedwords:add")
    client = signed_in("Consultation manager")
    client.post(url, {"language": "en", "words": "idiot\nfraud"})
    assert ListedWords.objects.get().words.splitlines() == ["idiot", "fraud"]
    client.post(url, {"language": "xx", "words": "idiot"})
    assert ListedWords.objects.count() == 1
    assert signed_in("Moderator").get(url)["Location"] == "/admin/"


def test_permissions_can_be_granted_one_by_one(signed_in: SignedIn) -> None:
    text = words(signed_in("superuser").get(reverse("wagtailusers_groups:add")))
    assert "Can decide on comments" in text
    assert "Can remove comments by order, and undo that" in text


def test_the_menu(taking: CommentSettings, signed_in: SignedIn) -> None:
    for role, is_shown in (("Moderator", True), ("Analyst", True), ("Editor", False)):
        assert (QUEUE in signed_in(role).get("/admin/").content.decode()) is is_shown, role

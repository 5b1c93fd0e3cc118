"""One comment: what each role sees of it."""

from __future__ import annotations

import uuid
from datetime import date
from typing import Any

import pytest
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from plan.comments.actions.decide_comment import Redaction, decide_comment
from plan.comments.enums import CommentState, Decision, HintKind
from plan.comments.models import (
    Comment,
    CommentHint,
    CommentOriginal,
    CommentReport,
    CommentSettings,
)
from plan.models import Passage
from tests.comments.desk.conftest import SignedIn
from tests.comments.desk.readings import first_reason, url_of, words
from tests.comments.factories import make_comment, post

pytestmark = pytest.mark.django_db

WAITING = CommentState.WAITING


@pytest.fixture
def comment(taking: CommentSettings, passage: Passage) -> Comment:
    """A comment with contact details, by somebody with an address."""
    return post(
        taking,
        passage,
        "Call me: 020 7946 0000.\nThe <b>park</b>!",
        name="Ann",
        email="ann@example.org",
        quotation="We listen",
    )


def test_the_passage_beside_the_comment(comment: Comment, signed_in: SignedIn) -> None:
    response = signed_in("Moderator").get(url_of(comment))
    text = words(response)
    assert f"Passage {comment.passage_number} {comment.page_title} We listen to everybody." in text
    assert "Quoted from the passage: We listen" in text
    html = response.content.decode()
    assert "Call me: <mark>020 7946 0000</mark>." in html
    assert "&lt;b&gt;park&lt;/b&gt;" in html
    assert "Contact details" in text
    assert "The plan says now" not in text


def test_words_that_have_changed_since(comment: Comment, signed_in: SignedIn) -> None:
    Passage.objects.filter(block_id=comment.placed_block).update(text="We listen to some.")
    text = words(signed_in("Moderator").get(url_of(comment)))
    assert "We listen to everybody. This is what the comment is about. The plan says now:" in text
    assert "We listen to some." in text


def test_a_passage_that_is_gone(comment: Comment, signed_in: SignedIn) -> None:
    Comment.objects.filter(pk=comment.pk).update(placed_block=uuid.uuid4())
    text = words(signed_in("Moderator").get(url_of(comment)))
    assert "We listen to everybody." in text
    assert "The passage is no longer in the plan." in text
    assert "See the passage in the plan" not in text


@pytest.mark.parametrize(
    ("role", "is_seen"),
    [("Moderator", False), ("Analyst", False), ("Consultation manager", True), ("superuser", True)],
)
def test_addresses_are_for_those_who_may_see_them(
    comment: Comment,
    taking: CommentSettings,
    passage: Passage,
    signed_in: SignedIn,
    role: str,
    is_seen: bool,
) -> None:
    other = post(taking, passage, "Mine as well.", email="Ann@example.org")
    post(taking, passage, "Of somebody else.", email="bob@example.org")
    response = signed_in(role).get(url_of(comment))
    text = words(response)
    assert ("ann@example.org" in text) is is_seen
    assert (other.reference in text) is is_seen
    assert "1 other comment came from the same address or account." in text
    assert "Of somebody else." not in text


def test_without_an_address_nobody_is_the_same(
    taking: CommentSettings, passage: Passage, signed_in: SignedIn
) -> None:
    one, _two = post(taking, passage, name="Ann"), post(taking, passage, name="Ann")
    text = words(signed_in("Consultation manager").get(url_of(one)))
    assert "By the same author" not in text


@pytest.fixture
def redacted(comment: Comment, manager: Any) -> Comment:
    """It is published without the number."""
    return decide_comment(
        comment=comment,
        decision=Decision.REDACT,
        user=manager,
        why="A telephone number",
        redaction=Redaction(text=((9, 22),), name=True),
    )


@pytest.mark.parametrize(
    ("role", "is_seen"), [("Moderator", False), ("Analyst", False), ("Consultation manager", True)]
)
def test_originals_are_for_those_who_may_read_them(
    redacted: Comment, signed_in: SignedIn, role: str, is_seen: bool
) -> None:
    redacted.original.delete_on = date(2031, 5, 6)
    redacted.original.save()
    text = words(signed_in(role).get(url_of(redacted)))
    assert ("7946 0000" in text) is is_seen
    assert ("Original, before redaction" in text) is is_seen
    assert ("Deleted on 6 May 2031." in text) is is_seen
    assert "█████" in text
    assert "Published with redaction: A telephone number" in text


def test_what_readers_reported(comment: Comment, signed_in: SignedIn) -> None:
    rule = first_reason(comment)
    CommentReport.objects.create(
        comment=comment, browser_hash="a", language="en", rule_id=rule.id, words="It is rude."
    )
    CommentReport.objects.create(
        comment=comment, browser_hash="b", language="en", handled_at=timezone.now()
    )
    text = words(signed_in("Moderator").get(url_of(comment)))
    assert ": Be civil. It is rude." in text
    assert text.count("Dealt with") == 1


def test_what_is_set_aside(comment: Comment, signed_in: SignedIn) -> None:
    CommentHint.objects.create(comment=comment, kind=HintKind.HARM)
    refused = signed_in("Moderator").get(url_of(comment))
    assert (refused.status_code, refused["Location"]) == (302, "/admin/")
    response = signed_in("Consultation manager").get(url_of(comment))
    assert "This comment may disclose harm." in words(response)
    assert response.context["choices"] == []
    assert "I have looked" in words(response)


def test_the_note_of_the_named_role_is_not_for_moderators(
    comment: Comment, signed_in: SignedIn
) -> None:
    CommentHint.objects.create(
        comment=comment, kind=HintKind.HARM, seen_at=timezone.now(), note="Called the family."
    )
    assert "Called the family." in words(signed_in("Consultation manager").get(url_of(comment)))
    text = words(signed_in("Moderator").get(url_of(comment)))
    assert "Called the family." not in text
    assert "May disclose harm" not in text


def test_similar_ones(taking: CommentSettings, passage: Passage, signed_in: SignedIn) -> None:
    same = [
        make_comment(taking, passage, f"More benches {n}.", state=WAITING, similar_group=4)
        for n in range(3)
    ]
    same.append(make_comment(taking, passage, "More benches.", similar_group=4))
    make_comment(taking, passage, "Fewer cars.", state=WAITING, similar_group=5)
    response = signed_in("Moderator").get(url_of(same[0]))
    assert (
        response.context["shown"].similar.number,
        response.context["shown"].similar.waiting,
    ) == (
        3,
        3,
    )
    text = words(response)
    assert "3 of this kind wait. Decide on all of them at once:" in text
    assert "Fewer cars." not in text
    assert "Decide on all of them" not in words(signed_in("Analyst").get(url_of(same[0])))


DECISIONS = {
    ("Moderator", "waiting"): ["publish", "redact", "reject"],
    ("Moderator", "published"): ["redact", "reject", "return"],
    ("Moderator", "redacted"): ["redact", "reject", "return"],
    ("Moderator", "rejected"): ["publish", "redact", "return"],
    ("Moderator", "removed"): [],
    ("Moderator", "withdrawn"): [],
    ("Moderator", "unconfirmed"): [],
    ("Consultation manager", "waiting"): ["publish", "redact", "reject", "remove"],
    ("Consultation manager", "published"): ["redact", "reject", "remove", "return"],
    ("Consultation manager", "redacted"): ["redact", "reject", "remove", "return", "restore"],
    ("Consultation manager", "rejected"): ["publish", "redact", "remove", "return"],
    ("Consultation manager", "removed"): ["return"],
    ("Consultation manager", "withdrawn"): [],
    ("Analyst", "waiting"): [],
    ("Analyst", "redacted"): [],
}


@pytest.mark.parametrize(("role", "state"), DECISIONS)
def test_what_can_be_decided(
    taking: CommentSettings, passage: Passage, signed_in: SignedIn, role: str, state: str
) -> None:
    comment = make_comment(taking, passage, state=CommentState(state))
    if state == "redacted":
        CommentOriginal.objects.create(comment=comment, text="All")
    response = signed_in(role).get(url_of(comment))
    offered = [choice.decision.value for choice in response.context["choices"]]
    assert offered == DECISIONS[role, state]


def test_no_redaction_is_undone_once_its_original_is_deleted(
    taking: CommentSettings, passage: Passage, signed_in: SignedIn
) -> None:
    comment = make_comment(taking, passage, state=CommentState.REDACTED)
    response = signed_in("Consultation manager").get(url_of(comment))
    offered = [choice.decision.value for choice in response.context["choices"]]
    assert offered == ["redact", "reject", "remove", "return"]


@pytest.mark.parametrize("role", ["Editor", "Publisher", "Data owner"])
def test_others_do_not_come_in(comment: Comment, signed_in: SignedIn, role: str) -> None:
    response = signed_in(role).get(url_of(comment))
    assert (response.status_code, response["Location"]) == (302, "/admin/")


def test_a_comment_that_there_is_not(signed_in: SignedIn, taking: CommentSettings) -> None:
    url = "/admin/comments-of-the-public/comment/NONE/"
    assert signed_in("Moderator").get(url, follow=True).status_code == 404


@pytest.mark.parametrize("number", [3, 30])
def test_as_many_queries_for_few_as_for_many(
    comment: Comment,
    taking: CommentSettings,
    passage: Passage,
    signed_in: SignedIn,
    django_assert_max_num_queries: DjangoAssertNumQueries,
    number: int,
) -> None:
    Comment.objects.filter(pk=comment.pk).update(similar_group=1)
    for place in range(number):
        other = post(taking, passage, email="ann@example.org")
        Comment.objects.filter(pk=other.pk).update(similar_group=1)
        CommentReport.objects.create(comment=comment, browser_hash=str(place), language="en")
    client = signed_in("Consultation manager")
    client.get("/admin/")
    with django_assert_max_num_queries(34):
        assert client.get(url_of(comment)).status_code == 200

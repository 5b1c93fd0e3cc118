"""Decisions at the desk: taken, or refused with a sentence, and nothing typed is lost."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from wagtail.models import ModelLogEntry

from plan.comments.actions.claim_comment import claim_comment
from plan.comments.actions.own_comment import edit_comment, withdraw_comment
from plan.comments.actions.post_comment import Words
from plan.comments.enums import CommentState, HintKind
from plan.comments.models import Comment, CommentHint, CommentSettings
from plan.models import Passage
from tests.comments.desk.conftest import SignedIn
from tests.comments.desk.readings import QUEUE, decide, first_reason, state_of, url_of, words
from tests.comments.factories import make_comment

pytestmark = pytest.mark.django_db


@pytest.fixture
def comment(taking: CommentSettings, passage: Passage) -> Comment:
    """A comment that waits."""
    return make_comment(
        taking, passage, "Ask Jane Smith.", state=CommentState.WAITING, quotation="We listen"
    )


def log_of(comment: Comment) -> list[str]:
    """What the log says of it, the oldest first."""
    return [entry.message for entry in ModelLogEntry.objects.for_instance(comment).order_by("pk")]


def test_publish(comment: Comment, signed_in: SignedIn, moderator: Any) -> None:
    response = decide(signed_in("Moderator"), comment, "publish")
    assert response["Location"] == QUEUE
    assert state_of(comment) == "published"
    [entry] = ModelLogEntry.objects.for_instance(comment)
    assert (entry.action, entry.user, entry.message) == (
        "plan_comments.publish",
        moderator,
        "Published",
    )


def test_then_the_next_one(
    comment: Comment, taking: CommentSettings, passage: Passage, signed_in: SignedIn
) -> None:
    other = make_comment(taking, passage, state=CommentState.WAITING)
    client = signed_in("Moderator")
    data = {"what": "publish", "as_read": "waiting:", "then": "next"}
    assert client.post(url_of(comment), data)["Location"] == url_of(other)
    other.refresh_from_db()
    assert other.claimed_by is not None


def test_redact_by_marks(comment: Comment, signed_in: SignedIn) -> None:
    client = signed_in("Moderator")
    fields = {"text": "Ask [[Jane Smith]].", "quotation": "We listen", "why": "A private name"}
    decide(client, comment, "redact", **fields, name="on")
    comment.refresh_from_db()
    assert (comment.state, comment.text) == ("redacted", "Ask █████.")
    assert comment.author.name == ""
    assert comment.original.text == "Ask Jane Smith."
    assert log_of(comment) == ["Published with redaction: A private name"]


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        (
            {"text": "Ask [[Joan]].", "why": "x"},
            "Apart from the marks the text must stay as it is. It was changed near “Ask",
        ),
        ({"text": "Ask [[Jane Smith.", "why": "x"}, "Each [[ needs a ]] after it"),
        ({"text": "Ask Jane Smith.", "why": "x"}, "Mark what is to go, or publish the comment as"),
        ({"text": "Ask [[Jane Smith]]."}, "Say why something is taken out; do not repeat it."),
    ],
)
def test_a_redaction_that_cannot_be(
    comment: Comment, signed_in: SignedIn, fields: dict[str, str], sentence: str
) -> None:
    response = decide(signed_in("Moderator"), comment, "redact", quotation="We listen", **fields)
    assert response.status_code == 422
    text = words(response)
    assert sentence in text
    assert fields["text"] in text
    assert (state_of(comment), log_of(comment)) == ("waiting", [])


def test_reject_with_the_words_of_the_rule(comment: Comment, signed_in: SignedIn) -> None:
    rule = first_reason(comment)
    decide(signed_in("Moderator"), comment, "reject", rule=str(rule.id))
    comment.refresh_from_db()
    assert (comment.state, comment.rule_id) == ("rejected", rule.id)
    assert comment.told == "Write it again without insults."
    assert log_of(comment) == ["Rejected: Be civil."]


def test_reject_with_other_words(comment: Comment, signed_in: SignedIn) -> None:
    rule = first_reason(comment)
    decide(signed_in("Moderator"), comment, "reject", rule=str(rule.id), told=" Leave Jane out. ")
    comment.refresh_from_db()
    assert (comment.told, comment.rule_id) == ("Leave Jane out.", rule.id)


def test_reject_without_a_rule(comment: Comment, signed_in: SignedIn) -> None:
    response = decide(signed_in("Moderator"), comment, "reject", told="Leave Jane out.")
    assert response.status_code == 422
    text = words(response)
    assert "Choose the rule that it breaks." in text
    assert "Leave Jane out." in text
    opened = re.findall(r"<details[^>]* open><summary>([^<]*)", response.content.decode())
    assert opened == ["Reject"]  # of two that are open, browsers shut the second
    assert (state_of(comment), log_of(comment)) == ("waiting", [])


def test_remove_by_order(comment: Comment, signed_in: SignedIn) -> None:
    client = signed_in("Consultation manager")
    response = decide(client, comment, "remove", why=" ")
    assert (response.status_code, state_of(comment)) == (422, "waiting")
    assert "Say whose order it is" in words(response)
    decide(client, comment, "remove", why="Order of the county court")
    assert state_of(comment) == "removed"
    assert log_of(comment) == ["Removed by order: Order of the county court"]
    decide(client, comment, "return", why="Order lifted")
    assert state_of(comment) == "waiting"
    assert log_of(comment)[1] == "Put back in the queue from “Removed by order”: Order lifted"


def test_a_moderator_cannot_remove(comment: Comment, signed_in: SignedIn) -> None:
    response = decide(signed_in("Moderator"), comment, "remove", why="A court said so")
    assert response.status_code == 422
    text = words(response)
    assert "Your role does not allow this." in text
    assert "A court said so" in response.content.decode()
    assert (state_of(comment), log_of(comment)) == ("waiting", [])


def test_undo_a_redaction(comment: Comment, signed_in: SignedIn) -> None:
    decide(
        signed_in("Moderator"),
        comment,
        "redact",
        text="Ask [[Jane Smith]].",
        quotation="We listen",
        why="x",
    )
    response = decide(signed_in("Moderator"), comment, "restore")
    assert (response.status_code, state_of(comment)) == (422, "redacted")
    decide(signed_in("Consultation manager"), comment, "restore")
    comment.refresh_from_db()
    assert (comment.state, comment.text) == ("waiting", "Ask Jane Smith.")


def test_an_analyst_decides_nothing(comment: Comment, signed_in: SignedIn) -> None:
    response = decide(signed_in("Analyst"), comment, "publish")
    assert response.status_code == 422
    assert "Your role does not allow this." in words(response)
    assert (state_of(comment), log_of(comment)) == ("waiting", [])


def test_somebody_else_has_it_in_hand(comment: Comment, signed_in: SignedIn, manager: Any) -> None:
    claim_comment(comment=comment, user=manager)
    rule = first_reason(comment)
    response = decide(signed_in("Moderator"), comment, "reject", rule=str(rule.id), told="My words")
    assert response.status_code == 422
    text = words(response)
    assert f"{manager.get_full_name() or manager.email} has it in hand. Ask them, or wait" in text
    assert "My words" in text
    assert (state_of(comment), log_of(comment)) == ("waiting", [])
    Comment.objects.update(claimed_at=timezone.now() - timedelta(minutes=31))
    decide(signed_in("Moderator"), comment, "reject", rule=str(rule.id))
    assert state_of(comment) == "rejected"


def test_its_author_has_changed_it_meanwhile(comment: Comment, signed_in: SignedIn) -> None:
    client = signed_in("Moderator")
    data = {
        "what": "redact",
        "as_read": "waiting:",
        "redact-text": "Ask [[Jane Smith]].",
        "redact-why": "A name",
    }
    edit_comment(comment=comment, words=Words("Ask the council."))
    response = client.post(url_of(comment), data)
    assert response.status_code == 422
    text = words(response)
    assert "It has changed since you read it" in text
    assert "Ask the council." in text
    assert "Ask [[Jane Smith]]." in text
    assert response.context["version"] != "waiting:"
    comment.refresh_from_db()
    assert (comment.state, comment.text) == ("waiting", "Ask the council.")


def test_its_author_has_taken_it_back_meanwhile(comment: Comment, signed_in: SignedIn) -> None:
    client = signed_in("Moderator")
    withdraw_comment(comment=comment)
    data = {"what": "reject", "as_read": "withdrawn:", "reject-told": "My words"}
    response = client.post(url_of(comment), {**data, "reject-rule": str(first_reason(comment).id)})
    assert response.status_code == 422
    text = words(response)
    assert "Its state is now: Withdrawn." in text
    assert "My words" in text
    assert state_of(comment) == "withdrawn"


@pytest.mark.parametrize("what", ["", "nonsense", "publish\x00"])
def test_what_makes_no_sense_is_said_to(comment: Comment, signed_in: SignedIn, what: str) -> None:
    response = signed_in("Moderator").post(url_of(comment), {"what": what})
    assert response.status_code == 422
    assert "Choose what is to be done." in words(response)


def test_take_in_hand_and_give_back(comment: Comment, signed_in: SignedIn, moderator: Any) -> None:
    client = signed_in("Moderator")
    assert client.post(url_of(comment), {"what": "claim"})["Location"] == url_of(comment)
    comment.refresh_from_db()
    assert comment.claimed_by == moderator
    assert "You have this comment in hand." in words(client.get(url_of(comment)))
    other = signed_in("Consultation manager")
    assert "has this comment in hand until" in words(other.get(url_of(comment)))
    refused = other.post(url_of(comment), {"what": "claim"})
    assert (refused.status_code, "has it in hand" in words(refused)) == (422, True)
    client.post(url_of(comment), {"what": "release"})
    comment.refresh_from_db()
    assert (comment.claimed_by, comment.claimed_at) == (None, None)
    assert log_of(comment) == []


def test_note_what_was_done_about_harm(comment: Comment, signed_in: SignedIn, manager: Any) -> None:
    hint = CommentHint.objects.create(comment=comment, kind=HintKind.HARM)
    client = signed_in("Consultation manager")
    empty = client.post(url_of(comment), {"what": "note", "done": " "})
    assert (empty.status_code, "Say what was done." in words(empty)) == (422, True)
    hint.refresh_from_db()
    assert (hint.seen_at, log_of(comment)) == (None, [])
    client.post(url_of(comment), {"what": "note", "done": "Nobody is in danger."})
    hint.refresh_from_db()
    assert (hint.seen_by, hint.note) == (manager, "Nobody is in danger.")
    assert log_of(comment) == ["Looked at because it may disclose harm"]
    assert comment.reference in words(signed_in("Moderator").get(QUEUE))


def test_moderators_note_no_harm(comment: Comment, signed_in: SignedIn) -> None:
    hint = CommentHint.objects.create(comment=comment, kind=HintKind.HARM)
    response = signed_in("Moderator").post(url_of(comment), {"what": "note", "done": "x"})
    assert (response.status_code, response["Location"]) == (302, "/admin/")
    hint.refresh_from_db()
    assert (hint.seen_at, log_of(comment)) == (None, [])

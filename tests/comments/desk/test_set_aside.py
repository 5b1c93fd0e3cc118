"""What is set aside is not shown before somebody has looked; what was redacted stays so."""

from __future__ import annotations

from typing import Any

import pytest
from django.utils import timezone

from plan.comments.actions.change_state import NotPossibleError
from plan.comments.actions.decide_comment import (
    Redaction,
    SetAsideError,
    decide_comment,
    version_of,
)
from plan.comments.actions.note_harm import note_harm
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
from tests.comments.desk.readings import decide, state_of, url_of, words
from tests.comments.desk.test_decisions import log_of
from tests.comments.factories import make_comment

pytestmark = pytest.mark.django_db


@pytest.fixture
def comment(taking: CommentSettings, passage: Passage) -> Comment:
    """A comment that waits."""
    return make_comment(taking, passage, "Ask Jane Smith.", state=CommentState.WAITING)


@pytest.mark.parametrize("decision", [Decision.PUBLISH, Decision.REDACT])
def test_what_is_set_aside_is_not_shown_before_a_look_is_noted(
    comment: Comment, signed_in: SignedIn, manager: Any, decision: Decision
) -> None:
    CommentHint.objects.create(comment=comment, kind=HintKind.HARM)
    how: dict[str, Any] = {"why": "x", "redaction": Redaction(text=((4, 14),))}
    with pytest.raises(SetAsideError):
        decide_comment(comment=comment, decision=decision, user=manager, **how)
    response = decide(signed_in("Consultation manager"), comment, "publish")
    assert response.status_code == 422
    assert "It may disclose harm, and is set aside. Have somebody who looks" in words(response)
    assert (state_of(comment), log_of(comment)) == ("waiting", [])
    note_harm(comment=comment, user=manager, what="Nobody is in danger.")
    decide_comment(comment=comment, decision=decision, user=manager, **how)
    assert state_of(comment) in {"published", "redacted"}


def test_what_is_set_aside_can_be_taken_away(comment: Comment, manager: Any) -> None:
    CommentHint.objects.create(comment=comment, kind=HintKind.HARM)
    decide_comment(comment=comment, decision=Decision.REMOVE, user=manager, why="By order")
    assert state_of(comment) == "removed"


@pytest.mark.parametrize(
    ("state", "words_said"),
    [
        (CommentState.UNCONFIRMED, "joins the queue once its author has confirmed the address."),
        (CommentState.WAITING, "Noted. The comment has joined the queue."),
        (CommentState.REJECTED, "Noted."),
    ],
)
def test_what_becomes_of_it_once_a_look_is_noted(
    taking: CommentSettings,
    passage: Passage,
    signed_in: SignedIn,
    state: CommentState,
    words_said: str,
) -> None:
    comment = make_comment(taking, passage, state=state)
    CommentHint.objects.create(comment=comment, kind=HintKind.HARM)
    client = signed_in("Consultation manager")
    is_unconfirmed = "has not confirmed the address yet" in words(client.get(url_of(comment)))
    assert is_unconfirmed is (state is CommentState.UNCONFIRMED)
    text = words(client.post(url_of(comment), {"what": "note", "done": "Looked."}, follow=True))
    assert words_said in text
    assert ("has joined the queue" in text) is (state is CommentState.WAITING)


def test_a_look_is_at_the_words_that_were_read(comment: Comment, signed_in: SignedIn) -> None:
    hint = CommentHint.objects.create(comment=comment, kind=HintKind.HARM)
    typed = {"what": "note", "done": "Looked.", "as_read": version_of(comment)}
    Comment.objects.update(edited_at=timezone.now())
    client = signed_in("Consultation manager")
    refused = client.post(url_of(comment), typed)
    hint.refresh_from_db()
    assert (refused.status_code, hint.seen_at) == (422, None)
    assert "Looked." in refused.content.decode()
    typed["as_read"] = version_of(Comment.objects.get())
    client.post(url_of(comment), typed)
    hint.refresh_from_db()
    assert hint.seen_at is not None


def test_a_redaction_outlasts_its_original(comment: Comment, manager: Any) -> None:
    redaction = Redaction(text=((4, 14),))
    decide_comment(
        comment=comment, decision=Decision.REDACT, user=manager, why="x", redaction=redaction
    )
    CommentOriginal.objects.all().delete()
    CommentReport.objects.create(comment=comment, browser_hash="x", language="en")
    decide_comment(comment=comment, decision=Decision.PUBLISH, user=manager)
    assert state_of(comment) == "redacted"
    decide_comment(comment=comment, decision=Decision.RETURN, user=manager)
    decide_comment(comment=comment, decision=Decision.PUBLISH, user=manager)
    assert state_of(comment) == "redacted"
    with pytest.raises(NotPossibleError):
        decide_comment(comment=comment, decision=Decision.RESTORE, user=manager)

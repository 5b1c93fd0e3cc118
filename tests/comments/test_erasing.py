"""Erasing takes words and authors away for good, and leaves replies and numbers right."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied
from wagtail.models import ModelLogEntry

from plan.comments.actions.change_state import CommentGoneError
from plan.comments.actions.erase_comment import erase_author, erase_comment
from plan.comments.enums import CommentState, HintKind
from plan.comments.links import opens_comment, token_of
from plan.comments.models import (
    Agreement,
    Comment,
    CommentAuthor,
    CommentHint,
    CommentOriginal,
    CommentReport,
    CommentSettings,
    CommentTranslation,
)
from plan.comments.tallies import counted, stored
from plan.models import Passage
from tests.comments.factories import make_comment
from tests.comments.staff import make_moderator

pytestmark = pytest.mark.django_db
CANARY = "Canary of Acacia Road"


def whole(taking: CommentSettings, passage: Passage, **fields: object) -> Comment:
    """A comment with everything beside it."""
    comment = make_comment(
        taking, passage, CANARY, name=CANARY, email="canary@example.org", quotation=CANARY, **fields
    )
    CommentOriginal.objects.create(comment=comment, text=CANARY, name=CANARY)
    CommentHint.objects.create(comment=comment, kind=HintKind.NAMES, found=CANARY)
    CommentReport.objects.create(comment=comment, browser_hash="a", words=CANARY, language="en")
    CommentTranslation.objects.create(comment=comment, language="pl", text=CANARY)
    Agreement.objects.create(comment=comment, browser_hash="a")
    return comment


def beside() -> list[int]:
    """How many rows of each kind lie beside comments."""
    kinds = (CommentAuthor, CommentOriginal, CommentHint, CommentReport, CommentTranslation)
    return [kind.objects.count() for kind in (*kinds, Agreement)]


def test_a_comment_is_gone(taking: CommentSettings, passage: Passage) -> None:
    user, comment = make_moderator("erase_comment"), whole(taking, passage)
    erase_comment(comment=comment, user=user, reason="Asked by its author")
    assert not Comment.objects.exists()
    assert beside() == [0, 0, 0, 0, 0, 0]
    assert +stored() == counted() == {}
    entry = ModelLogEntry.objects.get(action="plan_comments.erase")
    assert (entry.object_id, entry.user) == (str(taking.consultation_id), user)
    assert entry.data == {"reference": comment.reference, "reason": "Asked by its author"}
    assert entry.message == f"Comment {comment.reference} erased: Asked by its author"
    with pytest.raises(CommentGoneError):
        erase_comment(comment=comment, user=user, reason="Again")


def test_replies_keep_their_place(taking: CommentSettings, passage: Passage) -> None:
    user, comment = make_moderator("erase_comment"), whole(taking, passage)
    reply = make_comment(taking, passage, "I agree.", reply_to=comment)
    old = token_of(comment)
    erase_comment(comment=comment, user=user, reason="Asked by its author")
    comment.refresh_from_db()
    assert (comment.state, comment.text, comment.quotation) == (CommentState.WITHDRAWN, "", "")
    assert not opens_comment(old, comment)
    assert beside() == [1, 0, 0, 0, 0, 0]
    assert Comment.objects.get(pk=reply.pk).reply_to == comment
    assert stored() == counted()
    assert sum(counted().values()) == 1


def test_the_text_stays_without_its_author(taking: CommentSettings, passage: Passage) -> None:
    user, comment = make_moderator("erase_comment"), whole(taking, passage)
    old = token_of(comment)
    erase_author(comment=comment, user=user, reason="Asked")
    comment.refresh_from_db()
    assert (comment.text, comment.state) == (CANARY, CommentState.PUBLISHED)
    assert not opens_comment(old, comment)
    assert not CommentAuthor.objects.exists()
    assert not CommentOriginal.objects.exists()
    entry = ModelLogEntry.objects.get(action="plan_comments.erase_author")
    assert entry.message == f"Author of comment {comment.reference} erased, text kept: Asked"
    assert CANARY not in str(entry.data)


def test_the_text_goes_where_the_notice_said_so(taking: CommentSettings, passage: Passage) -> None:
    taking.keeps_text = False
    taking.save()
    user, comment = make_moderator("erase_comment"), whole(taking, passage)
    erase_author(comment=comment, user=user, reason="Asked")
    assert not Comment.objects.exists()
    entry = ModelLogEntry.objects.get(action="plan_comments.erase_author")
    assert entry.message == f"Author and text of comment {comment.reference} erased: Asked"


@pytest.mark.parametrize("action", [erase_comment, erase_author])
def test_only_with_the_right(taking: CommentSettings, passage: Passage, action: object) -> None:
    user, comment = make_moderator(), whole(taking, passage)
    before = (beside(), Comment.objects.values().get(pk=comment.pk), stored())
    with pytest.raises(PermissionDenied):
        action(comment=comment, user=user, reason="Because")  # type: ignore[operator]
    assert (beside(), Comment.objects.values().get(pk=comment.pk), stored()) == before
    assert not ModelLogEntry.objects.filter(action__startswith="plan_comments.erase").exists()

"""What an edit changes beside the words: hints, agreements, what readers are told; and when not."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import Permission
from django.core import mail
from django.test import Client

from home.models import User
from plan.comments.actions.agree_with_comment import agree_with_comment
from plan.comments.actions.change_state import NotPossibleError
from plan.comments.actions.decide_comment import Redaction, decide_comment
from plan.comments.actions.note_harm import note_harm
from plan.comments.actions.own_comment import confirm_comment, edit_comment, withdraw_comment
from plan.comments.actions.post_comment import Words
from plan.comments.actions.report_comment import report_comment
from plan.comments.enums import CommentState, Decision, HintKind, Identification, Showing
from plan.comments.models import Comment, CommentSettings
from plan.consultation.models import WatchedWords
from plan.models import Passage
from tests.comments.commenting import page_of, passage_path, words_of
from tests.comments.factories import make_comment, post
from tests.comments.reading import address_of
from tests.comments.test_own_comment import own, typed
from tests.factories import committing

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("tasks")]

HARM = "Tonight I will hurt myself."


@pytest.fixture
def carer(db: None) -> User:
    """Somebody of the role that looks after harm."""
    WatchedWords.objects.create(language="en", words="hurt myself")
    user = User.objects.create_user("carer@example.org")
    user.user_permissions.set(Permission.objects.filter(codename="view_disclosurehint"))
    return user


@pytest.fixture
def at_once(taking: CommentSettings) -> CommentSettings:
    """The same, with comments shown at once."""
    taking.showing = Showing.AT_ONCE
    taking.save()
    return taking


def edit(comment: Comment, text: str, **fields: Any) -> Comment:
    """Write other words, with what waits for the commit."""
    with committing():
        return edit_comment(comment=comment, words=Words(text, name="A neighbour", **fields))


def letters() -> list[str]:
    """References of comments that urgent letters speak of; and forget them."""
    found = [letter.body.split("The comment ")[1].split()[0] for letter in mail.outbox]
    mail.outbox.clear()
    return found


class TestHarm:
    """Words that may disclose harm, written by an edit."""

    def test_the_named_role_is_told(
        self, at_once: CommentSettings, passage: Passage, carer: User
    ) -> None:
        comment = post(at_once, passage, "More benches.")
        assert comment.state == CommentState.PUBLISHED
        assert edit(comment, HARM).state == CommentState.WAITING
        assert letters() == [comment.reference]
        edit(comment, f"{HARM} I mean it.")
        assert letters() == []

    def test_a_noted_look_was_at_other_words(
        self, taking: CommentSettings, passage: Passage, carer: User, admin_user: Any
    ) -> None:
        comment = post(taking, passage, "I hurt myself laughing.")
        note_harm(comment=comment, user=carer, what="A joke.")
        edit(comment, "I hurt myself laughing.", quotation="")
        assert comment.hints.get().seen_at is not None
        edit(comment, HARM)
        hint = comment.hints.get()
        assert (hint.seen_at, hint.seen_by, hint.note) == (None, None, "A joke.")
        assert letters() == [comment.reference] * 2  # the administrator looks after harm, too

    def test_it_stays_set_aside_whatever_its_author_writes_since(
        self, taking: CommentSettings, passage: Passage, carer: User
    ) -> None:
        comment = post(taking, passage, HARM)
        edit(comment, "More benches.")
        assert comment.hints.get().kind == HintKind.HARM
        assert letters() == []

    def test_what_was_noted_is_not_shown_before_a_moderator_has_read_it(
        self, at_once: CommentSettings, passage: Passage, carer: User
    ) -> None:
        at_once.identification = Identification.EMAIL
        at_once.save()
        comment = post(at_once, passage, HARM, email="ada@example.org")
        note_harm(comment=comment, user=carer, what="Passed on.")
        assert confirm_comment(comment=comment).state == CommentState.WAITING
        assert edit(comment, "More benches.").state == CommentState.WAITING


class TestInPublic:
    """Words that everybody could read."""

    def test_agreements_were_with_the_earlier_words(
        self, at_once: CommentSettings, passage: Passage
    ) -> None:
        comment = post(at_once, passage, "Trees are good.")
        for browser in "abc":
            agree_with_comment(comment=comment, browser_hash=browser)
        renamed = edit_comment(comment=comment, words=Words("Trees are good.", name="Ada"))
        assert (renamed.agreements, renamed.reworded_at) == (3, None)
        changed = edit(comment, "Trees are bad.")
        assert (changed.agreements, changed.agreeing.count()) == (0, 0)
        assert changed.reworded_at == changed.edited_at

    def test_readers_are_told(
        self, at_once: CommentSettings, passage: Passage, admin_user: Any
    ) -> None:
        comment = post(at_once, passage, "Trees are good.")
        pages = (passage_path(passage), address_of(at_once))
        assert not any("Changed on" in page_of(Client().get(page)) for page in pages)
        edit(comment, "Trees are bad.")
        decide_comment(comment=comment, decision=Decision.PUBLISH, user=admin_user)
        assert all("Changed on" in page_of(Client().get(page)) for page in pages)

    def test_also_where_it_was_back_in_the_queue(
        self, taking: CommentSettings, passage: Passage, admin_user: Any
    ) -> None:
        comment = make_comment(taking, passage, "Trees are good.", state=CommentState.WAITING)
        decide_comment(comment=comment, decision=Decision.PUBLISH, user=admin_user)
        agree_with_comment(comment=comment, browser_hash="a")
        decide_comment(comment=comment, decision=Decision.RETURN, user=admin_user)
        changed = edit(comment, "Trees are bad.")
        assert (changed.agreements, changed.reworded_at) == (0, changed.edited_at)

    def test_what_nobody_has_read_is_not_marked(
        self, taking: CommentSettings, passage: Passage
    ) -> None:
        assert edit(post(taking, passage, "Good."), "Bad.").reworded_at is None

    def test_withdrawing_takes_agreements_and_doubts_with_it(
        self, at_once: CommentSettings, passage: Passage
    ) -> None:
        comment = post(at_once, passage)
        agree_with_comment(comment=comment, browser_hash="a")
        Comment.objects.update(doubts=["fast"])
        gone = withdraw_comment(comment=comment)
        assert (gone.agreements, gone.doubts, gone.agreeing.count()) == (0, [], 0)


class TestFrozen:
    """Nobody edits what was decided on, redacted, or reported."""

    def test_what_a_reader_reported(
        self, at_once: CommentSettings, passage: Passage, client: Client, admin_user: Any
    ) -> None:
        comment = post(at_once, passage, "Trees are good.")
        report_comment(comment=comment, browser_hash="a", language="en", words="Rude.")
        page = words_of(client.get(own(comment)))
        assert "A reader has reported it, so its words stay as they are" in page
        assert "Change my comment" not in page
        assert "Withdraw my comment" in page
        for answer in (
            client.get(own(comment, "edit_own_comment")),
            client.post(own(comment, "edit_own_comment"), typed()),
        ):
            assert answer.status_code == 409
            assert "Your comment cannot be changed now" in words_of(answer)
            assert "You can withdraw it." in words_of(answer)
        assert "More trees." in page_of(answer)
        with pytest.raises(NotPossibleError):
            edit(comment, "Other words.")
        assert Comment.objects.get().text == "Trees are good."

    def test_what_was_redacted_and_is_back_in_the_queue(
        self, taking: CommentSettings, passage: Passage, client: Client, admin_user: Any
    ) -> None:
        comment = make_comment(taking, passage, "Ask Jane Smith now.", state=CommentState.WAITING)
        redaction = Redaction(text=((4, 14),))
        for decision in (Decision.REDACT, Decision.RETURN):
            decide_comment(
                comment=comment, decision=decision, user=admin_user, why="x", redaction=redaction
            )
        answer = client.post(own(comment, "edit_own_comment"), typed())
        assert answer.status_code == 409
        assert "A moderator has taken words out of it." in words_of(answer)
        with pytest.raises(NotPossibleError):
            edit(comment, "Other words.")
        decide_comment(comment=comment, decision=Decision.PUBLISH, user=admin_user)
        restored = decide_comment(comment=comment, decision=Decision.RESTORE, user=admin_user)
        assert (restored.text, restored.is_redacted) == ("Ask Jane Smith now.", False)
        assert edit(comment, "Ask the council.").text == "Ask the council."

"""Pages kept for everybody follow what becomes of a comment at once, whatever was done to it.

Each test looks first that the pages are kept with the comment on them: else they would follow
anyway.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from plan import content_version
from plan.comments.actions.answer_comments import answer_comments, change_official_answer
from plan.comments.actions.attach_comments import attach_comments, detach_comments
from plan.comments.actions.count_comments import count_comments
from plan.comments.actions.decide_comment import Redaction, decide_comment
from plan.comments.actions.erase_comment import erase_author, erase_comment
from plan.comments.actions.own_comment import edit_comment, withdraw_comment
from plan.comments.actions.post_comment import Words
from plan.comments.actions.report_comment import report_comment
from plan.comments.enums import CommentState, Decision, Showing
from plan.comments.models import Comment, CommentOriginal, CommentSettings, PlaceTally
from plan.comments.rules import rules_of
from plan.models import Passage, PlanPage
from tests.comments.commenting import passage_path
from tests.comments.factories import make_comment, make_settings, passages_of
from tests.comments.reading import address_of
from tests.factories import make_plan
from tests.kept import changing, is_kept, kept_pages, was_kept

__all__ = ["kept_pages"]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("kept_pages")]

WORDS, NAME, ANSWER = "Kanarienvogel", "Zaunkönig", "Nachtigall"
#: A reader is told so of comments whose passage is no longer there.
GONE = "Text no longer in the plan"


@pytest.fixture
def taking(db: None) -> CommentSettings:
    """Comments were shown at once, and are closed: pages without a form are kept."""
    now = timezone.now()
    dates = {"opens": now - timedelta(days=9), "closes": now - timedelta(days=1)}
    return make_settings(make_plan(), showing=Showing.AT_ONCE, **dates)


@pytest.fixture
def comment(taking: CommentSettings, passage: Passage) -> Comment:
    """What it is about; nobody has read it yet."""
    return make_comment(taking, passage, f"Ask {WORDS}.", name=NAME, decided_at=None)


def other_passage(comment: Comment) -> Passage:
    """The passage after the one that it was written about."""
    return passages_of(Passage.objects.get(block_id=comment.about_block).page)[1]


Act = Callable[[Comment, Any], object]


def decide(decision: Decision, **said: Any) -> Act:
    """A moderator's decision."""

    def act(comment: Comment, user: Any) -> None:
        decide_comment(comment=comment, decision=decision, user=user, why="So.", **said)

    return act


def reject(comment: Comment, user: Any) -> None:
    """It breaks the first of the house rules."""
    reason = rules_of(comment.consultation.comment_settings, "en").reasons[0]
    decide(Decision.REJECT, reason=reason)(comment, user)


def redacted_before(comment: Comment, user: Any) -> None:
    """Something was taken out of it already."""
    CommentOriginal.objects.create(comment=comment, text=f"Ask {WORDS} {WORDS}.")
    Comment.objects.filter(pk=comment.pk).update(state=CommentState.REDACTED)


def edit(text: str) -> Act:
    """Its author says something else."""
    return lambda comment, user: edit_comment(comment=comment, words=Words(text, name=NAME))


def withdraw(comment: Comment, user: Any) -> None:
    withdraw_comment(comment=comment)


def erase(comment: Comment, user: Any) -> None:
    erase_comment(comment=comment, user=user, reason="Asked.")


def replied_to(comment: Comment, user: Any) -> None:
    settings, passage = comment.consultation.comment_settings, other_passage(comment)
    make_comment(settings, passage, "So do I.", reply_to=comment)


def forget_author(comment: Comment, user: Any) -> None:
    erase_author(comment=comment, user=user, reason="Asked.")


def texts_go(comment: Comment, user: Any) -> None:
    CommentSettings.objects.update(keeps_text=False)


def texts_stay(comment: Comment, user: Any) -> None:
    CommentSettings.objects.update(keeps_text=True)


def lose_passage(comment: Comment, user: Any) -> None:
    """The passage of a comment goes, as when its block is deleted."""
    Passage.objects.get(block_id=comment.about_block).delete()


def attach(comment: Comment, user: Any) -> None:
    key = Passage.objects.exclude(number="").get()
    attach_comments(identity=comment.about, to=key, user=user)


def attached_before(comment: Comment, user: Any) -> None:
    lost = Passage.objects.get(block_id=comment.about_block)
    to = other_passage(comment)
    Comment.objects.filter(pk=comment.pk).update(
        placed_key=to.translation_key, placed_block=to.block_id
    )
    lost.delete()


def detach(comment: Comment, user: Any) -> None:
    detach_comments(about=comment.about, user=user)


def answer(comment: Comment, user: Any, words: str = ANSWER) -> None:
    answer_comments(comments=[comment], texts={"en": words}, user=user)


def answered_before(comment: Comment, user: Any) -> None:
    answer(comment, user, "Amsel")


def change_answer(comment: Comment, user: Any) -> None:
    comment.refresh_from_db()
    assert comment.official_answer is not None
    change_official_answer(answer=comment.official_answer, texts={"en": ANSWER}, user=user)


def miscounted_before(comment: Comment, user: Any) -> None:
    PlaceTally.objects.update(number=7)


def nothing(comment: Comment, user: Any) -> None:
    """It begins as it is."""


@dataclass(frozen=True)
class Way:
    """What is done: `gone` stood on kept pages before and on none afterwards, `new` the reverse."""

    act: Act
    gone: str = ""
    new: str = ""
    begin: Act = nothing


EVERYTHING = Redaction(text=((4, 4 + len(WORDS)),))
WAYS = {
    "reject": Way(reject, WORDS),
    "remove": Way(decide(Decision.REMOVE), WORDS),
    "return": Way(decide(Decision.RETURN), WORDS),
    "redact": Way(decide(Decision.REDACT, redaction=EVERYTHING), WORDS, "Ask █████."),
    "redact the name": Way(decide(Decision.REDACT, redaction=Redaction(name=True)), NAME),
    "restore": Way(decide(Decision.RESTORE), WORDS, begin=redacted_before),
    "edit": Way(edit("Trees."), WORDS, "Trees."),
    "edit oddly": Way(edit("Call 020 7946 0123."), WORDS),
    "withdraw": Way(withdraw, WORDS),
    "erase": Way(erase, WORDS),
    "erase, and keep the place": Way(erase, WORDS, begin=replied_to),
    "erase the author": Way(forget_author, NAME, begin=texts_stay),
    "erase the author with the text": Way(forget_author, WORDS, begin=texts_go),
    "attach": Way(attach, GONE, begin=lose_passage),
    "detach": Way(detach, new=GONE, begin=attached_before),
    "answer": Way(answer, new=ANSWER),
    "answer anew": Way(answer, "Amsel", ANSWER, begin=answered_before),
    "change the answer": Way(change_answer, "Amsel", ANSWER, begin=answered_before),
    "count": Way(lambda comment, user: count_comments(), "7 comments", begin=miscounted_before),
}


def addresses(taking: CommentSettings) -> list[str]:
    """Where comments can be read, or are counted, in the plan's language."""
    lists = [address_of(taking, rest=name) for name in ("", "feed.atom", "feed.rss")]
    rows = Passage.objects.exclude(number="").select_related("page")
    chapters = {passage.page.url for passage in rows}
    plan = PlanPage.objects.get()
    return [*lists, *map(passage_path, rows), *chapters, plan.url]


@pytest.mark.parametrize("name", WAYS)
def test_kept_pages_follow_at_once(
    taking: CommentSettings, comment: Comment, admin_user: Any, name: str
) -> None:
    way = WAYS[name]
    way.begin(comment, admin_user)
    with changing():
        content_version.content_changed()
    read = addresses(taking)
    before = {address: Client().get(address).content.decode() for address in read}
    assert [address for address in read if not is_kept(address)] == []
    with changing():
        way.act(comment, admin_user)
    responses = {address: Client().get(address) for address in read}
    assert [address for address, response in responses.items() if was_kept(response)] == []
    after = {address: response.content.decode() for address, response in responses.items()}
    for words, there, not_there in ((way.gone, before, after), (way.new, after, before)):
        if words:
            assert any(words in page for page in there.values())
            assert not any(words in page for page in not_there.values())


def test_a_report_leaves_kept_pages_as_they_are(taking: CommentSettings, comment: Comment) -> None:
    read = addresses(taking)
    for address in read:
        Client().get(address)
    with changing():
        assert report_comment(comment=comment, browser_hash="one", language="en")
    assert [address for address in read if not is_kept(address)] == []

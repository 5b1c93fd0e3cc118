"""The author's own page: only the secret link opens it; edit, withdraw, confirm."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from plan.comments.actions.agree_with_comment import agree_with_comment
from plan.comments.actions.change_state import NotPossibleError
from plan.comments.actions.own_comment import edit_comment, withdraw_comment
from plan.comments.actions.post_comment import Words
from plan.comments.actions.report_comment import report_comment
from plan.comments.enums import CommentState, Identification, Showing
from plan.comments.links import confirming_token_of, token_of
from plan.comments.models import Comment, CommentAuthor, CommentSettings, PlaceTally
from plan.comments.rules import rules_of
from plan.consultation.moments import day_in_words
from plan.models import Passage
from tests.comments.commenting import page_of, passage_path, path_of, words_of
from tests.comments.factories import make_comment, post
from tests.comments.reading import address_of

pytestmark = pytest.mark.django_db

ELSEWHERE = {"Sec-Fetch-Site": "cross-site"}
OWN = ("own_comment", "edit_own_comment", "withdraw_own_comment")


@pytest.fixture
def waiting(taking: CommentSettings, passage: Passage) -> Comment:
    return make_comment(taking, passage, "More benches.", state=CommentState.WAITING)


def own(comment: Comment, name: str = "own_comment", language: str = "en") -> str:
    """An address that the secret link opens."""
    return path_of(name, comment.reference, token_of(comment), language=language)


def confirming(comment: Comment) -> str:
    """The address in the letter."""
    return path_of("confirm_comment", comment.reference, confirming_token_of(comment))


def typed(**fields: Any) -> dict[str, Any]:
    """What the form for a change sends."""
    return {"text": "More trees.", "name": "Me", "quotation": "", **fields}


@pytest.mark.parametrize(
    ("state", "words"),
    [
        (CommentState.UNCONFIRMED, "Confirm your email address"),
        (CommentState.WAITING, "Your comment waits for a moderator"),
        (CommentState.PUBLISHED, "Your comment is published"),
        (CommentState.REDACTED, "published, with some words taken out"),
        (CommentState.REJECTED, "Your comment was not published"),
        (CommentState.WITHDRAWN, "Your comment has been withdrawn"),
        (CommentState.REMOVED, "Your comment was removed by order"),
    ],
)
def test_each_state_in_words(
    taking: CommentSettings, passage: Passage, client: Client, state: CommentState, words: str
) -> None:
    comment = make_comment(taking, passage, state=state)
    response = client.get(own(comment))
    assert response.status_code == 200
    assert words in words_of(response)
    is_public = state in {CommentState.PUBLISHED, CommentState.REDACTED}
    assert ("See it at its passage" in words_of(response)) == is_public
    undecided = state in {CommentState.UNCONFIRMED, CommentState.WAITING}
    assert ("Change my comment" in words_of(response)) == undecided
    can_withdraw = state not in {CommentState.WITHDRAWN, CommentState.REMOVED}
    assert ("Withdraw my comment" in words_of(response)) == can_withdraw


def test_the_rule_and_what_its_author_is_told(
    taking: CommentSettings, passage: Passage, client: Client
) -> None:
    reason = rules_of(taking, "en").reasons[0]
    comment = make_comment(
        taking, passage, state=CommentState.REJECTED, rule_id=reason.id, told=reason.told
    )
    page = words_of(client.get(own(comment)))
    assert "The rule: Be civil." in page
    assert "Write it again without insults." in page


def test_where_only_the_body_reads_them(
    taking: CommentSettings, passage: Passage, client: Client
) -> None:
    taking.showing = Showing.NEVER
    taking.save()
    page = words_of(client.get(own(make_comment(taking, passage))))
    assert "not shown to the public" in page
    assert "See it at its passage" not in page


@pytest.mark.parametrize("name", OWN)
def test_a_wrong_token_and_a_reference_that_never_was_look_the_same(
    waiting: Comment, client: Client, name: str
) -> None:
    wrong = client.get(path_of(name, waiting.reference, "0" * 64))
    never = client.get(path_of(name, "AAAAAAAA", token_of(waiting)))
    other = client.get(path_of(name, waiting.reference, confirming_token_of(waiting)))
    assert [page.status_code for page in (wrong, never, other)] == [404, 404, 404]
    assert words_of(wrong) == words_of(never) == words_of(other)
    assert "More benches." not in page_of(wrong)
    posted = client.post(path_of(name, waiting.reference, "0" * 64), typed())
    assert posted.status_code in {404, 405}
    waiting.refresh_from_db()
    assert (waiting.text, waiting.state) == ("More benches.", CommentState.WAITING)


def test_the_reference_may_be_typed_in_small_letters(waiting: Comment, client: Client) -> None:
    path = path_of("own_comment", waiting.reference.lower(), token_of(waiting))
    assert client.get(path).status_code == 200


def test_change_it_until_a_moderator_has_decided(waiting: Comment, client: Client) -> None:
    form = client.get(own(waiting, "edit_own_comment"))
    assert "More benches." in page_of(form)
    assert "We listen to everybody." in words_of(form)
    response = client.post(
        own(waiting, "edit_own_comment"), typed(quotation="to everybody", text="Trees.\r\n")
    )
    assert response.status_code == 303
    waiting.refresh_from_db()
    assert (waiting.text, waiting.quotation) == ("Trees.", "to everybody")
    assert waiting.author.name == "Me"
    assert "You changed it on" in words_of(client.get(own(waiting)))
    Comment.objects.update(decided_at=timezone.now())
    for answer in (
        client.get(own(waiting, "edit_own_comment")),
        client.post(own(waiting, "edit_own_comment"), typed(text="Too late.")),
    ):
        assert answer.status_code == 409
        assert "can no longer be changed" in words_of(answer)
    assert "Too late." in page_of(answer)
    waiting.refresh_from_db()
    assert waiting.text == "Trees."


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"text": ""}, "Write your comment."),
        ({"quotation": "never said"}, "These words are not in the passage."),
        ({"name": ""}, "Enter the name to show"),
        ({"text": "x" * 2001}, "You have written 2001."),
    ],
)
def test_a_change_is_checked_as_a_comment_is(
    waiting: Comment, client: Client, fields: Any, message: str
) -> None:
    response = client.post(own(waiting, "edit_own_comment"), typed(**fields))
    assert response.status_code == 422
    assert message in words_of(response)
    waiting.refresh_from_db()
    assert waiting.text == "More benches."


@pytest.mark.parametrize("name", ["edit_own_comment", "withdraw_own_comment"])
def test_from_another_site_nothing_changes(waiting: Comment, client: Client, name: str) -> None:
    response = client.post(own(waiting, name), typed(), headers=ELSEWHERE)
    assert response.status_code == 403
    assert "came from another site" in words_of(response)
    waiting.refresh_from_db()
    assert (waiting.text, waiting.state) == ("More benches.", CommentState.WAITING)


def test_withdraw_it(taking: CommentSettings, passage: Passage, client: Client) -> None:
    comment = make_comment(taking, passage, "More benches.", email="me@example.org")
    asked = client.get(own(comment, "withdraw_own_comment"))
    assert "Do you want to withdraw your comment?" in words_of(asked)
    assert Comment.objects.get().text == "More benches."
    response = client.post(own(comment, "withdraw_own_comment"))
    assert response.status_code == 303
    row = Comment.objects.get()
    assert (row.state, row.text) == (CommentState.WITHDRAWN, "")
    assert not CommentAuthor.objects.exists()
    assert PlaceTally.objects.get().number == 0
    assert "has been withdrawn" in words_of(client.get(response["Location"]))
    assert client.post(own(comment, "withdraw_own_comment")).status_code == 303


def test_what_an_order_removed_is_not_withdrawn(
    taking: CommentSettings, passage: Passage, client: Client
) -> None:
    comment = make_comment(taking, passage, "Removed.", state=CommentState.REMOVED)
    assert client.post(own(comment, "withdraw_own_comment")).status_code == 303
    assert Comment.objects.get().text == "Removed."


@pytest.fixture
def unconfirmed(taking: CommentSettings, passage: Passage) -> Comment:
    taking.identification = Identification.EMAIL
    taking.save()
    return make_comment(
        taking, passage, "Mine.", state=CommentState.UNCONFIRMED, email="me@example.org"
    )


def test_confirming_asks_first(unconfirmed: Comment, client: Client) -> None:
    asked = client.get(confirming(unconfirmed))
    assert asked.status_code == 200
    assert "Is this your comment?" in words_of(asked)
    assert Comment.objects.get().state == CommentState.UNCONFIRMED
    response = client.post(confirming(unconfirmed))
    assert response.status_code == 303
    assert Comment.objects.get().state == CommentState.WAITING
    assert CommentAuthor.objects.get().confirmed_at is not None
    assert "waits for a moderator" in words_of(client.get(response["Location"]))
    for again in (client.get(confirming(unconfirmed)), client.post(confirming(unconfirmed))):
        assert (again.status_code, again["Location"]) == (303, own(unconfirmed))
    assert Comment.objects.get().state == CommentState.WAITING


def test_only_the_letter_confirms(unconfirmed: Comment, client: Client) -> None:
    forged = path_of("confirm_comment", unconfirmed.reference, token_of(unconfirmed))
    assert client.post(forged).status_code == 404
    elsewhere = client.post(confirming(unconfirmed), headers=ELSEWHERE)
    assert elsewhere.status_code == 403
    assert Comment.objects.get().state == CommentState.UNCONFIRMED


def test_in_arabic(waiting: Comment, client: Client) -> None:
    page = page_of(client.get(own(waiting, language="ar")))
    assert '<html lang="ar" dir="rtl">' in page
    assert '<div class="plan-comment__text" lang="en" dir="ltr">' in page


def test_where_the_passage_is_gone_the_page_stays(waiting: Comment, client: Client) -> None:
    Passage.objects.all().delete()
    page = client.get(own(waiting))
    assert page.status_code == 200
    assert "Back to the passage" not in words_of(page)
    assert "We listen to everybody." in words_of(client.get(own(waiting, "edit_own_comment")))


@pytest.fixture
def shown(taking: CommentSettings, passage: Passage) -> Comment:
    """A comment that was shown at once, and that three readers agree with."""
    taking.showing = Showing.AT_ONCE
    taking.save()
    comment = post(taking, passage, "Trees are good.")
    for number in range(3):
        agree_with_comment(comment=comment, browser_hash=str(number))
    comment.refresh_from_db()
    return comment


def test_nobody_agrees_with_words_they_have_not_read(
    shown: Comment, passage: Passage, client: Client
) -> None:
    assert "Changed on" not in words_of(client.get(passage_path(passage)))
    edit_comment(comment=shown, words=Words("Trees are good.", name="Me"))
    assert numbers_of(shown) == (3, 3)
    edit_comment(comment=shown, words=Words("Trees are bad.", name="Me"))
    assert numbers_of(shown) == (0, 0)
    day = day_in_words(timezone.now(), shown.consultation.zone)
    for address in (passage_path(passage), address_of(shown.consultation.comment_settings)):
        page = words_of(client.get(address))
        assert "Trees are bad." in page
        assert f"Changed on {day}" in page
        assert "3 readers agree" not in page
        assert "3 people agree" not in page


def numbers_of(comment: Comment) -> tuple[int, int]:
    """How many agree, as stored with it and as rows."""
    comment.refresh_from_db()
    return comment.agreements, comment.agreeing.count()


def test_what_is_reported_stays_as_it_was_until_a_moderator_has_looked(
    shown: Comment, client: Client, admin_user: Any
) -> None:
    report_comment(comment=shown, browser_hash="x", language="en", words="Spam")
    assert "Change my comment" not in words_of(client.get(own(shown)))
    response = client.post(own(shown, "edit_own_comment"), typed(text="All is well."))
    assert response.status_code == 409
    page = words_of(response)
    assert "Your comment cannot be changed now" in page
    assert "A reader has reported it" in page
    assert "All is well." in page_of(response)
    with pytest.raises(NotPossibleError):
        edit_comment(comment=shown, words=Words("All is well."))
    shown.refresh_from_db()
    assert (shown.text, shown.edited_at, shown.agreements) == ("Trees are good.", None, 3)


def test_a_withdrawn_comment_has_no_agreements(shown: Comment) -> None:
    withdraw_comment(comment=shown)
    assert numbers_of(shown) == (0, 0)

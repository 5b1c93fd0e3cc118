"""Erasing at the desk: what goes and what stays is said first, and a reason is asked for."""

from __future__ import annotations

from typing import Any

import pytest
from wagtail.models import ModelLogEntry

from plan.comments.actions.erase_comment import erase_author
from plan.comments.enums import CommentState, HintKind
from plan.comments.models import Comment, CommentAuthor, CommentHint, CommentSettings
from plan.comments.tallies import counted, stored
from plan.models import Passage
from tests.comments.desk.conftest import SignedIn
from tests.comments.desk.readings import QUEUE, url_of, words
from tests.comments.factories import make_comment

pytestmark = pytest.mark.django_db

MANAGER = "Consultation manager"
STAYS = "Only who wrote it: name, address and secret link go, and what redaction took out."
GOES = "The comment too: text, quotation, who wrote it,"
REASON = "Asked by its author"


@pytest.fixture
def comment(taking: CommentSettings, passage: Passage) -> Comment:
    """A published comment by somebody with an address."""
    return make_comment(taking, passage, "More benches.", name="Ann", email="ann@example.org")


def page_of(comment: Comment) -> str:
    """Where it is erased."""
    return f"{url_of(comment)}erase/"


def offered(response: Any) -> list[str]:
    """What can be chosen."""
    return [value for value, _ in response.context["form"].fields["what"].choices]


def facts() -> list[Any]:
    """Everything that erasing could change."""
    rows = (Comment, CommentAuthor, ModelLogEntry)
    return [list(kind.objects.order_by("pk").values()) for kind in rows]


def test_the_way_is_for_those_who_may(comment: Comment, signed_in: SignedIn) -> None:
    assert page_of(comment) in signed_in(MANAGER).get(url_of(comment)).content.decode()
    assert page_of(comment) not in signed_in("Moderator").get(url_of(comment)).content.decode()


@pytest.mark.parametrize("role", ["Moderator", "Analyst", "Editor", "Publisher"])
def test_others_do_not_come_in(comment: Comment, signed_in: SignedIn, role: str) -> None:
    client, before = signed_in(role), facts()
    assert client.get(page_of(comment))["Location"] == "/admin/"
    data = {"what": "comment", "reason": REASON}
    assert client.post(page_of(comment), data)["Location"] == "/admin/"
    assert facts() == before


def test_it_is_said_what_goes_and_what_stays(
    comment: Comment, taking: CommentSettings, passage: Passage, signed_in: SignedIn
) -> None:
    make_comment(taking, passage, "I agree.", reply_to=comment)
    response = signed_in(MANAGER).get(page_of(comment))
    text = words(response)
    assert f"Erase comment {comment.reference}" in text
    assert "More benches." in text
    assert STAYS in text
    assert GOES in text
    assert "the text may stay when its author is erased" in text
    assert "1 reply to it stays." in text
    assert offered(response) == ["author", "comment"]
    assert response.context["form"].initial == {}


def test_only_who_wrote_it(comment: Comment, signed_in: SignedIn) -> None:
    client = signed_in(MANAGER)
    data = {"what": "author", "reason": REASON}
    response = client.post(page_of(comment), data, follow=True)
    assert response.redirect_chain == [(url_of(comment), 302)]
    assert f"Who wrote comment {comment.reference} has been erased." in words(response)
    assert "ann@example.org" not in words(response)
    comment.refresh_from_db()
    assert (comment.text, comment.state) == ("More benches.", CommentState.PUBLISHED)
    assert not CommentAuthor.objects.exists()
    entry = ModelLogEntry.objects.get(action="plan_comments.erase_author")
    assert entry.data["reason"] == REASON


def test_the_comment_too(comment: Comment, signed_in: SignedIn) -> None:
    data = {"what": "comment", "reason": REASON}
    response = signed_in(MANAGER).post(page_of(comment), data, follow=True)
    assert response.redirect_chain == [(QUEUE, 302)]
    assert f"Comment {comment.reference} has been erased." in words(response)
    assert not Comment.objects.exists()
    assert +stored() == counted() == {}
    assert ModelLogEntry.objects.get(action="plan_comments.erase").data["reason"] == REASON


def test_where_the_text_goes_with_its_author(
    comment: Comment, taking: CommentSettings, signed_in: SignedIn
) -> None:
    CommentSettings.objects.update(keeps_text=False)
    client, before = signed_in(MANAGER), facts()
    response = client.get(page_of(comment))
    assert offered(response) == ["comment"]
    assert "the text goes with its author. So both are erased." in words(response)
    assert STAYS not in words(response)
    data = {"what": "author", "reason": REASON}
    again = client.post(page_of(comment), data)
    assert again.status_code == 422
    assert "This cannot be chosen any more." in words(again)
    assert f'value="{REASON}"' in again.content.decode()
    assert facts() == before
    client.post(page_of(comment), {"what": "comment", "reason": REASON})
    assert not Comment.objects.exists()


def test_an_author_who_is_erased_already(
    comment: Comment, signed_in: SignedIn, manager: Any
) -> None:
    erase_author(comment=comment, user=manager, reason=REASON)
    response = signed_in(MANAGER).get(page_of(comment))
    assert offered(response) == ["comment"]
    assert "Nothing of who wrote it is stored any more." in words(response)


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        ({}, "Choose what is erased."),
        ({"what": "author"}, "Say why, without a word of the comment."),
        ({"what": "author", "reason": " "}, "Say why, without a word of the comment."),
        ({"reason": REASON}, "Choose what is erased."),
        ({"what": "all", "reason": REASON}, "This cannot be chosen any more."),
        ({"what": "comment", "reason": "x" * 201}, "at most 200 characters (it has 201)"),
    ],
)
def test_refused_with_what_was_typed(
    comment: Comment, signed_in: SignedIn, data: dict[str, str], sentence: str
) -> None:
    client, before = signed_in(MANAGER), facts()
    response = client.post(page_of(comment), data)
    assert response.status_code == 422
    assert sentence in words(response)
    assert data.get("reason", "").strip() in response.content.decode()
    assert facts() == before


def test_what_is_not_there_any_more(comment: Comment, signed_in: SignedIn) -> None:
    client = signed_in(MANAGER)
    data = {"what": "comment", "reason": REASON}
    client.post(page_of(comment), data)
    assert client.get(page_of(comment), follow=True).status_code == 404
    assert client.post(page_of(comment), data, follow=True).status_code == 404


def test_what_is_set_aside_is_not_for_everybody_who_may_erase(
    comment: Comment, signed_in: SignedIn, member: Any
) -> None:
    from django.contrib.auth.models import Permission

    CommentHint.objects.create(comment=comment, kind=HintKind.HARM)
    erase = Permission.objects.get(codename="erase_comment", content_type__model="comment")
    member("Moderator").user_permissions.add(erase)
    data = {"what": "comment", "reason": REASON}
    assert signed_in("Moderator").post(page_of(comment), data)["Location"] == "/admin/"
    assert Comment.objects.count() == 1
    signed_in(MANAGER).post(page_of(comment), data)
    assert not Comment.objects.exists()

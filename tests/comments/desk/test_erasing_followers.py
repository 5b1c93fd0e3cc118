"""Staff erase the address of somebody who follows passages, because its owner asks."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone
from wagtail.models import ModelLogEntry

from plan.comments.actions.erase_followers import erase_followers
from plan.comments.models import CommentAuthor, CommentSettings, Follower
from plan.models import Passage
from tests.comments.desk.conftest import SignedIn
from tests.comments.desk.readings import QUEUE, words
from tests.comments.factories import make_comment, passages_of

pytestmark = pytest.mark.django_db

PAGE = f"{QUEUE}followers/erase/"
ADDRESS = "ada@example.org"


@pytest.fixture
def followers(taking: CommentSettings, passage: Passage) -> None:
    """One address on two passages, confirmed at one of them, and another one."""
    for place, each in enumerate(passages_of(passage.page)):
        for email in (ADDRESS, "eve@example.org")[: 2 - place]:
            Follower.objects.create(
                consultation=taking.consultation,
                translation_key=each.translation_key,
                block_id=each.block_id,
                email=email,
                language="en",
                confirmed_at=timezone.now() if place else None,
            )


@pytest.fixture(autouse=True)
def comment(taking: CommentSettings, passage: Passage) -> None:
    """A comment from the same address."""
    make_comment(taking, passage, email=ADDRESS)


def left() -> list[str]:
    """Who still follows."""
    return list(Follower.objects.order_by("pk").values_list("email", flat=True))


def entries() -> list[Any]:
    """What the history says."""
    return list(ModelLogEntry.objects.filter(action="plan_comments.erase_followers"))


def test_the_address_goes_everywhere_and_is_not_logged(
    followers: None, signed_in: SignedIn, taking: CommentSettings
) -> None:
    client = signed_in("Consultation manager")
    assert PAGE in client.get(QUEUE).content.decode()
    assert "asks to be forgotten" in words(client.get(PAGE))
    data = {"email": "Ada@Example.org", "reason": "Asked by post."}
    page = client.post(PAGE, data, follow=True)
    assert "The address has been erased. It followed 2 passages." in words(page)
    assert left() == ["eve@example.org"]
    assert CommentAuthor.objects.get().email == ADDRESS
    [entry] = entries()
    assert entry.data == {"number": 2, "reason": "Asked by post."}
    assert entry.message == "Follower of 2 passages erased: Asked by post."
    assert entry.object_id == str(taking.consultation_id)


@pytest.mark.parametrize(
    ("data", "error"),
    [
        ({"email": "", "reason": "x"}, "Type the address that is to be forgotten."),
        ({"email": "ada", "reason": "x"}, "Enter an email address in the right form"),
        ({"email": ADDRESS, "reason": ""}, "Say why, without the address."),
        ({"email": ADDRESS, "reason": f"{ADDRESS} asked"}, "Say why, without the address."),
        (
            {"email": "bob@example.org", "reason": "x"},
            "Nobody follows a passage with this address.",
        ),
    ],
)
def test_what_cannot_be_is_said_and_nothing_is_lost(
    followers: None, signed_in: SignedIn, data: dict[str, str], error: str
) -> None:
    page = signed_in("Consultation manager").post(PAGE, data)
    assert page.status_code == 422
    assert error in words(page)
    assert (len(left()), entries()) == (3, [])
    if data["email"]:
        assert f'value="{data["email"]}"' in page.content.decode()


@pytest.mark.parametrize("role", ["Moderator", "Analyst", "Editor"])
def test_not_for_others(followers: None, signed_in: SignedIn, member: Any, role: str) -> None:
    data = {"email": ADDRESS, "reason": "x"}
    assert signed_in(role).post(PAGE, data).status_code == 302
    assert PAGE not in signed_in(role).get(QUEUE).content.decode()
    with pytest.raises(PermissionDenied):
        erase_followers(email=ADDRESS, user=member(role), reason="x")
    assert (len(left()), entries()) == (3, [])

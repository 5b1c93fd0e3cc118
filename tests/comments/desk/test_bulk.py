"""Many comments at once: listed first, done one by one, what failed is told."""

from __future__ import annotations

import json
from typing import Any

import pytest

from plan.comments.actions.claim_comment import claim_comment
from plan.comments.actions.own_comment import withdraw_comment
from plan.comments.enums import CommentState, HintKind
from plan.comments.models import Comment, CommentHint, CommentSettings
from plan.models import Passage
from tests.comments.desk.conftest import SignedIn
from tests.comments.desk.readings import QUEUE, first_reason, state_of, url_of, words
from tests.comments.factories import make_comment, make_passage, make_settings
from tests.factories import make_plan

pytestmark = pytest.mark.django_db

BULK = f"{QUEUE}bulk/"


@pytest.fixture
def three(taking: CommentSettings, passage: Passage) -> list[Comment]:
    """Three comments that wait."""
    return [make_comment(taking, passage, state=CommentState.WAITING) for _ in range(3)]


def tick(client: Any, comments: list[Comment], what: str, **data: str) -> Any:
    """The buttons below the queue."""
    return client.post(BULK, {"comment": [one.reference for one in comments], "what": what, **data})


def confirm(client: Any, comments: list[Comment], what: str, **data: str) -> Any:
    """The button of the page that lists what will happen."""
    read = tick(client, comments, what).context["read"]
    return client.post(BULK, {"what": what, "read": read, "confirmed": "1", **data}, follow=True)


def test_nothing_happens_before_it_is_confirmed(three: list[Comment], signed_in: SignedIn) -> None:
    response = tick(signed_in("Moderator"), three, "publish", query="q=x")
    assert "Publish 3 comments" in words(response)
    assert [step.hindrance for step in response.context["steps"]] == ["", "", ""]
    assert json.loads(response.context["read"]) == {one.reference: "waiting:" for one in three}
    assert [state_of(one) for one in three] == ["waiting"] * 3


def test_publish_all(three: list[Comment], signed_in: SignedIn) -> None:
    client = signed_in("Moderator")
    read = tick(client, three, "publish").context["read"]
    data = {"what": "publish", "read": read, "confirmed": "1", "query": "language=en"}
    response = client.post(BULK, data)
    assert response["Location"] == f"{QUEUE}?language=en"
    assert [state_of(one) for one in three] == ["published"] * 3
    assert "3 comments are published." in words(client.get(QUEUE))


def test_reject_all_for_a_rule(three: list[Comment], signed_in: SignedIn) -> None:
    client = signed_in("Moderator")
    again = confirm(client, three, "reject")
    assert again.status_code == 422
    assert "Choose the rule that they break." in words(again)
    assert [state_of(one) for one in three] == ["waiting"] * 3
    rule = first_reason(three[0])
    confirm(client, three, "reject", rule=str(rule.id))
    assert [state_of(one) for one in three] == ["rejected"] * 3
    assert set(Comment.objects.values_list("told", flat=True)) == {rule.told}


def test_take_all_in_hand(three: list[Comment], signed_in: SignedIn, moderator: Any) -> None:
    confirm(signed_in("Moderator"), three, "claim")
    assert Comment.objects.filter(claimed_by=moderator).count() == 3


def test_those_that_fail_are_listed_and_the_rest_is_done(
    three: list[Comment], signed_in: SignedIn, manager: Any
) -> None:
    client = signed_in("Moderator")
    read = tick(client, three, "publish").context["read"]
    claim_comment(comment=three[0], user=manager)
    withdraw_comment(comment=three[1])
    response = client.post(BULK, {"what": "publish", "read": read, "confirmed": "1"})
    assert [state_of(one) for one in three] == ["waiting", "withdrawn", "published"]
    text = words(response)
    assert "To 2 comments it was not done." in text
    assert "has it in hand." in text
    assert "Its state is now: Withdrawn." in text
    assert "1 comment is published." in text


def test_what_one_has_not_read_is_not_decided_on(three: list[Comment], signed_in: SignedIn) -> None:
    client = signed_in("Moderator")
    read = json.dumps({three[0].reference: "published:", three[1].reference: ""})
    response = client.post(BULK, {"what": "publish", "read": read, "confirmed": "1"})
    assert words(response).count("It has changed since you read it") == 2
    assert [state_of(one) for one in three] == ["waiting"] * 3


def test_a_rule_of_other_house_rules(three: list[Comment], signed_in: SignedIn) -> None:
    plan = make_plan()
    other = make_comment(make_settings(plan), make_passage(plan), state=CommentState.WAITING)
    rule = str(first_reason(three[0]).id)
    response = confirm(signed_in("Moderator"), [*three, other], "reject", rule=rule)
    assert "The house rules of its consultation do not have this rule." in words(response)
    assert [state_of(one) for one in three] == ["rejected"] * 3
    assert state_of(other) == "waiting"


def test_all_of_a_kind(taking: CommentSettings, passage: Passage, signed_in: SignedIn) -> None:
    same = [
        make_comment(taking, passage, state=CommentState.WAITING, similar_group=9) for _ in range(3)
    ]
    decided = make_comment(taking, passage, state=CommentState.REJECTED, similar_group=9)
    client = signed_in("Moderator")
    response = client.post(BULK, {"what": "publish", "group": "9"})
    assert "Publish 3 comments" in words(response)
    read = response.context["read"]
    client.post(BULK, {"what": "publish", "read": read, "confirmed": "1"})
    assert [state_of(one) for one in same] == ["published"] * 3
    assert state_of(decided) == "rejected"


def test_what_is_set_aside_is_not_among_them(three: list[Comment], signed_in: SignedIn) -> None:
    CommentHint.objects.create(comment=three[0], kind=HintKind.HARM)
    response = tick(signed_in("Moderator"), three, "publish")
    shown = [step.comment.reference for step in response.context["steps"]]
    assert shown == [three[1].reference, three[2].reference]


def test_what_is_set_aside_is_published_by_nobody(
    three: list[Comment], signed_in: SignedIn
) -> None:
    CommentHint.objects.create(comment=three[0], kind=HintKind.HARM)
    client = signed_in("Consultation manager")
    steps = tick(client, three, "publish").context["steps"]
    assert ["is set aside" in step.hindrance for step in steps] == [True, False, False]
    assert not any(step.hindrance for step in tick(client, three, "claim").context["steps"])
    text = words(confirm(client, three, "publish"))
    assert "It may disclose harm, and is set aside." in text
    assert [state_of(one) for one in three] == ["waiting", "published", "published"]
    confirm(client, three[:1], "reject", rule=str(first_reason(three[0]).id))
    assert state_of(three[0]) == "rejected"


@pytest.mark.parametrize("role", ["Moderator", "Consultation manager"])
@pytest.mark.parametrize("what", ["publish", "reject"])
def test_of_a_kind_those_set_aside_are_left_out_and_not_counted(
    taking: CommentSettings, passage: Passage, signed_in: SignedIn, role: str, what: str
) -> None:
    same = [
        make_comment(taking, passage, state=CommentState.WAITING, similar_group=9) for _ in range(4)
    ]
    CommentHint.objects.create(comment=same[0], kind=HintKind.HARM)
    client = signed_in(role)
    page = client.get(url_of(same[1]))
    assert "3 of this kind wait. Decide on all of them at once:" in words(page)
    may_look = role == "Consultation manager"
    assert f"There are {3 if may_look else 2} others." in words(page)
    assert (same[0].reference in words(page)) is may_look
    asked = client.post(BULK, {"what": what, "group": "9"})
    assert [step.comment for step in asked.context["steps"]] == same[1:]
    assert f"{what.capitalize()} 3 comments" in words(asked)
    data = {"what": what, "read": asked.context["read"], "confirmed": "1"}
    client.post(BULK, {**data, "rule": str(first_reason(same[1]).id)})
    done = {"publish": "published", "reject": "rejected"}[what]
    assert [state_of(one) for one in same] == ["waiting", done, done, done]


def test_what_is_set_aside_after_it_was_listed_is_left_out(
    taking: CommentSettings, passage: Passage, signed_in: SignedIn
) -> None:
    same = [
        make_comment(taking, passage, state=CommentState.WAITING, similar_group=9) for _ in range(3)
    ]
    client = signed_in("Moderator")
    read = client.post(BULK, {"what": "publish", "group": "9"}).context["read"]
    CommentHint.objects.create(comment=same[0], kind=HintKind.HARM)
    data = {"what": "publish", "read": read, "confirmed": "1"}
    assert "2 comments are published." in words(client.post(BULK, data, follow=True))
    assert [state_of(one) for one in same] == ["waiting", "published", "published"]


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        ({"what": "publish"}, "Tick the comments first."),
        ({"what": "publish", "comment": "NOBODY"}, "Tick the comments first."),
        ({"what": "publish", "read": "[1]", "confirmed": "1"}, "Tick the comments first."),
        ({"what": "publish", "read": "{", "confirmed": "1"}, "Tick the comments first."),
        ({"what": "publish", "group": "9" * 30}, "Tick the comments first."),
        ({"what": "remove"}, "Choose what is to be done to the comments."),
        ({}, "Choose what is to be done to the comments."),
        ({"what": "answer"}, "Choose what is to be done to the comments."),
    ],
)
def test_nothing_to_do(
    three: list[Comment], signed_in: SignedIn, data: dict[str, str], sentence: str
) -> None:
    response = signed_in("Moderator").post(BULK, data, follow=True)
    assert sentence in words(response)
    assert [state_of(one) for one in three] == ["waiting"] * 3


def test_an_address_alone_leads_back(signed_in: SignedIn, taking: CommentSettings) -> None:
    assert signed_in("Moderator").get(BULK)["Location"] == QUEUE


def test_an_answer_for_many_is_written_on_its_own_page(
    three: list[Comment], signed_in: SignedIn
) -> None:
    response = tick(signed_in("Consultation manager"), three, "answer")
    wanted = "&".join(f"comment={one.reference}" for one in three)
    assert response["Location"] == f"{QUEUE}answer/?{wanted}"


@pytest.mark.parametrize("role", ["Analyst", "Editor", "Publisher"])
def test_others_do_not_come_in(three: list[Comment], signed_in: SignedIn, role: str) -> None:
    read = json.dumps({one.reference: "waiting:" for one in three})
    response = signed_in(role).post(BULK, {"what": "publish", "read": read, "confirmed": "1"})
    assert response["Location"] == "/admin/"
    assert [state_of(one) for one in three] == ["waiting"] * 3

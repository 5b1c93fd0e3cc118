"""The queue: what is in it, in which order, for whom, and how it is found."""

from __future__ import annotations

import uuid
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from plan.comments.actions.claim_comment import claim_comment
from plan.comments.enums import CommentState, HintKind
from plan.comments.models import Comment, CommentHint, CommentReport, CommentSettings
from plan.models import Passage
from tests.comments.desk.conftest import SignedIn
from tests.comments.desk.readings import QUEUE, references, words
from tests.comments.factories import make_comment, make_settings, passages_of
from tests.factories import make_section

pytestmark = pytest.mark.django_db

WAITING = CommentState.WAITING


def waiting(taking: CommentSettings, passage: Passage, days: float = 0, **fields: Any) -> Comment:
    """A comment that has waited for so many days."""
    moment = timezone.now() - timedelta(days=days)
    given = {"posted_at": moment, "state_since": moment, "state": WAITING, **fields}
    return make_comment(taking, passage, **given)


def report(comment: Comment, browser: str = "a", **fields: Any) -> CommentReport:
    """A reader reports a comment."""
    return CommentReport.objects.create(
        comment=comment, browser_hash=browser, language="en", **fields
    )


def harm(comment: Comment) -> CommentHint:
    """It may disclose harm."""
    return CommentHint.objects.create(comment=comment, kind=HintKind.HARM)


def test_what_waits_the_oldest_first(
    taking: CommentSettings, passage: Passage, signed_in: SignedIn
) -> None:
    young = waiting(taking, passage, 1)
    old = waiting(taking, passage, 5)
    unread = waiting(taking, passage, 3, state=CommentState.PUBLISHED, decided_at=None)
    reported = waiting(taking, passage, 9, state=CommentState.PUBLISHED)
    report(reported)
    for state in CommentState:
        if state is not WAITING:
            make_comment(taking, passage, state=state)
    response = signed_in("Moderator").get(QUEUE)
    assert references(response) == [one.reference for one in (reported, old, unread, young)]


def test_a_report_that_was_dealt_with_is_no_reason(
    taking: CommentSettings, passage: Passage, signed_in: SignedIn
) -> None:
    report(make_comment(taking, passage), handled_at=timezone.now())
    response = signed_in("Moderator").get(QUEUE)
    assert references(response) == []
    assert "Nothing waits for a decision." in words(response)


def test_age_against_the_promise_in_words(
    taking: CommentSettings, passage: Passage, signed_in: SignedIn
) -> None:
    waiting(taking, passage, 3.1)
    waiting(taking, passage, 1.1)
    response = signed_in("Moderator").get(QUEUE)
    late, early = response.context["rows"]
    assert (late.age, late.is_late) == ("3\xa0days; promised within 2\xa0days", True)
    assert (early.age, early.is_late) == ("1\xa0day; promised within 2\xa0days", False)
    assert words(response).count(" Late ") == 1


def test_a_report_is_as_old_as_itself(
    taking: CommentSettings, passage: Passage, signed_in: SignedIn
) -> None:
    report(waiting(taking, passage, 90, state=CommentState.PUBLISHED))
    [row] = signed_in("Moderator").get(QUEUE).context["rows"]
    assert (row.reports, row.is_late) == (1, False)
    assert row.age.startswith("0\xa0minutes;")


def test_before_any_consultation_takes_comments_it_says_what_to_do(signed_in: SignedIn) -> None:
    text = words(signed_in("Moderator").get(QUEUE))
    assert "No consultation takes comments yet." in text
    assert "choose “Settings of comments”" in text


@pytest.mark.parametrize("role", ["Editor", "Data owner", "Publisher"])
def test_others_do_not_come_in(role: str, signed_in: SignedIn) -> None:
    client = signed_in(role)
    response = client.get(QUEUE)
    assert (response.status_code, response["Location"]) == (302, "/admin/")
    assert QUEUE not in client.get("/admin/").content.decode()


def test_an_analyst_reads_and_is_offered_nothing(
    taking: CommentSettings, passage: Passage, signed_in: SignedIn
) -> None:
    comment = waiting(taking, passage)
    response = signed_in("Analyst").get(QUEUE)
    assert references(response) == [comment.reference]
    assert response.context["bulk_choices"] == []
    assert b'name="comment"' not in response.content


@pytest.mark.parametrize(
    ("role", "choices"),
    [
        ("Moderator", ["publish", "reject", "claim"]),
        ("Consultation manager", ["publish", "reject", "claim", "answer"]),
    ],
)
def test_what_is_offered_for_many(
    taking: CommentSettings, passage: Passage, signed_in: SignedIn, role: str, choices: list[str]
) -> None:
    waiting(taking, passage)
    response = signed_in(role).get(QUEUE)
    assert [value for value, _label in response.context["bulk_choices"]] == choices


def test_what_is_set_aside_is_for_the_named_role_alone(
    taking: CommentSettings, passage: Passage, signed_in: SignedIn
) -> None:
    comment = waiting(taking, passage, text="He hits me at night.")
    harm(comment)
    for show in ("", "all", "waiting", "set-aside"):
        response = signed_in("Moderator").get(QUEUE, {"show": show})
        assert references(response) == []
        assert "hits me" not in words(response)
    manager = signed_in("Consultation manager")
    assert references(manager.get(QUEUE)) == []
    assert references(manager.get(QUEUE, {"show": "set-aside"})) == [comment.reference]
    assert references(manager.get(QUEUE, {"show": "all"})) == [comment.reference]


def test_moderators_cannot_ask_for_hints_at_harm(
    taking: CommentSettings, passage: Passage, signed_in: SignedIn
) -> None:
    kinds = dict(signed_in("Moderator").get(QUEUE).context["form"].fields["hint"].choices)
    assert "harm" not in kinds
    assert "contact" in kinds


@pytest.fixture
def three(taking: CommentSettings, passage: Passage, moderator: Any) -> dict[str, Comment]:
    """Three comments that differ in everything that can be filtered by."""
    second = passages_of(passage.page)[1]
    found = {
        "plain": waiting(taking, passage, 3, text="More benches."),
        "polish": waiting(taking, second, 2, text="Więcej ławek.", language="pl"),
        "held": waiting(taking, second, 1, text="Fewer cars."),
    }
    CommentHint.objects.create(comment=found["plain"], kind=HintKind.LINKS, found="www")
    report(found["polish"])
    claim_comment(comment=found["held"], user=moderator)
    return found


@pytest.mark.parametrize(
    ("wanted", "names"),
    [
        ({"q": "bench"}, ["plain"]),
        ({"q": "BENCHES"}, ["plain"]),
        ({"language": "pl"}, ["polish"]),
        ({"hint": "links"}, ["plain"]),
        ({"hint": "contact"}, []),
        ({"reported": "on"}, ["polish"]),
        ({"mine": "on"}, ["held"]),
        ({"passage": "1.2"}, ["polish", "held"]),
        ({"passage": "1"}, ["plain", "polish", "held"]),
        ({"passage": "2"}, []),
        ({"show": "published"}, []),
        ({"show": "waiting"}, ["plain", "polish", "held"]),
        ({"show": "nonsense", "language": "xx"}, ["plain", "polish", "held"]),
        ({"consultation": "999999999999999999999"}, ["plain", "polish", "held"]),
        ({"consultation": "x", "page": "y", "p": "z"}, ["plain", "polish", "held"]),
    ],
)
def test_filters(
    three: dict[str, Comment], signed_in: SignedIn, wanted: dict[str, str], names: list[str]
) -> None:
    response = signed_in("Moderator").get(QUEUE, wanted)
    assert references(response) == [three[name].reference for name in names]


def test_by_consultation_and_passage(three: dict[str, Comment], signed_in: SignedIn) -> None:
    other = make_settings()
    chapter = passages_of(make_section(source_plan(other)))[0]
    elsewhere = waiting(other, chapter)
    client = signed_in("Moderator")
    wanted = {"consultation": str(other.consultation_id)}
    response = client.get(QUEUE, wanted)
    assert references(response) == [elsewhere.reference]
    number = chapter.number
    assert references(client.get(QUEUE, {**wanted, "passage": number})) == [elsewhere.reference]
    assert references(client.get(QUEUE, {**wanted, "passage": "7.7"})) == []


def source_plan(taking: CommentSettings) -> Any:
    """The page of the plan of a consultation."""
    from plan.models import PlanPage

    assert taking.consultation.plan is not None
    return PlanPage.objects.get(translation_key=taking.consultation.plan.translation_key)


def test_a_reference_is_found_however_it_is_typed(
    three: dict[str, Comment], signed_in: SignedIn
) -> None:
    comment = three["plain"]
    typed = f"{comment.reference[:4]} {comment.reference[4:]}".lower()
    assert references(signed_in("Moderator").get(QUEUE, {"q": typed})) == [comment.reference]


def test_who_has_what_in_hand(three: dict[str, Comment], signed_in: SignedIn) -> None:
    rows = signed_in("Moderator").get(QUEUE, {"mine": "on"}).context["rows"]
    assert [row.is_mine for row in rows] == [True]
    response = signed_in("Consultation manager").get(QUEUE, {"q": "Fewer cars"})
    [row] = response.context["rows"]
    assert (row.is_mine, row.held_by.email) == (False, "moderator@example.org")


def test_a_passage_that_is_gone(
    taking: CommentSettings, passage: Passage, signed_in: SignedIn
) -> None:
    waiting(taking, passage, placed_block=uuid.uuid4())
    response = signed_in("Moderator").get(QUEUE)
    [row] = response.context["rows"]
    assert (row.is_gone, row.number) == (True, passage.number)
    assert "No longer in the plan" in words(response)


def test_the_number_is_that_of_today(
    taking: CommentSettings, passage: Passage, signed_in: SignedIn
) -> None:
    waiting(taking, passage, passage_number="9.9")
    [row] = signed_in("Moderator").get(QUEUE).context["rows"]
    assert row.number == passage.number


def test_fifty_a_page(taking: CommentSettings, passage: Passage, signed_in: SignedIn) -> None:
    for _ in range(51):
        waiting(taking, passage)
    client = signed_in("Moderator")
    assert len(references(client.get(QUEUE))) == 50
    assert len(references(client.get(QUEUE, {"p": "2"}))) == 1


@pytest.mark.parametrize("number", [3, 30])
def test_twelve_queries_at_most(
    taking: CommentSettings,
    passage: Passage,
    signed_in: SignedIn,
    django_assert_max_num_queries: DjangoAssertNumQueries,
    number: int,
) -> None:
    client = signed_in("Moderator")
    client.get(QUEUE)
    for place in range(number):
        comment = waiting(taking, passage, claimed_by=None)
        CommentHint.objects.create(comment=comment, kind=HintKind.LINKS, found="www")
        report(comment, str(place))
    with django_assert_max_num_queries(12):
        assert len(references(client.get(QUEUE))) == number
    with django_assert_max_num_queries(12):
        wanted = {"consultation": str(taking.consultation_id)}
        assert len(references(client.get(QUEUE, wanted))) == number


def test_the_next_one(
    taking: CommentSettings, passage: Passage, signed_in: SignedIn, member: Any
) -> None:
    first, second = waiting(taking, passage, 2), waiting(taking, passage, 1)
    one, two = signed_in("Moderator"), signed_in("Consultation manager")
    url = f"{QUEUE}next/"
    assert one.get(url).status_code == 405
    assert one.post(url)["Location"] == f"{QUEUE}comment/{first.reference}/"
    assert two.post(url)["Location"] == f"{QUEUE}comment/{second.reference}/"
    assert one.post(url)["Location"] == f"{QUEUE}comment/{first.reference}/"
    first.refresh_from_db()
    assert first.claimed_by == member("Moderator")
    nothing = signed_in("superuser").post(url, follow=True)
    assert "Nothing waits that nobody has in hand." in words(nothing)
    assert signed_in("Analyst").post(url)["Location"] == "/admin/"

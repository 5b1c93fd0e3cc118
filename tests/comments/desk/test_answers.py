"""The body answers one comment or many, in its own name."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from wagtail.models import ModelLogEntry

from plan.comments.actions.answer_comments import (
    AnswerMissingError,
    NotAnswerableError,
    SeveralConsultationsError,
    answer_comments,
    change_official_answer,
)
from plan.comments.actions.remove_answer import remove_answer
from plan.comments.enums import CommentState, HintKind
from plan.comments.models import Comment, CommentHint, CommentSettings, OfficialAnswer
from plan.models import Passage
from tests.comments.commenting import passage_path
from tests.comments.desk.conftest import SignedIn
from tests.comments.desk.readings import QUEUE, url_of, words
from tests.comments.factories import make_comment, make_passage, make_settings
from tests.comments.reading import address_of
from tests.factories import make_plan

pytestmark = pytest.mark.django_db

ANSWER = f"{QUEUE}answer/"


@pytest.fixture
def two(taking: CommentSettings, passage: Passage) -> list[Comment]:
    """Two published comments."""
    return [make_comment(taking, passage) for _ in range(2)]


def address(comments: list[Comment]) -> str:
    """The page on which they are answered."""
    return f"{ANSWER}?" + "&".join(f"comment={one.reference}" for one in comments)


def texts_of(comment: Comment) -> dict[str, str]:
    """Its official answer as stored."""
    comment.refresh_from_db()
    return comment.official_answer.texts if comment.official_answer else {}


def entries() -> int:
    """How many answers the log tells of."""
    return ModelLogEntry.objects.filter(action="plan_comments.answer").count()


def test_one_answer_for_two(two: list[Comment], signed_in: SignedIn, manager: Any) -> None:
    client = signed_in("Consultation manager")
    page = client.get(address(two))
    assert all(one.reference in words(page) for one in two)
    response = client.post(address(two), {"text_en": " We will. "})
    assert response["Location"] == QUEUE
    assert [texts_of(one) for one in two] == [{"en": "We will."}] * 2
    answer = OfficialAnswer.objects.get()
    assert (answer.answered_by, answer.consultation) == (manager, two[0].consultation)
    assert entries() == 2
    message = ModelLogEntry.objects.for_instance(two[0]).get().message
    assert message == "Answered officially, together with others: 2 comments"


def test_one_comment_and_back_to_it(two: list[Comment], signed_in: SignedIn) -> None:
    client = signed_in("Consultation manager")
    response = client.post(address(two[:1]), {"text_en": "We will."}, follow=True)
    assert response.redirect_chain[0][0] == url_of(two[0])
    text = words(response)
    assert "Official answer We will." in text
    assert "Change the official answer" in text
    assert "Answered officially" in text


def test_an_answer_is_changed(two: list[Comment], signed_in: SignedIn) -> None:
    client = signed_in("Consultation manager")
    client.post(address(two), {"text_en": "We will."})
    key = OfficialAnswer.objects.get().pk
    page = client.get(address(two))
    assert "We will." in page.content.decode()
    client.post(address(two), {"text_en": "We have."})
    assert OfficialAnswer.objects.get().pk == key
    assert texts_of(two[1]) == {"en": "We have."}
    assert entries() == 4


def test_one_of_two_gets_another_answer(two: list[Comment], manager: Any) -> None:
    answer_comments(comments=two, texts={"en": "We will."}, user=manager)
    answer_comments(comments=two[:1], texts={"en": "Not here."}, user=manager)
    assert (texts_of(two[0]), texts_of(two[1])) == ({"en": "Not here."}, {"en": "We will."})
    answer_comments(comments=two, texts={"en": "Both."}, user=manager)
    assert [answer.texts for answer in OfficialAnswer.objects.all()] == [{"en": "Both."}]


def test_change_for_all_who_have_it(two: list[Comment], manager: Any, moderator: Any) -> None:
    answer = answer_comments(comments=two, texts={"en": "We will."}, user=manager)
    with pytest.raises(PermissionDenied):
        change_official_answer(answer=answer, texts={"en": "No."}, user=moderator)
    with pytest.raises(AnswerMissingError):
        change_official_answer(answer=answer, texts={"en": " "}, user=manager)
    assert (texts_of(two[0]), entries()) == ({"en": "We will."}, 2)
    change_official_answer(answer=answer, texts={"en": "We did."}, user=manager)
    assert (texts_of(two[1]), entries()) == ({"en": "We did."}, 4)


def test_an_empty_answer(two: list[Comment], signed_in: SignedIn) -> None:
    response = signed_in("Consultation manager").post(address(two), {"text_en": " "})
    assert (response.status_code, entries()) == (422, 0)
    assert "Write the answer in at least one language." in words(response)
    assert not OfficialAnswer.objects.exists()


def test_two_consultations(two: list[Comment], signed_in: SignedIn) -> None:
    plan = make_plan()
    other = make_comment(make_settings(plan), make_passage(plan))
    client = signed_in("Consultation manager")
    response = client.post(address([two[0], other]), {"text_en": "We will."})
    assert response.status_code == 422
    assert "One answer can only be given to comments on one consultation." in words(response)
    assert "We will." in response.content.decode()
    assert not OfficialAnswer.objects.exists()


def test_nothing_to_answer(two: list[Comment], signed_in: SignedIn, manager: Any) -> None:
    client = signed_in("Consultation manager")
    for response in (client.get(ANSWER), client.post(ANSWER, {"text_en": "x"})):
        assert response["Location"] == QUEUE
    with pytest.raises(SeveralConsultationsError):
        answer_comments(comments=[], texts={"en": "x"}, user=manager)


@pytest.mark.parametrize("role", ["Moderator", "Analyst", "Editor", "Publisher"])
def test_others_do_not_answer(two: list[Comment], signed_in: SignedIn, role: str) -> None:
    response = signed_in(role).post(address(two), {"text_en": "We will."})
    assert (response["Location"], entries()) == ("/admin/", 0)
    assert not OfficialAnswer.objects.exists()


def test_whoever_may_not_see_a_comment_does_not_answer_it(two: list[Comment], member: Any) -> None:
    from django.contrib.auth.models import Permission

    CommentHint.objects.create(comment=two[0], kind=HintKind.HARM)
    user = member("Moderator")
    user.user_permissions.add(Permission.objects.get(codename="answer_comment"))
    with pytest.raises(PermissionDenied):
        answer_comments(comments=two, texts={"en": "x"}, user=type(user).objects.get(pk=user.pk))
    assert not OfficialAnswer.objects.exists()


@pytest.mark.parametrize("state", ["unconfirmed", "rejected", "withdrawn", "removed"])
def test_what_nobody_reads_is_not_answered(
    two: list[Comment], passage: Passage, signed_in: SignedIn, manager: Any, state: str
) -> None:
    two[0].state = CommentState(state)
    two[0].save()
    with pytest.raises(NotAnswerableError):
        answer_comments(comments=two, texts={"en": "x"}, user=manager)
    assert (entries(), OfficialAnswer.objects.count()) == (0, 0)
    client = signed_in("Consultation manager")
    assert "Answer officially" not in words(client.get(url_of(two[0])))
    nothing = client.get(address(two[:1]), follow=True)
    assert "Nothing that you chose can be answered" in words(nothing)
    page = words(client.get(address(two)))
    assert "1 comment that you chose is left out" in page
    assert two[0].reference not in page
    client.post(address(two), {"text_en": "We will."})
    assert [texts_of(one) for one in two] == [{}, {"en": "We will."}]


def test_it_is_rejected_while_its_answer_is_written(
    two: list[Comment], signed_in: SignedIn, manager: Any
) -> None:
    answer_comments(comments=two[:1], texts={"en": "We will."}, user=manager)
    Comment.objects.filter(pk=two[0].pk).update(state=CommentState.REJECTED)
    response = signed_in("Consultation manager").post(address(two), {"text_en": "We have."})
    assert response.status_code == 422
    assert f"Leave these out: {two[0].reference}." in words(response)
    assert "We have." in response.content.decode()
    assert [texts_of(one) for one in two] == [{"en": "We will."}, {}]


def test_an_answer_is_taken_back(two: list[Comment], signed_in: SignedIn, manager: Any) -> None:
    client = signed_in("Consultation manager")
    assert "Take the answer back" not in words(client.get(address(two)))
    answer_comments(comments=two, texts={"en": "We will."}, user=manager)
    assert "Take the answer back" in words(client.get(address(two[:1])))
    response = client.post(address(two[:1]), {"remove": "1"}, follow=True)
    assert response.redirect_chain[0][0] == url_of(two[0])
    assert "The answer below 1 comment is taken back." in words(response)
    assert "Official answer taken back" in words(response)
    assert [texts_of(one) for one in two] == [{}, {"en": "We will."}]
    assert remove_answer(comments=two, user=manager) == 1
    assert not OfficialAnswer.objects.exists()
    assert remove_answer(comments=two, user=manager) == 0
    assert ModelLogEntry.objects.filter(action="plan_comments.remove_answer").count() == 2


def test_an_answer_that_is_taken_back_is_not_at_its_passage(
    two: list[Comment], passage: Passage, manager: Any
) -> None:
    answer_comments(comments=two, texts={"en": "We will."}, user=manager)
    assert "We will." in Client().get(passage_path(passage)).content.decode()
    remove_answer(comments=two, user=manager)
    assert "We will." not in Client().get(passage_path(passage)).content.decode()


def test_others_take_no_answer_back(two: list[Comment], manager: Any, moderator: Any) -> None:
    answer_comments(comments=two, texts={"en": "We will."}, user=manager)
    with pytest.raises(PermissionDenied):
        remove_answer(comments=two, user=moderator)
    assert texts_of(two[0]) == {"en": "We will."}
    assert not ModelLogEntry.objects.filter(action="plan_comments.remove_answer").exists()


def test_the_same_language_of_an_answer_everywhere(
    taking: CommentSettings, passage: Passage, manager: Any
) -> None:
    comment = make_comment(taking, passage, language="pl")
    texts = {"ar": "Arabic words", "pl": "Polish words"}
    answer_comments(comments=[comment], texts=texts, user=manager)
    for page in (passage_path(passage), address_of(taking)):
        shown = Client().get(page).content.decode()
        assert "Polish words" in shown
        assert "Arabic words" not in shown

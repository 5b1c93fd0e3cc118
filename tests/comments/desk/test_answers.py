"""The body answers one comment or many, in its own name."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from wagtail.models import ModelLogEntry

from plan.comments.actions.answer_comments import (
    AnswerMissingError,
    SeveralConsultationsError,
    answer_comments,
    change_official_answer,
)
from plan.comments.enums import HintKind
from plan.comments.models import Comment, CommentHint, CommentSettings, OfficialAnswer
from plan.models import Passage
from tests.comments.desk.conftest import SignedIn
from tests.comments.desk.readings import QUEUE, url_of, words
from tests.comments.factories import make_comment, make_passage, make_settings
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

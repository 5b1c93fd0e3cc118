"""The body answers a comment, or many that say the same, in its own name."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction

from plan.comments.actions.change_state import note
from plan.comments.enums import CommentState
from plan.comments.models import Comment, OfficialAnswer
from plan.comments.permissions import can_answer_comments, can_view_comment
from plan.comments.transitions import ANSWERABLE
from plan.consultation.models import Consultation
from plan.content_version import content_changed


class AnswerMissingError(Exception):
    """The answer says nothing in any language."""


class SeveralConsultationsError(Exception):
    """Comments on different consultations cannot have one answer; or there are no comments."""


class NotAnswerableError(Exception):
    """Nobody would read the answer below these `comments`: they are rejected, or withdrawn."""

    def __init__(self, comments: Sequence[Comment]) -> None:
        self.comments = comments
        super().__init__(", ".join(comment.reference for comment in comments))


@transaction.atomic
def answer_comments(
    *, comments: Iterable[Comment], texts: Mapping[str, str], user: Any
) -> OfficialAnswer:
    """Give one answer to these comments of one consultation; `texts` are by language.

    Where all of them have one answer between them, and no other comment has it, that is changed.
    Raises PermissionDenied, AnswerMissingError, SeveralConsultationsError or NotAnswerableError;
    then nothing changes.
    """
    found = held(comments)
    keys = [comment.pk for comment in found]
    consultation = one_consultation(found)
    require_may_answer(found, user)
    if unread := [one for one in found if CommentState(one.state) not in ANSWERABLE]:
        raise NotAnswerableError(unread)
    words = words_of(texts)
    before = [key for one in found if (key := one.official_answer_id) is not None]
    answer = answer_for(found, consultation, user)
    answer.texts = words
    answer.save()
    Comment.objects.filter(pk__in=keys).update(official_answer=answer)
    OfficialAnswer.objects.filter(pk__in=before, comments=None).delete()
    for comment in found:
        note(comment, "plan_comments.answer", user, {"comments": len(found)})
    content_changed()
    return answer


@transaction.atomic
def change_official_answer(
    *, answer: OfficialAnswer, texts: Mapping[str, str], user: Any
) -> OfficialAnswer:
    """Put other words in the place of an answer, for every comment that has it."""
    found = OfficialAnswer.objects.select_for_update(of=("self",)).get(pk=answer.pk)
    if not can_answer_comments(user, found.consultation):
        raise PermissionDenied
    found.texts, found.answered_by = words_of(texts), user
    found.save()
    comments = list(found.comments.order_by("pk"))
    for comment in comments:
        note(comment, "plan_comments.answer", user, {"comments": len(comments)})
    content_changed()
    return found


def held(comments: Iterable[Comment]) -> list[Comment]:
    """These comments as they are now, held until the transaction ends."""
    keys = [comment.pk for comment in comments]
    rows = Comment.objects.select_for_update(of=("self",)).select_related("consultation")
    return list(rows.filter(pk__in=keys).order_by("pk"))


def require_may_answer(comments: Sequence[Comment], user: Any) -> None:
    """PermissionDenied unless somebody may see all of these comments, and answer them."""
    for comment in comments:
        if not can_answer_comments(user, comment.consultation):
            raise PermissionDenied
        if not can_view_comment(user, comment):
            raise PermissionDenied


def one_consultation(comments: Sequence[Comment]) -> Consultation:
    """The consultation of all of them. SeveralConsultationsError unless there is just one."""
    if len({comment.consultation_id for comment in comments}) != 1:
        raise SeveralConsultationsError
    return comments[0].consultation


def words_of(texts: Mapping[str, str]) -> dict[str, str]:
    """What is said, by language. AnswerMissingError where nothing is."""
    words = {code: text.strip() for code, text in texts.items() if text.strip()}
    if not words:
        raise AnswerMissingError
    return words


def answer_for(
    comments: Sequence[Comment], consultation: Consultation, user: Any
) -> OfficialAnswer:
    """The answer that just these comments have already, else a new one."""
    keys = {comment.official_answer_id for comment in comments}
    if len(keys) == 1 and (key := keys.pop()) is not None:
        answer = OfficialAnswer.objects.select_for_update(of=("self",)).get(pk=key)
        if answer.comments.count() == len(comments):
            answer.answered_by = user
            return answer
    return OfficialAnswer(consultation=consultation, answered_by=user)

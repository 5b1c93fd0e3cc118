"""Reads pages of the desk as people do."""

from __future__ import annotations

import html
import re
from typing import Any

from django.urls import reverse

from plan.comments.actions.decide_comment import version_of
from plan.comments.models import Comment
from plan.comments.rules import Reason, rules_of

QUEUE = "/admin/comments-of-the-public/"


def words(response: Any) -> str:
    """The page without marks, spaces made one."""
    text = re.sub(r"<(script|style|svg).*?</\1>", " ", response.content.decode(), flags=re.DOTALL)
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", text)).split())


def references(response: Any) -> list[str]:
    """References of the comments listed in the queue."""
    return [row.comment.reference for row in response.context["rows"]]


def url_of(comment: Comment) -> str:
    """The page of a comment."""
    return reverse("plan_comments_admin:comment", args=[comment.reference])


def decide(client: Any, comment: Comment, decision: str, **fields: str) -> Any:
    """Send a decision as the page's form does, having just read the comment."""
    data = {"what": decision, "as_read": version_of(Comment.objects.get(pk=comment.pk))}
    data |= {f"{decision}-{name}": value for name, value in fields.items()}
    return client.post(url_of(comment), data)


def first_reason(comment: Comment) -> Reason:
    """The first house rule of a comment's consultation."""
    return rules_of(comment.consultation.comment_settings, "en").reasons[0]


def state_of(comment: Comment) -> str:
    """Its state as stored."""
    state: str = Comment.objects.values_list("state", flat=True).get(pk=comment.pk)
    return state

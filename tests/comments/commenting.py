"""Somebody who comments over HTTP, as a browser without JavaScript would."""

from __future__ import annotations

import re
from datetime import timedelta
from html import unescape
from typing import Any

from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from plan.comments.models import Comment
from plan.comments.tokens import new_attempt_token
from plan.models import Passage

TAG = re.compile(r"<[^>]+>")


def passage_path(passage: Passage, language: str = "en") -> str:
    """The passage's own page."""
    with override(language):
        return reverse("plan:passage", args=[passage.translation_key, passage.block_id])


def path_of(name: str, *arguments: Any, language: str = "en") -> str:
    """An address of ours."""
    with override(language):
        return reverse(f"plan:{name}", args=arguments)


def one(name: str, comment: Comment, language: str = "en") -> str:
    """An address of a comment."""
    return path_of(name, comment.reference, language=language)


def words_of(response: HttpResponse) -> str:
    """What a page says, without its markup."""
    main = response.content.decode().partition("<main")[2].partition("</main>")[0]
    text = TAG.sub(" ", main.partition(">")[2])
    return " ".join(unescape(text).split())


def page_of(response: HttpResponse) -> str:
    """The page's markup."""
    return str(response.content.decode())


class Commenter:
    """Somebody before the form of a passage, opened a minute ago."""

    def __init__(self, passage: Passage, client: Client | None = None, language: str = "en"):
        self.passage = passage
        self.client = client or Client()
        self.language = language
        self.token = token_beside(passage.text, language)

    def read(self, query: str = "") -> HttpResponse:
        """Look at the passage's page."""
        return self.client.get(passage_path(self.passage, self.language) + query)

    def send(self, text: str = "More benches.", **fields: Any) -> HttpResponse:
        """Press “Send comment”."""
        sent = {"attempt": self.token, "text": text, "name": "A neighbour", **fields}
        headers = sent.pop("headers", {})
        return self.client.post(self.path, sent, headers=headers)

    @property
    def path(self) -> str:
        """Where the form is sent."""
        arguments = (self.passage.translation_key, self.passage.block_id)
        return path_of("comment_on", *arguments, language=self.language)

    def follow(self, response: HttpResponse) -> HttpResponse:
        """The page that an answer leads to."""
        assert response.status_code == 303, page_of(response)
        return self.client.get(response["Location"])


def token_beside(words: str, language: str = "en", minutes: float = 1) -> str:
    """The token of a form beside these words, opened so many minutes ago."""
    opened = timezone.now() - timedelta(minutes=minutes)
    return new_attempt_token(opened, words=words, language=language)


def reply_fields(comment: Comment, text: str = "Well said.", **fields: Any) -> dict[str, Any]:
    """What the form for a reply to a comment sends, opened a minute ago."""
    token = token_beside(comment.text)
    return {"attempt": token, "text": text, "name": "Another", **fields}

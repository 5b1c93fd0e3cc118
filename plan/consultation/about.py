"""The passage that an answer is about: as a request names it, and in words for staff."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from typing import Any

from django.utils.text import Truncator
from django.utils.translation import get_language
from wagtail.models import Page

from plan.consultation.models import Attempt, Response
from plan.models import Passage

Identity = tuple[uuid.UUID | None, uuid.UUID | None]


def as_uuid(text: Any) -> uuid.UUID | None:
    """An id as typed, stored or sent; None where it is none."""
    try:
        return uuid.UUID(str(text))
    except ValueError:
        return None


@dataclass(frozen=True)
class About:
    """Identity of a passage, or of a page as a whole where `block` is None."""

    key: uuid.UUID | None = None
    block: uuid.UUID | None = None

    @property
    def identity(self) -> Identity:
        """As it is stored."""
        return self.key, self.block

    def is_of(self, attempt: Attempt) -> bool:
        """Whether an attempt began there."""
        return (attempt.about_key, attempt.about_block) == self.identity


def about_of(key_typed: str, block_typed: str) -> About:
    """What somebody says an answer is about: only a page that is there, and a passage of it."""
    key, block = as_uuid(key_typed), as_uuid(block_typed)
    if key is None or not Page.objects.filter(translation_key=key, live=True).exists():
        return About()
    if block is None:
        return About(key)
    passages = Passage.objects.filter(translation_key=key, block_id=block)
    return About(key, block if passages.exists() else None)


@dataclass(frozen=True)
class NamedPassage:
    """A passage as people know it: its page, its number now, its first words."""

    title: str
    url: str = ""
    number: str = ""
    words: str = ""


def passage_behind(response: Response) -> NamedPassage | None:
    """What a response is about; None where it is about the consultation as a whole."""
    return named_passage(response.about_key, response.about_block)


def named_passage(key: uuid.UUID | None, block: uuid.UUID | None) -> NamedPassage | None:
    """A passage, or a page as a whole, by its identity; None where there is none."""
    if key is None:
        return None
    language = get_language() or ""
    pages = Page.objects.filter(translation_key=key).select_related("locale").order_by("pk")
    page = next((one for one in pages if one.locale.language_code == language), pages.first())
    if page is None:
        return NamedPassage(title=str(key))
    url = page.get_url() or ""
    if block is None:
        return NamedPassage(page.title, url)
    passage = Passage.objects.filter(translation_key=key, block_id=block, page=page).first()
    if passage is None:
        return NamedPassage(page.title, url)
    words = Truncator(passage.text).chars(120)
    return NamedPassage(page.title, f"{url}#p-{block}", passage.number, words)

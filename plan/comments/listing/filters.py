"""What a reader asks the page of comments for. Whatever an address holds, it is no error."""

from __future__ import annotations

import uuid
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

from django.db import models
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

#: Longest search in characters, and most words of it that are looked for.
LONGEST, MOST_WORDS = 200, 8
#: Stands in addresses for text that is no longer in the plan.
GONE = "gone"
#: Later pages than this are not there.
LAST_PAGE = 100_000


class Sort(models.TextChoices):
    """In which order comments stand."""

    PASSAGE = "passage", _("By passage")
    NEWEST = "newest", _("Newest first")
    AGREED = "agreed", _("Most agreed with first")


@dataclass(frozen=True)
class Asked:
    """The filters, and which page of what they find. `chapter` is a page, or `GONE`."""

    words: str = ""
    language: str = ""
    chapter: str = ""
    sort: str = Sort.PASSAGE
    number: int = 1

    @classmethod
    def of(cls, query: QueryDict) -> Asked:
        """As the address has it; what means nothing is left out."""
        sort = query.get("sort", "")
        page = query.get("p", "")
        return cls(
            words=" ".join(query.get("q", "").replace("\x00", "").split())[:LONGEST],
            language=query.get("language", "").replace("\x00", "")[:20],
            chapter=chapter_in(query.get("chapter", "")),
            sort=sort if sort in Sort.values else Sort.PASSAGE,
            number=min(max(int(page), 1), LAST_PAGE) if is_number(page) else 1,
        )

    @property
    def is_narrowed(self) -> bool:
        """Whether it is not the whole list as everybody first sees it."""
        return replace(self, number=1) != Asked()

    def search(self) -> models.Q:
        """The condition that a comment holds each of the words."""
        found = models.Q()
        for word in self.words.split()[:MOST_WORDS]:
            either = models.Q()
            for form in forms_of(word):
                either |= models.Q(text__icontains=form)
            found &= either
        return found

    def address(self, number: int) -> str:
        """The query string that leads to another page of the same."""
        given: dict[str, Any] = {
            "q": self.words,
            "language": self.language,
            "chapter": self.chapter,
            "sort": "" if self.sort == Sort.PASSAGE else self.sort,
            "p": number if number > 1 else "",
        }
        return urlencode({name: value for name, value in given.items() if value})


def forms_of(word: str) -> set[str]:
    """A word as it may be written: SQLite knows small and capital letters of English alone."""
    return {word} if word.isascii() else {word, word.lower(), word.upper(), word.capitalize()}


def is_number(typed: str) -> bool:
    """Whether this is a page number that can be read."""
    return typed.isascii() and typed.isdecimal() and len(typed) < 10


def chapter_in(typed: str) -> str:
    """A page's translation key, `GONE`, or nothing."""
    if typed == GONE:
        return GONE
    try:
        return str(uuid.UUID(typed[:40]))
    except ValueError:
        return ""

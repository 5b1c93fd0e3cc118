"""Comments at a passage as they are shown: pages of threads, or all of one language."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils import timezone

from plan.comments import queries
from plan.comments.models import Comment
from plan.comments.official import answer_in
from plan.comments.queries import Identity, Numbers, Taking
from plan.consultation.moments import day_in_words
from plan.queries import language_name
from plan.readers import Reader

#: Threads on a page.
ON_A_PAGE = 50
NEWEST = "newest"


@dataclass(frozen=True)
class Words:
    """Words in a language."""

    text: str
    language: str


@dataclass(frozen=True)
class ShownComment:
    """A comment as everybody reads it. Without a reference it is one that is no longer shown.

    `earlier` are the words it was about, where the passage reads otherwise now. `changed` is the
    day on which its author wrote other words after it had been public. `has_links` says that a
    moderator has read it, so that addresses in it may be followed.
    """

    anchor: str
    reference: str = ""
    name: str = ""
    text: str = ""
    language: str = ""
    quotation: str = ""
    posted: str = ""
    posted_at: datetime | None = None
    changed: str = ""
    earlier: Words | None = None
    machine: str = ""
    answer: Words | None = None
    agreements: int = 0
    has_links: bool = False
    is_redacted: bool = False
    is_reply: bool = False
    urls: Mapping[str, str] | None = None
    replies: Sequence[ShownComment] = ()


@dataclass(frozen=True)
class Link:
    """A way to another part of the list."""

    words: str
    url: str
    is_current: bool
    language: str = ""


@dataclass(frozen=True)
class Asked:
    """What the address of a page asks for; what it asks for in vain is left aside."""

    page: int = 1
    language: str = ""
    is_newest: bool = False

    @classmethod
    def of(cls, query: Mapping[str, str]) -> Asked:
        """Read the query string."""
        page = query.get("page", "")
        number = int(page) if page.isascii() and page.isdigit() and len(page) < 7 else 1
        return cls(max(1, number), query.get("language", "")[:20], query.get("sort") == NEWEST)

    def url(self, path: str, **changes: Any) -> str:
        """The address of the list, changed in some way."""
        asked = replace(self, **{"page": 1, **changes})
        parts = {
            "page": str(asked.page) if asked.page > 1 else "",
            "language": asked.language,
            "sort": NEWEST if asked.is_newest else "",
        }
        query = urlencode({name: value for name, value in parts.items() if value})
        return f"{path}?{query}#comments" if query else f"{path}#comments"


@dataclass(frozen=True)
class Listing:
    """One page of comments, and the ways to the others."""

    numbers: Numbers
    comments: Sequence[ShownComment]
    asked: Asked
    pages: int
    path: str

    @property
    def languages(self) -> list[Link]:
        """All languages and each alone; empty where there is but one."""
        if len(self.numbers.by_language) < 2:
            return []
        return [
            Link(
                f"{language_name(code)} ({number})",
                self.asked.url(self.path, language=code),
                code == self.asked.language,
                code,
            )
            for code, number in self.numbers.by_language.items()
        ]

    @property
    def every_language_url(self) -> str:
        """Without the filter."""
        return self.asked.url(self.path, language="")

    @property
    def other_order_url(self) -> str:
        """The other way round."""
        return self.asked.url(self.path, is_newest=not self.asked.is_newest)

    @property
    def previous_url(self) -> str:
        """The page before; empty on the first."""
        page = self.asked.page - 1
        return self.asked.url(self.path, page=page) if page else ""

    @property
    def next_url(self) -> str:
        """The page after; empty on the last."""
        page = self.asked.page + 1
        return self.asked.url(self.path, page=page) if page <= self.pages else ""


def listing_at(
    identity: Identity, found: Sequence[Taking], reader: Reader, asked: Asked, path: str
) -> Listing:
    """The comments at a passage, in three queries."""
    numbers = queries.count_at(identity, found)
    if asked.language not in numbers.by_language:
        asked = replace(asked, language="")
    of_one = numbers.by_language.get(asked.language)
    pages = max(1, -(-(numbers.threads if of_one is None else of_one) // ON_A_PAGE))
    asked = replace(asked, page=min(asked.page, pages))
    if not numbers.threads and not numbers.total:
        return Listing(numbers, (), asked, pages, path)
    rows = page_of(identity, found, reader, asked)
    replies = [] if of_one is not None else replies_of(rows, reader)
    presenter = Presenter.of(found, reader)
    return Listing(numbers, presenter.threads(rows, replies), asked, pages, path)


def page_of(
    identity: Identity, found: Sequence[Taking], reader: Reader, asked: Asked
) -> list[Comment]:
    """The rows of one page."""
    if asked.language:
        rows = queries.comments_at(identity, found).filter(language=asked.language)
    else:
        rows = queries.threads_at(identity, found)
    order = ("-posted_at", "-pk") if asked.is_newest else ("posted_at", "pk")
    start = (asked.page - 1) * ON_A_PAGE
    found_rows = queries.with_words(rows.order_by(*order), reader.language)
    return list(found_rows[start : start + ON_A_PAGE])


def replies_of(rows: Iterable[Comment], reader: Reader) -> list[Comment]:
    """All replies to the threads of a page."""
    return list(queries.with_words(queries.replies_to(row.pk for row in rows), reader.language))


@dataclass(frozen=True)
class Presenter:
    """Makes of rows what everybody reads of them; `takings` are by consultation."""

    takings: Mapping[int, Taking]
    reader: Reader

    @classmethod
    def of(cls, found: Iterable[Taking], reader: Reader) -> Presenter:
        """For comments of these consultations."""
        return cls({one.settings.consultation_id: one for one in found}, reader)

    def threads(self, rows: Iterable[Comment], replies: Iterable[Comment]) -> list[ShownComment]:
        """Comments with their replies."""
        below: dict[int | None, list[ShownComment]] = {}
        for reply in replies:
            below.setdefault(reply.reply_to_id, []).append(self.comment(reply))
        return [replace(self.comment(row), replies=tuple(below.get(row.pk, ()))) for row in rows]

    def comment(self, row: Comment) -> ShownComment:
        """One comment; of one that is not public nothing but its place."""
        if not row.is_public:
            return ShownComment(row.anchor)
        taking = self.takings.get(row.consultation_id)
        zone = taking.settings.consultation.zone if taking else timezone.get_default_timezone()
        has_machine = taking is not None and taking.settings.has_machine_translation
        return ShownComment(
            anchor=row.anchor,
            reference=row.reference,
            name=name_of(row),
            text=row.text,
            language=row.language,
            quotation=row.quotation,
            posted=day_in_words(row.posted_at, zone),
            posted_at=row.posted_at,
            changed=day_in_words(row.reworded_at, zone) if row.reworded_at else "",
            earlier=earlier(row),
            machine=self.machine(row) if has_machine else "",
            answer=answer_of(row, self.reader.language),
            agreements=row.agreements,
            has_links=row.decided_at is not None,
            is_redacted=row.state == "redacted",
            is_reply=row.reply_to_id is not None,
            urls=urls_of(row, taking),
        )

    def machine(self, row: Comment) -> str:
        """What a machine made of it in the reader's language; nothing for what is in it already."""
        return (getattr(row, "machine", "") or "") if row.language != self.reader.language else ""


def earlier(row: Comment) -> Words | None:
    """The words a comment was about, where the passage reads otherwise now."""
    now = getattr(row, "present", "") or ""
    if row.passage_text.split() == now.split():
        return None
    return Words(row.passage_text, row.passage_language)


def name_of(row: Comment) -> str:
    """The name that its author gave; empty without one, or once it is erased."""
    author = getattr(row, "author", None)
    return author.name if author is not None else ""


def answer_of(row: Comment, language: str) -> Words | None:
    """The official answer in a language, else in another one; None without an answer."""
    text, code = answer_in(row, language)
    return Words(text, code) if text else None


def urls_of(row: Comment, taking: Taking | None) -> dict[str, str]:
    """Where a comment can be found, and what readers can do with it now."""
    arguments = [row.reference]
    urls = {
        "link": reverse("plan:comment", args=arguments),
        "report": reverse("plan:report_comment", args=arguments),
    }
    if taking is not None and taking.is_open and taking.settings.has_replies:
        urls["reply"] = reverse("plan:reply_to_comment", args=arguments)
    if taking is not None and taking.is_open and taking.settings.has_agreements:
        urls["agree"] = reverse("plan:agree_with_comment", args=arguments)
    return urls

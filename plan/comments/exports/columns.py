"""What files of comments hold of each, as texts. The same rows make the same texts, always:
names of columns and states are no words of a language.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

from plan.comments.enums import CommentState
from plan.comments.models import Comment
from plan.comments.models.comments import CommentQuerySet

#: Comments in memory at a time.
BATCH = 1000
STATES = {
    CommentState.UNCONFIRMED: "awaiting confirmation",
    CommentState.WAITING: "waiting",
    CommentState.PUBLISHED: "published",
    CommentState.REDACTED: "published with redaction",
    CommentState.REJECTED: "rejected",
    CommentState.WITHDRAWN: "withdrawn",
    CommentState.REMOVED: "removed by order",
}


class PublicColumns:
    """What everybody may take away of a comment that everybody may read."""

    header: tuple[str, ...] = (
        "reference", "passage_number", "passage_text", "passage_language", "page_title",
        "quotation", "comment", "language", "state", "received_at", "in_reply_to", "agreements",
        "official_answer", "name",
    )  # fmt: skip

    def rows(self, comments: Sequence[Comment]) -> list[list[str]]:
        """The cells of some comments, in the order of the header."""
        return [self.cells(comment) for comment in comments]

    def cells(self, comment: Comment) -> list[str]:
        """The cells of one."""
        author = getattr(comment, "author", None)
        return [
            comment.reference,
            comment.passage_number,
            comment.passage_text,
            comment.passage_language,
            comment.page_title,
            comment.quotation,
            comment.text,
            comment.language,
            STATES[CommentState(comment.state)],
            moment(comment.posted_at),
            self.parent(comment),
            str(comment.agreements),
            answer_of(comment),
            author.name if author else "",
        ]

    def parent(self, comment: Comment) -> str:
        """The reference of what it replies to, as far as that is published."""
        parent = comment.reply_to
        return parent.reference if parent is not None and parent.is_public else ""


def moment(at: datetime | None) -> str:
    """A moment to the second, with its offset."""
    return at.isoformat(timespec="seconds") if at else ""


def answer_of(comment: Comment) -> str:
    """The body's answer: in the comment's language, else in the first it was written in."""
    texts = comment.official_answer.texts if comment.official_answer else {}
    return str(texts.get(comment.language) or next((text for text in texts.values() if text), ""))


def batches(rows: CommentQuerySet) -> Iterator[list[Comment]]:
    """Comments in the order in which they came, some at a time."""
    ordered = rows.select_related("author", "official_answer", "reply_to").order_by("pk")
    last = 0
    while found := list(ordered.filter(pk__gt=last)[:BATCH]):
        yield found
        last = found[-1].pk

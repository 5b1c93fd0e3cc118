"""Where comments stand: titles of consultations, and passages as they are in the plan now."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping
from typing import Any

from django.db.models import F, Func, IntegerField, OuterRef, QuerySet, Subquery

from plan.comments.models import Comment
from plan.comments.models.comments import CommentQuerySet
from plan.comments.successors import lost_comments
from plan.consultation.models import Consultation, ConsultationPage
from plan.models import Passage

#: A passage, whatever its language.
Identity = tuple[uuid.UUID, uuid.UUID]


def consultation_titles() -> dict[int, str]:
    """Titles of the consultations that take or took comments, by primary key; one query."""
    rows = titled_consultations().values_list("pk", "title", "public_id")
    return {key: title or public_id for key, title, public_id in rows}


def titles_and_lost() -> tuple[dict[int, str], int]:
    """As `consultation_titles`, and how many comments are on passages that are gone; one query.

    The number is the same in each row, and the database counts it once.
    """
    rows = titled_consultations().annotate(lost=Subquery(number_of(lost_comments())))
    found = list(rows.values_list("pk", "title", "public_id", "lost"))
    titles = {key: title or public_id for key, title, public_id, _lost in found}
    return titles, next((lost for *_names, lost in found), 0)


def number_of(rows: CommentQuerySet) -> QuerySet[Comment, Any]:
    """How many there are, as a query of one row without groups."""
    count = Func(F("pk"), function="COUNT", output_field=IntegerField())
    return rows.order_by().annotate(number=count).values("number")


def titled_consultations() -> QuerySet[Any]:
    """Consultations that take or took comments, with the title of their page, the newest first."""
    pages = ConsultationPage.objects.filter(
        translation_key=OuterRef("translation_key"), alias_of=None
    )
    title = Subquery(pages.order_by("pk").values("title")[:1])
    rows = Consultation.objects.filter(comment_settings__isnull=False).annotate(title=title)
    return rows.order_by("-opens_at", "pk")


def present_passages(comments: Iterable[Comment]) -> dict[Identity, Passage]:
    """The passages where these comments stand, in the language they were written about if any."""
    comments = list(comments)
    blocks = {comment.placed_block for comment in comments}
    rows = Passage.objects.filter(block_id__in=blocks).select_related("locale")
    found: dict[Identity, dict[str, Passage]] = {}
    for row in rows.order_by("pk"):
        identity = (row.translation_key, row.block_id)
        found.setdefault(identity, {})[row.locale.language_code] = row
    return {
        (comment.placed_key, comment.placed_block): choose(
            found[comment.placed_key, comment.placed_block], comment.passage_language
        )
        for comment in comments
        if (comment.placed_key, comment.placed_block) in found
    }


def choose(rows: Mapping[str, Passage], language: str) -> Passage:
    """The passage in a language, else in the one it has been in for longest."""
    return rows.get(language) or next(iter(rows.values()))

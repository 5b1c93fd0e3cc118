"""What the public may know of comments: the one place their words and numbers come from."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import CharField, Count, Exists, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Now
from wagtail.models import Page

from plan.comments.enums import PUBLIC_STATES, Scope, Showing
from plan.comments.models import (
    Comment,
    CommentSettings,
    CommentTranslation,
    HiddenPage,
    OpenPlace,
    PlaceTally,
)
from plan.comments.models.comments import CommentQuerySet
from plan.consultation.enums import ConsultationState
from plan.consultation.models import Consultation, ConsultationPage
from plan.models import Passage
from plan.queries import readable_pages
from plan.readers import Reader

#: A passage, whatever its language: translation key and block.
Identity = tuple[uuid.UUID, uuid.UUID]


@dataclass(frozen=True)
class Taking:
    """How a consultation takes comments, and what the database's clock says of it.

    `places` are the pages (block None) and passages it was limited to.
    """

    settings: CommentSettings
    moment: datetime
    places: frozenset[tuple[uuid.UUID, uuid.UUID | None]] = frozenset()

    @property
    def state(self) -> ConsultationState:
        """State of the consultation at the moment of the request."""
        return self.settings.consultation.state_at(self.moment)

    @property
    def is_open(self) -> bool:
        """Whether comments are taken now."""
        return self.settings.is_taking and self.state is ConsultationState.OPEN

    def reaches(self, identity: Identity) -> bool:
        """Whether a passage is one of those that take comments."""
        if self.settings.scope == Scope.PLAN:
            return True
        key, block = identity
        return bool({(key, None), (key, block)} & self.places)


def takings(plan_pk: int, reader: Reader) -> list[Taking]:
    """Consultations of a plan that take or took comments, those that close soonest first.

    Only those whose page the reader may see in some language. Two queries; one where none is
    limited to places.
    """
    return takings_among(CommentSettings.objects.filter(consultation__plan=plan_pk), reader)


def takings_beside(keys: Iterable[uuid.UUID], reader: Reader) -> list[Taking]:
    """As `takings`, for the plan in which pages with these translation keys stand."""
    passages = Passage.objects.filter(translation_key__in=set(keys))
    rows = CommentSettings.objects.filter(consultation__plan__in=passages.values("plan"))
    return takings_among(rows, reader)


def place_to_comment(identity: Identity, reader: Reader) -> tuple[Passage | None, list[Taking]]:
    """A passage in the reader's language, and as `takings_beside`: what posting needs, at once.

    Three queries, the clock first, and one more where places were chosen.
    """
    key, block = identity
    known = Passage.objects.filter(translation_key=key).order_by()
    found = at_the_moment(
        CommentSettings.objects.filter(consultation__plan__in=known.values("plan"))
    )
    rows = known.filter(block_id=block, locale=reader.locale)
    passage = next(iter(rows.select_related("page", "page__locale")), None)
    keys = {key, *(one.consultation.translation_key for one in found)}
    pages = readable_pages(reader).filter(translation_key__in=keys).order_by()
    readable = set(pages.values_list("translation_key", "pk"))
    is_readable = passage is not None and (key, passage.page_id) in readable
    shown = {translation_key for translation_key, _ in readable}
    takings = with_places([one for one in found if one.consultation.translation_key in shown])
    return passage if is_readable else None, takings


def takings_among(rows: QuerySet[CommentSettings], reader: Reader) -> list[Taking]:
    """These settings, as far as the reader may know of them."""
    pages = readable_pages(reader).filter(translation_key=OuterRef("consultation__translation_key"))
    return with_places(at_the_moment(rows.filter(Exists(pages.order_by()))))


def at_the_moment(rows: QuerySet[CommentSettings]) -> list[Any]:
    """With their consultations, and the database's clock as `now`; what closes soonest first."""
    found = rows.select_related("consultation").annotate(now=Now())
    return list(found.order_by("consultation__closes_at", "pk"))


def with_places(found: Sequence[Any]) -> list[Taking]:
    """With the places that they were limited to; no query where none was."""
    chosen = [row.pk for row in found if row.scope == Scope.CHOSEN]
    places: dict[int, set[tuple[uuid.UUID, uuid.UUID | None]]] = {}
    if chosen:
        rows_of = OpenPlace.objects.filter(settings__in=chosen)
        for settings, key, block in rows_of.values_list("settings", "translation_key", "block_id"):
            places.setdefault(settings, set()).add((key, block))
    return [Taking(row, row.now, frozenset(places.get(row.pk, ()))) for row in found]


def open_at(identity: Identity, found: Iterable[Taking]) -> Taking | None:
    """The consultation that takes a comment on a passage now: the one that closes first."""
    return next((one for one in found if one.is_open and one.reaches(identity)), None)


def shown_among(found: Iterable[Taking]) -> list[int]:
    """Primary keys of the consultations whose comments everybody reads."""
    return [one.settings.consultation_id for one in found if one.settings.is_shown]


def numbers_at(keys: Sequence[Identity], found: Iterable[Taking]) -> dict[Identity, int]:
    """How many comments everybody may read at each passage, from the tallies."""
    consultations = shown_among(found)
    if not consultations or not keys:
        return {}
    rows = PlaceTally.objects.filter(
        consultation__in=consultations, translation_key__in={key for key, _ in keys}
    )
    groups = rows.values_list("translation_key", "block_id").order_by()
    return {(key, block): number for key, block, number in groups.annotate(total=Sum("number"))}


def shown_comments(found: Iterable[Taking], reader: Reader) -> CommentQuerySet:
    """All comments of these consultations that this reader may read.

    Left out are those on passages of pages that are there and that the reader may not see in any
    language: behind a password, or unpublished. Where a page or a passage is gone for good, what
    was said about it stays, unless the page was behind a password to the end.
    """
    same_key = {"translation_key": OuterRef("placed_key")}
    is_there = Exists(Page.objects.filter(**same_key))
    was_shut = Exists(HiddenPage.objects.filter(**same_key))
    is_readable = Exists(readable_pages(reader).filter(**same_key).order_by())
    rows = Comment.objects.public().filter(consultation__in=shown_among(found))
    return rows.filter(is_readable | (~is_there & ~was_shut))


def comments_at(identity: Identity, found: Iterable[Taking]) -> CommentQuerySet:
    """Comments that everybody may read at a passage which the reader may see."""
    rows = Comment.objects.public().at(*identity)
    return rows.filter(consultation__in=shown_among(found))


def without_passage() -> Q:
    """The condition that a comment's passage is in no live page any more."""
    passages = Passage.objects.filter(
        translation_key=OuterRef("placed_key"), block_id=OuterRef("placed_block")
    )
    return Q(~Exists(passages))


def comment_by_reference(reference: str, reader: Reader) -> Comment | None:
    """A comment that this reader may read, by its reference."""
    row = (
        Comment.objects.public()
        .filter(reference=reference, consultation__comment_settings__isnull=False)
        .exclude(consultation__comment_settings__showing=Showing.NEVER)
        .select_related("consultation")
        .first()
    )
    if row is None or row.consultation.plan_id is None:
        return None
    found = takings(row.consultation.plan_id, reader)
    rows = shown_comments(found, reader).filter(pk=row.pk).select_related("consultation")
    return with_words(rows, reader.language).first()


def kept_at(identity: Identity, found: Iterable[Taking]) -> CommentQuerySet:
    """As `comments_at`, and those that only keep the place of their replies: no word of theirs."""
    replies = Comment.objects.public().filter(reply_to=OuterRef("pk"))
    rows = Comment.objects.at(*identity).filter(consultation__in=shown_among(found))
    return rows.filter(Q(state__in=PUBLIC_STATES) | Exists(replies))


@dataclass(frozen=True)
class Numbers:
    """How many comments are shown at a passage, by language; how many of them are no replies.

    `threads` has those besides that only keep the place of their replies.
    """

    by_language: dict[str, int]
    threads: int

    @property
    def total(self) -> int:
        """Comments and replies in all languages."""
        return sum(self.by_language.values())


def count_at(identity: Identity, found: Iterable[Taking]) -> Numbers:
    """The numbers of a passage, in one query."""
    groups = kept_at(identity, found).order_by().values_list("language")
    rows = groups.annotate(
        shown=Count("pk", filter=Q(state__in=PUBLIC_STATES)),
        threads=Count("pk", filter=Q(reply_to=None)),
    )
    counted = sorted(rows)
    return Numbers(
        {language: shown for language, shown, _ in counted if shown},
        sum(threads for _, _, threads in counted),
    )


def threads_at(identity: Identity, found: Iterable[Taking]) -> CommentQuerySet:
    """Comments at a passage that reply to none, oldest first; see `kept_at`."""
    return kept_at(identity, found).filter(reply_to=None).order_by("posted_at", "pk")


def replies_to(threads: Iterable[int]) -> CommentQuerySet:
    """Public replies to comments, oldest first."""
    rows = Comment.objects.public().filter(reply_to__in=list(threads))
    return rows.order_by("posted_at", "pk")


def with_words(rows: CommentQuerySet, language: str) -> CommentQuerySet:
    """With authors and official answers, and as `machine` what one made of them in a language.

    `present` is how the passage they stand at reads now in the language it was read in: to be
    compared with, not to be shown.
    """
    made = CommentTranslation.objects.filter(comment=OuterRef("pk"), language=language)
    now = Passage.objects.filter(
        translation_key=OuterRef("placed_key"),
        block_id=OuterRef("placed_block"),
        locale__language_code=OuterRef("passage_language"),
    )
    return rows.select_related("author", "official_answer").annotate(
        machine=Subquery(made.values("text")[:1], output_field=CharField()),
        present=Subquery(now.values("text")[:1], output_field=CharField()),
    )


def consultation_page(consultation: Consultation, reader: Reader) -> ConsultationPage | None:
    """The page of a consultation as the reader may see it: in their language where there is one."""
    visible = readable_pages(reader).filter(translation_key=consultation.translation_key)
    rows = ConsultationPage.objects.filter(pk__in=visible.values("pk")).select_related("locale")
    pages = list(rows.order_by("pk"))
    own = [page for page in pages if page.locale_id == reader.locale.pk]
    return next(iter(own or pages), None)


def takings_of(comment: Comment, reader: Reader) -> list[Taking]:
    """How the consultation of a comment takes comments; nothing where its page is not shown."""
    return takings_among(
        CommentSettings.objects.filter(consultation=comment.consultation_id), reader
    )

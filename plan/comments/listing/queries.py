"""Which comments everybody may read in a list of many, and where they stand in the plan.

The same comments as `plan.comments.queries.shown_comments`: but what may be seen is asked once
for each page of the plan, and not for each of a hundred thousand comments.
"""

from __future__ import annotations

import uuid
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from django.db.models import Case, Count, F, Prefetch, Q, When
from django.db.models.functions import Coalesce
from wagtail.models import Page

from plan.comments.listing.doors import Listing
from plan.comments.listing.filters import GONE, Asked, Sort
from plan.comments.models import Comment, CommentTranslation, HiddenPage
from plan.comments.models.comments import CommentQuerySet
from plan.comments.queries import Identity
from plan.models import Passage
from plan.queries import readable_pages

#: Comments on one page of the list.
SIZE = 50


class Group(NamedTuple):
    """How many comments in one language stand at one passage."""

    key: uuid.UUID
    block: uuid.UUID
    language: str
    number: int

    @property
    def identity(self) -> Identity:
        """The passage."""
        return self.key, self.block


@dataclass(frozen=True)
class Places:
    """Where the comments of a consultation stand.

    `numbers` are those of passages in the plan, in the order of the plan; `titles` those of their
    pages. `hidden` are pages that this reader may not see, in whatever language, or could not see
    before they were deleted.
    """

    groups: Sequence[Group]
    numbers: Mapping[Identity, str]
    titles: Mapping[uuid.UUID, str]
    hidden: frozenset[uuid.UUID] = field(default=frozenset())

    def asked_for(self, asked: Asked) -> list[Group]:
        """The groups that a reader wants, whatever the words searched for."""
        return [group for group in self.groups if self.is_asked_for(group, asked)]

    def is_asked_for(self, group: Group, asked: Asked) -> bool:
        """Whether language and chapter of a group are the ones asked for."""
        if asked.language and group.language != asked.language:
            return False
        if asked.chapter == GONE:
            return group.identity not in self.numbers
        is_there = group.identity in self.numbers and str(group.key) == asked.chapter
        return not asked.chapter or is_there

    def in_order(self, groups: Iterable[Group]) -> list[tuple[Identity, int]]:
        """Passages with their numbers of comments: those of the plan, then those that are gone."""
        numbers: Counter[Identity] = Counter()
        for group in groups:
            numbers[group.identity] += group.number
        gone = sorted(set(numbers) - set(self.numbers), key=str)
        return [(one, numbers[one]) for one in (*self.numbers, *gone) if numbers[one]]


def public_rows(listing: Listing) -> CommentQuerySet:
    """Comments of the consultation in a public state, on whichever page."""
    return Comment.objects.public().filter(consultation=listing.consultation)


def shown_rows(listing: Listing, places: Places) -> CommentQuerySet:
    """All that this reader may read."""
    return public_rows(listing).exclude(placed_key__in=places.hidden)


def places_of(listing: Listing) -> Places:
    """Where comments stand that this reader may read, in five queries."""
    found = groups_among(public_rows(listing))
    keys = {group.key for group in found}
    reader = listing.reader
    titles: dict[uuid.UUID, str] = {}
    readable = readable_pages(reader).filter(translation_key__in=keys).order_by("pk")
    for key, locale, title in readable.values_list("translation_key", "locale", "title"):
        if key not in titles or locale == reader.locale.pk:
            titles[key] = title
    there = set(
        Page.objects.filter(translation_key__in=keys).values_list("translation_key", flat=True)
    )
    deleted = HiddenPage.objects.filter(translation_key__in=keys - there)
    was_shut = set(deleted.values_list("translation_key", flat=True))
    hidden = frozenset((there - set(titles)) | was_shut)
    groups = [group for group in found if group.key not in hidden]
    return Places(groups, numbers_in_plan(listing, set(titles)), titles, hidden)


def groups_among(rows: CommentQuerySet) -> list[Group]:
    """These comments counted by passage and language."""
    names = ("placed_key", "placed_block", "language")
    counted = rows.order_by().values_list(*names).annotate(number=Count("pk"))
    return [Group(*row) for row in counted.order_by(*names)]


def numbers_in_plan(listing: Listing, keys: set[uuid.UUID]) -> dict[Identity, str]:
    """Numbers of passages of these pages, in the order of the plan."""
    rows = Passage.objects.filter(plan=listing.consultation.plan_id).order_by("position", "pk")
    found: dict[Identity, tuple[bool, int, str]] = {}
    names = ("translation_key", "block_id", "locale", "position", "number")
    for key, block, locale, position, number in rows.values_list(*names):
        is_own = locale == listing.reader.locale.pk
        if key in keys and (is_own or (key, block) not in found):
            found[key, block] = (not is_own, position, number)
    return {one: found[one][2] for one in sorted(found, key=lambda each: found[each][:2])}


def found_groups(listing: Listing, places: Places, asked: Asked) -> list[Group]:
    """The groups of what was asked for; one more query where words are searched for."""
    if not asked.words:
        return places.asked_for(asked)
    groups = groups_among(shown_rows(listing, places).filter(asked.search()))
    return [group for group in groups if places.is_asked_for(group, asked)]


def comments_on(
    listing: Listing, places: Places, asked: Asked, groups: Sequence[Group]
) -> list[Comment]:
    """The comments of one page of the list, in two queries."""
    start = (asked.number - 1) * SIZE
    rows = narrowed(shown_rows(listing, places), places, asked)
    if asked.sort == Sort.PASSAGE:
        rows, start = by_passage(rows, places.in_order(groups), start)
    elif asked.sort == Sort.NEWEST:
        rows = rows.order_by("-posted_at", "-pk")
    else:
        rows = rows.order_by("-agreements", "-posted_at", "-pk")
    return list(with_all(rows, listing.reader.language)[start : start + SIZE])


def with_all(rows: CommentQuerySet, language: str) -> CommentQuerySet:
    """With what is shown around each: its author's name, answer, what it replies to."""
    translations = CommentTranslation.objects.filter(language=language)
    related = rows.select_related("author", "official_answer", "reply_to")
    return related.prefetch_related(Prefetch("translations", translations, to_attr="in_language"))


def narrowed(rows: CommentQuerySet, places: Places, asked: Asked) -> CommentQuerySet:
    """Those with the words, in the language and the chapter asked for."""
    rows = rows.filter(asked.search())
    if asked.language:
        rows = rows.filter(language=asked.language)
    if asked.chapter and asked.sort != Sort.PASSAGE:
        wanted = places.asked_for(asked)
        rows = rows.filter(
            placed_key__in={group.key for group in wanted},
            placed_block__in={group.block for group in wanted},
        )
    return rows


def by_passage(
    rows: CommentQuerySet, passages: Sequence[tuple[Identity, int]], start: int
) -> tuple[CommentQuerySet, int]:
    """Only passages that reach into the page, in their order; and where it begins among them."""
    chosen: list[Identity] = []
    before = reach = 0
    for identity, number in passages:
        reach += number
        if reach <= start:
            before = reach
        else:
            chosen.append(identity)
        if reach >= start + SIZE:
            break
    return ordered_at(rows, chosen), start - before


def ordered_at(rows: CommentQuerySet, chosen: Sequence[Identity]) -> CommentQuerySet:
    """Comments at these passages: oldest first, each followed by its replies."""
    if not chosen:
        return rows.none()
    at = [Q(placed_key=key, placed_block=block) for key, block in chosen]
    anywhere = at[0]
    for condition in at[1:]:
        anywhere |= condition
    place = Case(*(When(condition, then=number) for number, condition in enumerate(at)))
    return rows.filter(anywhere).order_by(
        place,
        Coalesce("reply_to__posted_at", "posted_at"),
        Coalesce("reply_to", "pk"),
        F("reply_to").asc(nulls_first=True),
        "posted_at",
        "pk",
    )

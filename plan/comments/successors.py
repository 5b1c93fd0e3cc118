"""Which passages of a plan could stand for one that is gone: proposals, for a person to judge.

A passage's words are compared with those that are in the plan now, in the language in which it was
commented on. Where a long paragraph was split, or short ones became one, the shorter text stands
nearly whole in the longer: that counts too, a little less than likeness as a whole.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.db.models import Count, Exists, Max, OuterRef
from rapidfuzz.fuzz import partial_ratio, ratio
from wagtail.models import Locale, Page

from plan.comments.models import Comment, HiddenPage
from plan.comments.models.comments import CommentQuerySet
from plan.comments.queries import Identity, without_passage
from plan.comments.similarity import plain
from plan.models import Passage
from plan.queries import open_to
from plan.readers import Reader

#: Less alike than this, in per cent, nothing is proposed.
LEAST = 65.0
#: What a text that stands whole within another is worth; and characters from which that counts.
PART, SHORTEST_PART = 0.9, 30
MOST_PROPOSED = 5


@dataclass(frozen=True)
class LostPlace:
    """A passage that is in no live page any more, with how many comments stand there.

    `passage_text` and the like are what the last of these authors saw. `is_page_there` says that
    the page is there without it, or is unpublished: either may come back. `is_shut` says that the
    page is, or was when it was deleted, not for everybody.
    """

    identity: Identity
    plan_pk: int | None
    number: int
    page_title: str
    passage_number: str
    passage_text: str
    language: str
    is_page_there: bool
    is_shut: bool


@dataclass(frozen=True)
class Proposal:
    """A passage that could stand for another, and how much they are alike, in whole per cent."""

    passage: Passage
    score: int


def lost_places(identity: Identity | None = None) -> list[LostPlace]:
    """Passages with comments that are gone, those with most comments first; two queries.

    All comments count, whatever their state: each of them has to stand somewhere.
    """
    rows = lost_comments()
    if identity is not None:
        rows = rows.at(*identity)
    groups = rows.order_by().values("placed_key", "placed_block", "consultation__plan")
    numbers = {
        group["newest"]: group["number"]
        for group in groups.annotate(number=Count("pk"), newest=Max("pk"))
    }
    pages = Page.objects.filter(translation_key=OuterRef("placed_key"))
    shut = pages.filter(~open_to(Reader(Locale.get_active())))
    hidden = HiddenPage.objects.filter(translation_key=OuterRef("placed_key"))
    newest = Comment.objects.filter(pk__in=numbers)
    known = newest.annotate(has_page=Exists(pages), is_shut=Exists(shut) | Exists(hidden))
    found = [
        LostPlace((key, block), plan, numbers[pk], *rest)
        for pk, key, block, plan, *rest in known.values_list(
            *("pk", "placed_key", "placed_block", "consultation__plan", "page_title"),
            *("passage_number", "passage_text", "passage_language", "has_page", "is_shut"),
        )
    ]
    return sorted(found, key=lambda place: (-place.number, place.page_title, place.identity))


def lost_comments() -> CommentQuerySet:
    """Comments on passages that are gone, whatever their state."""
    return Comment.objects.filter(without_passage())


def proposals(place: LostPlace) -> list[Proposal]:
    """Passages of the plan in the same language that are enough alike, the most alike first."""
    rows = Passage.objects.filter(plan=place.plan_pk, locale__language_code=place.language)
    found = [
        Proposal(passage, int(score))
        for passage in rows.select_related("page__locale")
        if (score := likeness(place.passage_text, passage.text)) >= LEAST
    ]
    return sorted(found, key=lambda each: (-each.score, each.passage.position))[:MOST_PROPOSED]


def likeness(before: str, now: str) -> float:
    """How much a passage is like one that is gone, from 0 to 100."""
    one, other = plain(before), plain(now)
    whole = ratio(one, other)
    if min(len(one), len(other)) < SHORTEST_PART:
        return whole
    part = partial_ratio(one, other, score_cutoff=max(whole, LEAST) / PART)
    return max(whole, PART * part)


def passages_numbered(place: LostPlace, number: str) -> Iterator[Passage]:
    """Passages of the plan with this number: that in the place's language first."""
    rows = Passage.objects.filter(plan=place.plan_pk, number=number).exclude(number="")
    found: Iterable[Passage] = rows.select_related("page__locale").order_by("locale", "position")
    yield from sorted(found, key=lambda row: row.page.locale.language_code != place.language)

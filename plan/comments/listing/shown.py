"""Comments as the list shows them: each beside the passage it is about."""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import NamedTuple

from django.urls import reverse
from django.utils.text import Truncator

from plan.comments.listing.doors import Listing
from plan.comments.listing.queries import Places
from plan.comments.models import Comment
from plan.comments.official import answer_in
from plan.comments.queries import Identity
from plan.consultation.moments import day_in_words
from plan.models import Passage
from plan.shown_passages import passage_url

#: Characters of a passage that stand above its comments.
LONGEST_PASSAGE = 300


class PassageNow(NamedTuple):
    """A passage's words in a language, as they are now."""

    text: str
    language: str


@dataclass(frozen=True)
class ShownComment:
    """One comment. `url` leads to its place; `earlier` are words that are not there any more."""

    comment: Comment
    url: str
    day: str
    name: str
    earlier: str = ""
    parent: str = ""
    parent_url: str = ""
    answer: str = ""
    answer_language: str = ""
    translation: str = ""
    has_agreements: bool = False
    changed: str = ""

    @property
    def is_reply(self) -> bool:
        """Whether it answers another comment, which may not be shown any more."""
        return self.comment.reply_to_id is not None


@dataclass(frozen=True)
class Part:
    """Comments on one passage. `heading` is the title of its page where another page begins."""

    number: str
    words: str
    language: str
    url: str
    title: str
    comments: Sequence[ShownComment]
    heading: str = ""
    is_gone: bool = False
    begins_gone: bool = False


def parts_of(listing: Listing, places: Places, comments: Sequence[Comment]) -> list[Part]:
    """Comments in the order given, those side by side on one passage together. One query."""
    now = passages_now(listing, comments)
    return list(parts(listing, places, comments, now))


def passages_now(listing: Listing, comments: Sequence[Comment]) -> dict[Identity, PassageNow]:
    """What stands in the plan now where these comments are; in the reader's language if it can."""
    blocks = {comment.placed_block for comment in comments}
    rows = Passage.objects.filter(plan=listing.consultation.plan_id, block_id__in=blocks)
    found: dict[Identity, PassageNow] = {}
    names = ("translation_key", "block_id", "locale__language_code", "text")
    for key, block, language, text in rows.order_by("pk").values_list(*names):
        if (key, block) not in found or language == listing.reader.language:
            found[key, block] = PassageNow(text, language)
    return found


def parts(
    listing: Listing,
    places: Places,
    comments: Sequence[Comment],
    now: dict[Identity, PassageNow],
) -> Iterator[Part]:
    """The parts, one after the other."""
    page: uuid.UUID | None = None
    was_gone = False
    for identity, group in groupby(comments, lambda each: (each.placed_key, each.placed_block)):
        own = list(group)
        is_gone = identity not in places.numbers
        title = own[0].page_title if is_gone else places.titles[identity[0]]
        passage = now.get(identity) if not is_gone else None
        passage = passage or PassageNow(own[0].passage_text, own[0].passage_language)
        yield Part(
            number=own[0].passage_number if is_gone else places.numbers[identity],
            words=Truncator(" ".join(passage.text.split())).chars(LONGEST_PASSAGE),
            language=passage.language,
            url="" if is_gone else passage_url(*identity),
            title=title,
            comments=[shown(listing, one, passage, is_gone=is_gone) for one in own],
            heading="" if is_gone or identity[0] == page else title,
            is_gone=is_gone,
            begins_gone=is_gone and not was_gone,
        )
        page, was_gone = identity[0], is_gone


def shown(listing: Listing, comment: Comment, now: PassageNow, *, is_gone: bool) -> ShownComment:
    """One comment with everything around it."""
    author = getattr(comment, "author", None)
    answer, answer_language = answer_in(comment, listing.reader.language)
    parent = comment.reply_to
    is_shown = parent is not None and parent.is_public
    return ShownComment(
        comment=comment,
        url="" if is_gone else place_of_comment(comment),
        day=day_in_words(comment.posted_at, listing.consultation.zone),
        name=author.name if author else "",
        earlier=earlier_words(comment, now),
        parent=parent.reference if parent is not None and is_shown else "",
        parent_url=place_of_comment(parent) if parent is not None and is_shown else "",
        answer=answer,
        answer_language=answer_language,
        translation=translation_of(listing, comment),
        changed=day_of_change(listing, comment),
        has_agreements=listing.settings.has_agreements and comment.agreements > 0,
    )


def day_of_change(listing: Listing, comment: Comment) -> str:
    """When its author wrote other words after it had been public; empty where that never was."""
    moment = comment.reworded_at
    return day_in_words(moment, listing.consultation.zone) if moment else ""


def place_of_comment(comment: Comment) -> str:
    """The permanent link of a comment, which leads to its place in its passage."""
    return reverse("plan:comment", args=[comment.reference])


def earlier_words(comment: Comment, now: PassageNow) -> str:
    """What a comment was written about, where the passage says something else now."""
    if comment.passage_text == now.text:
        return ""
    is_same_language = comment.passage_language == now.language
    return comment.passage_text if is_same_language or comment.is_moved else ""


def translation_of(listing: Listing, comment: Comment) -> str:
    """What a machine made of it in the reader's language, where the body shows that."""
    found = getattr(comment, "in_language", [])
    return found[0].text if found and listing.settings.has_machine_translation else ""

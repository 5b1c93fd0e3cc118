"""The seam through which optional apps add to a plan without core knowing them.

An app registers one contributor in its `AppConfig.ready`. Every method is bulk: called once per
page for all keys, with a constant number of queries, and already limited to what the reader may
see. A contributor implements the methods it has something for; what is absent renders nothing.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.http import HttpRequest
from django.urls import URLPattern, URLResolver
from wagtail.blocks import Block
from wagtail.models import Page

from plan.models import Passage, Plan, PlanPage
from plan.readers import Reader

if TYPE_CHECKING:
    from ninja import Router


@dataclass(frozen=True)
class Card:
    """Something in a plan worth a card on its front page."""

    number: str
    title: str
    url: str
    line: str = ""
    facts: tuple[str, ...] = ()
    template: str = "plan/components/card.html"
    extra: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class CallToAction:
    """The one thing a reader is asked to do now, in words that follow the state.

    `rank` decides between contributors: the lowest wins. `text` is a whole phrase; without `url`
    it is shown as plain words.
    """

    text: str
    url: str = ""
    detail: str = ""
    rank: int = 100
    is_button: bool = True


@dataclass(frozen=True)
class Embed:
    """What stands where a text embeds something: a template and its context."""

    template: str
    context: Mapping[str, Any]


@dataclass(frozen=True)
class Collection:
    """Something of a plan that the API lists: the name of its router, and how many there are."""

    name: str
    count: int


@dataclass(frozen=True)
class PlacedBlock:
    """A contributed block where it stands: its type and value as stored, and its identity.

    `about` is the passage it stands beside, the nearest one before it on the page; None where
    there is none, and the block is about the page as a whole.
    """

    kind: str
    value: Mapping[str, Any]
    translation_key: uuid.UUID
    block_id: uuid.UUID
    about: uuid.UUID | None = None

    @property
    def key(self) -> tuple[uuid.UUID, uuid.UUID]:
        """What it is known by in every language."""
        return self.translation_key, self.block_id


class Contributor:
    """Base class: override what you have something for."""

    def urls(self) -> Sequence[URLPattern | URLResolver]:
        """Public addresses of the app, in the namespace `plan:`, before Wagtail's catch-all."""
        return ()

    def cards(self, plans: Sequence[PlanPage], reader: Reader) -> Mapping[int, Sequence[Card]]:
        """Cards by primary key of the plan page."""
        return {}

    def call_to_action(self, plans: Sequence[Plan], reader: Reader) -> Mapping[int, CallToAction]:
        """The call to action by primary key of the plan's record."""
        return {}

    def embed(self, keys: Sequence[uuid.UUID], reader: Reader) -> Mapping[uuid.UUID, Embed]:
        """What to show for embedded pages, by their translation key."""
        return {}

    def freeze(self, plan: Plan) -> Mapping[str, Any]:
        """Facts to store with an edition of the plan, ready for JSON."""
        return {}

    def passage_notes(
        self, keys: Sequence[tuple[uuid.UUID, uuid.UUID]], reader: Reader
    ) -> Mapping[tuple[uuid.UUID, uuid.UUID], Sequence[Embed]]:
        """Notes beside passages, by `(translation_key, block id)`: a line each, seldom more."""
        return {}

    def below_passage(self, passage: Passage, request: HttpRequest, reader: Reader) -> Embed | None:
        """What stands below a passage on the passage's own page.

        `request` is for what its address asks for: a page, a filter.
        """
        return None

    def below_overview(self, page: Page, reader: Reader) -> Sequence[Embed]:
        """What stands below the overview of a plan or of another app's page in it."""
        return ()

    def api_routers(self) -> Sequence[tuple[str, Router]]:
        """What the app adds to the read API: addresses below `api/v1/`, such as `measures`.

        Asked for once, when the site's addresses are made. A collection that `api_collections`
        names has a router of that name, which lists it and takes `plan` as a filter.
        """
        return ()

    def api_collections(self, plan: PlanPage, reader: Reader) -> Sequence[Collection]:
        """What the app lists of a plan in the API, counted as the reader may see it."""
        return ()

    def api_examples(self, reader: Reader) -> Mapping[str, str]:
        """Ids to try, by the name of a parameter of the API's addresses, such as `measure_id`."""
        return {}

    def passage_blocks(self) -> Mapping[str, Block]:
        """Blocks that editors can put between the passages of a page, by the name of their type.

        Asked for once, when the blocks are first needed. Such a block is no passage: it has no
        number and is not in the index. A name is stored with pages and never changes.
        """
        return {}

    def show_blocks(
        self, placed: Sequence[PlacedBlock], reader: Reader
    ) -> Mapping[tuple[uuid.UUID, uuid.UUID], Embed]:
        """What stands where pages hold blocks of this app, by their key; nothing for the others.

        Where time changes what is shown, say so with `reader.freshness.limit`.
        """
        return {}


_contributors: dict[str, Contributor] = {}


def register(name: str, contributor: Contributor) -> None:
    """Add an app's contributor under its own name; a second call replaces the first."""
    _contributors[name] = contributor


def contributors() -> Iterable[Contributor]:
    """All contributors, in the order of their names so that pages are the same each time."""
    return [_contributors[name] for name in sorted(_contributors)]


def cards_for(page: PlanPage, reader: Reader) -> list[Card]:
    """Cards of one plan from all apps."""
    return [
        card
        for contributor in contributors()
        for card in contributor.cards([page], reader).get(page.pk, ())
    ]


def calls_to_action_for(plans: Sequence[Plan], reader: Reader) -> dict[int, CallToAction]:
    """The one call to action of each plan, by primary key; the lowest rank wins."""
    best: dict[int, CallToAction] = {}
    for contributor in contributors() if plans else ():
        for key, offer in contributor.call_to_action(plans, reader).items():
            if key not in best or offer.rank < best[key].rank:
                best[key] = offer
    return best


def embeds_for(keys: Sequence[uuid.UUID], reader: Reader) -> dict[uuid.UUID, Embed]:
    """What stands for each embedded page."""
    found: dict[uuid.UUID, Embed] = {}
    if keys:
        for contributor in contributors():
            found.update(contributor.embed(keys, reader))
    return found


def contributed_blocks() -> dict[str, Block]:
    """Blocks of all apps for the passages of a page, by the name of their type."""
    return {
        name: block
        for contributor in contributors()
        for name, block in contributor.passage_blocks().items()
    }


def blocks_shown(
    placed: Sequence[PlacedBlock], reader: Reader
) -> dict[tuple[uuid.UUID, uuid.UUID], Embed]:
    """What stands where pages hold blocks that apps added."""
    found: dict[tuple[uuid.UUID, uuid.UUID], Embed] = {}
    if placed:
        for contributor in contributors():
            found.update(contributor.show_blocks(placed, reader))
    return found


def notes_beside(
    keys: Sequence[tuple[uuid.UUID, uuid.UUID]], reader: Reader
) -> dict[tuple[uuid.UUID, uuid.UUID], list[Embed]]:
    """Notes of all apps beside passages, in the order of the apps' names."""
    found: dict[tuple[uuid.UUID, uuid.UUID], list[Embed]] = {}
    for contributor in contributors() if keys else ():
        for key, notes in contributor.passage_notes(keys, reader).items():
            found.setdefault(key, []).extend(notes)
    return found


def shown_below(passage: Passage, request: HttpRequest, reader: Reader) -> list[Embed]:
    """What all apps show below a passage on its own page."""
    shown = (each.below_passage(passage, request, reader) for each in contributors())
    return [embed for embed in shown if embed is not None]


def below_overview_of(page: Page, reader: Reader) -> list[Embed]:
    """What all apps show below the overview of a page; pages whose templates ask for it."""
    return [embed for each in contributors() for embed in each.below_overview(page, reader)]


def collections_of(plan: PlanPage, reader: Reader) -> list[Collection]:
    """What all apps list of a plan in the API."""
    return [one for each in contributors() for one in each.api_collections(plan, reader)]


def examples_for(reader: Reader) -> dict[str, str]:
    """Ids of all apps to try in the API."""
    return {
        name: value for each in contributors() for name, value in each.api_examples(reader).items()
    }

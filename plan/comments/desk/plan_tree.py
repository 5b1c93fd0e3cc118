"""The pages and passages of a plan, to choose among them where comments are taken."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from django.utils.text import Truncator
from django.utils.translation import gettext as _

from plan.comments.actions.change_comment_settings import ChosenPlace
from plan.consultation.models import Consultation
from plan.consultation.permissions import source_page
from plan.models import Passage

FIRST_WORDS = 12


@dataclass(frozen=True)
class Leaf:
    """A passage: how it is sent, and what it is known by."""

    value: str
    label: str
    is_chosen: bool


@dataclass
class Branch:
    """A page with its passages; `depth` is 0 for the plan itself."""

    value: str
    title: str
    depth: int
    is_chosen: bool
    passages: list[Leaf] = field(default_factory=list)

    @property
    def chosen(self) -> int:
        """How many passages are chosen one by one."""
        return sum(1 for leaf in self.passages if leaf.is_chosen)


def value_of(place: ChosenPlace) -> str:
    """A place as a form sends it."""
    key, block = place
    return f"{key}:{block}" if block else str(key)


def place_in(value: str) -> ChosenPlace | None:
    """The place that a form sent; None for what is none."""
    key, _colon, block = value.partition(":")
    try:
        return uuid.UUID(key), uuid.UUID(block) if block else None
    except ValueError:
        return None


def places_in(values: Iterable[str]) -> frozenset[ChosenPlace]:
    """The places that a form sent, without what is none."""
    return frozenset(place for value in values if (place := place_in(value)) is not None)


def passages_to_choose(consultation: Consultation) -> Iterator[Passage]:
    """Numbered passages of the plan in the language that the consultation was written in."""
    page = source_page(consultation)
    rows = Passage.objects.filter(plan=consultation.plan_id).exclude(number="")
    if page is not None:
        rows = rows.filter(locale=page.locale)
    yield from rows.select_related("page").order_by("page__path", "position")


def branches(consultation: Consultation, chosen: frozenset[ChosenPlace]) -> list[Branch]:
    """The plan as a tree; chosen places that are not in it any more come last."""
    found: dict[uuid.UUID, Branch] = {}
    left = set(chosen)
    top = 0
    for passage in passages_to_choose(consultation):
        key, page = passage.translation_key, passage.page
        top = top or page.depth
        if key not in found:
            depth = max(0, page.depth - top)
            found[key] = Branch(value_of((key, None)), page.title, depth, (key, None) in chosen)
            left.discard((key, None))
        place = (key, passage.block_id)
        left.discard(place)
        found[key].passages.append(Leaf(value_of(place), label_of(passage), place in chosen))
    return [*found.values(), *gone(left)]


def label_of(passage: Passage) -> str:
    """Number and first words."""
    return f"{passage.number} {Truncator(passage.text).words(FIRST_WORDS)}"


def gone(left: Iterable[ChosenPlace]) -> list[Branch]:
    """Places that were chosen and are in the plan no more."""
    title = _("Not in the plan any more")
    return [Branch(value, title, 0, True) for value in sorted(map(value_of, left))]

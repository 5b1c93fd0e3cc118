"""After five hundred changes of a plan every comment is where it belongs, or is listed as lost."""

from __future__ import annotations

import random
import uuid
from collections import Counter
from typing import Any

import pytest

from plan.comments.actions.attach_comments import attach_comments, detach_comments
from plan.comments.models import Comment, CommentSettings
from plan.comments.queries import comments_at, takings
from plan.comments.successors import LEAST, lost_places, proposals
from plan.comments.tallies import counted, stored
from plan.models import Passage, PlanPage
from plan.readers import Reader
from tests.comments.edited_plan import CHANGES, EditedPlan, Identity
from tests.comments.factories import make_comment, make_settings
from tests.comments.staff import make_moderator
from tests.factories import make_locale, make_plan, publish

CHANGES_IN_ALL, BETWEEN_PUBLISHING, BETWEEN_LOOKS = 500, 8, 125


class Kept:
    """What the test itself knows of each comment: what it was about, and where it must stand."""

    def __init__(self) -> None:
        self.about: dict[int, Identity] = {}
        self.words: dict[int, str] = {}
        self.origins: dict[int, frozenset[int]] = {}
        self.places: dict[int, Identity] = {}
        self.parents: dict[int, int] = {}

    def add(self, comment: Comment, passage: Passage, origins: frozenset[int]) -> None:
        """A new comment."""
        identity = (passage.translation_key, passage.block_id)
        self.about[comment.pk] = self.places[comment.pk] = identity
        self.words[comment.pk], self.origins[comment.pk] = passage.text, origins
        if comment.reply_to_id is not None:
            self.parents[comment.pk] = comment.reply_to_id

    def at(self, identity: Identity) -> set[int]:
        """Comments that must stand at a place."""
        return {pk for pk, place in self.places.items() if place == identity}

    def attached(self) -> dict[Identity, set[int]]:
        """Comments that stand elsewhere than where they were written, by where, with replies."""
        found: dict[Identity, set[int]] = {}
        for pk, about in self.about.items():
            if pk not in self.parents and self.places[pk] != about:
                replies = {reply for reply, parent in self.parents.items() if parent == pk}
                found.setdefault(about, set()).update({pk}, replies)
        return found


@pytest.fixture
def plans(db: None, settings: Any) -> dict[str, PlanPage]:
    """A plan in two languages, each with a tree of its own; without what searching would cost."""
    backends = settings.WAGTAILSEARCH_BACKENDS
    quiet = {name: {**backend, "AUTO_UPDATE": False} for name, backend in backends.items()}
    settings.WAGTAILSEARCH_BACKENDS = quiet
    plan = make_plan()
    locale = make_locale("pl")
    plan.get_parent().specific.copy_for_translation(locale)
    other = plan.copy_for_translation(locale)
    return {"en": plan, "pl": publish(other)}


def comment_somewhere(settings: CommentSettings, world: EditedPlan, kept: Kept) -> None:
    """Somebody comments on a passage that is there, and somebody else replies."""
    rows = Passage.objects.exclude(number="").select_related("page__locale").order_by("pk")
    passage = world.rng.choice(list(rows))
    origins = world.origins[passage.translation_key, passage.block_id]
    first = make_comment(settings, passage)
    kept.add(first, passage, origins)
    if world.rng.random() < 0.3:
        kept.add(make_comment(settings, passage, reply_to=first), passage, origins)


def reply_to_somebody(settings: CommentSettings, world: EditedPlan, kept: Kept) -> bool:
    """Somebody replies to a comment that was attached to another passage."""
    there = world.present()
    moved = [pk for group in kept.attached().values() for pk in group if pk not in kept.parents]
    parents = sorted(pk for pk in moved if kept.places[pk] in there)
    if not parents:
        return False
    parent = Comment.objects.get(pk=world.rng.choice(parents))
    key, block = kept.places[parent.pk]
    rows = Passage.objects.filter(translation_key=key, block_id=block).order_by("pk")
    passage = rows.select_related("page__locale")[0]
    reply = make_comment(settings, passage, reply_to=parent)
    kept.add(reply, passage, world.origins[key, block])
    return True


def detach_something(world: EditedPlan, kept: Kept, user: Any) -> bool:
    """A moderator takes back that comments were attached."""
    attached = kept.attached()
    if not attached:
        return False
    about = world.rng.choice(sorted(attached))
    assert detach_comments(about=about, user=user) == len(attached[about])
    kept.places.update(dict.fromkeys(attached[about], about))
    return True


def attach_something(world: EditedPlan, kept: Kept, user: Any) -> bool:
    """A moderator confirms the best proposal for a place that is gone."""
    places = lost_places()
    world.rng.shuffle(places)
    for place in places:
        for proposal in proposals(place)[:1]:
            to = (proposal.passage.translation_key, proposal.passage.block_id)
            assert proposal.score >= LEAST
            moved = kept.at(place.identity)
            if not all(kept.origins[pk] & world.origins[to] for pk in moved):
                continue  # a person sees that this is about something else
            score = proposal.score
            number = attach_comments(
                identity=place.identity, to=proposal.passage, user=user, score=score
            )
            assert number == len(moved) == place.number
            kept.places.update(dict.fromkeys(moved, to))
            return True
    return False


def check(settings: CommentSettings, world: EditedPlan, kept: Kept) -> None:
    """Nobody is lost, and nobody stands elsewhere."""
    present = world.present()
    indexed = set(Passage.objects.exclude(number="").values_list("translation_key", "block_id"))
    assert indexed == present
    found = takings(settings.consultation.plan_id, Reader(locale=world.plans["en"].locale))
    places = set(kept.places.values())
    for identity in present:
        there = set(comments_at(identity, found).values_list("pk", flat=True))
        assert there == kept.at(identity)
    lost = {place.identity: place.number for place in lost_places()}
    assert lost == {place: len(kept.at(place)) for place in places - present}
    rows = Comment.objects.in_bulk()
    assert rows.keys() == kept.about.keys()
    for pk, row in rows.items():
        assert (row.about_key, row.about_block) == kept.about[pk]
        assert row.passage_text == kept.words[pk]
    assert counted() == Counter({key: n for key, n in stored().items() if n})


@pytest.mark.django_db
@pytest.mark.parametrize("seed", [1])
def test_every_comment_is_found(plans: dict[str, PlanPage], seed: int) -> None:
    settings, moderator = make_settings(plans["en"]), make_moderator()
    world, kept = EditedPlan(plans, random.Random(seed)), Kept()
    for _ in range(40):
        comment_somewhere(settings, world, kept)
    check(settings, world, kept)
    done: Counter[str] = Counter()
    attached = detached = replied = 0
    for number in range(1, CHANGES_IN_ALL + 1):
        done[world.change()] += 1
        if number % BETWEEN_PUBLISHING == 0:
            publish_something(world)
            if Passage.objects.exclude(number="").exists():
                comment_somewhere(settings, world, kept)
            attached += world.rng.random() < 0.4 and attach_something(world, kept, moderator)
            replied += reply_to_somebody(settings, world, kept)
            detached += world.rng.random() < 0.15 and detach_something(world, kept, moderator)
        if number % BETWEEN_LOOKS == 0:
            check(settings, world, kept)
    assert sum(done.values()) == CHANGES_IN_ALL
    assert done.keys() == CHANGES.keys()
    assert attached >= 10
    assert detached >= 4
    assert replied >= 10
    assert lost_places() != []


def publish_something(world: EditedPlan) -> None:
    """An editor publishes a chapter in one language or both; the source first where it is not."""
    chapter = world.rng.choice(world.chapters)
    languages = world.rng.choice([("en",), ("en", "pl"), ("en", "pl"), ("pl",)])
    for language in languages if chapter.is_live else ("en", "pl"):
        world.publish(chapter, language)


def test_ids_that_nobody_has_are_nowhere(plans: dict[str, PlanPage]) -> None:
    assert lost_places((uuid.uuid4(), uuid.uuid4())) == []

"""Very many comments on one plan, in every state and with campaigns among them."""

from __future__ import annotations

import random
import uuid
from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from string import ascii_lowercase

from django.db import connection
from django.utils import timezone

from plan.comments.enums import CommentState
from plan.comments.models import Comment, CommentAuthor, CommentSettings
from plan.comments.tallies import change_tallies, counted
from plan.models import Passage

STATES = [CommentState.PUBLISHED] * 6 + [CommentState.WAITING, CommentState.REJECTED]
CAMPAIGNS = 40


class Voices:
    """Texts as people write them: half are somebody's own, half a campaign's with changes."""

    def __init__(self, seed: int = 1) -> None:
        self.rng = random.Random(seed)
        lengths = self.rng.choices(range(2, 11), k=4000)
        self.words = ["".join(self.rng.choices(ascii_lowercase, k=length)) for length in lengths]
        self.weights = [1 / (place + 1) for place in range(len(self.words))]
        self.campaigns = [self.own(60) for _ in range(CAMPAIGNS)]

    def own(self, number: int) -> list[str]:
        """So many words, of which some are used far more than others."""
        return self.rng.choices(self.words, self.weights, k=number)

    def text(self, place: int) -> str:
        """The text of one comment."""
        if place % 2:
            return " ".join(self.own(self.rng.randint(8, 90)))
        words = list(self.rng.choice(self.campaigns))
        for _ in range(3):
            words[self.rng.randrange(len(words))] = self.rng.choice(self.words)
        return " ".join(words + self.own(self.rng.randint(0, 8)))


def rows(settings: CommentSettings, passages: list[Passage], number: int) -> Iterator[Comment]:
    """Comments spread evenly over passages."""
    voices, begun = Voices(), timezone.now() - timedelta(days=20)
    for place in range(number):
        passage, state = passages[place % len(passages)], STATES[place % len(STATES)]
        key, block = passage.translation_key, passage.block_id
        moment = begun + timedelta(seconds=place)
        yield Comment(
            consultation=settings.consultation,
            reference=f"B{settings.pk}-{place}",
            attempt_hash=uuid.uuid4().hex,
            link_salt="salt",
            about_key=key,
            about_block=block,
            placed_key=key,
            placed_block=block,
            page_title=passage.page.title,
            passage_number=passage.number,
            passage_text=passage.text,
            passage_language="en",
            language="en",
            text=voices.text(place),
            state=state,
            state_since=moment,
            posted_at=moment,
            decided_at=None if state == CommentState.WAITING else moment,
        )


def add_comments(settings: CommentSettings, passages: list[Passage], number: int) -> None:
    """Write comments with their authors and tallies."""
    made = Comment.objects.bulk_create(rows(settings, passages, number), batch_size=2000)
    CommentAuthor.objects.bulk_create(
        (CommentAuthor(comment=row, name="A neighbour") for row in made), batch_size=5000
    )
    change_tallies(Counter(counted(consultation=settings.consultation)))
    with connection.cursor() as cursor:
        for model in (Comment, CommentAuthor):
            cursor.execute(f"ANALYZE {connection.ops.quote_name(model._meta.db_table)}")

"""What a hundred thousand published comments cost to list, to search and to take away."""

from __future__ import annotations

import time
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from plan.comments.exports.files import as_file
from plan.comments.exports.staff_columns import StaffColumns
from plan.comments.models import Comment, CommentAuthor, CommentSettings
from plan.models import Passage
from tests.benchmarks.test_cpu import say
from tests.benchmarks.test_outputs import Cost, postgresql
from tests.comments.factories import make_settings
from tests.comments.reading import address_of
from tests.factories import make_plan, make_sections

__all__ = ["postgresql"]
pytestmark = [pytest.mark.django_db, pytest.mark.bench]

MANY, CHAPTERS = 100_000, 200
#: Seconds for a page of the list, and MB by which a file may make the process grow.
SECONDS, GROWTH = 1.5, 30
WORDS = "There should be more light in the streets, and somebody to talk to at night. "


def many_comments() -> CommentSettings:
    """They stand on a plan of many passages, in two languages."""
    plan = make_plan()
    make_sections(plan, CHAPTERS)
    settings = make_settings(plan)
    passages = list(Passage.objects.exclude(number="").select_related("page"))
    now = timezone.now()
    for start in range(0, MANY, 10_000):
        comments = Comment.objects.bulk_create(
            Comment(
                consultation=settings.consultation, attempt_hash=f"mass-{number}",
                about_key=at.translation_key, about_block=at.block_id,
                placed_key=at.translation_key, placed_block=at.block_id,
                page_title=at.page.title, passage_number=at.number, passage_text=at.text,
                passage_language="en", language=("en", "pl")[number % 2],
                text=f"{WORDS}{number}", state="published", state_since=now, posted_at=now,
                decided_at=now, agreements=number % 50,
            )
            for number in range(start, start + 10_000)
            for at in [passages[number % len(passages)]]
        )  # fmt: skip
        CommentAuthor.objects.bulk_create(
            CommentAuthor(comment=comment, name="A neighbour") for comment in comments
        )
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return settings


@pytest.fixture
def settings_of_many(postgresql: None) -> CommentSettings:
    """The consultation with all of them."""
    return many_comments()


def test_listing_and_files(settings_of_many: CommentSettings) -> None:
    client = Client()
    for name, asked in (
        ("first page", {}),
        ("page 1000", {"p": 1000}),
        ("newest", {"sort": "newest"}),
        ("most agreed", {"sort": "agreed"}),
        ("one language", {"language": "pl"}),
        ("search", {"q": "light 4242"}),
    ):
        took, queries = page_of(client, settings_of_many, asked)
        say(f"List of {MANY} comments, {name}: {took:.2f} s, {queries} queries")
        assert queries <= 14
        assert took <= SECONDS
    for kind in ("csv", "jsonl", "xlsx"):
        cost = Cost()
        response: Any = client.get(address_of(settings_of_many, rest=f"comments.{kind}"))
        size = sum(len(part) for part in response.streaming_content)
        said = f"{cost.seconds():.1f} s of CPU, {cost.growth():.0f} MB more"
        say(f"{MANY} comments as {kind}: {said}, {size / 1e6:.0f} MB")
        assert cost.growth() <= GROWTH
    cost = Cost()
    columns = StaffColumns(settings_of_many.consultation, with_addresses=True)
    response = as_file("csv", Comment.objects.all(), columns, "all")
    assert sum(1 for _ in response.streaming_content) == MANY // 1000 + 1
    say(f"The moderators' CSV: {cost.seconds():.1f} s of CPU, {cost.growth():.0f} MB more")
    assert cost.growth() <= GROWTH


def page_of(client: Client, settings: CommentSettings, asked: dict[str, Any]) -> tuple[float, int]:
    """Seconds that a page takes when it is asked for again, and its queries."""
    client.get(address_of(settings), asked)
    begun = time.perf_counter()
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address_of(settings), asked).status_code == 200
    return time.perf_counter() - begun, len(captured.captured_queries)

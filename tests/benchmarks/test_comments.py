"""What a hundred thousand comments on one plan cost its readers, moderators and the worker."""

from __future__ import annotations

import gc
import time
from dataclasses import dataclass
from statistics import median

import pytest
from django.contrib.auth import get_user_model
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from plan.comments.actions.group_comments import group_comments
from plan.comments.hints import found_hints
from plan.comments.models import Comment, CommentSettings
from plan.comments.queries import comments_at, numbers_at, takings_beside
from plan.models import Passage, PlanPage, SectionPage
from plan.readers import Reader
from plan.shown_passages import passage_url
from tests.benchmarks.mass_comments import add_comments
from tests.benchmarks.measuring import cpu_of, say
from tests.comments.factories import make_settings, passages_of
from tests.factories import make_plan, make_section
from tests.priorities.counting import queries_of

pytestmark = [pytest.mark.django_db, pytest.mark.bench]

IS_POSTGRESQL = connection.vendor == "postgresql"
MANY, FEW, PASSAGES = (100_000 if IS_POSTGRESQL else 2_000), 3, 20
#: Limits: times the page with few comments; queries; seconds; milliseconds.
MOST_TIMES, PASSAGE_QUERIES, QUEUE_QUERIES, GROUPING, HINTS = 1.05, 10, 12, 60, 50
ROUNDS, AT_ONCE = 41, 3


@dataclass
class Commented:
    """A plan of its own with a chapter and its consultation."""

    settings: CommentSettings
    plan: PlanPage
    page: SectionPage
    passages: list[Passage]


def commented(number: int) -> Commented:
    """A plan with a chapter of twenty passages, and so many comments on them."""
    plan = make_plan()
    page = make_section(plan, [f"We do what number {place} says." for place in range(PASSAGES)])
    settings = make_settings(plan)
    found = Commented(settings, plan, page, passages_of(page))
    add_comments(settings, found.passages, number)
    return found


def seconds_of(client: Client, url: str) -> float:
    """CPU of some requests."""
    begun = time.process_time()
    for _ in range(AT_ONCE):
        assert client.get(url).status_code == 200
    return time.process_time() - begun


def check_reading(client: Client, many: Commented) -> None:
    """Neither the plan's page, nor a chapter, nor the whole plan cares how many there are."""
    few = commented(FEW)
    for name, urls in {
        "plan's page": (few.plan.get_url(), many.plan.get_url()),
        "chapter": (few.page.get_url(), many.page.get_url()),
        "whole plan": (whole_url(few), whole_url(many)),
    }.items():
        compare_reading(client, name, *urls)


def whole_url(of: Commented) -> str:
    """Address of the whole plan on one page."""
    return reverse("plan:whole_plan", args=[of.plan.translation_key])


def compare_reading(client: Client, name: str, with_few: str, with_many: str) -> None:
    """Read two pages in turn: what else the machine does meets both."""
    urls = {"few": with_few, "many": with_many}
    queries = {key: queries_of(client, url) for key, url in urls.items()}
    took: dict[str, list[float]] = {key: [] for key in urls}
    gc.collect()
    for place in range(ROUNDS):
        for key in sorted(urls, reverse=bool(place % 2)):
            took[key].append(seconds_of(client, urls[key]))
    cost = {key: median(each) / AT_ONCE * 1000 for key, each in took.items()}
    times = cost["many"] / cost["few"]
    say(
        f"A {name} with {FEW} comments: {cost['few']:.1f} ms CPU, {queries['few']} queries; with "
        f"{MANY:,}: {cost['many']:.1f} ms, {queries['many']} queries, {times:.2f} ×"
    )
    assert queries["many"] == queries["few"]
    assert times <= MOST_TIMES


def check_passage(client: Client, many: Commented) -> None:
    """Nor does that of one passage."""
    passage = many.passages[0]
    identity = (passage.translation_key, passage.block_id)
    reader = Reader(locale=many.page.locale)
    with CaptureQueriesContext(connection) as captured:
        found = takings_beside([identity[0]], reader)
        number = numbers_at([identity], found)[identity]
        assert len(comments_at(identity, found)[:50]) == 50
    assert len(captured) == 3
    queries = queries_of(client, passage_url(*identity))
    say(f"A passage with {number:,} public comments of {MANY // PASSAGES:,}: {queries} queries")
    assert queries <= PASSAGE_QUERIES


def check_queue(client: Client, many: Commented) -> None:
    """Nor does the moderators' queue."""
    user = get_user_model().objects.create_superuser("boss@example.org", password="secret")
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    url = reverse("plan_comments_admin:queue")
    waiting = Comment.objects.filter(decided_at=None).count()
    queries = queries_of(client, url)
    cost = cpu_of(lambda: client.get(url), 2)
    say(f"The queue with {waiting:,} comments: {cost:.0f} ms CPU, {queries} queries")
    with CaptureQueriesContext(connection) as captured:
        client.get(url)
    assert queries <= QUEUE_QUERIES, "\n".join(query["sql"][:300] for query in captured)


def check_grouping(many: Commented) -> None:
    """One task groups them all."""
    for label in ("the first time", "again"):
        begun, clock = time.process_time(), time.perf_counter()
        changed = group_comments(consultation_pk=many.settings.consultation_id)
        took, waited = time.process_time() - begun, time.perf_counter() - clock
        say(f"Grouping {MANY:,} comments {label}: {took:.1f} s CPU, {waited:.1f} s; {changed:,}")
        assert took <= GROUPING
    assert changed == 0
    groups = Comment.objects.exclude(similar_group=None).values("similar_group").distinct()
    assert groups.count() >= 20


def test_hints() -> None:
    text = ("We want more benches in Acacia Park, and Mr Smith does too. " * 400)[:20_000]
    cost = cpu_of(lambda: found_hints(text, "", "en", own_words=text[:500]), 3)
    say(f"Hints in {len(text):,} characters: {cost:.1f} ms CPU")
    assert cost <= HINTS


def test_very_many_comments(client: Client) -> None:
    """Five thousand on each passage, written once for all that is measured."""
    many = commented(MANY)
    check_grouping(many)
    check_reading(client, many)
    check_passage(client, many)
    check_queue(client, many)

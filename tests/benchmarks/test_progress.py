"""The progress of a large plan and the page of a large measure, beside an empty Wagtail page."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.models import Page

from priorities.actions.keep_summaries import keep_summaries
from priorities.models import Measure, Observation
from priorities.periods import last_day, months_later
from tests import factories
from tests.benchmarks.measuring import say, served_costs
from tests.priorities.counting import queries_of
from tests.priorities.makers import make_commitment, make_measure, make_priority

pytestmark = [pytest.mark.django_db, pytest.mark.bench]

PRIORITIES, MEASURES_EACH, FIGURES_EACH, MOST_QUERIES = 25, 4, 500, 12
#: Times the CPU of an empty Wagtail page.
MOST_CPU = 2
AREAS = ["E12000007", *(f"E090000{number:02}" for number in range(1, 25))]


def fill(measure: Measure, size: int) -> None:
    """So many months and areas of a measure."""
    months = [months_later(date(2010, 1, 1), number) for number in range(size // len(AREAS))]
    Observation.objects.bulk_create(
        [
            Observation(
                measure=measure,
                period_start=day,
                period_end=last_day(day),
                period_kind="month",
                area=area,
                value=Decimal(50 + place % 7),
            )
            for place, day in enumerate(months)
            for area in AREAS
        ],
        batch_size=400,
    )


def test_progress(client: Client) -> None:
    home = factories.make_site()
    empty = Page(title="Empty", slug="empty", locale=home.locale)
    home.add_child(instance=empty)
    plan = factories.make_plan()
    facts = {"geography": " ".join(AREAS), "frequency": "monthly"}
    for _number in range(PRIORITIES):
        priority = make_priority(plan)
        make_commitment(priority)
        for _other in range(MEASURES_EACH):
            fill(make_measure(priority, **facts).measure, FIGURES_EACH)
    large = make_measure(priority, **facts)
    fill(large.measure, 10_000)
    pages = {
        "an empty Wagtail page": empty.url,
        "the progress of the plan": reverse("plan:progress", args=[plan.translation_key]),
        "one area": reverse("plan:progress_area", args=[plan.translation_key, AREAS[1]]),
        "a measure with 10,000 figures": large.url,
    }
    keep_summaries(measures=list(Measure.objects.all()))
    for url in pages.values():
        assert client.get(url).status_code == 200
    costs = served_costs(pages)
    for label, url in pages.items():
        queries = queries_of(client, url)
        ratio = costs[label] / costs["an empty Wagtail page"]
        say(f"{label}: {costs[label]:.1f} ms CPU, {queries} queries, {ratio:.2f} × an empty page")
        assert queries <= MOST_QUERIES
    assert costs["the progress of the plan"] <= MOST_CPU * costs["an empty Wagtail page"]
